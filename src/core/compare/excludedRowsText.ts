// What a comparison says of rows that people excluded: the same for panels, Markdown and command line.
import { formatCount } from "../text/formatNumber.ts";
import type { ExcludedReport } from "./cellTypes.ts";
import type { ManyExcluded } from "./manyTypes.ts";

/** The excluded rows of a pair as those of several runs. */
export function pairExcluded(excluded: ExcludedReport | undefined): ManyExcluded | undefined {
  if (excluded === undefined) return undefined;
  const { baseRows, candidateRows, items, isCounted } = excluded;
  return { rows: [baseRows, candidateRows], items, isCounted };
}

/**
 * `3 excluded rows are left out (2 of A, 1 of B), so 1 item is not compared.`, or that they count here. `names`: of the runs
 * in order. `null` where nothing is excluded.
 */
export function excludedRowsSentence(
  excluded: ManyExcluded | undefined,
  names: readonly string[],
  locale: string,
): string | null {
  if (excluded === undefined) return null;
  const count = (value: number): string => formatCount(value, locale);
  const all = excluded.rows.reduce((sum, rows) => sum + rows, 0);
  if (all === 0) return null;
  const parts = excluded.rows.flatMap((own, run) =>
    own === 0 ? [] : [{ own: count(own), name: names[run] ?? "?" }],
  );
  const [only, other] = parts;
  const isOne = only !== undefined && other === undefined;
  const rows = `${count(all)} excluded ${all === 1 ? "row" : "rows"}${isOne ? ` of ${only.name}` : ""}`;
  const each = isOne ? "" : ` (${parts.map(({ own, name }) => `${own} of ${name}`).join(", ")})`;
  const are = all === 1 ? "is" : "are";
  if (excluded.isCounted) return `${rows} ${all === 1 ? "counts" : "count"} here, as asked${each}.`;
  const { items } = excluded;
  const gone =
    items === 0 ? "" : `, so ${count(items)} ${items === 1 ? "item is" : "items are"} not compared`;
  return `${rows} ${are} left out${each}${gone}.`;
}

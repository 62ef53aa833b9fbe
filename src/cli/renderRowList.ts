// Joined rows as a table of the CLI: item, both values of the score they were chosen by, delta.
import type { ComparedRowList } from "../app/compare/comparedRowList.ts";
import type { FullCompareRow } from "../app/compare/joinedRows.ts";
import type { CompareRowScore, ComparisonHead } from "../core/compare/compareTypes.ts";
import { formatCount, formatMeanBeside, formatScoreDelta, NO_VALUE } from "../core/text/formatNumber.ts";
import { inert, LOCALE, table } from "./render.ts";

const MOST_ROWS = 50;

export function renderRowList({ rows, score, names }: ComparedRowList, head: ComparisonHead): string {
  const name = names[score];
  const title = name === undefined ? "" : ` by ${inert(name, 40)}`;
  if (rows.length === 0) return `\nRows${title}: none.\n`;
  const own = head.summary.scores.find((one) => one.name === name);
  const numbers = (one: CompareRowScore | undefined): readonly string[] => {
    if (one === undefined || own === undefined) return [NO_VALUE, NO_VALUE, NO_VALUE];
    const values = [one.base.value, one.candidate.value];
    const shown = values.map((value) => formatMeanBeside(value, values, own, LOCALE));
    return [...shown, formatScoreDelta(one.delta, values, own, LOCALE)];
  };
  const cells = (row: FullCompareRow): readonly string[] => {
    return [
      row.base === null ? NO_VALUE : String(row.base.index),
      row.candidate === null ? NO_VALUE : String(row.candidate.index),
      inert(JSON.stringify((row.base ?? row.candidate)?.item ?? {}), 60),
      ...numbers(row.scores[score]),
    ];
  };
  const shown = rows.slice(0, MOST_ROWS).map(cells);
  const lines = table(
    ["BASE ROW", "CAND. ROW", "ITEM", "BASE", "CANDIDATE", "DELTA"],
    shown,
    [0, 1, 3, 4, 5],
  );
  const more = rows.length - shown.length;
  const rest = more > 0 ? `${formatCount(more, LOCALE)} more; --json lists all.\n` : "";
  return `\nRows${title}: ${formatCount(rows.length, LOCALE)}\n${lines}${rest}`;
}

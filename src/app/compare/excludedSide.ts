// What people excluded of one run of a comparison: which rows, why, and whether they count all the same.
import type { ExcludedOfSide } from "../../core/compare/cellTypes.ts";
import type { ItemNumbers, RowItems } from "../../core/join/digestIndex.ts";
import { markedItems } from "../../core/join/excludedItems.ts";
import { rowMask, silencedColumn } from "../../core/rows/keptRows.ts";
import type { RowNote } from "../../core/rows/rowNotes.ts";
import type { Run } from "../../core/run.ts";
import type { ScoreColumn } from "../../core/scores/scoreColumn.ts";

export interface ExcludedSide {
  /** 1 for each excluded row. */
  readonly mask: Uint8Array;
  /** By row, ascending. */
  readonly reasons: ReadonlyMap<number, string>;
  /** They count all the same. */
  readonly isCounted: boolean;
}

/** `null` where nothing is excluded. */
export function excludedSide(
  notes: readonly RowNote[],
  rows: number,
  isCounted: boolean,
): ExcludedSide | null {
  const reasons = new Map(
    notes.flatMap(({ row, exclusion }) => (exclusion === null ? [] : [[row, exclusion] as const])),
  );
  return reasons.size === 0 ? null : { mask: rowMask([...reasons.keys()], rows), reasons, isCounted };
}

/** Whether excluded rows of a comparison count; `null` where none of its runs has any. */
export type Exclusion = "leftOut" | "counted" | null;

export function exclusionOf(sides: readonly WithExcluded[]): Exclusion {
  const marked = sides.find(({ excluded }) => excluded !== null)?.excluded ?? null;
  if (marked === null) return null;
  return marked.isCounted ? "counted" : "leftOut";
}

interface WithExcluded {
  readonly excluded: ExcludedSide | null;
}

/** Whether a row is excluded and does not count. */
export function isLeftOut({ excluded }: WithExcluded, row: number): boolean {
  return excluded !== null && !excluded.isCounted && excluded.mask[row] === 1;
}

/** A run's items with what of them is excluded. */
export function itemsOf({ excluded }: WithExcluded, items: RowItems): RowItems {
  return excluded === null ? items : markedItems(items, excluded.mask, excluded.isCounted);
}

/** A score on the rows that count; rows keep their numbers. */
export function countedColumn({ excluded }: WithExcluded, column: ScoreColumn): ScoreColumn {
  return excluded === null || excluded.isCounted ? column : silencedColumn(column, excluded.mask);
}

/** Errors of the rows that count. */
export function countedErrors({ excluded }: WithExcluded, errors: Uint8Array | null): Uint8Array | null {
  if (errors === null || excluded === null || excluded.isCounted) return errors;
  return errors.map((error, row) => error & (1 - (excluded.mask[row] as number)));
}

/** The run as it is over the rows that count. */
export function countedRun(run: Run, excluded: ExcludedSide | null): Run {
  const { withoutExcluded: without } = run;
  if (excluded === null || excluded.isCounted || without === undefined) return run;
  return { ...run, rows: without.rows, items: without.items, scores: without.scores };
}

/** What is excluded of each item that an excluded row is of. */
export function excludedByItem(
  { excluded }: WithExcluded,
  { itemOf }: ItemNumbers,
): ReadonlyMap<number, ExcludedOfSide> {
  const byItem = new Map<number, ExcludedOfSide>();
  for (const [row, reason] of excluded?.reasons ?? []) {
    const item = itemOf[row] as number;
    const known = byItem.get(item);
    byItem.set(item, known === undefined ? { rows: 1, reason } : { ...known, rows: known.rows + 1 });
  }
  return byItem;
}

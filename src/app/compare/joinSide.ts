// One side of an open comparison: a stored run with its rows grouped by item.
import type { CompareCell } from "../../core/compare/compareTypes.ts";
import type { RowItems } from "../../core/join/digestIndex.ts";
import type { FormatRegistry } from "../../core/resultFormat.ts";
import type { Run, ScoreState } from "../../core/run.ts";
import type { StoredRun } from "../../core/runStore.ts";
import { SCORE_STATES, type ScoreColumn, STATE_CODE, stateAt } from "../../core/scores/scoreColumn.ts";
import type { FullRow } from "../rows/itemSource.ts";
import { RowPages } from "../rows/rowPages.ts";

/** One run of a comparison, with what its join needs. */
export interface Side {
  readonly stored: StoredRun;
  /** As the metric contract has it. */
  readonly run: Run;
  /** 1 for each row that carries an error; `null` where none does. */
  readonly rowErrors: Uint8Array | null;
  readonly items: RowItems;
  readonly pages: RowPages;
}

/** A stored run with what the metric contract makes of it. */
export interface ComparedRun {
  readonly stored: StoredRun;
  readonly run: Run;
}

/** A side whose rows are not grouped yet. */
export type UngroupedSide = Omit<Side, "items">;

/** Reads what a join needs of a run. */
export async function openSide(
  { stored, run }: ComparedRun,
  formats: FormatRegistry,
): Promise<UngroupedSide> {
  const rowErrors = run.erroredRows > 0 ? await stored.errors() : null;
  return { stored, run, rowErrors, pages: new RowPages(stored, formats) };
}

/** The first row of each item that has one, in full, by position in the join. */
export async function firstRows(
  side: Side,
  itemAt: Int32Array,
  positions: readonly number[],
): Promise<Map<number, FullRow>> {
  const present = positions.filter((position) => itemAt[position] !== -1);
  const rows = present.map((position) => side.items.firstRow[itemAt[position] as number] as number);
  const details = await side.pages.details(rows);
  return new Map(present.map((position, i) => [position, details[i] as FullRow]));
}

/** Every row of an item, in row order. */
export function rowsOfItem(items: RowItems, item: number): number[] {
  if (item === -1) return [];
  const rows: number[] = [];
  const count = items.rowCount[item] as number;
  for (let row = items.firstRow[item] as number; rows.length < count && row < items.itemOf.length; row++)
    if (items.itemOf[row] === item) rows.push(row);
  return rows;
}

/** Items of which a row failed, as a whole or on this score. Shape: one entry per item, 1 for those. */
export function failedItems({ rowErrors, items }: Side, column: ScoreColumn | null): Uint8Array {
  const failed = new Uint8Array(items.count);
  const states = column?.states ?? null;
  for (let row = 0; row < items.itemOf.length; row++)
    if (rowErrors?.[row] === 1 || states?.[row] === STATE_CODE.error) failed[items.itemOf[row] as number] = 1;
  return failed;
}

/** The state of an item's first row, for a score whose mean is missing. */
export function firstState(side: Side, column: ScoreColumn, item: number): ScoreState {
  if (item === -1) return "missing";
  return SCORE_STATES[stateAt(column, side.items.firstRow[item] as number)] ?? "missing";
}

/** An item's mean on one score, or the state that says why there is none. */
export function toCell(value: number, trials: number, state: ScoreState): CompareCell {
  return Number.isNaN(value) ? { value: null, trials: 0, state } : { value, trials, state: "value" };
}

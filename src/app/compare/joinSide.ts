// One side of an open comparison: a stored run with its rows grouped by item.
import type { CellState, CompareCell, ExcludedOfSide } from "../../core/compare/cellTypes.ts";
import type { RowItems } from "../../core/join/digestIndex.ts";
import { isExcludedItem } from "../../core/join/excludedItems.ts";
import type { FormatRegistry } from "../../core/resultFormat.ts";
import { NO_ROW_NOTES, type RowNotes } from "../../core/rows/rowNotes.ts";
import type { Run } from "../../core/run.ts";
import type { StoredRun } from "../../core/runStore.ts";
import { SCORE_STATES, type ScoreColumn, STATE_CODE, stateAt } from "../../core/scores/scoreColumn.ts";
import type { FullRow } from "../rows/itemSource.ts";
import { RowPages } from "../rows/rowPages.ts";
import {
  countedErrors,
  countedRun,
  type ExcludedSide,
  excludedByItem,
  excludedSide,
  isLeftOut,
  itemsOf,
} from "./excludedSide.ts";

/** One run of a comparison, with what its join needs. */
export interface Side {
  readonly stored: StoredRun;
  /** As the metric contract has it, over the rows that count. */
  readonly run: Run;
  /** What people excluded of it; `null` where nothing is. */
  readonly excluded: ExcludedSide | null;
  /** 1 for each row that counts and carries an error; `null` where none does. */
  readonly rowErrors: Uint8Array | null;
  /** Those of its rows that count. */
  readonly items: RowItems;
  /** By item, where a row of it is excluded. */
  readonly excludedOf: ReadonlyMap<number, ExcludedOfSide>;
  readonly pages: RowPages;
}

/** A stored run with what the metric contract makes of it. */
export interface ComparedRun {
  readonly stored: StoredRun;
  /** With its numbers without excluded rows, where `notes` exclude any. */
  readonly run: Run;
}

/** A run to be compared, and what was said of its rows when that was asked. */
export interface NotedRun extends ComparedRun {
  readonly notes?: RowNotes;
  /** What is said of its rows now: to be shown. */
  readonly notesNow?: () => Promise<RowNotes>;
}

/** A side whose rows are not grouped yet. */
export type UngroupedSide = Omit<Side, "items" | "excludedOf">;

/** Reads what a join needs of a run. */
export async function openSide(
  { stored, run, notes = NO_ROW_NOTES, notesNow }: NotedRun,
  formats: FormatRegistry,
  withExcluded = false,
): Promise<UngroupedSide> {
  const errors = run.erroredRows > 0 ? await stored.errors() : null;
  const excluded = excludedSide(notes.notes, run.rows, withExcluded);
  return {
    stored,
    run: countedRun(run, excluded),
    excluded,
    rowErrors: countedErrors({ excluded }, errors),
    pages: new RowPages(stored, formats, notesNow),
  };
}

/** A side with its rows grouped as they met: `items` with what of them is excluded. */
export function groupedSide(side: UngroupedSide, items: RowItems): Side {
  return { ...side, items, excludedOf: excludedByItem(side, items) };
}

/** How two runs met, with what of either is excluded. */
export function countedItems<T extends { readonly base: RowItems; readonly candidate: RowItems }>(
  met: T,
  base: UngroupedSide,
  candidate: UngroupedSide,
): T {
  if (base.excluded === null && candidate.excluded === null) return met;
  return { ...met, base: itemsOf(base, met.base), candidate: itemsOf(candidate, met.candidate) };
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

/** Every row of an item, excluded ones too, in row order. */
export function rowsOfItem(items: RowItems, item: number): number[] {
  if (item === -1) return [];
  const rows: number[] = [];
  const { excluded } = items;
  const out = excluded === undefined || excluded.isCounted ? 0 : (excluded.rows[item] as number);
  const count = (items.rowCount[item] as number) + out;
  const from = out > 0 ? 0 : (items.firstRow[item] as number);
  for (let row = from; rows.length < count && row < items.itemOf.length; row++)
    if (items.itemOf[row] === item) rows.push(row);
  return rows;
}

/**
 * The items that rows are of. Of an item with rows that count only these do; one without any is found by what it has.
 * Shape: one entry per item, 1 for those.
 */
export function itemsOfRows(side: Side, rows: Iterable<number>): Uint8Array {
  const { items } = side;
  const found = new Uint8Array(items.count);
  for (const row of rows) {
    const item = items.itemOf[row] as number;
    if (!isLeftOut(side, row) || isExcludedItem(items, item)) found[item] = 1;
  }
  return found;
}

/** Items of which a row failed, as a whole or on this score. Shape: one entry per item, 1 for those. */
export function failedItems({ rowErrors, items }: Side, column: ScoreColumn | null): Uint8Array {
  const failed = new Uint8Array(items.count);
  const states = column?.states ?? null;
  for (let row = 0; row < items.itemOf.length; row++)
    if (rowErrors?.[row] === 1 || states?.[row] === STATE_CODE.error) failed[items.itemOf[row] as number] = 1;
  return failed;
}

/** The state of an item's first row that counts, for a score whose mean is missing. */
export function firstState(side: Side, column: ScoreColumn, item: number): CellState {
  if (item === -1) return "missing";
  if (isExcludedItem(side.items, item)) return "excluded";
  return SCORE_STATES[stateAt(column, side.items.firstRow[item] as number)] ?? "missing";
}

/** An item's mean on one score, or the state that says why there is none. */
export function toCell(value: number, trials: number, state: CellState): CompareCell {
  return Number.isNaN(value) ? { value: null, trials: 0, state } : { value, trials, state: "value" };
}

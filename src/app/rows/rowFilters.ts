// Decides which rows a filter keeps: conditions on columns first, on typed arrays; then texts, on rows that the bytes of
// their line do not rule out.

import { Problem } from "../../core/problem.ts";
import { linePattern } from "../../core/rows/linePattern.ts";
import { measureIs } from "../../core/rows/measureFilter.ts";
import { needsRow, type RowFilter, rowsByColumns, scoreConditions } from "../../core/rows/rowFilter.ts";
import type { MeasureName } from "../../core/rows/rowMeasures.ts";
import type { RowNote } from "../../core/rows/rowNotes.ts";
import { rowHolds } from "../../core/rows/rowTests.ts";
import type { RunRow } from "../../core/run.ts";
import type { StoredRun } from "../../core/runStore.ts";

/** Fewer rows than this are read rather than looked for in the bytes of the whole run. */
const WORTH_SEARCHING = 2_000;
/** Rows read and looked at together. */
const READ_TOGETHER = 500;

/** What conditions beside those on columns are decided by. */
export interface RowReading {
  readonly readRows: (rows: readonly number[]) => Promise<readonly RunRow[]>;
  /** What is said of rows now; empty where no condition asks. */
  readonly notes: readonly RowNote[];
  /** What rows took: one a row, NaN where it was not measured. */
  readonly measures: (name: MeasureName) => Promise<Float64Array>;
}

/** Rows that a filter keeps, ascending. Throws a `badInput` Problem for a pattern that can't be read. */
export async function filterRows(
  stored: StoredRun,
  filter: RowFilter,
  { readRows, notes, measures }: RowReading,
  signal: AbortSignal,
): Promise<Int32Array> {
  const holds = rowHolds(filter.filter(({ kind }) => kind !== "measure" && kind !== "unmeasured"));
  const marks = new Map(notes.map((note) => [note.row, note]));
  const columns = { ...(await columnsOf(stored, filter)), marks };
  let byColumns = rowsByColumns(filter, columns, stored.record.run.rows);
  for (const condition of filter) {
    if (condition.kind !== "measure" && condition.kind !== "unmeasured") continue;
    const values = await measures(condition.measure);
    byColumns = byColumns.filter((row) => measureIs(values[row] as number, condition));
  }
  const rest = filter.filter(({ kind }) => kind !== "measure" && kind !== "unmeasured");
  if (!rest.some(needsRow)) return byColumns;
  const candidates = await byBytes(stored, filter, byColumns, signal);
  const kept: number[] = [];
  for (let from = 0; from < candidates.length; from += READ_TOGETHER) {
    signal.throwIfAborted();
    const rows = [...candidates.subarray(from, from + READ_TOGETHER)];
    for (const [i, row] of (await readRows(rows)).entries()) if (holds(row)) kept.push(rows[i] as number);
  }
  return Int32Array.from(kept);
}

async function columnsOf(stored: StoredRun, filter: RowFilter) {
  const wanted = new Set(scoreConditions(filter).map(({ score }) => score));
  const scores = await Promise.all([...wanted].map(async (at) => [at, await stored.column(at)] as const));
  return {
    scores: new Map(scores),
    errors: filter.some(({ kind }) => kind === "errored") ? await stored.errors() : null,
    trials: filter.some(({ kind }) => kind === "repeated") ? await stored.trials() : null,
  };
}

/** The rows whose lines hold every text asked for, somewhere. Regular expressions rule out nothing. */
async function byBytes(
  stored: StoredRun,
  filter: RowFilter,
  rows: Int32Array,
  signal: AbortSignal,
): Promise<Int32Array> {
  let left = rows;
  for (const condition of filter) {
    if (condition.kind !== "contains" || left.length < WORTH_SEARCHING) continue;
    if (condition.text === "")
      throw new Problem("badInput", "A text to look for has at least one character.");
    const found = new Uint8Array(stored.record.run.rows);
    const pattern = linePattern(condition.text, condition.matchCase === true);
    for await (const some of stored.search(pattern, signal)) for (const row of some) found[row] = 1;
    left = left.filter((row) => found[row] === 1);
  }
  return left;
}

// One score as boxes with whiskers: of all rows, and of each value of a field.

import { Problem } from "../../core/problem.ts";
import type { StoredRun } from "../../core/runStore.ts";
import { boxOf } from "../../core/scores/boxSummary.ts";
import type { BoxSummary, ScoreBoxes } from "../../core/scores/boxTypes.ts";
import { hasValue, STATE_CODE, stateAt } from "../../core/scores/scoreColumn.ts";
import type { SliceQuery } from "../../core/scores/sliceTypes.ts";
import { type FieldCodes, type FieldCodesOf, NO_FIELD, rangeAt } from "./fieldCodes.ts";

/** Throws a `badInput` Problem for a score without numbers. */
export async function rowBoxes(
  stored: StoredRun,
  { score: at, field }: SliceQuery,
  codesOf: FieldCodesOf,
  signal: AbortSignal,
  progress: (rows: number) => void,
): Promise<ScoreBoxes> {
  const score = stored.record.run.scores[at];
  if (score === undefined || score.kind === "label")
    throw new Problem("badInput", `Score number ${at} has no numbers to draw a box of.`);
  const codes = await codesOf(field, signal, progress);
  const [overall] = await boxesBy(stored, at, NO_FIELD);
  const slices = codes.codes === null ? [] : await boxesBy(stored, at, codes);
  return { overall: overall ?? { value: null, count: 0, parts: null }, slices, values: codes.values.length };
}

async function boxesBy(
  stored: StoredRun,
  at: number,
  { values, codes, ranges }: FieldCodes,
): Promise<readonly BoxSummary[]> {
  const column = await stored.column(at);
  const placeOf = (row: number): number => (codes === null ? 0 : (codes[row] as number));
  const counts = new Int32Array(values.length);
  const infinite = new Uint8Array(values.length);
  for (let row = 0; row < column.values.length; row++) {
    const place = placeOf(row);
    if (hasValue(column, row)) counts[place] = (counts[place] as number) + 1;
    else if (stateAt(column, row) === STATE_CODE.infinite) infinite[place] = 1;
  }
  const buckets = values.map((_, place) => new Float64Array(counts[place] as number));
  const ends = new Int32Array(values.length);
  for (let row = 0; row < column.values.length; row++) {
    if (!hasValue(column, row)) continue;
    const place = placeOf(row);
    const end = ends[place] as number;
    (buckets[place] as Float64Array)[end] = column.values[row] as number;
    ends[place] = end + 1;
  }
  return values.map((value, place) => {
    const parts = boxOf(buckets[place] as Float64Array);
    const isAllFinite = infinite[place] === 0;
    return {
      value,
      ...rangeAt(ranges, place),
      count: counts[place] as number,
      parts: parts === null || isAllFinite ? parts : { ...parts, mean: null },
    };
  });
}

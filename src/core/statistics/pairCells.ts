// Rows scored in both runs, counted by pairs of values, and what sums over them: the same sums as over single rows.

import { compensatedSum, type Moments } from "./summation.ts";

/** Shape of the arrays: one entry per pair of values that occurs; finite. */
export interface PairCells {
  readonly base: Float64Array;
  readonly candidate: Float64Array;
  /** How many rows have the pair; 1 or more. */
  readonly rows: Int32Array;
}

/** Neumaier's sum of values times their number of rows. */
export function weightedSum(values: Float64Array, rows: Int32Array): number {
  return compensatedSum(values.map((value, i) => value * (rows[i] as number)));
}

/** Moments as {@link momentsOf} gives them of single rows; `null` for none. */
export function weightedMoments(values: Float64Array, rows: Int32Array): Moments | null {
  let n = 0;
  for (let i = 0; i < rows.length; i++) n += rows[i] as number;
  if (n === 0) return null;
  const sum = weightedSum(values, rows);
  const mean = sum / n;
  const deviations = values.map((value) => value - mean);
  const drift = weightedSum(deviations, rows);
  const squares = weightedSum(
    deviations.map((deviation) => deviation * deviation),
    rows,
  );
  return { n, sum, mean, squares: Math.max(0, squares - (drift * drift) / n) };
}

// Rows scored in both runs, counted by pairs of values, and what sums over them: the same sums as over single rows.

import type { Moments } from "./summation.ts";

/** Shape of the arrays: one entry per pair of values that occurs; finite. */
export interface PairCells {
  readonly base: Float64Array;
  readonly candidate: Float64Array;
  /** How many rows have the pair; 1 or more. */
  readonly rows: Int32Array;
}

/** Neumaier's sum of values times their number of rows. */
export function weightedSum(values: Float64Array, rows: Int32Array): number {
  let sum = 0;
  let correction = 0;
  for (let i = 0; i < values.length; i++) {
    const value = (values[i] as number) * (rows[i] as number);
    const next = sum + value;
    correction += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + correction;
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

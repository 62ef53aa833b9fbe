// Rows whose output is the same in both runs and whose score is not: the grader changed them, not the model.

import { type Estimate, type Interval, notEstimable } from "./estimate.ts";
import { meanInterval } from "./meanInterval.ts";
import { wilsonInterval } from "./wilson.ts";

export interface GraderDrift {
  readonly rows: number;
  /** Rows whose score differs although the output is byte for byte the same. */
  readonly drifted: number;
  readonly rate: number;
  readonly rateInterval: Estimate<Interval>;
  readonly meanDrift: number;
  readonly meanInterval: Estimate<Interval>;
  /** Σd over these rows / joined rows: their part of delta. */
  readonly contribution: number;
  /** √(mean d²/2): spread of one grading of the same text. */
  readonly graderDeviation: number;
}

/**
 * `differences`: of the rows with equal outputs (trials: equal multisets). Assumes that grading is independent from row
 * to row. No such row: not estimable. Source: statistics reference, section 2.6.
 */
export function graderDrift(
  differences: ArrayLike<number>,
  joinedRows: number,
  level: number,
): Estimate<GraderDrift> {
  const rows = differences.length;
  if (rows === 0) return notEstimable("no row has the same output in both runs");
  let drifted = 0;
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < rows; i++) {
    const d = differences[i] as number;
    if (Math.abs(d) > 1e-9) drifted++;
    sum += d;
    squares += d * d;
  }
  return {
    estimable: true,
    rows,
    drifted,
    rate: drifted / rows,
    rateInterval: wilsonInterval(drifted / rows, rows, level),
    meanDrift: sum / rows,
    meanInterval: meanInterval(differences, level),
    contribution: sum / joinedRows,
    graderDeviation: Math.sqrt(squares / rows / 2),
  };
}

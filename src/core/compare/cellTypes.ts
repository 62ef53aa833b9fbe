// What a joined row shows of one run: its output, a score, and what of it is excluded; and what is excluded of both runs.
import type { ScoreState } from "../run.ts";

/** `excluded`: no row of the item counts. */
export type CellState = ScoreState | "excluded";

/** One side of one score of a joined row: the mean over the item's trials. */
export interface CompareCell {
  /** Mean of the finite values; `null` when there are none. */
  readonly value: number | null;
  /** How many trials the mean is over. */
  readonly trials: number;
  /** Why there is no value; `value` when there is one. */
  readonly state: CellState;
}

/** One side of a joined row: the item's first row in that run, of those that count where any does. */
export interface CompareSide {
  readonly index: number;
  /** Rows that count. */
  readonly trials: number;
  readonly output: string | null;
  readonly error: string | null;
  /** Absent where no row of the item is excluded in this run. */
  readonly excluded?: ExcludedOfSide;
}

/** Excluded rows of one item in one run. */
export interface ExcludedOfSide {
  readonly rows: number;
  /** Of the first of them. */
  readonly reason: string;
}

/** Excluded rows of the two runs of a comparison. */
export interface ExcludedReport {
  readonly baseRows: number;
  readonly candidateRows: number;
  /** Items that a run has but none of whose rows there counts: neither matched nor in one run only. */
  readonly items: number;
  /** They count all the same, as was asked; `items` is 0 then. */
  readonly isCounted: boolean;
}

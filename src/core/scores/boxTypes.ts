// A score as boxes with whiskers: what a panel asks, and what it is told.
import type { FieldPart } from "./sliceText.ts";

/** Which rows a box is of, and where its parts stand, in the score's own unit. All statistics are over values. */
export interface BoxSummary extends FieldPart {
  /** Finite values. */
  readonly count: number;
  /** Everything below is `null` at 0 values. At 1 value all parts are that value. */
  readonly parts: BoxParts | null;
}

export interface BoxParts {
  readonly min: number;
  /** The furthest values within 1.5 times the box's length from it. */
  readonly lowWhisker: number;
  readonly q1: number;
  readonly median: number;
  readonly q3: number;
  readonly highWhisker: number;
  readonly max: number;
  /** Pooled over values; `null` where an infinite value exists. */
  readonly mean: number | null;
  /** Values beyond the whiskers: how many, and the different ones, spread evenly where there are more than `MAX_OUTLIERS`. */
  readonly outlierCount: number;
  readonly outliers: readonly number[];
}

export interface ScoreBoxes {
  readonly overall: BoxSummary;
  /** One a value of the field, in order of first appearance; empty where there are more than `MAX_SLICES`. */
  readonly slices: readonly BoxSummary[];
  /** Different values seen, counted up to one more than `MAX_SLICES`. */
  readonly values: number;
}

/** More points than this on one line can't be told apart. */
export const MAX_OUTLIERS = 200;

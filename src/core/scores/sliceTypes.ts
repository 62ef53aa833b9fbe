// One score by the values of a field, of the item or beside it: what a panel asks, and what it is told.
import type { FieldPart } from "./sliceText.ts";

/** `field`: a name as `fieldValue` has it; `null`: all rows together, no slices. `score` counts into the run's scores. */
export interface SliceQuery {
  readonly score: number;
  readonly field: string | null;
}

/**
 * One value of the field, or one group of its numbers. All statistics are over items, in the score's own unit; an item whose
 * rows differ in the field counts in each of their slices, with the rows that are there.
 */
export interface ScoreSlice extends FieldPart {
  /** Items of the slice, scored or not. */
  readonly items: number;
  /** Items with a value: the n of the mean. */
  readonly n: number;
  /** `null` where n = 0 or a value is infinite. */
  readonly mean: number | null;
  /** The 95 % interval; `null` where it is not estimable, for the reason given. */
  readonly low: number | null;
  readonly high: number | null;
  readonly method: string | null;
  readonly reason: string | null;
}

export interface ScoreSlices {
  readonly overall: ScoreSlice;
  /** In order of first appearance; empty where there are more than `MAX_SLICES` values. */
  readonly slices: readonly ScoreSlice[];
  /** Different values seen, counted up to one more than `MAX_SLICES`. */
  readonly values: number;
}

/** A field with more values than this is a text rather than a slice. */
export const MAX_SLICES = 500;

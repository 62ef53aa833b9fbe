// The mean over items with its standard error: what lists, panels and comparisons show of a score.
import { isSameValue, momentsOf } from "../statistics/summation.ts";

/** A mean over items, or why its error can't be estimated. */
export interface MeanError {
  /** Items with at least one finite value. */
  readonly n: number;
  /** Mean of the item means; `null` when n = 0. */
  readonly mean: number | null;
  /** s/√n with the sample deviation (divisor n - 1) over item means; `null` when not estimable. */
  readonly standardError: number | null;
  /** In words, when the error is not estimable; else `null`. */
  readonly reason: "no scored rows" | "one row" | "all values equal" | null;
}

/**
 * Mean and standard error over item means, items weighted equally.
 * Assumes independent items. n = 0: no mean; n = 1 or all equal (within 1e-9): no error, with the reason.
 * Source: statistics reference, section 1 (SE over row means; Miller 2024).
 */
export function meanError(itemMeans: ArrayLike<number>): MeanError {
  const moments = momentsOf(itemMeans);
  if (moments === null) return { n: 0, mean: null, standardError: null, reason: "no scored rows" };
  const { n, mean, squares } = moments;
  if (n === 1) return { n, mean, standardError: null, reason: "one row" };
  if (areAllSame(itemMeans)) return { n, mean, standardError: null, reason: "all values equal" };
  return { n, mean, standardError: Math.sqrt(squares / (n - 1) / n), reason: null };
}

function areAllSame(values: ArrayLike<number>): boolean {
  const first = values[0] as number;
  for (let i = 1; i < values.length; i++) if (!isSameValue(values[i] as number, first)) return false;
  return true;
}

/**
 * Mean per item over its finite values. Shape: one entry per item, in item order; NaN for an item without any.
 * `itemOf` gives each row's item (0..items - 1); `isValue` is 1 for rows with a finite value.
 */
export function itemMeans(
  values: Float64Array,
  isValue: (row: number) => boolean,
  itemOf: Int32Array,
  items: number,
): { readonly means: Float64Array; readonly trials: Int32Array } {
  const means = new Float64Array(items);
  const trials = new Int32Array(items);
  for (let row = 0; row < itemOf.length; row++) {
    if (!isValue(row)) continue;
    const item = itemOf[row] as number;
    means[item] = (means[item] as number) + (values[row] as number);
    trials[item] = (trials[item] as number) + 1;
  }
  for (let item = 0; item < items; item++) {
    const n = trials[item] as number;
    means[item] = n === 0 ? Number.NaN : (means[item] as number) / n;
  }
  return { means, trials };
}

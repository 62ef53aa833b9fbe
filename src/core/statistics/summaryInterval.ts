// The interval of one run's mean from its summary alone: for lists and trends, where no row data is opened.
import { tTwoSided } from "./distributions.ts";
import { type Estimate, type Interval, notEstimable } from "./estimate.ts";
import { effectiveTrials, wilsonInterval } from "./wilson.ts";

/** What a summary knows of a mean over items. */
export interface SummaryMean {
  /** `null`: no scored rows, or an infinite value. */
  readonly mean: number | null;
  /** s/√n over item means; `null` when not estimable. */
  readonly standardError: number | null;
  /** The n of the mean. */
  readonly items: number;
  /** Values behind the mean, trials counted each; at least `items`. */
  readonly trials: number;
  /** Pass or fail. */
  readonly isRate: boolean;
  readonly hasInfinite: boolean;
}

/**
 * Mean ± t_{n−1}·SE; for a pass rate Wilson's interval, with the trials that the spread of the items is worth where items
 * have several. The same interval as from the rows themselves. Not estimable: no rows, one row, all values equal (pass
 * rates have an interval then), infinite values. Source: statistics reference, section 1.
 */
export function summaryInterval(summary: SummaryMean, level: number): Estimate<Interval> {
  const { mean, standardError, items, trials, isRate, hasInfinite } = summary;
  if (hasInfinite) return notEstimable("infinite values");
  if (mean === null || items === 0) return notEstimable("no scored rows");
  if (isRate && mean >= 0 && mean <= 1) {
    const n = trials === items ? items : effectiveTrials(mean, standardError, items, trials);
    return wilsonInterval(mean, n, level);
  }
  if (items === 1) return notEstimable("one row");
  if (standardError === null) return notEstimable("all values equal");
  const half = tTwoSided(level, items - 1) * standardError;
  return { estimable: true, low: mean - half, high: mean + half, level, method: "t" };
}

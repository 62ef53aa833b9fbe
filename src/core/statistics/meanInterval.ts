// The interval of one run's mean, over row means.
import { meanError } from "../scores/meanError.ts";
import { type Clusters, clusterError } from "./clusters.ts";
import { tTailTwoSided, tTwoSided } from "./distributions.ts";
import { type Estimate, type Interval, infiniteReason, notEstimable } from "./estimate.ts";
import { momentsOf } from "./summation.ts";
import { effectiveTrials, wilsonInterval } from "./wilson.ts";

/** A mean with its error and interval; `t` and `pValue` are of the hypothesis that the mean is 0. */
export interface MeanInterval extends Interval {
  readonly n: number;
  readonly mean: number;
  readonly standardError: number;
  readonly df: number;
  readonly t: number;
  readonly pValue: number;
}

/**
 * Mean ± t_{n−1}·s/√n over row means. Assumes independent rows; coverage is poor for few or skewed values.
 * Not estimable: no rows, one row, all equal within 1e-9, any infinite value.
 * Source: statistics reference, section 1.
 */
export function meanInterval(values: ArrayLike<number>, level: number): Estimate<MeanInterval> {
  const infinite = countInfinite(values);
  if (infinite > 0) return notEstimable(infiniteReason(infinite));
  const { n, mean, standardError, reason } = meanError(values);
  if (mean === null || standardError === null) return notEstimable(reason ?? "no scored rows");
  return around(n, mean, standardError, n - 1, level, "t");
}

/**
 * Mean ± t_{G−1}·cluster SE over row means in clusters ({@link clusterError}).
 * Not estimable as {@link meanInterval}, and with one cluster. Source: statistics reference, section 1.
 */
export function clusterMeanInterval(
  values: ArrayLike<number>,
  clusters: Clusters,
  level: number,
): Estimate<MeanInterval> {
  const infinite = countInfinite(values);
  if (infinite > 0) return notEstimable(infiniteReason(infinite));
  const { reason } = meanError(values);
  if (reason !== null) return notEstimable(reason);
  if (clusters.count < 2) return notEstimable("one cluster");
  const moments = momentsOf(values);
  if (moments === null) return notEstimable("no scored rows");
  const standardError = clusterError(values, moments.mean, clusters);
  if (standardError === 0) return notEstimable("all clusters equal");
  return around(moments.n, moments.mean, standardError, clusters.count - 1, level, "cluster-t");
}

/**
 * Interval of a pass rate from row means with several trials: Wilson with the number of trials that the spread of the
 * row means is worth ({@link effectiveTrials}). One trial per row: Wilson of k of n.
 */
export function rateInterval(rowMeans: ArrayLike<number>, trials: number, level: number): Estimate<Interval> {
  const { n, mean, standardError } = meanError(rowMeans);
  if (mean === null) return notEstimable("no scored rows");
  return wilsonInterval(mean, trials === n ? n : effectiveTrials(mean, standardError, n, trials), level);
}

function countInfinite(values: ArrayLike<number>): number {
  let infinite = 0;
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i] as number)) infinite++;
  return infinite;
}

function around(
  n: number,
  mean: number,
  standardError: number,
  df: number,
  level: number,
  method: "t" | "cluster-t",
): Estimate<MeanInterval> {
  const half = tTwoSided(level, df) * standardError;
  const t = mean / standardError;
  return {
    estimable: true,
    n,
    mean,
    standardError,
    df,
    t,
    pValue: tTailTwoSided(t, df),
    low: mean - half,
    high: mean + half,
    level,
    method,
  };
}

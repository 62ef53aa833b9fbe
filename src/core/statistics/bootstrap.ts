// Bootstrap intervals of a mean of row differences. Not a cure for few or skewed rows: t stays the default.

import type { Clusters } from "./clusters.ts";
import { normalBelow, zBelow } from "./distributions.ts";
import { type Estimate, type Interval, type IntervalMethod, notEstimable } from "./estimate.ts";
import { RandomSource } from "./randomSource.ts";
import { affordableResamples } from "./resamplingBudget.ts";
import { type Sliced, sliceBySlice } from "./sliced.ts";
import { isSameValue, momentsOf } from "./summation.ts";

/** Means of resamples, sorted, and the mean they were taken around. */
export interface BootstrapMeans {
  readonly estimate: number;
  /** Shape: one entry per resample, ascending. */
  readonly means: Float64Array;
}

/**
 * Means of `resamples` draws of n rows with replacement, resample by resample, row by row. Assumes independent rows; with
 * clusters whole clusters are drawn, and only they are taken for independent.
 * Not estimable: no rows, one row, all values equal, one cluster, more rows than the budget allows.
 * Source: statistics reference, section 2.3.
 */
export function* bootstrapMeans(
  differences: ArrayLike<number>,
  resamples: number,
  seed: number,
  clusters: Clusters | null = null,
): Sliced<Estimate<BootstrapMeans>> {
  const moments = momentsOf(differences);
  if (moments === null) return notEstimable("no rows scored in both runs");
  const { n, mean } = moments;
  if (n === 1) return notEstimable("one row");
  if (areAllEqual(differences)) return notEstimable("all values equal");
  const budget = affordableResamples(n, resamples);
  if (!budget.estimable) return budget;
  const source = new RandomSource(seed);
  const means = new Float64Array(budget.resamples);
  if (clusters !== null) {
    if (clusters.count < 2) return notEstimable("one cluster");
    return {
      estimable: true,
      estimate: mean,
      means: yield* clusterMeans(differences, clusters, source, means),
    };
  }
  yield* sliceBySlice(means.length, n, (from, to) => {
    for (let b = from; b < to; b++) {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += differences[source.index(n)] as number;
      means[b] = sum / n;
    }
  });
  return { estimable: true, estimate: mean, means: means.sort() };
}

/** Fills `means` with those of resamples of whole clusters, each mean over the rows that came; ascending. */
function* clusterMeans(
  differences: ArrayLike<number>,
  { of, count }: Clusters,
  source: RandomSource,
  means: Float64Array,
): Sliced<Float64Array> {
  const sums = new Float64Array(count);
  const sizes = new Float64Array(count);
  for (let i = 0; i < differences.length; i++) {
    const cluster = of[i] as number;
    sums[cluster] = (sums[cluster] as number) + (differences[i] as number);
    sizes[cluster] = (sizes[cluster] as number) + 1;
  }
  yield* sliceBySlice(means.length, count, (from, to) => {
    for (let b = from; b < to; b++) {
      let sum = 0;
      let rows = 0;
      for (let i = 0; i < count; i++) {
        const cluster = source.index(count);
        sum += sums[cluster] as number;
        rows += sizes[cluster] as number;
      }
      means[b] = sum / rows;
    }
  });
  return means.sort();
}

function areAllEqual(values: ArrayLike<number>): boolean {
  for (let i = 1; i < values.length; i++)
    if (!isSameValue(values[i] as number, values[0] as number)) return false;
  return true;
}

/** Type-7 quantile (numpy's and R's default) of ascending values; at least one. */
export function quantile(sorted: Float64Array, share: number): number {
  const place = (sorted.length - 1) * share;
  const below = Math.floor(place);
  const low = sorted[below] as number;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number;
  return low + (high - low) * (place - below);
}

/** The α/2 and 1 − α/2 quantiles of the resampled means. */
export function percentileInterval({ means }: BootstrapMeans, level: number): Interval {
  const tail = (1 - level) / 2;
  return limits(means, tail, 1 - tail, level, "bootstrap-percentile");
}

export interface BcaInterval extends Interval {
  readonly z0: number;
  readonly acceleration: number;
  readonly alphaLow: number;
  readonly alphaHigh: number;
}

/**
 * Bias-corrected and accelerated: z0 = Φ⁻¹((#{θ* < θ̂} + ½#{θ* = θ̂})/B), α_j = Φ(z0 + (z0+z_j)/(1 − a(z0+z_j))),
 * where "=" is within 1e-12·max(1, |θ̂|). Not estimable where z0 is infinite or 1 − a(z0+z_j) ≤ 0.
 * Source: Efron 1987; statistics reference, section 2.3.
 */
export function bcaInterval(
  { estimate, means }: BootstrapMeans,
  acceleration: number,
  level: number,
): Estimate<BcaInterval> {
  const tolerance = 1e-12 * Math.max(1, Math.abs(estimate));
  let below = 0;
  let equal = 0;
  for (const mean of means) {
    if (Math.abs(mean - estimate) <= tolerance) equal++;
    else if (mean < estimate) below++;
  }
  const z0 = zBelow((below + equal / 2) / means.length);
  if (!Number.isFinite(z0)) return notEstimable("all resampled means lie on one side");
  const tail = (1 - level) / 2;
  const alpha = (share: number): number | null => {
    const z = z0 + zBelow(share);
    const divisor = 1 - acceleration * z;
    return divisor <= 0 ? null : normalBelow(z0 + z / divisor);
  };
  const alphaLow = alpha(tail);
  const alphaHigh = alpha(1 - tail);
  if (alphaLow === null || alphaHigh === null) return notEstimable("the differences are too skewed");
  return {
    estimable: true,
    z0,
    acceleration,
    alphaLow,
    alphaHigh,
    ...limits(means, alphaLow, alphaHigh, level, "bootstrap-bca"),
  };
}

/** The jackknife's acceleration of a mean in closed form: Σe³/(6(Σe²)^1.5), e = d − mean; 0 without spread. */
export function accelerationOf(differences: ArrayLike<number>): number {
  const moments = momentsOf(differences);
  if (moments === null || moments.squares === 0) return 0;
  let cubes = 0;
  for (let i = 0; i < differences.length; i++) cubes += ((differences[i] as number) - moments.mean) ** 3;
  return cubes / (6 * moments.squares ** 1.5);
}

function limits(
  means: Float64Array,
  low: number,
  high: number,
  level: number,
  method: IntervalMethod,
): Interval {
  return { low: quantile(means, low), high: quantile(means, high), level, method };
}

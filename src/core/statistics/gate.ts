// What a rule of a gate says of an interval of delta.
import { normalBelow } from "./distributions.ts";
import type { Estimate } from "./estimate.ts";

export type GateVerdict = "pass" | "regression" | "inconclusive" | "not estimable";

/** Limits of delta, candidate minus base, in the score's unit. */
export interface DeltaLimits {
  readonly low: number;
  readonly high: number;
}

/**
 * Oriented so that up is better: regression iff the upper limit is below −`tolerance`, pass iff the lower is at or above
 * it, else inconclusive. `tolerance` at least 0, in the score's unit. Source: statistics reference, section 4.
 */
export function judgeInterval(
  limits: Estimate<DeltaLimits>,
  higherIsBetter: boolean,
  tolerance: number,
): GateVerdict {
  if (!limits.estimable) return "not estimable";
  const [low, high] = higherIsBetter ? [limits.low, limits.high] : [-limits.high, -limits.low];
  if (high < -tolerance) return "regression";
  return low >= -tolerance ? "pass" : "inconclusive";
}

/** Level of each of `rules` interval rules, so that all hold at `level` together (Bonferroni). `rules` at least 1. */
export function gateLevel(level: number, rules: number): number {
  return 1 - (1 - level) / rules;
}

/**
 * How often "drop of more than `tolerance`" fails two runs that are the same: Φ(−τ/SE); ½ at τ = 0.
 * Source: statistics reference, section 4.
 */
export function pointRuleFalseAlarms(tolerance: number, standardError: number): number {
  return tolerance === 0 ? 0.5 : normalBelow(-tolerance / standardError);
}

// The smallest delta that a comparison of this size would usually detect, and what more rows or trials would buy.
// It depends on spread and n only, never on the delta observed.
import { tBelow, tTwoSided, zBelow, zTwoSided } from "./distributions.ts";

/** Chance of detection meant by "usually". */
export const POWER = 0.8;

/** (t_{ν,1−α/2} + t_{ν,power})·SE of delta; within 0.1 % of the noncentral t at n = 30. `df` above 0. */
export function detectableT(standardError: number, df: number, level: number, power = POWER): number {
  return (tTwoSided(level, df) + tBelow(power, df)) * standardError;
}

/** (z_{1−α/2} + z_power)·SE: for pass or fail, with Bonett and Price's error. */
export function detectableZ(standardError: number, level: number, power = POWER): number {
  return (zTwoSided(level) + zBelow(power)) * standardError;
}

/** Rows needed to detect `delta` (not 0) at this spread of row differences: ((z + z)·s_d/delta)², not rounded. */
export function rowsNeeded(delta: number, deviation: number, level: number, power = POWER): number {
  return ((zTwoSided(level) + zBelow(power)) * (deviation / delta)) ** 2;
}

/** What makes row differences spread: ω² between rows, and each side's variance between trials of one row. */
export interface SpreadParts {
  readonly betweenRows: number;
  readonly withinBase: number;
  readonly withinCandidate: number;
}

/**
 * Smallest detectable delta with `trials` values a side and row: Var(d) = ω² + σ_A²/m + σ_B²/m. Infinite trials give
 * the floor that only more rows lower. Source: Miller 2024.
 */
export function detectableWithTrials(
  n: number,
  parts: SpreadParts,
  trials: number,
  level: number,
  power = POWER,
): number {
  const variance = parts.betweenRows + (parts.withinBase + parts.withinCandidate) / trials;
  return detectableZ(Math.sqrt(variance / n), level, power);
}

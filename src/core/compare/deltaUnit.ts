// In which unit a compared score reads, and with how many decimals: the same in panel, command line and exports.

import { type DeltaUnit, intervalDecimals } from "../text/formatInterval.ts";
import { type ScoreUnit, unitOf } from "../text/scoreUnit.ts";
import type { ScoreComparison, ScoreCounts } from "./compareTypes.ts";

/** The score's unit for the means of its comparison. */
function comparedUnit(score: ScoreCounts, locale: string): ScoreUnit {
  return unitOf(score, [score.baseMean, score.candidateMean], locale);
}

/** `points` for shares: pass or fail, or percent by the metric contract. Sentences know no other unit. */
export function deltaUnitOf(score: ScoreCounts, locale: string): DeltaUnit {
  return comparedUnit(score, locale).isPercent ? "points" : "plain";
}

/** Decimals by the interval for both means, the delta and its limits alike, in the shown unit; `null` without one. */
export function comparedDecimals(score: ScoreComparison, locale: string): number | null {
  const { interval } = score.statistics;
  if (!interval.estimable) return null;
  const { isPercent, factor } = comparedUnit(score, locale);
  const scale = isPercent ? 100 : factor;
  return intervalDecimals({ ...interval, low: interval.low * scale, high: interval.high * scale }, "plain");
}

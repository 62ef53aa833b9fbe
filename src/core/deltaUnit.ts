// Whether a compared score reads in percentage points or as it is: the same in panel, command line and exports.
import type { ScoreComparison, ScoreCounts } from "./compareTypes.ts";
import { type DeltaUnit, intervalDecimals } from "./formatInterval.ts";
import { meanDecimals } from "./formatNumber.ts";
import type { Run, ScoreKey } from "./run.ts";

/** `points` where both runs hold pass or fail; numbers keep their own unit, which no file tells. */
export function deltaUnitOf(score: ScoreCounts, base: Run, candidate: Run): DeltaUnit {
  const kindOf = (run: Run, key: ScoreKey) =>
    run.scores.find(({ name, metric }) => name === key.name && metric === key.metric)?.kind;
  const isPassFail =
    kindOf(base, score.base) === "boolean" && kindOf(candidate, score.candidate) === "boolean";
  return isPassFail ? "points" : "plain";
}

/**
 * Decimals for both means, the delta and its limits alike, in display units: by the interval, else one for percent and
 * three significant digits for plain numbers.
 */
export function comparedDecimals(score: ScoreComparison, unit: DeltaUnit): number {
  const { interval } = score.statistics;
  if (interval.estimable) return intervalDecimals(interval, unit);
  return unit === "points" ? 1 : meanDecimals([score.baseMean, score.candidateMean]);
}

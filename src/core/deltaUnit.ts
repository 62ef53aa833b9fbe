// Whether a compared score reads in percentage points or as it is: the same in panel, command line and exports.
import type { ScoreCounts } from "./compareTypes.ts";
import type { DeltaUnit } from "./formatInterval.ts";
import type { Run, ScoreKey } from "./run.ts";

/** `points` where both runs hold pass or fail; numbers keep their own unit, which no file tells. */
export function deltaUnitOf(score: ScoreCounts, base: Run, candidate: Run): DeltaUnit {
  const kindOf = (run: Run, key: ScoreKey) =>
    run.scores.find(({ name, metric }) => name === key.name && metric === key.metric)?.kind;
  const isPassFail =
    kindOf(base, score.base) === "boolean" && kindOf(candidate, score.candidate) === "boolean";
  return isPassFail ? "points" : "plain";
}

// Statistics of the made-up comparisons, by the engine's own code.
import {
  type CompareRowScore,
  DEFAULT_COMPARISON,
  type ScoreComparison,
  type ScoreCounts,
} from "../../src/core/compare/compareTypes.ts";
import { compareScores } from "../../src/core/statistics/compareScores.ts";
import type { ScoreInput } from "../../src/core/statistics/scoreInput.ts";
import type { ScoreStatistics } from "../../src/core/statistics/scoreStatistics.ts";
import type { SampleRun } from "./sampleRun.ts";

/** A score of both runs, by its place in each. */
export interface SharedScore {
  readonly name: string;
  readonly base: number;
  readonly candidate: number;
  readonly higherIsBetter: boolean;
}

/** One score with the rows of all matched items. */
export interface MadeUpScore {
  readonly base: SampleRun;
  readonly candidate: SampleRun;
  readonly shared: SharedScore;
  readonly counts: ScoreCounts;
  readonly rows: readonly CompareRowScore[];
}

export function compareMadeUp(scores: readonly MadeUpScore[]): readonly ScoreComparison[] {
  const statistics = compareScores(scores.map(toInput), DEFAULT_COMPARISON);
  return scores.map(({ counts }, i) => ({ ...counts, statistics: statistics[i] as ScoreStatistics }));
}

/** Made-up runs repeat few items: the spread inside them is left out. */
function toInput({ base, candidate, shared, counts, rows }: MadeUpScore): ScoreInput {
  const both = rows.filter((row) => row.delta !== null);
  const noTrials = { squares: 0, df: 0, inverseTrials: both.length };
  const coverage = (sample: SampleRun, at: number) => ({
    scored: sample.run.scores[at]?.scoredItems ?? 0,
    total: sample.run.items,
  });
  return {
    base: Float64Array.from(both, (row) => row.base.value ?? 0),
    candidate: Float64Array.from(both, (row) => row.candidate.value ?? 0),
    isSingle: both.every((row) => row.base.trials === 1 && row.candidate.trials === 1),
    isOrdinal: base.run.scores[shared.base]?.scoreType === "rubric",
    infinite: counts.infinite,
    baseWithin: noTrials,
    candidateWithin: noTrials,
    clusters: null,
    baseCoverage: coverage(base, shared.base),
    candidateCoverage: coverage(candidate, shared.candidate),
    onlyBase: counts.onlyScoredInBase,
    onlyCandidate: counts.onlyScoredInCandidate,
    errorsAsZeroDelta: null,
  };
}

// The summary of an open comparison: its scores with their statistics, made when asked for.
import type { JoinedScore } from "../../core/compare/compareRuns.ts";
import type { ComparisonOptions, ComparisonSummary } from "../../core/compare/compareTypes.ts";
import { toScoreInput } from "../../core/compare/joinedInput.ts";
import type { Join, MetItems } from "../../core/join/joinItems.ts";
import type { Hashes } from "../../core/ports.ts";
import type { Run } from "../../core/run.ts";
import type { ScoreInput } from "../../core/statistics/scoreInput.ts";
import type { ScoreStatistics } from "../../core/statistics/scoreStatistics.ts";
import { NEVER } from "../../util/never.ts";
import { chooseScores, clustersOf } from "./comparisonChoice.ts";
import type { Side } from "./joinSide.ts";
import { statisticsOf } from "./statisticsOf.ts";

export type OpenScore = JoinedScore;

export interface SummaryParts {
  readonly a: Side;
  readonly b: Side;
  readonly join: Join;
  readonly scores: readonly OpenScore[];
  /** The join holds only some of the runs' items: coverage is counted over these. */
  readonly isNarrowed?: true;
}

/** All that an open comparison holds. */
export interface ComparisonParts extends SummaryParts {
  readonly met: MetItems;
  readonly hashes: Hashes;
}

/** Join, counts and statistics of the scores that the options name. */
export async function summarise(
  parts: SummaryParts,
  options: ComparisonOptions,
  signal = NEVER,
): Promise<ComparisonSummary> {
  const { chosen, inputs } = await scoreInputs(parts, options);
  const statistics = await statisticsOf(inputs, options, signal);
  return {
    join: parts.join.report,
    scores: chosen.map(({ comparison }, i) => ({
      ...comparison,
      statistics: statistics[i] as ScoreStatistics,
    })),
  };
}

export interface ComparedInputs {
  readonly chosen: readonly OpenScore[];
  /** One for each of them. */
  readonly inputs: readonly ScoreInput[];
}

/** The scores that the options name, and what each one's statistics are made from, in the same order. */
export async function scoreInputs(
  { a, b, join, scores, isNarrowed }: SummaryParts,
  options: ComparisonOptions,
): Promise<ComparedInputs> {
  const chosen = chooseScores(scores, options.scores, a.run);
  const clusters = options.cluster === null ? null : await clustersOf(a, b, join, options.cluster);
  const inputs = chosen.map((score) =>
    toScoreInput(join, score, score.baseSide, score.candidateSide, { clusters, isNarrowed }),
  );
  return { chosen, inputs };
}

/** The score shown first: the base's primary one where it is compared, else the first; `null` without any. */
export function primaryScoreOf({ scores }: ComparisonSummary, base: Run): number | null {
  const wanted = base.primaryScore === null ? undefined : base.scores[base.primaryScore];
  const at = scores.findIndex(
    (score) => score.base.name === wanted?.name && score.base.metric === wanted?.metric,
  );
  return at !== -1 ? at : scores.length > 0 ? 0 : null;
}

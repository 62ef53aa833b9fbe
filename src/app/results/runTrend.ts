// One score over all results of the same dataset and metric, by one question to the catalogue: no row data is opened.
import { Problem } from "../../core/problem.ts";
import type { ResultQuery } from "../../core/results/resultQuery.ts";
import type { Run, RunId } from "../../core/run.ts";
import type { ListedRun, RunList } from "../../core/runStore.ts";
import { toScoreTrend, trendFilter } from "../../core/scores/scoreTrend.ts";
import { MAX_TREND_RESULTS, type ScoreTrend, type TrendQuery } from "../../core/scores/trendTypes.ts";

const LEVEL = 0.95;

/** What a trend asks of the engine. */
export interface TrendEngine {
  run(id: RunId): Promise<Run>;
  list(query: ResultQuery): Promise<RunList>;
}

/** Throws a `badInput` Problem for a score without numbers, a `notFound` one for a result that is not there. */
export async function runTrend(
  engine: TrendEngine,
  id: RunId,
  { score: at, withErrors }: TrendQuery,
): Promise<ScoreTrend> {
  const run = await engine.run(id);
  const score = run.scores[at];
  if (score === undefined || score.kind === "label")
    throw new Problem("badInput", `Score number ${at} has no numbers to follow.`);
  const page = { page: 1, pageSize: MAX_TREND_RESULTS };
  const { runs, total } = await engine.list({ filter: trendFilter(run), sort: "-created_at", ...page });
  const current: ListedRun = runs.find((one) => one.id === id) ?? run;
  // A result older than those looked at still stands at the beginning of its own trend.
  const all = runs.includes(current) ? runs : [...runs, current];
  // Distribution functions are only needed once someone looks at a trend.
  const { summaryInterval } = await import("../../core/statistics/summaryInterval.ts");
  return toScoreTrend({
    current,
    score,
    runs: all,
    older: total - all.length,
    withErrors,
    intervalOf: (mean) => summaryInterval(mean, LEVEL),
  });
}

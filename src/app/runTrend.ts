// One score over all results of the same dataset and metric, by one question to the catalogue: no row data is opened.
import { Problem } from "../core/problem.ts";
import type { ResultQuery } from "../core/resultQuery.ts";
import type { Run } from "../core/run.ts";
import type { ListedRun, RunList } from "../core/runStore.ts";
import { toScoreTrend, trendFilter } from "../core/scoreTrend.ts";
import { MAX_TREND_RESULTS, type ScoreTrend, type TrendQuery } from "../core/trendTypes.ts";

const LEVEL = 0.95;

/** Throws a `badInput` Problem for a score without numbers. `list` as the engine lists results. */
export async function runTrend(
  run: Run,
  { score: at, withErrors }: TrendQuery,
  list: (query: ResultQuery) => Promise<RunList>,
): Promise<ScoreTrend> {
  const score = run.scores[at];
  if (score === undefined || score.kind === "label")
    throw new Problem("badInput", `Score number ${at} has no numbers to follow.`);
  const page = { page: 1, pageSize: MAX_TREND_RESULTS };
  const { runs, total } = await list({ filter: trendFilter(run), sort: "-created_at", ...page });
  const current: ListedRun = runs.find(({ id }) => id === run.id) ?? run;
  // A result older than those looked at still stands at the beginning of its own trend.
  const all = runs.includes(current) ? runs : [...runs, current];
  // Distribution functions are only needed once someone looks at a trend.
  const { summaryInterval } = await import("../core/statistics/summaryInterval.ts");
  return toScoreTrend({
    current,
    score,
    runs: all,
    older: total - all.length,
    withErrors,
    intervalOf: (mean) => summaryInterval(mean, LEVEL),
  });
}

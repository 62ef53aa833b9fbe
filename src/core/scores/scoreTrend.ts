// One score over results, from their summaries alone. Which results are asked for, and what each says of the score.

import type { JsonObject } from "../json/json.ts";
import type { RunSummary, ScoreKey, ScoreSummary } from "../run.ts";
import type { ListedRun } from "../runStore.ts";
import type { Estimate, Interval } from "../statistics/estimate.ts";
import type { SummaryMean } from "../statistics/summaryInterval.ts";
import { shownMean } from "./errorsAsZero.ts";
import type { ScoreTrend, TrendPoint } from "./trendTypes.ts";

/** Results of the same dataset and metric; results that name none share that. */
export function trendFilter({ dataset, metric }: Pick<RunSummary, "dataset" | "metric">): JsonObject {
  const same = (value: string | null) => (value === null ? null : { $eq: value });
  return { $and: [{ dataset: same(dataset) }, { metric: same(metric) }] };
}

/** The same score in another result: same name, same metric, same kind of values. */
export function sameScore(
  key: ScoreKey & Pick<ScoreSummary, "kind">,
  scores: readonly ScoreSummary[],
): ScoreSummary | undefined {
  return scores.find(
    ({ name, metric, kind }) => name === key.name && metric === key.metric && kind === key.kind,
  );
}

export interface TrendParts {
  /** The result that was asked for, as a list has it. */
  readonly current: ListedRun;
  readonly score: ScoreSummary;
  /** Results of the same dataset and metric, `current` among them. */
  readonly runs: readonly ListedRun[];
  /** How many more there are, older ones. */
  readonly older: number;
  readonly withErrors: boolean;
  readonly intervalOf: (mean: SummaryMean) => Estimate<Interval>;
}

/** Results with the score, oldest first. n = 0 and 1 are fine: the point says why it has no interval. */
export function toScoreTrend(parts: TrendParts): ScoreTrend {
  const { current, score, runs, older } = parts;
  const scored = runs.flatMap((run) => {
    const own = sameScore(score, run.scores);
    return own === undefined || own.kind === "label" ? [] : [toPoint(run, own, parts)];
  });
  return {
    dataset: current.dataset,
    metric: current.metric,
    points: scored.sort(compareAge),
    without: runs.length - scored.length,
    older,
  };
}

function compareAge(a: TrendPoint, b: TrendPoint): number {
  const byTime = Date.parse(a.createdAt) - Date.parse(b.createdAt);
  return byTime || (a.id < b.id ? -1 : 1);
}

function toPoint(run: ListedRun, score: ScoreSummary, parts: TrendParts): TrendPoint {
  const shown = shownMean(score, parts.withErrors);
  const errors = shown.hasErrors ? (score.errorShare?.rows ?? 0) : 0;
  const interval = parts.intervalOf({
    ...shown,
    trials: score.count + errors,
    isRate: score.kind === "boolean",
    hasInfinite: score.count > 0 && score.itemMean === null,
  });
  const { low, high, method } = interval.estimable ? interval : NO_INTERVAL;
  return {
    id: run.id,
    name: run.name,
    model: run.model,
    createdAt: run.createdAt,
    mean: shown.mean,
    items: shown.items,
    low,
    high,
    method,
    reason: interval.estimable ? null : interval.reason,
    hasErrors: shown.hasErrors,
    isCurrent: run.id === parts.current.id,
    isBaseline: run.baseline?.kind === "self",
  };
}

const NO_INTERVAL = { low: null, high: null, method: null };

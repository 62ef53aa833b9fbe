// A service's result as the command line prints it: the service's own fields, and only what it said.

import type { ScoreAggregate } from "../run.ts";
import type { ListedRemote } from "./evalSource.ts";

/** `aggregateFields` as the service's parameter; `null`: all. What the service left out is left out. */
export function toRemoteJson(result: ListedRemote, aggregateFields: readonly string[] | null) {
  const given = {
    id: result.id.replace(/^remote:/, ""),
    name: result.name,
    workspace: result.workspace,
    project: result.project,
    metric: result.metric,
    dataset: result.dataset,
    model: result.model,
    labels: result.labels,
    created_at: result.createdAt,
    updated_at: result.updatedAt,
    source: result.source,
    scores: result.scores.map((score) => toScoreJson(score, aggregateFields)),
  };
  const { copy } = result;
  return {
    ...withoutNulls(given),
    stored: copy === null ? null : { id: copy.id, is_current: copy.isCurrent },
  };
}

function toScoreJson(score: ScoreAggregate, fields: readonly string[] | null) {
  const { histogram, rubric } = score;
  const statistics: Readonly<Record<string, unknown>> = {
    nan_count: score.nanCount,
    sum: score.sum,
    mean: score.mean,
    min: score.min,
    max: score.max,
    std_dev: score.stdDev,
    variance: score.variance,
    score_type: score.scoreType,
    percentiles: score.percentiles,
    histogram:
      histogram.length === 0
        ? null
        : {
            bins: histogram.map(({ lower, upper, count }) => ({
              lower_bound: lower,
              upper_bound: upper,
              count,
            })),
          },
    rubric_distribution: rubric.length === 0 ? null : rubric,
    mode_category: score.modeCategory,
  };
  const wanted = Object.entries(statistics).filter(([name]) => fields === null || fields.includes(name));
  return { name: score.name, count: score.count, ...withoutNulls(Object.fromEntries(wanted)) };
}

function withoutNulls(object: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null));
}

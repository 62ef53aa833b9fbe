// A NeMo result as a result of ours. Pure. Source: NeMo metric results API, sections 3 and 4.

import type { RunFacts } from "../../core/resultFormat.ts";
import { instantOf, instantText } from "../../core/results/instant.ts";
import { PERCENTILE_NAMES, type Percentiles, type ScoreAggregate } from "../../core/run.ts";
import { isHigherBetterByName } from "../../core/scores/direction.ts";
import type { RemoteResult } from "../../core/services/evalSource.ts";
import { remoteSummary } from "../../core/services/remoteSummary.ts";
import type { AggregateScoreWire, ResultWire } from "./wire.ts";

/** `workspace`: the one that was asked, for a service that does not repeat it. */
export function toRemoteResult(
  wire: ResultWire,
  connection: { readonly id: string; readonly name: string },
  workspace: string,
): RemoteResult {
  const scores = (wire.scores ?? []).map((score) => toAggregate(score, wire.metric));
  const name = wire.name ?? wire.id;
  const createdAt = utc(wire.created_at) ?? "";
  return remoteSummary(
    { connection, id: wire.id, nameThere: name },
    {
      name,
      format: "nemo-rows",
      metric: wire.metric,
      dataset: wire.dataset,
      model: wire.model,
      labels: textLabels(wire.labels ?? {}),
      createdAt,
      updatedAt: utc(wire.updated_at) ?? createdAt,
      rows: countedRows(scores) ?? 0,
      scores,
      status: "completed",
      workspace: wire.workspace ?? workspace,
      project: wire.project,
    },
  );
}

/** The most rows that any score counts; `null` without scores. Whole-dataset scores count 1. */
export function countedRows(scores: readonly ScoreAggregate[]): number | null {
  return scores.length === 0 ? null : Math.max(...scores.map((score) => score.count + score.nanCount));
}

/** What a stored copy takes over. */
export function toFacts({ name, model, dataset, metric, createdAt, labels }: RemoteResult): RunFacts {
  return {
    name,
    ...(model === null ? {} : { model }),
    ...(dataset === null ? {} : { dataset }),
    ...(metric === null ? {} : { metric }),
    ...(createdAt === "" ? {} : { createdAt }),
    labels,
  };
}

/**
 * A job has one metric: its scores are that metric's. The service pools all rows and tells of no items, so each row counts
 * as an item of its own, and no standard error is made up.
 */
function toAggregate(wire: AggregateScoreWire, metric: string | null): ScoreAggregate {
  const rubric = (wire.rubric_distribution ?? []).map(({ label, description, value, count }) => ({
    label,
    description,
    value,
    count,
  }));
  return {
    metric,
    name: wire.name,
    kind: "number",
    higherIsBetter: isHigherBetterByName(wire.name),
    scoreType: wire.score_type === "rubric" || rubric.length > 0 ? "rubric" : "range",
    count: wire.count,
    nanCount: wire.nan_count ?? 0,
    infiniteCount: 0,
    errorCount: 0,
    missingCount: 0,
    sum: wire.sum,
    mean: wire.mean,
    stdDev: wire.std_dev,
    variance: wire.variance,
    min: wire.min,
    max: wire.max,
    percentiles: toPercentiles(wire.percentiles ?? {}),
    histogram: (wire.histogram?.bins ?? []).map(({ lower_bound, upper_bound, count }) => ({
      lower: lower_bound,
      upper: upper_bound,
      count,
    })),
    rubric,
    modeCategory: wire.mode_category,
    scoredItems: wire.count,
    itemMean: wire.mean,
    standardError: null,
  };
}

/** All ten or none. */
function toPercentiles(given: Readonly<Record<string, number | null>>): Percentiles | null {
  const all = PERCENTILE_NAMES.map((name) => [name, given[name] ?? null] as const);
  return all.some(([, value]) => value === null) ? null : (Object.fromEntries(all) as Percentiles);
}

function textLabels(labels: Readonly<Record<string, unknown>>): Record<string, string> {
  const texts = Object.entries(labels).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(
    texts.map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]),
  );
}

/** A time of the service, which may lack its zone, in UTC with `Z`; `null` where there is none. */
function utc(text: string | null): string | null {
  const instant = text === null ? null : instantOf(text);
  return instant === null ? text : instantText(instant);
}

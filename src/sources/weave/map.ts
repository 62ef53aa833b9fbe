// A Weave evaluation run as a result of ours. Pure. Source: Weave evaluation API, sections 4 and 6.

import { isJsonObject, type JsonObject } from "../../core/json/json.ts";
import type { RunFacts } from "../../core/resultFormat.ts";
import { instantOf, instantText } from "../../core/results/instant.ts";
import type { ScoreAggregate } from "../../core/run.ts";
import { isHigherBetterByName } from "../../core/scores/direction.ts";
import type { RemoteResult } from "../../core/services/evalSource.ts";
import { remoteSummary } from "../../core/services/remoteSummary.ts";
import { weaveRef } from "../../core/services/weaveAddress.ts";
import type { EvalSummaryWire, ScorerStatsWire } from "./resultsWire.ts";
import type { EvaluationWire, RunWire } from "./wire.ts";

/** All that the service says of one run. */
export interface RunParts {
  readonly run: RunWire;
  /** `null`: no trial counted yet, or not asked for. */
  readonly summary: EvalSummaryWire | null;
  /** What the run is of; `null` where it is not known. */
  readonly evaluation: EvaluationWire | null;
}

export interface MapContext {
  readonly connection: { readonly id: string; readonly name: string };
  readonly project: string;
  /** A run that is not over has changed by now. */
  readonly nowMs: number;
}

export function toRemoteResult(parts: RunParts, { connection, project, nowMs }: MapContext): RemoteResult {
  const { run, summary, evaluation } = parts;
  const scores = (summary?.scorer_stats ?? []).map((stats) => toAggregate(stats, summary?.trial_count ?? 0));
  const id = run.evaluation_run_id;
  const createdAt = utc(run.started_at ?? summary?.started_at ?? null) ?? "";
  const model = weaveRef(modelRef(parts));
  return remoteSummary(
    { connection, id, nameThere: id },
    {
      name: runName(parts),
      format: "weave-rows",
      metric: null,
      dataset: objectName(evaluation?.dataset ?? null),
      model: model?.name ?? null,
      labels: labelsOf(parts, project),
      createdAt,
      updatedAt: utc(run.finished_at) ?? instantText(nowMs * 1000),
      rows: summary?.trial_count ?? 0,
      scores,
      status: run.status ?? "unknown",
      workspace: project,
      project,
    },
  );
}

/** The evaluation that a run is of. Runs of the ordinary SDK name it in their summary only. */
export function evaluationRef({ run, summary }: Omit<RunParts, "evaluation">): string {
  return run.evaluation || summary?.evaluation_ref || "";
}

/** The model that a run is with; named as the evaluation is. */
export function modelRef({ run, summary }: Omit<RunParts, "evaluation">): string {
  return run.model || summary?.model_ref || "";
}

/** What a stored copy takes over. `warnings`: what the service said while its rows were read. */
export function toFacts(
  { name, model, dataset, createdAt, labels }: RemoteResult,
  warnings: readonly string[],
): RunFacts {
  return {
    name,
    ...(model === null ? {} : { model }),
    ...(dataset === null ? {} : { dataset }),
    ...(createdAt === "" ? {} : { createdAt }),
    labels: warnings.length === 0 ? labels : { ...labels, warning: [...new Set(warnings)].join("; ") },
  };
}

/** As people named it; else what it evaluates, and with which model. */
function runName(parts: RunParts): string {
  const { run, summary } = parts;
  const weave: unknown = run.summary?.weave;
  const shown = summary?.display_name || (isJsonObject(weave) ? stringAt(weave, "display_name") : "");
  if (shown) return shown;
  const names = [objectName(evaluationRef(parts)), objectName(modelRef(parts))].filter(
    (name) => name !== null,
  );
  return names.length === 0 ? run.evaluation_run_id : names.join(" · ");
}

function labelsOf(parts: RunParts, project: string): Readonly<Record<string, string>> {
  const { run, summary } = parts;
  const evaluation = weaveRef(evaluationRef(parts));
  const model = weaveRef(modelRef(parts));
  const labels: Readonly<Record<string, string | null | undefined>> = {
    project,
    run: run.evaluation_run_id,
    status: run.status,
    evaluation: evaluation === null ? null : `${evaluation.name}:${evaluation.digest ?? ""}`,
    model_version: model?.digest,
    dataset_version: weaveRef(parts.evaluation?.dataset ?? "")?.digest,
    rescored_from: run.source_evaluation_run_id,
    total_tokens: textOf(summary?.predict_total_tokens),
    total_cost: textOf(summary?.predict_total_cost),
  };
  return Object.fromEntries(
    Object.entries(labels).filter((label): label is [string, string] => typeof label[1] === "string"),
  );
}

function textOf(value: number | null | undefined): string | null {
  return typeof value === "number" ? String(value) : null;
}

/**
 * Statistics as the service counts: a leaf's trials, pooled. What it does not tell (spread, range) stays open, and no standard
 * error is made up. A pass rate of 0 is 0. `trials`: of the run, which counts those without this leaf too.
 */
function toAggregate(stats: ScorerStatsWire, trials: number): ScoreAggregate {
  const passes = stats.pass_known_count ?? 0;
  const numbers = stats.numeric_count ?? 0;
  const mean = passes > 0 && numbers > 0 ? null : passes > 0 ? stats.pass_rate : stats.numeric_mean;
  const name = statsName(stats);
  const count = passes + numbers;
  // Texts are labels: the service counts them, and no more.
  const told = count === 0 ? (stats.trial_count ?? 0) : count;
  return {
    metric: null,
    name,
    kind: count === 0 ? "label" : passes > 0 && numbers === 0 ? "boolean" : "number",
    higherIsBetter: isHigherBetterByName(name),
    scoreType: "range",
    count,
    nanCount: 0,
    infiniteCount: 0,
    errorCount: 0,
    missingCount: Math.max(0, trials - told),
    sum: mean === null ? null : mean * count,
    mean,
    stdDev: null,
    variance: null,
    min: null,
    max: null,
    percentiles: null,
    histogram: [],
    rubric: [],
    modeCategory: null,
    scoredItems: told,
    itemMean: mean,
    standardError: null,
  };
}

function objectName(ref: string | null): string | null {
  const read = weaveRef(ref ?? "");
  return read?.kind === "object" ? read.name : null;
}

function stringAt(object: JsonObject, key: string): string {
  const value = object[key];
  return typeof value === "string" ? value : "";
}

/** A time of the service as our times are written; `null` for none. */
export function utc(text: string | null): string | null {
  const instant = text === null ? null : instantOf(text);
  return instant === null ? null : instantText(instant);
}

/** What a scorer's leaf is called as a score. */
export function statsName({ scorer_key, path }: ScorerStatsWire): string {
  return path ? `${scorer_key}.${path}` : scorer_key;
}

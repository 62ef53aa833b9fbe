// The answer to a query for evaluation results: rows with their trials, and the statistics of each scorer.
// Source: Weave evaluation API, section 6.
import * as v from "valibot";
import { anyObject, count, id, number, text } from "./wireShapes.ts";

export const scorerStatsWire = v.looseObject({
  scorer_key: v.string(),
  path: text,
  /** `binary`, `continuous`, `text`, and what later versions add. */
  value_type: text,
  trial_count: count,
  numeric_count: count,
  numeric_mean: number,
  pass_true_count: count,
  pass_known_count: count,
  pass_rate: number,
  pass_signal_coverage: number,
});
export type ScorerStatsWire = v.InferOutput<typeof scorerStatsWire>;

export const evalSummaryWire = v.looseObject({
  evaluation_call_id: id,
  trial_count: count,
  scorer_stats: v.nullish(v.array(scorerStatsWire), []),
  evaluation_ref: text,
  model_ref: text,
  display_name: text,
  trace_id: text,
  started_at: text,
  predict_total_tokens: number,
  predict_total_cost: number,
});
export type EvalSummaryWire = v.InferOutput<typeof evalSummaryWire>;

/** What of a trial is relied upon; the rest of it is kept as it came. */
export const trialWire = v.looseObject({
  predict_and_score_call_id: id,
  predict_call_id: text,
  scores: v.nullish(anyObject, {}),
  model_latency_seconds: number,
  total_tokens: number,
  total_cost: number,
});

export const rowWire = v.looseObject({
  row_digest: id,
  evaluations: v.nullish(
    v.array(v.looseObject({ evaluation_call_id: id, trials: v.nullish(v.array(trialWire), []) })),
    [],
  ),
});
export type RowWire = v.InferOutput<typeof rowWire>;

export const resultsWire = v.looseObject({
  rows: v.nullish(v.array(rowWire), []),
  total_rows: count,
  summary: v.nullish(
    v.looseObject({ row_count: count, evaluations: v.nullish(v.array(evalSummaryWire), []) }),
    null,
  ),
  warnings: v.nullish(v.array(v.string()), []),
});
export type ResultsWire = v.InferOutput<typeof resultsWire>;

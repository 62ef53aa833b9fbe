// What the Weave service sends, checked where it comes in: unknown members pass, nulls and missing ones are alike, a required
// one that is missing is an answer that can't be used. Source: Weave evaluation API, sections 3 to 6.
import * as v from "valibot";

const text = v.nullish(v.string(), null);
const number = v.nullish(v.number(), null);
const count = v.nullish(v.pipe(v.number(), v.integer(), v.minValue(0)), 0);
const id = v.pipe(v.string(), v.nonEmpty());
const anyObject = v.record(v.string(), v.unknown());

export const runWire = v.looseObject({
  evaluation_run_id: id,
  /** `""` for runs of the ordinary SDK, like `model`. */
  evaluation: v.nullish(v.string(), ""),
  model: v.nullish(v.string(), ""),
  status: text,
  started_at: text,
  finished_at: text,
  summary: v.nullish(anyObject, null),
  source_evaluation_run_id: text,
});
export type RunWire = v.InferOutput<typeof runWire>;

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

export const evaluationWire = v.looseObject({
  object_id: id,
  digest: id,
  name: text,
  dataset: text,
  description: text,
  scorers: v.nullish(v.array(v.string()), []),
  trials: v.nullish(v.number(), 1),
});
export type EvaluationWire = v.InferOutput<typeof evaluationWire>;

export const scorerWire = v.looseObject({ object_id: id, digest: id, name: text, score_op: text });
export type ScorerWire = v.InferOutput<typeof scorerWire>;

export const predictionWire = v.looseObject({
  prediction_id: id,
  model: text,
  inputs: v.nullish(anyObject, {}),
  output: v.unknown(),
  evaluation_run_id: text,
});
export type PredictionWire = v.InferOutput<typeof predictionWire>;

export const scoreWire = v.looseObject({
  score_id: id,
  scorer: v.nullish(v.string(), ""),
  value: v.unknown(),
  evaluation_run_id: text,
});
export type ScoreWire = v.InferOutput<typeof scoreWire>;

/** Counts ids that were not there, too: no proof that anything was. */
export const deletedWire = v.looseObject({ num_deleted: count });

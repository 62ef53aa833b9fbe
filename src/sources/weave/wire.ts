// Runs and what belongs to them as the Weave service sends them, checked where it comes in: unknown members pass, a required
// one that is missing is an answer that can't be used. Source: Weave evaluation API, sections 3 to 5.
import * as v from "valibot";
import { anyObject, count, id, text } from "./wireShapes.ts";

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

// What the NeMo Evaluator service sends, checked where it comes in: unknown members pass, nulls and missing ones are alike,
// a required one that is missing is an answer that can't be used. Source: NeMo metric results API, sections 2 to 4.
import * as v from "valibot";

/** A statistic: a number, or nothing, also as `"NaN"` in any letter case. */
const statistic = v.nullish(
  v.pipe(
    v.union([v.number(), v.pipe(v.string(), v.regex(/^\s*[+-]?(nan|inf(inity)?)\s*$/i))]),
    v.transform((value): number | null => (typeof value === "number" ? value : null)),
  ),
  null,
);
const text = v.nullish(v.string(), null);
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const bin = v.looseObject({ lower_bound: v.number(), upper_bound: v.number(), count });
const level = v.looseObject({ label: v.string(), description: text, value: v.number(), count });

export const aggregateScoreWire = v.looseObject({
  name: v.string(),
  count,
  nan_count: v.nullish(count),
  /** Also missing where only some fields were asked for. */
  score_type: text,
  sum: statistic,
  mean: statistic,
  min: statistic,
  max: statistic,
  std_dev: statistic,
  variance: statistic,
  percentiles: v.nullish(v.record(v.string(), statistic)),
  histogram: v.nullish(v.looseObject({ bins: v.nullish(v.array(bin)) })),
  rubric_distribution: v.nullish(v.array(level)),
  mode_category: text,
});
export type AggregateScoreWire = v.InferOutput<typeof aggregateScoreWire>;

export const resultWire = v.looseObject({
  id: v.pipe(v.string(), v.nonEmpty()),
  /** The job's name; optional in the service's own types. */
  name: text,
  workspace: text,
  project: text,
  metric: text,
  dataset: text,
  model: text,
  labels: v.nullish(v.record(v.string(), v.unknown())),
  scores: v.nullish(v.array(aggregateScoreWire)),
  created_at: text,
  updated_at: text,
});
export type ResultWire = v.InferOutput<typeof resultWire>;

export const pageWire = v.looseObject({
  data: v.array(resultWire),
  pagination: v.nullish(
    v.looseObject({ page: v.nullish(count), total_pages: v.nullish(count), total_results: v.nullish(count) }),
  ),
});
export type PageWire = v.InferOutput<typeof pageWire>;

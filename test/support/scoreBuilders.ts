// Scores for tests and the playground: complete and deterministic; a test names only what it is about.

import type { RowScore, RubricLevel, ScoreAggregate, ScoreState } from "../../src/core/run.ts";
import { describeRange } from "../../src/core/scores/describeScore.ts";
import { meanError } from "../../src/core/scores/meanError.ts";

/** A value on a row: `aRowScore({ value: 0.5 })`, or a state without one. */
export function aRowScore(part: Partial<RowScore> = {}): RowScore {
  return { metric: null, name: "correctness", state: "value", value: 0.5, ...part };
}

/** A score without a value, for the reason `state`. */
export function anUnscored(state: ScoreState, part: Partial<RowScore> = {}): RowScore {
  return aRowScore({ state, value: null, ...part });
}

/** Statistics of `values` (one row each), computed as the extension does; `part` overrides any of them. */
export function aScore(
  values: readonly number[] = [0.25, 0.5, 0.75, 1],
  part: Partial<ScoreAggregate> = {},
): ScoreAggregate {
  const range = describeRange(Float64Array.from(values));
  const error = meanError(values);
  return {
    metric: null,
    name: "correctness",
    kind: "number",
    higherIsBetter: true,
    scoreType: "range",
    count: values.length,
    nanCount: 0,
    infiniteCount: 0,
    errorCount: 0,
    missingCount: 0,
    sum: range?.sum ?? null,
    mean: range?.mean ?? null,
    stdDev: range?.stdDev ?? null,
    variance: range?.variance ?? null,
    min: range?.min ?? null,
    max: range?.max ?? null,
    percentiles: range?.percentiles ?? null,
    histogram: range?.histogram ?? [],
    rubric: [],
    modeCategory: null,
    scoredItems: values.length,
    itemMean: error.mean,
    standardError: error.standardError,
    ...part,
  };
}

export function aRubricLevel(part: Partial<RubricLevel> = {}): RubricLevel {
  return { label: "5", description: null, value: 5, count: 1, ...part };
}

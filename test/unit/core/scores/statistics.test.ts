// One run's numbers against values computed independently (mpmath, exact fractions; see the fixture).
import { describe, expect, it } from "vitest";
import { compareScore } from "../../../../src/core/compare/compareRuns.ts";
import { joinRuns } from "../../../../src/core/join/joinItems.ts";
import type { ScoreAggregate } from "../../../../src/core/run.ts";
import { aggregateScore } from "../../../../src/core/scores/aggregateScore.ts";
import { countRubric, describeRange, modeOf } from "../../../../src/core/scores/describeScore.ts";
import { meanError } from "../../../../src/core/scores/meanError.ts";
import { aColumn, someItems } from "../../../support/columnBuilders.ts";
import {
  vectorsOf as cases,
  expectClose,
  onlyVector as onlyCase,
} from "../../../support/statisticsVectors.ts";

describe("mean and standard error", () => {
  it.each(cases("mean-t-interval").map((one) => [one.id, one] as const))("%s", (_, { input, expected }) => {
    const values = input.values as (number | string)[];
    if (values.some((value) => typeof value !== "number")) return;
    const found = meanError(values as number[]);
    expect(found.n).toBe(expected.n);
    expectClose(found.mean, expected.mean);
    if (expected.estimable !== false) expectClose(found.standardError, expected.se);
    else expect(found.standardError).toBeNull();
    if (expected.reason !== undefined) expect(found.reason).toBe(expected.reason);
  });

  it("averages trials inside their item first", () => {
    const { input, expected } = onlyCase("row-means");
    const rows = input.rows as (number | string)[][];
    const found = aggregateScore(aColumn(rows.flat()), someItems(rows.map((row) => row.length)), {
      kind: "number",
      higherIsBetter: true,
      rubric: [],
      rowErrors: null,
    });
    expectClose(found.itemMean, expected.mean);
    expectClose(found.mean, expected.trial_mean);
    expectClose(found.standardError, expected.se);
    expect(found.scoredItems).toBe(expected.scored_rows);
    expect(found.count).toBe(expected.scored_trials);
  });
});

interface NemoRange {
  readonly count: number;
  readonly nan_count: number;
  readonly percentiles: Record<string, number> | null;
  readonly histogram: {
    readonly bins: readonly { lower_bound: number; upper_bound: number; count: number }[];
  };
}

describe("NeMo's aggregates", () => {
  it.each(cases("nemo-range").map((one) => [one.id, one] as const))("%s", (_, { input, expected }) => {
    const values = input.values as (number | string | null)[];
    const found: ScoreAggregate = aggregateScore(aColumn(values), someItems(values.map(() => 1)), {
      kind: "number",
      higherIsBetter: true,
      rubric: [],
      rowErrors: null,
    });
    const wanted = expected as unknown as NemoRange;
    expect(found.count).toBe(wanted.count);
    expect(found.nanCount).toBe(wanted.nan_count);
    for (const [ours, theirs] of [
      [found.sum, expected.sum],
      [found.mean, expected.mean],
      [found.min, expected.min],
      [found.max, expected.max],
      [found.stdDev, expected.std_dev],
      [found.variance, expected.variance],
    ])
      expectClose(ours, theirs);
    for (const [name, value] of Object.entries(wanted.percentiles ?? {}))
      expectClose((found.percentiles as Record<string, number> | null)?.[name], value);
    if (wanted.percentiles === null) expect(found.percentiles).toBeNull();
    expect(found.histogram.map((bin) => bin.count)).toEqual(wanted.histogram.bins.map((bin) => bin.count));
    for (const [i, bin] of wanted.histogram.bins.entries()) {
      expectClose(found.histogram[i]?.lower, bin.lower_bound);
      expectClose(found.histogram[i]?.upper, bin.upper_bound);
    }
  });

  it("counts a rubric in its order and breaks a tie of the mode by code point", () => {
    const { input, expected } = onlyCase("nemo-rubric");
    const rubric = input.rubric as { label: string; value: number }[];
    const labels = input.labels as string[];
    const values = labels.map((label) => rubric.find((level) => level.label === label)?.value ?? Number.NaN);
    const levels = rubric.map((level) => ({ ...level, description: null, count: 0 }));
    const counted = countRubric(levels, Float64Array.from(values));
    const wanted = expected.rubric_distribution as { label: string; count: number }[];
    expect(counted.map(({ label, count }) => ({ label, count }))).toEqual(
      wanted.map(({ label, count }) => ({ label, count })),
    );
    expect(modeOf(counted)).toBe(expected.mode_category);
    expectClose(describeRange(Float64Array.from(values))?.variance, expected.variance);
  });

  it("gives no mean where a value is infinite, and keeps the order statistics", () => {
    const found = aggregateScore(aColumn([1, 2, "Infinity"]), someItems([1, 1, 1]), {
      kind: "number",
      higherIsBetter: true,
      rubric: [],
      rowErrors: null,
    });
    expect([found.mean, found.stdDev, found.sum, found.standardError]).toEqual([null, null, null, null]);
    expect([found.min, found.infiniteCount, found.count]).toEqual([1, 1, 2]);
  });
});

describe("a compared score", () => {
  const digestsOf = (names: readonly number[]): Uint8Array => {
    const bytes = new Uint8Array(names.length * 32);
    for (const [row, name] of names.entries()) bytes.fill(name + 1, row * 32, row * 32 + 32);
    return bytes;
  };
  const side = (rows: (number | string | null)[][]) => {
    const items = someItems(rows.map((row) => row.length));
    const digests = digestsOf(rows.flatMap((row, item) => row.map(() => item)));
    const column = aColumn(rows.flat());
    const aggregate = aggregateScore(column, items, {
      kind: "number",
      higherIsBetter: true,
      rubric: [],
      rowErrors: null,
    });
    return { digests, items, duplicates: rows.flat().length - rows.length, column, aggregate };
  };

  it.each(cases("paired-t").map((one) => [one.id, one] as const))("%s", (_, { input, expected }) => {
    const base = side((input.base as number[]).map((value) => [value]));
    const candidate = side((input.candidate as number[]).map((value) => [value]));
    const isLower = input.direction === "lower";
    const directed = { ...base, aggregate: { ...base.aggregate, higherIsBetter: !isLower } };
    const { comparison } = compareScore(joinRuns(base, candidate), "s", directed, candidate);
    expect(comparison.n).toBe(expected.n);
    expectClose(comparison.delta, expected.delta);
    for (const name of ["improved", "regressed", "same"] as const)
      if (expected[name] !== undefined) expect(comparison[name]).toBe(expected[name]);
    if (expected.base_mean !== undefined) expectClose(comparison.baseMean, expected.base_mean);
  });

  it("counts an item with several trials once, by their mean", () => {
    const { input, expected } = onlyCase("paired-t-trials");
    const base = side(input.base as number[][]);
    const candidate = side(input.candidate as number[][]);
    const { comparison } = compareScore(joinRuns(base, candidate), "s", base, candidate);
    expect(comparison.n).toBe(expected.n);
    expect(comparison.onlyScoredInBase).toBe(expected.only_base);
    expect(comparison.onlyScoredInCandidate).toBe(expected.only_candidate);
    expectClose(comparison.baseMean, expected.base_mean);
    expectClose(comparison.candidateMean, expected.candidate_mean);
    expectClose(comparison.delta, expected.delta);
  });
});

// Means with errored rows counted, against the vectors and against the plain recomputation over replaced values.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { flipsSentence, rankingFlips } from "../../../../src/core/compare/rankingFlips.ts";
import type { ScoreAggregate } from "../../../../src/core/run.ts";
import { aggregateScore } from "../../../../src/core/scores/aggregateScore.ts";
import { errorsAsZero, shownMean } from "../../../../src/core/scores/errorsAsZero.ts";
import { itemMeans, meanError } from "../../../../src/core/scores/meanError.ts";
import type { MetricRule } from "../../../../src/core/scores/metricRule.ts";
import { type ScoreColumn, STATE_CODE } from "../../../../src/core/scores/scoreColumn.ts";
import vectors from "../../../fixtures/statistics-vectors.json" with { type: "json" };
import { aColumn, someItems } from "../../../support/columnBuilders.ts";
import { aRun } from "../../../support/runBuilders.ts";
import { aScore } from "../../../support/scoreBuilders.ts";

/** A row: a value, `null` for missing, `error` for a failed score, `failed` for a row that failed as a whole. */
type Row = number | null | "error" | "failed";

function columnOf(rows: readonly Row[]): ScoreColumn {
  const column = aColumn(rows.map((row) => (typeof row === "number" ? row : null)));
  const states = column.states ?? new Uint8Array(rows.length);
  for (const [i, row] of rows.entries()) if (row === "error") states[i] = STATE_CODE.error;
  return { ...column, states };
}

function aggregateOf(items: readonly (readonly Row[])[], contract?: MetricRule): ScoreAggregate {
  const rows = items.flat();
  const aggregate = aggregateScore(columnOf(rows), someItems(items.map((item) => item.length)), {
    kind: "number",
    higherIsBetter: true,
    rubric: [],
    rowErrors: Uint8Array.from(rows, (row) => (row === "failed" ? 1 : 0)),
  });
  return contract === undefined ? aggregate : { ...aggregate, contract };
}

describe("errors as zero", () => {
  it("is the vector's: errored rows count, missing ones stay out", () => {
    const vector = vectors.cases.find((one) => one.id === "agg-12-errors-as-zero");
    if (vector === undefined) throw new Error("no such vector");
    const { states, values } = vector.input as { states: string[]; values: (number | null)[] };
    const expected = vector.expected as Record<string, number>;
    const items = states.map((state, i): Row[] => [state === "error" ? "error" : (values[i] ?? null)]);
    const score = aggregateOf(items);
    expect(score.itemMean).toBe(expected.mean_scored_only);
    expect(errorsAsZero(score)).toMatchObject({
      kind: "mean",
      mean: expected.mean_errors_as_zero,
      items: expected.n_errors_as_zero,
      rows: 1,
    });
  });

  it("counts a row that failed as a whole, unless the score has a value on it", () => {
    const score = aggregateOf([[1], ["failed"], [null]]);
    expect(errorsAsZero(score)).toMatchObject({ mean: 0.5, items: 2, rows: 1 });
    expect(errorsAsZero(aggregateOf([[1], [0.5], [null]]))).toBeNull();
  });

  it("equals the mean and error over values in which errors are replaced, for any value and any trials", () => {
    const row = fc.oneof(
      fc.double({ min: 0, max: 5, noNaN: true }),
      fc.constantFrom<Row>(null, "error", "failed"),
    );
    const items = fc.array(fc.array(row, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(items, fc.double({ min: -3, max: 3, noNaN: true }), (rows, errorValue) => {
        const counted = errorsAsZero(aggregateOf(rows, { errorValue }));
        const flat = rows.flat();
        if (counted === null) return void expect(flat.some((one) => typeof one === "string")).toBe(false);
        if (counted.kind === "off") throw new Error(counted.reason);
        const values = Float64Array.from(flat, (one) => (typeof one === "number" ? one : errorValue));
        const { itemOf } = someItems(rows.map((item) => item.length));
        const { means } = itemMeans(values, (at) => flat[at] !== null, itemOf, rows.length);
        const plain = meanError(means.filter((mean) => !Number.isNaN(mean)));
        expect(counted.items).toBe(plain.n);
        expect(counted.mean).toBeCloseTo(plain.mean ?? Number.NaN, 9);
        // Where spread is mere rounding the two may differ on whether there is any.
        if (plain.standardError !== null && plain.standardError > 1e-8)
          expect(counted.standardError).toBeCloseTo(plain.standardError, 9);
        else expect(counted.standardError ?? 0).toBeLessThan(1e-7);
      }),
      { numRuns: 500 },
    );
  });

  it("is off where 0 is not the worst value, unless the contract names one", () => {
    const lower = { ...aggregateOf([[2], ["error"]]), higherIsBetter: false };
    expect(errorsAsZero(lower)).toEqual({
      kind: "off",
      reason: "0 would be the best value; errorValue in metrics.json names another",
    });
    expect(errorsAsZero({ ...lower, contract: { errorValue: 10 } })).toMatchObject({ mean: 6, value: 10 });
    expect(errorsAsZero(aggregateOf([[-1], ["error"]]))).toMatchObject({ kind: "off" });
    expect(errorsAsZero(aggregateOf([["error"], ["error"]]))).toEqual({
      kind: "off",
      reason: "no row has a value",
    });
    expect(errorsAsZero({ ...lower, itemMean: null })).toEqual({ kind: "off", reason: "infinite values" });
  });

  it("has no standard error for one item, or where all are equal", () => {
    expect(errorsAsZero(aggregateOf([[0.5, "error"]]))).toMatchObject({ mean: 0.25, standardError: null });
    expect(errorsAsZero(aggregateOf([[0], ["error"], [0]]))).toMatchObject({ mean: 0, standardError: null });
  });

  it("is shown only where asked for, and the scored mean where it can't be", () => {
    const score = aggregateOf([[1], ["error"]]);
    expect(shownMean(score, false)).toMatchObject({ mean: 1, items: 1, hasErrors: false });
    expect(shownMean(score, true)).toMatchObject({ mean: 0.5, items: 2, hasErrors: true });
    expect(shownMean({ ...score, higherIsBetter: false }, true)).toMatchObject({ mean: 1, hasErrors: false });
  });
});

describe("ranking flips", () => {
  const run = (name: string, items: readonly (readonly Row[])[], part = {}) =>
    aRun({ name, scores: [{ ...aggregateOf(items), name: "f1" }], ...part });
  const crashing = run("crashing", [[0.9], [0.9], ["error"], ["error"]]);
  const steady = run("steady", [[0.7], [0.7], [0.7], [0.7]]);

  it("name the pair that counting errors turns", () => {
    expect(rankingFlips([steady, crashing])).toEqual([
      { score: "f1", aheadScored: "crashing", aheadCounted: "steady" },
    ]);
    expect(flipsSentence(rankingFlips([steady, crashing]))).toBe(
      "f1: crashing is ahead of steady on scored rows only, behind with errors counted.",
    );
  });

  it("follow the score's direction", () => {
    const turned = [steady, crashing].map((one) => ({
      ...one,
      scores: one.scores.map((score) => ({ ...score, higherIsBetter: false, contract: { errorValue: 0 } })),
    }));
    expect(rankingFlips(turned)).toEqual([{ score: "f1", aheadScored: "steady", aheadCounted: "crashing" }]);
  });

  it("are none across datasets, scores, equal means, or where errors can't be counted", () => {
    expect(rankingFlips([steady, { ...crashing, dataset: "other" }])).toEqual([]);
    expect(rankingFlips([steady, run("same", [[0.7], [0.7]])])).toEqual([]);
    const other = { ...crashing, scores: crashing.scores.map((score) => ({ ...score, name: "other" })) };
    expect(rankingFlips([steady, other])).toEqual([]);
    const off = { ...crashing, scores: crashing.scores.map((score) => ({ ...score, min: -1 })) };
    expect(rankingFlips([steady, off])).toEqual([]);
    expect(rankingFlips([aRun({ scores: [aScore([], { itemMean: null })] }), steady])).toEqual([]);
  });

  it("are told in three pairs and a count", () => {
    const many = ["a", "b", "c", "d", "e"].map((name) => ({ ...steady, name }));
    expect(flipsSentence(rankingFlips([...many, crashing]))).toMatch(/; 2 more pairs\.$/);
  });
});

// Which combinations of runs pass an item: counted, rated and named.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { flipMatrix, passedAt, passedBy, passThreshold } from "../../../../src/core/compare/flipMatrix.ts";
import { aScore } from "../../../support/scoreBuilders.ts";

const value = fc.oneof(fc.constantFrom(0, 0.5, 0.7, 1), fc.constant(Number.NaN));

describe("the flip matrix", () => {
  it("counts every scored item in one combination, and rates each run by its own passes", () => {
    const table = fc.tuple(fc.integer({ min: 2, max: 8 }), fc.nat({ max: 40 })).chain(([runs, items]) =>
      fc.array(fc.array(value, { minLength: items, maxLength: items }), {
        minLength: runs,
        maxLength: runs,
      }),
    );
    fc.assert(
      fc.property(table, fc.boolean(), (runs, higherIsBetter) => {
        const items = runs[0]?.length ?? 0;
        const positions = Int32Array.from({ length: items }, (_, at) => at);
        const values = runs.map((run) => Float64Array.from(run));
        const matrix = flipMatrix(values, positions, { score: 0, threshold: 0.7 }, higherIsBetter);
        const passes = (x: number): boolean => (higherIsBetter ? x >= 0.7 : x <= 0.7);
        const scored = [...positions].filter((at) => runs.every((run) => !Number.isNaN(run[at])));
        const words = scored.map((at) => runs.map((run) => (passes(run[at] as number) ? "+" : "-")).join(""));
        const own = matrix.combinations.map(({ passed, rows }) => [
          runs.map((_, run) => ((passed >> run) & 1 ? "+" : "-")).join(""),
          rows,
        ]);
        const counted = [...new Set(words)].map((word) => [word, words.filter((one) => one === word).length]);
        expect(new Map(own as [string, number][])).toEqual(new Map(counted as [string, number][]));
        expect(matrix.rows).toBe(scored.length);
        expect(matrix.unscored).toBe(items - scored.length);
        expect(matrix.passes).toEqual(
          runs.map((run) => scored.filter((at) => passes(run[at] as number)).length),
        );
        const sizes = matrix.combinations.map(({ rows }) => rows);
        expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
      }),
    );
  });

  it("leaves an item out that a run has not scored, whatever the others say", () => {
    const values = [Float64Array.of(1), Float64Array.of(Number.NaN), Float64Array.of(1)];
    expect(passedAt(values, 0, 0.5, true)).toBe(-1);
  });

  it("names combinations by letters", () => {
    expect(passedBy(0b1111, 4)).toBe("all");
    expect(passedBy(0, 4)).toBe("none");
    expect(passedBy(0b1101, 4)).toBe("all but B");
    expect(passedBy(0b0010, 4)).toBe("B only");
    expect(passedBy(0b0110, 4)).toBe("B, C");
    expect(passedBy(0b01, 2)).toBe("A only");
    expect(passedBy(0b11111110, 8)).toBe("all but A");
  });

  it("passes by the metric contract, else by half for pass or fail and 0.7 for fractions; seconds have no rule", () => {
    expect(passThreshold(aScore(undefined, { kind: "boolean" }))).toBe(0.5);
    expect(passThreshold(aScore(undefined, { kind: "number", min: 0, max: 1 }))).toBe(0.7);
    expect(
      passThreshold(aScore(undefined, { kind: "number", min: 0, max: 1, contract: { passThreshold: 0.9 } })),
    ).toBe(0.9);
    expect(
      passThreshold(aScore(undefined, { kind: "number", min: 1.2, max: 40, higherIsBetter: false })),
    ).toBeNull();
  });
});

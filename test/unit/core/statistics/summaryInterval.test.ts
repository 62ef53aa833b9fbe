// Intervals from summaries are those from the rows themselves.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { meanError } from "../../../../src/core/scores/meanError.ts";
import { meanInterval, rateInterval } from "../../../../src/core/statistics/meanInterval.ts";
import { summaryInterval } from "../../../../src/core/statistics/summaryInterval.ts";

function ofItems(means: readonly number[], trials: number, isRate: boolean) {
  const { n, mean, standardError } = meanError(means);
  return { mean, standardError, items: n, trials, isRate, hasInfinite: false };
}

describe("the interval of a summary", () => {
  it("is that of the item means, for numbers and for pass rates with trials", () => {
    const means = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(means, fc.boolean(), (quarters, isRate) => {
        const values = quarters.map((quarter) => quarter / 4);
        const trials = values.length * 4;
        const wanted = isRate ? rateInterval(values, trials, 0.95) : meanInterval(values, 0.95);
        const found = summaryInterval(ofItems(values, trials, isRate), 0.95);
        expect(found.estimable).toBe(wanted.estimable);
        if (!found.estimable || !wanted.estimable) return;
        expect(found.low).toBeCloseTo(wanted.low, 12);
        expect(found.high).toBeCloseTo(wanted.high, 12);
        expect(found.method).toBe(wanted.method);
      }),
    );
  });

  it("says why there is none, and is Wilson's for a rate whose items all agree", () => {
    expect(summaryInterval(ofItems([], 0, false), 0.95)).toMatchObject({ reason: "no scored rows" });
    expect(summaryInterval(ofItems([0.5], 1, false), 0.95)).toMatchObject({ reason: "one row" });
    expect(summaryInterval(ofItems([0.5, 0.5], 2, false), 0.95)).toMatchObject({
      reason: "all values equal",
    });
    const infinite = { ...ofItems([1, 2], 2, false), mean: null, hasInfinite: true };
    expect(summaryInterval(infinite, 0.95)).toMatchObject({ reason: "infinite values" });
    expect(summaryInterval(ofItems([1, 1, 1], 3, true), 0.95)).toMatchObject({ high: 1, method: "wilson" });
  });
});

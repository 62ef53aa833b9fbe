// Groups of numbers at the quantiles of rows.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binOf, numberBins } from "../../../../src/core/rows/numberBins.ts";

describe("groups of numbers", () => {
  it("are fifths of the rows", () => {
    const numbers = Float64Array.from({ length: 100 }, (_, i) => (i * 37) % 100);
    expect(numberBins(numbers)).toEqual([
      { min: 0, max: 19 },
      { min: 20, max: 39 },
      { min: 40, max: 59 },
      { min: 60, max: 79 },
      { min: 80, max: 99 },
    ]);
  });

  it("keep equal numbers together, so that a frequent one makes fewer groups", () => {
    const numbers = Float64Array.of(
      ...Array<number>(70).fill(0),
      ...Array.from({ length: 30 }, (_, i) => i + 1),
    );
    expect(numberBins(numbers)).toEqual([
      { min: 0, max: 0 },
      { min: 1, max: 10 },
      { min: 11, max: 30 },
    ]);
  });

  it("hold every number exactly once, ascending and apart, and no NaN", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.integer({ min: -9, max: 9 }), fc.double(), fc.constant(Number.NaN))),
        (all) => {
          const bins = numberBins(Float64Array.from(all));
          expect(bins.length).toBeLessThanOrEqual(5);
          for (const [i, { min, max }] of bins.entries()) {
            expect(min).toBeLessThanOrEqual(max);
            if (i > 0) expect(min).toBeGreaterThan((bins[i - 1] as { max: number }).max);
          }
          for (const value of all) {
            const inside = bins.filter(({ min, max }) => value >= min && value <= max);
            expect(inside.length).toBe(Number.isNaN(value) ? 0 : 1);
            expect(binOf(bins, value)).toBe(inside[0] === undefined ? -1 : bins.indexOf(inside[0]));
          }
        },
      ),
    );
  });
});

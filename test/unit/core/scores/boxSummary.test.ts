// Boxes with whiskers: quartiles by the percentile rule, whiskers by Tukey's, nothing lost beyond them.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boxOf } from "../../../../src/core/scores/boxSummary.ts";
import { MAX_OUTLIERS } from "../../../../src/core/scores/boxTypes.ts";
import { percentileOf } from "../../../../src/core/scores/describeScore.ts";

const box = (...values: readonly number[]) => boxOf(Float64Array.from(values));

describe("a box with whiskers", () => {
  it("is none for no values, and all parts at once for one", () => {
    expect(box()).toBeNull();
    expect(box(0.5)).toEqual({
      min: 0.5,
      lowWhisker: 0.5,
      q1: 0.5,
      median: 0.5,
      q3: 0.5,
      highWhisker: 0.5,
      max: 0.5,
      mean: 0.5,
      outlierCount: 0,
      outliers: [],
    });
  });

  it("has quartiles where the percentiles are, and ends its whiskers at the furthest values near it", () => {
    // Positions 1, 3 and 5 of seven sorted values; the box is 4 long, so 13 is beyond 7 + 6 only from 13.1 on.
    expect(box(1, 3, 4, 5, 6, 7, 13)).toMatchObject({
      q1: 3,
      median: 5,
      q3: 7,
      lowWhisker: 1,
      highWhisker: 13,
    });
    expect(box(1, 3, 4, 5, 6, 7, 13.5)).toMatchObject({
      highWhisker: 7,
      max: 13.5,
      outliers: [13.5],
      outlierCount: 1,
    });
  });

  it("keeps its parts in order, and every value is inside the whiskers or counted beyond them", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 400 }),
        (values) => {
          const found = box(...values);
          if (found === null) return false;
          const { min, lowWhisker, q1, median, q3, highWhisker, max, outlierCount, outliers } = found;
          const order = [min, lowWhisker, q1, median, q3, highWhisker, max];
          expect(order).toEqual([...order].sort((a, b) => a - b));
          expect(median).toBe(percentileOf(Float64Array.from(values).sort(), 50));
          const inside = values.filter((value) => value >= lowWhisker && value <= highWhisker).length;
          expect(inside + outlierCount).toBe(values.length);
          expect(outliers.every((value) => value < lowWhisker || value > highWhisker)).toBe(true);
          return true;
        },
      ),
    );
  });

  it("spreads its points where there are too many, ends included", () => {
    const near = Array.from({ length: 2_000 }, () => 0);
    const far = Array.from({ length: 500 }, (_, i) => i + 1);
    const found = box(...near, ...far);
    expect(found?.outlierCount).toBe(500);
    expect(found?.outliers).toHaveLength(MAX_OUTLIERS);
    expect(found?.outliers[0]).toBe(1);
    expect(found?.outliers.at(-1)).toBe(500);
  });
});

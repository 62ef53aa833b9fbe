// Sizes in order: as the engine's own sort has them, whatever their spread.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sortSizes } from "../../../../src/core/statistics/sizeOrder.ts";

const MANY = 6_000;

describe("sizes in order", () => {
  it.each([
    ["spread evenly", (i: number) => (i * 7919) % 10_007],
    ["with a long tail", (i: number) => Math.exp(((i * 7919) % 997) / 10)],
    ["all but one of one value", (i: number) => (i === 17 ? 1e300 : 0.5)],
    ["all zero", () => 0],
    ["so small that their scale is infinite", (i: number) => (i % 3) * Number.MIN_VALUE],
  ])("%s", (_, sizeAt) => {
    const sizes = Float64Array.from({ length: MANY }, (_, i) => sizeAt(i));
    expect(sortSizes(sizes.slice())).toEqual(sizes.slice().sort());
  });

  it("of any size", () => {
    const size = fc.double({ min: 0, noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(fc.array(size, { minLength: 1, maxLength: 50 }), (few) => {
        const sizes = Float64Array.from(
          { length: MANY },
          (_, i) => (few[i % few.length] as number) / (1 + (i % 97)),
        );
        expect(sortSizes(sizes.slice())).toEqual(sizes.slice().sort());
      }),
      { numRuns: 30 },
    );
  });
});

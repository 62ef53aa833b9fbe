// Points and bins of a compared score: complete, bounded, and each bin just the items that its range filters.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LaidScore } from "../../../../src/core/compare/laidScore.ts";
import { pairedPlot } from "../../../../src/core/compare/pairedPlot.ts";

/** Positions scored in both runs; NaN on a side: unscored. */
function laid(pairs: readonly (readonly [number, number])[]): LaidScore {
  const base = Float64Array.from(pairs, ([a]) => a);
  const candidate = Float64Array.from(pairs, ([, b]) => b);
  const delta = candidate.map((b, i) => b - (base[i] as number));
  const change = Uint8Array.from(delta, (d) => (Number.isNaN(d) ? 0 : d > 0 ? 1 : d < 0 ? 2 : 3));
  const trials = new Int32Array(pairs.length).fill(1);
  return { base, candidate, delta, change, baseTrials: trials, candidateTrials: trials, infinite: null };
}

describe("the plot of pairs", () => {
  it("has one point for each pair of values, with its items", () => {
    const plot = pairedPlot(
      laid([
        [1, 0],
        [1, 0],
        [0, 1],
        [1, 1],
        [Number.NaN, 1],
      ]),
      null,
    );
    expect(plot).toMatchObject({
      n: 4,
      improved: 1,
      regressed: 2,
      same: 1,
      isGridded: false,
      low: 0,
      high: 1,
    });
    expect([...plot.points].sort((a, b) => b.items - a.items)).toEqual([
      { base: 1, candidate: 0, change: "regressed", items: 2 },
      { base: 1, candidate: 1, change: "same", items: 1 },
      { base: 0, candidate: 1, change: "improved", items: 1 },
    ]);
  });

  it("is over the positions asked for only", () => {
    const score = laid([
      [0, 1],
      [1, 0],
      [0.5, 0.25],
    ]);
    expect(pairedPlot(score, Int32Array.of(0, 2))).toMatchObject({ n: 2, improved: 1, regressed: 1 });
    expect(pairedPlot(score, new Int32Array(0))).toMatchObject({ n: 0, low: null, points: [], deltas: [] });
  });

  it("lays many different values on a grid and loses none", () => {
    const pairs = Array.from({ length: 20_000 }, (_, i) => [Math.sin(i), Math.cos(i * 1.7)] as const);
    const plot = pairedPlot(laid(pairs), null);
    expect(plot.isGridded).toBe(true);
    expect(plot.points.length).toBeLessThanOrEqual(48 * 48 * 3);
    expect(plot.points.reduce((sum, point) => sum + point.items, 0)).toBe(20_000);
  });

  it("bins every changed item once, in the bin whose range holds it", () => {
    const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { maxLength: 200 }), (pairs) => {
        const score = laid(pairs);
        const { deltas } = pairedPlot(score, null);
        const changed = [...score.delta].filter((d) => d !== 0);
        for (const [i, bin] of deltas.entries()) {
          expect(bin.low).toBeLessThan(bin.high);
          const isLast = i === deltas.length - 1;
          const isFirst = i === 0;
          const inside = changed.filter((d) => (d >= bin.low || isFirst) && (d < bin.high || isLast));
          expect(bin.items).toBe(inside.length);
        }
        expect(deltas.reduce((sum, bin) => sum + bin.items, 0)).toBe(changed.length);
      }),
    );
  });
});

// What must hold for all data: symmetries of the paired statistics, and how the methods agree with one another.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { numberClusters } from "../../../../src/core/statistics/clusters.ts";
import { differencesOf } from "../../../../src/core/statistics/differences.ts";
import { mcnemarExact } from "../../../../src/core/statistics/mcnemar.ts";
import { benjaminiHochberg, holm } from "../../../../src/core/statistics/multiplicity.ts";
import { bonettPrice } from "../../../../src/core/statistics/pairedRates.ts";
import { pairedT } from "../../../../src/core/statistics/pairedT.ts";
import { signFlipTest } from "../../../../src/core/statistics/signFlip.ts";
import { inOnePiece } from "../../../../src/core/statistics/sliced.ts";
import { sliceContributions, welchT } from "../../../../src/core/statistics/slices.ts";
import { wilcoxonSignedRank } from "../../../../src/core/statistics/wilcoxon.ts";

/** Values on a coarse grid: ties and unchanged rows are common, and sums are exact. */
const grid = fc.integer({ min: -8, max: 8 }).map((x) => x / 4);
const rows = fc.array(fc.tuple(grid, grid), { minLength: 2, maxLength: 60 });
const split = (pairs: readonly (readonly [number, number])[]) =>
  [pairs.map(([a]) => a), pairs.map(([, b]) => b)] as const;
const of = (pairs: readonly (readonly [number, number])[]) => differencesOf(...split(pairs));

describe("swapping A and B", () => {
  it("turns t, its interval and Wilcoxon's sums, and leaves p", () => {
    fc.assert(
      fc.property(rows, (pairs) => {
        const there = of(pairs);
        const back = of(pairs.map(([a, b]) => [b, a] as const));
        const t = pairedT(there, 0.95);
        const u = pairedT(back, 0.95);
        expect(t.estimable).toBe(u.estimable);
        if (t.estimable && u.estimable) {
          expect(u.low).toBeCloseTo(-t.high, 12);
          expect(u.t).toBeCloseTo(-t.t, 12);
          expect(u.pValue).toBeCloseTo(t.pValue, 12);
        }
        const w = wilcoxonSignedRank(there);
        const v = wilcoxonSignedRank(back);
        expect([v.wPlus, v.wMinus, v.pValue]).toEqual([w.wMinus, w.wPlus, w.pValue]);
      }),
    );
  });

  it("turns Bonett and Price's interval and leaves McNemar's p", () => {
    const count = fc.nat({ max: 300 });
    fc.assert(
      fc.property(count, count, count, (b, c, same) => {
        const n = b + c + same + 1;
        const there = bonettPrice({ n, baseOnly: b, candidateOnly: c }, 0.95);
        const back = bonettPrice({ n, baseOnly: c, candidateOnly: b }, 0.95);
        if (!there.estimable || !back.estimable) throw new Error("n is at least 1");
        expect(back.low).toBeCloseTo(-there.high, 14);
        expect(back.high).toBeCloseTo(-there.low, 14);
        expect(there.high).toBeGreaterThan(there.low);
        expect(mcnemarExact(b, c)).toBe(mcnemarExact(c, b));
      }),
    );
  });
});

describe("the order of rows", () => {
  it("changes no statistic", () => {
    fc.assert(
      fc.property(rows, fc.infiniteStream(fc.nat()), (pairs, keys) => {
        const order = pairs.map((pair) => [keys.next().value, pair] as const).sort((a, b) => a[0] - b[0]);
        const here = of(pairs);
        const there = of(order.map(([, pair]) => pair));
        expect(there.delta).toBeCloseTo(here.delta ?? Number.NaN, 12);
        expect(wilcoxonSignedRank(there)).toEqual(wilcoxonSignedRank(here));
        const t = pairedT(here, 0.9);
        const u = pairedT(there, 0.9);
        if (t.estimable && u.estimable) expect(u.pValue).toBeCloseTo(t.pValue, 12);
      }),
    );
  });
});

describe("shifting both runs", () => {
  it("changes no statistic, and shifting one moves the interval with it", () => {
    fc.assert(
      fc.property(rows, grid, (pairs, by) => {
        const here = pairedT(of(pairs), 0.95);
        const both = pairedT(of(pairs.map(([a, b]) => [a + by, b + by] as const)), 0.95);
        const one = pairedT(of(pairs.map(([a, b]) => [a, b + by] as const)), 0.95);
        if (!here.estimable) return;
        expect(both).toEqual(here);
        if (!one.estimable) return;
        expect(one.low).toBeCloseTo(here.low + by, 12);
        expect(one.high).toBeCloseTo(here.high + by, 12);
      }),
    );
  });
});

describe("methods that must agree", () => {
  it("Wilcoxon on differences of −1, 0 and 1 is exact McNemar", () => {
    fc.assert(
      fc.property(fc.nat({ max: 50 }), fc.nat({ max: 50 }), fc.nat({ max: 20 }), (b, c, same) => {
        const d = [...Array(b).fill(-1), ...Array(c).fill(1), ...Array(same).fill(0)] as number[];
        const found = wilcoxonSignedRank(
          differencesOf(
            d.map(() => 0),
            d,
          ),
        );
        expect(found.name).toBe("wilcoxon-exact");
        expect(Math.abs(found.pValue / mcnemarExact(b, c) - 1)).toBeLessThan(1e-9);
      }),
    );
  });

  it("all sign flips of differences of −1 and 1 are exact McNemar", () => {
    fc.assert(
      fc.property(fc.nat({ max: 8 }), fc.nat({ max: 8 }), (b, c) => {
        const found = inOnePiece(
          signFlipTest(Float64Array.from([...Array(b).fill(-1), ...Array(c).fill(1), 0]), 1),
        );
        if (!found.estimable) throw new Error(found.reason);
        expect(found.pValue).toBeCloseTo(mcnemarExact(b, c), 12);
      }),
    );
  });

  it("clusters of one row each are no clusters", () => {
    fc.assert(
      fc.property(rows, (pairs) => {
        const plain = pairedT(of(pairs), 0.95);
        const clustered = pairedT(of(pairs), 0.95, numberClusters(pairs.map((_, i) => i)));
        if (!plain.estimable || !clustered.estimable)
          return void expect(clustered.estimable).toBe(plain.estimable);
        expect(clustered.low).toBeCloseTo(plain.low, 12);
        expect(clustered.df).toBe(plain.df);
      }),
    );
  });

  it("contributions of slices sum to delta", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(grid, fc.nat({ max: 4 })), { minLength: 1 }), (pairs) => {
        const d = pairs.map(([x]) => x);
        const found = sliceContributions(d, numberClusters(pairs.map(([, slice]) => slice)));
        const mean = d.reduce((sum, x) => sum + x, 0) / d.length;
        expect(found.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(mean, 12);
      }),
    );
  });
});

describe("ranks", () => {
  /** Ranks by the definition: sort all sizes, average the places of equal ones. */
  function byDefinition(d: readonly number[]): [number, number] {
    const sizes = d
      .filter((x) => x !== 0)
      .map(Math.abs)
      .sort((a, b) => a - b);
    const rankOf = (size: number) => (sizes.indexOf(size) + sizes.lastIndexOf(size)) / 2 + 1;
    const sum = (sign: number) =>
      d.filter((x) => Math.sign(x) === sign).reduce((total, x) => total + rankOf(Math.abs(x)), 0);
    return [sum(1), sum(-1)];
  }

  it("are the same counted and sorted: few sizes, and more than the table holds", () => {
    for (const [n, sizes] of [
      [500, 40],
      [5_000, 2_000],
      [5_000, 4_000],
    ] as const) {
      const d = Array.from({ length: n }, (_, i) => (((i * 7919) % (2 * sizes + 1)) - sizes) / 64);
      const found = wilcoxonSignedRank(
        differencesOf(
          d.map(() => 0),
          d,
        ),
      );
      expect([found.wPlus, found.wMinus]).toEqual(byDefinition(d));
    }
  });
});

describe("adjusted p-values", () => {
  const pValues = fc.array(fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: null }));

  it("never fall below p or above 1, keep the order, and Holm is the stricter", () => {
    fc.assert(
      fc.property(pValues, (all) => {
        const byHolm = holm(all);
        const byBh = benjaminiHochberg(all);
        const defined = all.flatMap((p, i) =>
          p === null ? [] : [{ p, h: byHolm[i] ?? -1, b: byBh[i] ?? -1 }],
        );
        for (const { p, h, b } of defined) {
          expect(h).toBeLessThanOrEqual(1);
          expect(b).toBeGreaterThanOrEqual(p);
          expect(h).toBeGreaterThanOrEqual(b);
        }
        const sorted = [...defined].sort((x, y) => x.p - y.p);
        for (const [i, { h }] of sorted.slice(1).entries())
          expect(h).toBeGreaterThanOrEqual(sorted[i]?.h ?? 0);
        expect(byHolm.map((p) => p === null)).toEqual(all.map((p) => p === null));
      }),
    );
  });
});

describe("Welch's t", () => {
  it("is the value of a worked example", () => {
    // With 40 digits by mpmath, p as a regularised incomplete beta.
    const found = welchT([27.5, 21.0, 19.0, 23.6, 17.0], [27.1, 22.0, 20.8, 23.4, 23.4, 23.5]);
    if (!found.estimable) throw new Error(found.reason);
    expect(found.t).toBeCloseTo(-0.862458260318165, 9);
    expect(found.pValue).toBeCloseTo(0.422930025382447, 9);
  });

  it("needs two rows on each side and some spread", () => {
    expect(welchT([1], [1, 2])).toEqual({ estimable: false, reason: "fewer than two rows in the slice" });
    expect(welchT([1, 2], [1])).toEqual({ estimable: false, reason: "fewer than two other rows" });
    expect(welchT([1, 1], [2, 2]).estimable).toBe(false);
  });
});

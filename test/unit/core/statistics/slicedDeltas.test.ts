// Slices of a compared score against sums computed here by hand, and their p-values against scores compared alone.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_COMPARISON } from "../../../../src/core/compare/compareTypes.ts";
import { compareScores } from "../../../../src/core/statistics/compareScores.ts";
import { inputOfPairs } from "../../../../src/core/statistics/scoreInput.ts";
import { sliceDeltas } from "../../../../src/core/statistics/slicedDeltas.ts";
import { momentsOfOthers, welchOf, welchT } from "../../../../src/core/statistics/slices.ts";
import { momentsOf } from "../../../../src/core/statistics/summation.ts";

const bits = (length: number, isOne: (i: number) => boolean): Float64Array =>
  Float64Array.from({ length }, (_, i) => (isOne(i) ? 1 : 0));

/** Three slices of 40, 12 and 3 items. */
function someSlices() {
  const of = Int32Array.from({ length: 55 }, (_, i) => (i < 40 ? 0 : i < 52 ? 1 : 2));
  const base = bits(55, (i) => i % 3 !== 0);
  const candidate = bits(55, (i) => i % 2 === 0 || i > 45);
  return { base, candidate, of };
}

const one = (part: Partial<Parameters<typeof sliceDeltas>[0]> = {}) => {
  const { base, candidate, of } = someSlices();
  return sliceDeltas(
    {
      ...{ base, candidate, slices: { of, count: 3 }, infinite: new Int32Array(3) },
      ...{ isSingle: true, isOrdinal: false, ...part },
    },
    DEFAULT_COMPARISON,
    10,
  );
};

describe("slices of a comparison", () => {
  it("have the delta of their own items, and contributions that sum to the whole delta", () => {
    const { base, candidate, of } = someSlices();
    const slices = one();
    for (const [at, slice] of slices.entries()) {
      const own = [...of].flatMap((which, i) => (which === at ? [(candidate[i] ?? 0) - (base[i] ?? 0)] : []));
      expect(slice.n).toBe(own.length);
      expect(slice.delta).toBeCloseTo(own.reduce((a, b) => a + b, 0) / own.length, 12);
      expect(slice.higher - slice.lower).toBe(own.reduce((a, b) => a + b, 0));
    }
    const whole = [...candidate].reduce((sum, b, i) => sum + b - (base[i] ?? 0), 0) / 55;
    expect(slices.reduce((sum, slice) => sum + slice.contribution, 0)).toBeCloseTo(whole, 12);
  });

  it("adjust p over the slices of at least ten items, and give the others none", () => {
    const { base, candidate } = someSlices();
    const alone = [base.subarray(0, 40), base.subarray(40, 52)].map((own, i) =>
      inputOfPairs(own, i === 0 ? candidate.subarray(0, 40) : candidate.subarray(40, 52), { isSingle: true }),
    );
    const expected = compareScores(alone, DEFAULT_COMPARISON).map(({ test }) =>
      test.estimable ? test.pAdjusted : null,
    );
    const slices = one();
    expect(slices.map((slice) => slice.pAdjusted)).toEqual([...expected, null]);
    expect(slices[2]?.restPAdjusted).toBeNull();
    expect(slices[0]?.interval).toMatchObject({ estimable: true, method: "bonett-price" });
  });

  it("with an infinite value are not estimable, with the reason", () => {
    const [, second] = one({ infinite: Int32Array.of(0, 2, 0) });
    expect(second).toMatchObject({
      delta: null,
      baseMean: null,
      pAdjusted: null,
      interval: { estimable: false, reason: "2 infinite values" },
    });
  });
});

describe("a slice against the rest", () => {
  it("is the same from merged moments as from the rows", () => {
    const values = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(fc.array(values, { minLength: 2, maxLength: 6 }), (sets) => {
        const others = momentsOfOthers(sets.map((set) => momentsOf(set)));
        for (const [at, set] of sets.entries()) {
          const rest = sets.filter((_, i) => i !== at).flat();
          const direct = welchT(set, rest);
          const merged = welchOf(momentsOf(set), others[at] ?? null);
          expect(merged.estimable).toBe(direct.estimable);
          if (merged.estimable && direct.estimable) expect(merged.pValue).toBeCloseTo(direct.pValue, 8);
        }
      }),
    );
  });
});

// Intervals and tests of two runs, against values computed independently.
import { describe, expect, it } from "vitest";
import { numberClusters } from "../../../../src/core/statistics/clusters.ts";
import { detectableT } from "../../../../src/core/statistics/detectable.ts";
import { changedShareLimit, differencesOf } from "../../../../src/core/statistics/differences.ts";
import { mcnemarExact, mcnemarMidP, mcnemarWorse } from "../../../../src/core/statistics/mcnemar.ts";
import { bonettPrice, changedOdds } from "../../../../src/core/statistics/pairedRates.ts";
import { newcombeInterval, tangoInterval } from "../../../../src/core/statistics/pairedRatesFullTable.ts";
import { pairedT } from "../../../../src/core/statistics/pairedT.ts";
import { rerunNoise } from "../../../../src/core/statistics/rerunNoise.ts";
import { signedRankTest, wilcoxonSignedRank } from "../../../../src/core/statistics/wilcoxon.ts";
import {
  expectAllClose,
  expectClose,
  namedVectors,
  onlyVector,
  toNumber,
} from "../../../support/statisticsVectors.ts";

/** Rows with finite values on both sides; infinite ones are a reason of their own, told where rows are joined. */
function scoredInBoth(input: Record<string, unknown>) {
  const base = (input.base as unknown[]).map(toNumber);
  const candidate = (input.candidate as unknown[]).map(toNumber);
  const kept = base.flatMap((a, i) => (Number.isFinite(a) && Number.isFinite(candidate[i]) ? [i] : []));
  return differencesOf(
    kept.map((i) => base[i] as number),
    kept.map((i) => candidate[i] as number),
  );
}

const fromZero = (values: readonly number[]) =>
  differencesOf(
    values.map(() => 0),
    values,
  );

describe("paired t", () => {
  const finite = namedVectors("paired-t").filter(([id]) => id !== "paired-11-infinite");
  it.each(finite)("%s", (_, { input, expected }) => {
    const level = input.level as number;
    const differences = scoredInBoth(input);
    const found = pairedT(differences, level);
    expect(differences.n).toBe(expected.n);
    expect(found.estimable).toBe(expected.estimable !== false);
    if (expected.wilcoxon_p_value !== undefined)
      expectClose(wilcoxonSignedRank(differences).pValue, expected.wilcoxon_p_value);
    if (expected.changed_share_upper !== undefined)
      expectClose(changedShareLimit(differences.n, level), expected.changed_share_upper);
    expectClose(differences.delta, expected.delta);
    if (!found.estimable) return void expect(found.reason).toBe(expected.reason);
    expectAllClose(
      {
        delta: found.delta,
        sd_diff: differences.deviation,
        se: found.standardError,
        df: found.df,
        t: found.t,
        p_value: found.pValue,
        low: found.low,
        high: found.high,
        d_z: found.dz,
        same: differences.same,
      },
      expected,
    );
    if (expected.mde_80 !== null)
      expectClose(detectableT(found.standardError, found.df, level), expected.mde_80);
  });

  it("with clusters", () => {
    const { input, expected } = onlyVector("cluster-paired-t");
    const clusters = numberClusters(input.clusters as string[]);
    const found = pairedT(fromZero(input.values as number[]), input.level as number, clusters);
    if (!found.estimable) throw new Error(found.reason);
    const { delta, standardError, df, low, high, t, pValue } = found;
    expectAllClose({ mean: delta, se: standardError, df, low, high, t, p_value: pValue }, expected);
    expect(clusters.count).toBe(expected.clusters);
  });

  it("with trials, and the noise of a rerun on the same rows", () => {
    const { input, expected } = onlyVector("paired-t-trials");
    const rows = (side: string) =>
      (input[side] as unknown[][]).map((row) => row.map(toNumber).filter((x) => !Number.isNaN(x)));
    const base = rows("base");
    const candidate = rows("candidate");
    const joined = base.flatMap((row, i) => (row.length > 0 && candidate[i]?.length ? [i] : []));
    const mean = (row: readonly number[]) => row.reduce((sum, x) => sum + x, 0) / row.length;
    const means = (side: readonly number[][]) => joined.map((i) => mean(side[i] as number[]));
    const within = (side: readonly number[][]) => {
      const own = joined.map((i) => side[i] as number[]);
      return {
        squares: own.reduce((sum, row) => sum + row.reduce((s, x) => s + (x - mean(row)) ** 2, 0), 0),
        df: own.reduce((sum, row) => sum + row.length - 1, 0),
        inverseTrials: own.reduce((sum, row) => sum + 1 / row.length, 0),
      };
    };
    const found = pairedT(differencesOf(means(base), means(candidate)), input.level as number);
    if (!found.estimable) throw new Error(found.reason);
    const noise = rerunNoise(
      found.delta,
      joined.length,
      within(base),
      within(candidate),
      input.level as number,
    );
    if (!noise.estimable) throw new Error(noise.reason);
    const { delta, standardError, df, low, high, t, pValue } = found;
    expectAllClose(
      {
        delta,
        se: standardError,
        df,
        low,
        high,
        t,
        p_value: pValue,
        within_df_base: within(base).df,
        within_df_candidate: within(candidate).df,
        noise_se: noise.standardError,
        noise_band: noise.band,
        within_noise: noise.isWithin,
      },
      expected,
    );
  });
});

describe("McNemar's test", () => {
  it.each(namedVectors("mcnemar"))("%s", (_, { input, expected }) => {
    const b = input.base_only as number;
    const c = input.candidate_only as number;
    expectAllClose(
      { p_exact: mcnemarExact(b, c), p_mid: mcnemarMidP(b, c), p_worse_one_sided: mcnemarWorse(b, c) },
      expected,
    );
    // Below 1e-12 the fixture allows an absolute error; the tail itself keeps its digits.
    const exact = expected.p_exact as number;
    expect(Math.abs(mcnemarExact(b, c) / exact - 1)).toBeLessThan(1e-9);
  });
});

const cellsOf = (input: Record<string, unknown>) => {
  const [bothPass, baseOnly, candidateOnly, neither] = [
    "both_pass",
    "base_only",
    "candidate_only",
    "neither",
  ].map((name) => input[name] as number) as [number, number, number, number];
  return { bothPass, baseOnly, candidateOnly, neither, n: bothPass + baseOnly + candidateOnly + neither };
};

describe("pass rates over the same rows", () => {
  it.each(namedVectors("paired-binary"))("%s", (_, { input, expected }) => {
    const cells = cellsOf(input);
    const found = bonettPrice(cells, input.level as number);
    const wide = bonettPrice(cells, 0.9);
    const odds = changedOdds(cells, input.level as number);
    expect(cells.n).toBe(expected.n);
    expectAllClose({ p_exact: mcnemarExact(cells.baseOnly, cells.candidateOnly) }, expected);
    if (odds.estimable)
      expectAllClose({ odds_ratio: odds.ratio, odds_low: odds.low, odds_high: odds.high }, expected);
    else expect(expected.odds_low ?? null).toBeNull();
    if (!found.estimable || !wide.estimable) return void expect(expected.low ?? null).toBeNull();
    expectAllClose(
      { delta: found.delta, low: found.low, high: found.high, low_90: wide.low, high_90: wide.high },
      expected,
    );
  });

  it.each(namedVectors("paired-binary-alternatives"))("%s", (_, { input, expected }) => {
    const newcombe = newcombeInterval(cellsOf(input), input.level as number);
    const tango = tangoInterval(cellsOf(input), input.level as number);
    if (!newcombe.estimable || !tango.estimable) throw new Error("estimable");
    expectAllClose(
      {
        newcombe10_low: newcombe.low,
        newcombe10_high: newcombe.high,
        tango_low: tango.low,
        tango_high: tango.high,
      },
      expected,
    );
  });
});

describe("Wilcoxon's signed-rank test", () => {
  it.each(namedVectors("wilcoxon-signed-rank"))("%s", (_, { input, expected }) => {
    const differences = fromZero(input.differences as number[]);
    expect(differences.same).toBe(expected.n_zero);
    expect(differences.higher + differences.lower).toBe(expected.n_changed);
    for (const [zeros, name] of [
      ["drop", "wilcox"],
      ["pratt", "pratt"],
    ] as const) {
      const exact = signedRankTest(differences, zeros, true);
      const normal = signedRankTest(differences, zeros, false);
      expectAllClose(
        {
          [`${name}_w_plus`]: exact.wPlus,
          [`${name}_w_minus`]: exact.wMinus,
          [`${name}_p_exact`]: exact.pValue,
          [`${name}_p_normal`]: normal.pValue,
        },
        expected,
      );
    }
    expectClose(wilcoxonSignedRank(differences).rankBiserial, expected.rank_biserial ?? null);
  });

  it("names the form it used: exact up to 100 changed rows, normal above", () => {
    const rows = (n: number) => fromZero(Array.from({ length: n }, (_, i) => (i % 3 === 0 ? -1 - i : i + 1)));
    expect(wilcoxonSignedRank(rows(100)).name).toBe("wilcoxon-exact");
    expect(wilcoxonSignedRank(rows(101)).name).toBe("wilcoxon-normal");
    expect(wilcoxonSignedRank(rows(100), "pratt").name).toBe("wilcoxon-pratt-exact");
  });
});

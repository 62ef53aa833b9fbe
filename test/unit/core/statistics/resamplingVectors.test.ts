// Chance from a seed, many comparisons at once, and the rest of the reference values.
import { describe, expect, it } from "vitest";
import {
  accelerationOf,
  bcaInterval,
  bootstrapMeans,
  percentileInterval,
} from "../../../../src/core/statistics/bootstrap.ts";
import { numberClusters } from "../../../../src/core/statistics/clusters.ts";
import {
  detectableT,
  detectableWithTrials,
  detectableZ,
  rowsNeeded,
} from "../../../../src/core/statistics/detectable.ts";
import { judgeInterval } from "../../../../src/core/statistics/gate.ts";
import { graderDrift } from "../../../../src/core/statistics/graderDrift.ts";
import { mcnemarExact } from "../../../../src/core/statistics/mcnemar.ts";
import { benjaminiHochberg, familySize, holm } from "../../../../src/core/statistics/multiplicity.ts";
import { RandomSource } from "../../../../src/core/statistics/randomSource.ts";
import { rankingFlips } from "../../../../src/core/statistics/rankingFlip.ts";
import { affordableResamples } from "../../../../src/core/statistics/resamplingBudget.ts";
import { signFlipTest } from "../../../../src/core/statistics/signFlip.ts";
import { inOnePiece } from "../../../../src/core/statistics/sliced.ts";
import { sliceContributions } from "../../../../src/core/statistics/slices.ts";
import { expectAllClose, expectClose, namedVectors, onlyVector } from "../../../support/statisticsVectors.ts";

describe("adjusted p-values", () => {
  it.each(namedVectors("multiplicity"))("%s", (_, { input, expected }) => {
    const pValues = input.p_values as (number | null)[];
    const close = (found: readonly (number | null)[], wanted: unknown) => {
      for (const [i, p] of found.entries()) expectClose(p, (wanted as (number | null)[])[i]);
    };
    close(holm(pValues), expected.holm);
    if (expected.benjamini_hochberg !== undefined)
      close(benjaminiHochberg(pValues), expected.benjamini_hochberg);
    if (expected.family_size !== undefined) expect(familySize(pValues)).toBe(expected.family_size);
  });
});

describe("chance from a seed", () => {
  it.each(namedVectors("mt19937"))("%s", (_, { input, expected }) => {
    const source = new RandomSource(input.seed as number);
    const found = Array.from({ length: input.count as number }, () => source.uint32());
    expect(found).toEqual(expected.uint32);
  });

  it("gives C++'s 10,000th output of seed 5489", () => {
    const source = new RandomSource(5489);
    for (let i = 1; i < 10_000; i++) source.uint32();
    expect(source.uint32()).toBe(4123659995);
  });
});

describe("the bootstrap", () => {
  it("bootstrap-01", () => {
    const { input, expected } = onlyVector("bootstrap-mean");
    const differences = input.differences as number[];
    const source = new RandomSource(input.seed as number);
    const draw = () => differences.map(() => source.index(differences.length));
    const resamples = Array.from({ length: input.resamples as number }, draw);
    expect([resamples[0], resamples[1], resamples.at(-1)]).toEqual([
      expected.first_resample,
      expected.second_resample,
      expected.last_resample,
    ]);
    const found = inOnePiece(bootstrapMeans(differences, input.resamples as number, input.seed as number));
    if (!found.estimable) throw new Error(found.reason);
    const percentile = percentileInterval(found, input.level as number);
    const bca = bcaInterval(found, accelerationOf(differences), input.level as number);
    if (!bca.estimable) throw new Error(bca.reason);
    expectAllClose(
      {
        mean: found.estimate,
        boot_mean_of_means: found.means.reduce((sum, mean) => sum + mean, 0) / found.means.length,
        percentile_low: percentile.low,
        percentile_high: percentile.high,
        z0: bca.z0,
        acceleration: bca.acceleration,
        alpha_low: bca.alphaLow,
        alpha_high: bca.alphaHigh,
        bca_low: bca.low,
        bca_high: bca.high,
      },
      expected,
    );
  });

  it("bootstrap-02-degenerate", () => {
    const [, degenerate] = namedVectors("bootstrap-mean").map(([, one]) => one);
    expect(inOnePiece(bootstrapMeans(degenerate?.input.differences as number[], 2000, 42))).toEqual({
      estimable: false,
      reason: degenerate?.expected.reason,
    });
  });

  it("bootstrap-03-given-distribution", () => {
    const { input, expected } = onlyVector("bca-from-distribution");
    const means = Float64Array.from(input.distribution as number[]);
    const found = bcaInterval(
      { estimate: input.estimate as number, means },
      input.acceleration as number,
      input.level as number,
    );
    if (!found.estimable) throw new Error(found.reason);
    const { z0, alphaLow, alphaHigh, low, high } = found;
    expectAllClose(
      { z0, alpha_low: alphaLow, alpha_high: alphaHigh, bca_low: low, bca_high: high },
      expected,
    );
  });

  it("takes fewer resamples for many rows, and refuses when a thousand are too many", () => {
    expect(affordableResamples(10_000, 10_000)).toEqual({ estimable: true, resamples: 10_000 });
    expect(affordableResamples(100_000, 10_000)).toEqual({ estimable: true, resamples: 2_000 });
    expect(affordableResamples(200_001, 10_000).estimable).toBe(false);
  });
});

describe("the permutation test", () => {
  it.each(namedVectors("sign-flip-mean"))("%s", (_, { input, expected }) => {
    const differences = Float64Array.from(input.differences as number[]);
    if (expected.assignments !== undefined) {
      const found = inOnePiece(signFlipTest(differences, 0));
      if (!found.estimable) throw new Error(found.reason);
      return expectAllClose({ p_value: found.pValue, assignments: found.assignments }, expected);
    }
    const source = new RandomSource(input.seed as number);
    expect([...differences].map(() => source.sign())).toEqual(expected.first_signs);
    // Nine changed rows would be tried exhaustively: here they are drawn, as the reference did.
    const resamples = input.resamples as number;
    const found = inOnePiece(signFlipTest(differences, input.seed as number, resamples, 0));
    if (!found.estimable) throw new Error(found.reason);
    expectAllClose({ p_value: found.pValue, at_least_as_extreme: found.asExtreme }, expected);
  });
});

describe("the smallest detectable delta", () => {
  it.each(namedVectors("mde"))("%s", (_, { input, expected }) => {
    const n = input.n as number;
    const standardError = (input.sd_diff as number) / Math.sqrt(n);
    const level = 1 - (input.alpha as number);
    const power = input.power as number;
    expectAllClose(
      {
        mde_t: detectableT(standardError, n - 1, level, power),
        mde_z: detectableZ(standardError, level, power),
      },
      expected,
    );
  });

  it("rows needed, and what trials buy", () => {
    const rows = onlyVector("rows-needed");
    const needed = rowsNeeded(rows.input.delta as number, rows.input.sd_diff as number, 0.95);
    expectAllClose({ n_z: needed, rows: Math.ceil(needed) }, rows.expected);
    const { input, expected } = onlyVector("mde-trials");
    const parts = {
      betweenRows: input.between_var_of_diff as number,
      withinBase: input.within_var_base as number,
      withinCandidate: input.within_var_candidate as number,
    };
    const at = (trials: number) => detectableWithTrials(input.n as number, parts, trials, 0.95);
    for (const [i, trials] of (input.trials as number[]).entries())
      expectClose(at(trials), (expected.mde_z as number[])[i]);
    expectClose(at(Number.POSITIVE_INFINITY), expected.floor);
  });
});

describe("what is looked at beside the delta", () => {
  it("drift of the grader", () => {
    const { input, expected } = onlyVector("grader-drift");
    const found = graderDrift(input.same_output_differences as number[], input.joined_rows as number, 0.95);
    if (!found.estimable || !found.rateInterval.estimable) throw new Error("estimable");
    expectAllClose(
      {
        same_output_rows: found.rows,
        drifted: found.drifted,
        drift_rate: found.rate,
        drift_rate_low: found.rateInterval.low,
        drift_rate_high: found.rateInterval.high,
        mean_drift: found.meanDrift,
        contribution_to_delta: found.contribution,
        grader_sd: found.graderDeviation,
      },
      expected,
    );
  });

  it("uneven missingness", () => {
    const { input, expected } = onlyVector("missingness");
    const p = mcnemarExact(input.base_only_scored as number, input.candidate_only_scored as number);
    expectClose(p, expected.p_exact);
    expect(p < 0.05).toBe(expected.warn);
  });

  it("a ranking that errors turn over", () => {
    const { input, expected } = onlyVector("ranking-flip");
    const runs = input.runs as { name: string; scored_only: number; errors_as_zero: number }[];
    const flips = rankingFlips(
      runs.map((run) => ({ name: run.name, scoredOnly: run.scored_only, errorsAsZero: run.errors_as_zero })),
    );
    expect(flips).toEqual(expected.flips);
  });

  it("contributions of slices", () => {
    const { input, expected } = onlyVector("slice-contribution");
    const slices = Object.entries(input.slices as Record<string, number[]>);
    const keys = slices.flatMap(([name, values]) => values.map(() => name));
    const values = slices.flatMap(([, own]) => own);
    const found = sliceContributions(values, numberClusters(keys));
    for (const [i, [name]] of slices.entries()) {
      expectClose(found[i]?.contribution, (expected.contribution as Record<string, number>)[name]);
      expectClose(found[i]?.delta, (expected.mean as Record<string, number>)[name]);
    }
    expectClose(
      found.reduce((sum, slice) => sum + slice.contribution, 0),
      expected.delta,
    );
  });

  it.each(namedVectors("gate"))("%s", (_, { input, expected }) => {
    const { low, high } = input as { low: number | null; high: number | null };
    const limits =
      low === null || high === null
        ? ({ estimable: false, reason: "one row" } as const)
        : ({ estimable: true, low, high } as const);
    expect(judgeInterval(limits, input.direction === "higher", input.tolerance as number)).toBe(
      expected.result,
    );
  });
});

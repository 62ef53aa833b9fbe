// Intervals of one run, against values computed independently.
import { describe, expect, it } from "vitest";
import { numberClusters } from "../../../../src/core/statistics/clusters.ts";
import { meansWithErrors, type RowStanding } from "../../../../src/core/statistics/errorsAsZero.ts";
import {
  clusterMeanInterval,
  meanInterval,
  rateInterval,
} from "../../../../src/core/statistics/meanInterval.ts";
import { passAtK, passAtKOfRun } from "../../../../src/core/statistics/passAtK.ts";
import { momentsOf } from "../../../../src/core/statistics/summation.ts";
import { effectiveTrials, wilsonInterval } from "../../../../src/core/statistics/wilson.ts";
import {
  expectAllClose,
  expectClose,
  namedVectors,
  onlyVector,
  toNumber,
} from "../../../support/statisticsVectors.ts";

describe("the interval of a mean", () => {
  it.each(namedVectors("mean-t-interval"))("%s", (_, { input, expected }) => {
    const values = (input.values as unknown[]).map(toNumber).filter((value) => !Number.isNaN(value));
    const found = meanInterval(values, input.level as number);
    expect(found.estimable).toBe(expected.estimable !== false);
    if (!found.estimable) return void expect(found.reason).toBe(expected.reason);
    const { n, mean, standardError, df, low, high } = found;
    expectAllClose({ n, mean, se: standardError, df, low, high }, expected);
    expectClose(Math.sqrt((momentsOf(values)?.squares ?? 0) / n), expected.sd_population);
  });

  it.each(namedVectors("cluster-mean"))("%s", (_, { input, expected }) => {
    const clusters = numberClusters(input.clusters as string[]);
    const found = clusterMeanInterval(input.values as number[], clusters, input.level as number);
    expect(clusters.count).toBe(expected.clusters);
    if (!found.estimable) return void expect(found.reason).toBe(expected.reason);
    const { n, mean, standardError, df, low, high, t, pValue } = found;
    expectAllClose({ n, mean, se: standardError, df, low, high, t, p_value: pValue }, expected);
  });

  it("of a rate with trials is Wilson's with as many trials as the row means are worth", () => {
    const { input, expected } = onlyVector("row-means");
    const rows = (input.rows as unknown[][]).map((row) => row.map(toNumber).filter((x) => !Number.isNaN(x)));
    const scored = rows.filter((row) => row.length > 0);
    const means = scored.map((row) => row.reduce((sum, x) => sum + x, 0) / row.length);
    const trials = scored.flat().length;
    const found = rateInterval(means, trials, input.level as number);
    if (!found.estimable) throw new Error(found.reason);
    expectAllClose({ wilson_low: found.low, wilson_high: found.high }, expected);
    const spread = meanInterval(means, input.level as number);
    if (!spread.estimable) throw new Error(spread.reason);
    expectAllClose({ low: spread.low, high: spread.high }, expected);
    expectClose(effectiveTrials(spread.mean, spread.standardError, 5, trials), expected.n_eff);
  });
});

describe("Wilson's interval", () => {
  it.each(namedVectors("wilson"))("%s", (_, { input, expected }) => {
    const n = input.n as number;
    const found = wilsonInterval((input.successes as number) / n, n, input.level as number);
    if (!found.estimable) return void expect(expected.low).toBeNull();
    expectAllClose({ low: found.low, high: found.high }, expected);
  });
});

describe("errors as zero", () => {
  it("replaces errored rows only", () => {
    const { input, expected } = onlyVector("errors-as-zero");
    const found = meansWithErrors(input.states as RowStanding[], input.values as (number | null)[]);
    expectAllClose(
      {
        scored: found.scored,
        total: found.rows,
        coverage: found.coverage,
        mean_scored_only: found.scoredOnly,
        mean_errors_as_zero: found.errorsAsZero,
        n_errors_as_zero: found.rowsWithErrors,
        mean_unscored_as_zero: found.unscoredAsZero,
      },
      expected,
    );
  });

  it("of no rows is nothing, not 0", () => {
    expect(meansWithErrors([], [])).toMatchObject({ coverage: null, scoredOnly: null, errorsAsZero: null });
  });
});

describe("pass@k", () => {
  it.each(namedVectors("pass-k"))("%s", (_, { input, expected }) => {
    const found = passAtK(input.trials as number, input.passes as number, input.k as number);
    if (!found.estimable) return void expect(expected.pass_at_k).toBeNull();
    expectAllClose({ pass_at_k: found.any, pass_hat_k: found.all }, expected);
  });

  it("of a run leaves out rows with too few trials and counts them", () => {
    const { input, expected } = onlyVector("pass-k-run");
    const found = passAtKOfRun(input.rows as { trials: number; passes: number }[], input.k as number);
    expectAllClose(
      {
        n: found.any.n,
        excluded_too_few_trials: found.tooFewTrials,
        pass_at_k: found.any.mean,
        pass_at_k_se: found.any.standardError,
        pass_hat_k: found.all.mean,
        pass_hat_k_se: found.all.standardError,
      },
      expected,
    );
  });
});

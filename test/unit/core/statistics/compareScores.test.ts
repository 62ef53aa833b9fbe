// The statistics of whole scores: which methods by default, when nothing is estimable, and what is warned of.
import { describe, expect, it } from "vitest";
import { numberClusters } from "../../../../src/core/statistics/clusters.ts";
import { compareScores } from "../../../../src/core/statistics/compareScores.ts";
import type { ScoreInput } from "../../../../src/core/statistics/scoreInput.ts";
import type { ScoreStatistics, StatisticsOptions } from "../../../../src/core/statistics/scoreStatistics.ts";
import { expectClose, namedVectors, onlyVector } from "../../../support/statisticsVectors.ts";

const AUTO: StatisticsOptions = { level: 0.95, test: "auto", seed: 7 };

function anInput(
  base: readonly number[],
  candidate: readonly number[],
  part: Partial<ScoreInput> = {},
): ScoreInput {
  const within = { squares: 0, df: 0, inverseTrials: base.length };
  const coverage = { scored: base.length, total: base.length };
  return {
    base: Float64Array.from(base),
    candidate: Float64Array.from(candidate),
    isSingle: true,
    isOrdinal: false,
    infinite: 0,
    baseWithin: within,
    candidateWithin: within,
    clusters: null,
    baseCoverage: coverage,
    candidateCoverage: coverage,
    onlyBase: 0,
    onlyCandidate: 0,
    errorsAsZeroDelta: null,
    ...part,
  };
}

function compared(
  base: readonly number[],
  candidate: readonly number[],
  part: Partial<ScoreInput> = {},
  options: Partial<StatisticsOptions> = {},
): ScoreStatistics {
  const [only] = compareScores([anInput(base, candidate, part)], { ...AUTO, ...options });
  if (only === undefined) throw new Error("one score");
  return only;
}

/** Pass or fail by the four cells: both, only base, only candidate, neither. */
function passes(both: number, b: number, c: number, neither: number): [number[], number[]] {
  const repeat = (n: number, value: number) => Array<number>(n).fill(value);
  return [
    [...repeat(both, 1), ...repeat(b, 1), ...repeat(c, 0), ...repeat(neither, 0)],
    [...repeat(both, 1), ...repeat(b, 0), ...repeat(c, 1), ...repeat(neither, 0)],
  ];
}

const continuous = Array.from({ length: 60 }, (_, i) => Math.sin(i) / 3 + 0.5);
const shifted = continuous.map((x, i) => x + 0.05 + Math.cos(3 * i) / 8);

describe("by default", () => {
  it.each(
    namedVectors("paired-binary").filter(
      ([, { expected }]) => (expected.n as number) > 1 && (expected.n as number) < 1e5,
    ),
  )("pass or fail gets Bonett and Price's interval and exact McNemar: %s", (_, { input, expected }) => {
    const cells = ["both_pass", "base_only", "candidate_only", "neither"].map(
      (name) => input[name] as number,
    );
    const found = compared(...passes(...(cells as [number, number, number, number])));
    if (!found.interval.estimable || !found.test.estimable) throw new Error("estimable");
    expect([found.interval.method, found.test.name]).toEqual(["bonett-price", "mcnemar-exact"]);
    expectClose(found.interval.low, expected.low);
    expectClose(found.interval.high, expected.high);
    expectClose(found.test.pValue, expected.p_exact);
    expect(found.effect).toEqual({
      name: "risk-difference",
      value: expect.closeTo(expected.delta as number, 12),
    });
  });

  it("values get t and Wilcoxon, rubrics the rank effect first, clusters the cluster t", () => {
    const values = compared(continuous, shifted);
    expect(values).toMatchObject({
      isBinary: false,
      interval: { method: "t" },
      test: { name: "wilcoxon-exact" },
      effect: { name: "d-z" },
    });
    expect(compared(continuous, shifted, { isOrdinal: true }).effect?.name).toBe("rank-biserial");
    const clusters = numberClusters(continuous.map((_, i) => i % 12));
    expect(compared(continuous, shifted, { clusters })).toMatchObject({
      interval: { method: "cluster-t" },
      test: { name: "cluster-t" },
      clusters: 12,
    });
  });

  it("zeros and ones with trials are rates, not passes", () => {
    const [base, candidate] = passes(10, 3, 9, 20);
    expect(compared(base, candidate, { isSingle: false })).toMatchObject({
      isBinary: false,
      interval: { method: "t" },
      test: { name: "wilcoxon-exact" },
    });
  });

  it("has the published smallest delta of Student's sleep data", () => {
    const vector = namedVectors("paired-t").find(([id]) => id === "paired-01-sleep")?.[1];
    const found = compared(vector?.input.base as number[], vector?.input.candidate as number[]);
    expectClose(found.mde, vector?.expected.mde_80);
    expectClose(found.dz, vector?.expected.d_z);
    expectClose(found.tP, vector?.expected.p_value);
  });
});

describe("a test asked for", () => {
  it.each([
    ["mcnemar", "mcnemar-exact"],
    ["mcnemar-midp", "mcnemar-midp"],
    ["wilcoxon", "wilcoxon-exact"],
    ["wilcoxon-pratt", "wilcoxon-pratt-exact"],
    ["paired-t", "paired-t"],
    ["permutation", "permutation-mc"],
  ] as const)("%s runs as %s", (test, name) => {
    const found = compared(...passes(10, 5, 20, 20), {}, { test });
    expect(found.test).toMatchObject({ estimable: true, name });
    expect(found.seed).toBe(name === "permutation-mc" ? 7 : null);
  });

  it("gives the same p for the same seed", () => {
    const run = (seed: number) => compared(continuous, shifted, {}, { test: "permutation", seed }).test;
    expect(run(5)).toEqual(run(5));
  });

  it("says why it can't be", () => {
    expect(compared(continuous, shifted, {}, { test: "mcnemar" }).test).toEqual({
      estimable: false,
      reason: "McNemar's test needs one pass or fail a side on every row",
    });
    const clusters = numberClusters(continuous.map((_, i) => i % 12));
    expect(compared(continuous, shifted, { clusters }, { test: "wilcoxon" }).test.estimable).toBe(false);
    expect(compared(continuous, shifted, { clusters }, { test: "permutation" }).test.estimable).toBe(true);
  });
});

describe("not estimable", () => {
  it.each([
    ["no rows scored in both runs", [], []],
    ["one row", [0.5], [0.7]],
    ["no row changed", [0.5, 0.7, 0.1], [0.5, 0.7, 0.1]],
    ["every row changed by the same amount", [0.5, 0.7, 0.1, 0.3], [0.6, 0.8, 0.2, 0.4]],
  ])("%s", (reason, base, candidate) => {
    const found = compared(base, candidate);
    expect(found.interval).toEqual({ estimable: false, reason });
    expect(found.mde).toBeNull();
    expect(JSON.stringify(found)).not.toMatch(/NaN|Infinity/);
  });

  it("an infinite value takes everything away", () => {
    const found = compared([0.5, 0.1], [0.5, 0.2], { infinite: 1 });
    expect(found.interval).toEqual({ estimable: false, reason: "1 infinite value" });
    expect(found).toMatchObject({ test: { estimable: false }, effect: null, dz: null, rankBiserial: null });
  });

  it("unchanged passes still have an interval, and p is 1", () => {
    const found = compared(...passes(40, 0, 0, 60));
    expect(found.interval.estimable && found.interval.high > 0).toBe(true);
    expect(found.test).toMatchObject({ pValue: 1 });
    expect(found.changedShareLimit).toBeCloseTo(1 - 0.05 ** 0.01, 12);
  });

  it("leaves the family of adjusted p-values", () => {
    const found = compareScores(
      [anInput(continuous, shifted), anInput([0.5], [0.7]), anInput(...passes(10, 5, 20, 20))],
      AUTO,
    );
    expect(found.map(({ familySize }) => familySize)).toEqual([2, 2, 2]);
    const [first, second, third] = found.map(({ test }) => (test.estimable ? test : null));
    expect(second).toBeNull();
    expect(third?.pAdjusted).toBeCloseTo(
      Math.max(third?.pValue ?? 0, 2 * Math.min(first?.pValue ?? 0, third?.pValue ?? 0)),
      12,
    );
  });
});

describe("warnings", () => {
  const kinds = (found: ScoreStatistics) => found.warnings.map(({ kind }) => kind);

  it("are silent for a large, full, symmetric comparison", () => {
    expect(kinds(compared(...passes(200, 40, 60, 100)))).toEqual([]);
  });

  it("tell a small sample, few changed rows, and a test that can't reach its level", () => {
    expect(kinds(compared(...passes(10, 1, 3, 4)))).toEqual(["smallSample", "fewChanged", "testCannotReach"]);
    expect(kinds(compared(...passes(10, 0, 6, 4)))).toEqual(["smallSample", "fewChanged"]);
  });

  it("tell skewed differences", () => {
    const skewed = continuous.map((_, i) => (i === 0 ? 50 : Math.sin(i)));
    expect(
      kinds(
        compared(
          continuous.map(() => 0),
          skewed,
        ),
      ),
    ).toContain("skewed");
  });

  it("tell low and uneven coverage and uneven missingness", () => {
    const { input, expected } = onlyVector("missingness");
    const found = compared(continuous, shifted, {
      baseCoverage: { scored: 90, total: 100 },
      candidateCoverage: { scored: 99, total: 100 },
      onlyBase: input.base_only_scored as number,
      onlyCandidate: input.candidate_only_scored as number,
    });
    expect(kinds(found)).toEqual(["lowCoverage", "unevenCoverage", "unevenMissing"]);
    expect(found.warnings[2]).toMatchObject({ pValue: expect.closeTo(expected.p_exact as number, 12) });
  });

  it("tell when errored rows as 0 turn the difference", () => {
    expect(kinds(compared(continuous, shifted, { errorsAsZeroDelta: -0.1 }))).toEqual(["errorsTurnDelta"]);
    expect(kinds(compared(continuous, shifted, { errorsAsZeroDelta: 0.01 }))).toEqual([]);
  });

  it("tell few clusters, and note some", () => {
    const of = (count: number) => ({ clusters: numberClusters(continuous.map((_, i) => i % count)) });
    expect(compared(continuous, shifted, of(5)).warnings).toEqual([
      { kind: "fewClusters", clusters: 5, isNote: false },
    ]);
    expect(compared(continuous, shifted, of(20)).warnings).toEqual([
      { kind: "fewClusters", clusters: 20, isNote: true },
    ]);
    expect(kinds(compared(continuous, shifted, of(60)))).toEqual([]);
  });
});

describe("interval and test", () => {
  it("disagree on 1 against 7 of 21: borderline", () => {
    expect(compared(...passes(1, 1, 7, 12)).borderline).toBe("interval");
    expect(compared(...passes(1, 1, 7, 12), {}, { test: "mcnemar-midp" }).borderline).toBeNull();
  });
});

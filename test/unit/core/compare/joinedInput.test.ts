// From columns of two runs to what their statistics are made from: trials, clusters, coverage, errors as zero.
import { describe, expect, it } from "vitest";
import { compareScore } from "../../../../src/core/compare/compareRuns.ts";
import { toScoreInput } from "../../../../src/core/compare/joinedInput.ts";
import { joinRuns } from "../../../../src/core/join/joinItems.ts";
import { aggregateScore } from "../../../../src/core/scores/aggregateScore.ts";
import { type Clusters, numberClusters } from "../../../../src/core/statistics/clusters.ts";
import { compareScores } from "../../../../src/core/statistics/compareScores.ts";
import { aColumn, someItems } from "../../../support/columnBuilders.ts";
import { expectAllClose, onlyVector } from "../../../support/statisticsVectors.ts";

type Rows = readonly (readonly (number | string | null)[])[];

/** A run whose item i has the rows given. */
function side(rows: Rows) {
  const flat = rows.flatMap((row, item) => row.map((value) => ({ item, value })));
  const digests = new Uint8Array(flat.length * 32);
  for (const [row, { item }] of flat.entries()) digests.fill(item + 1, row * 32, row * 32 + 32);
  const items = someItems(rows.map((row) => row.length));
  const column = aColumn(flat.map(({ value }) => value));
  const context = { kind: "number", higherIsBetter: true, rubric: [], rowErrors: null } as const;
  return {
    digests,
    items,
    duplicates: flat.length - rows.length,
    column,
    aggregate: aggregateScore(column, items, context),
  };
}

function inputOf(base: Rows, candidate: Rows, clusters: Clusters | null = null) {
  const a = side(base);
  const b = side(candidate);
  const join = joinRuns(a, b);
  return toScoreInput(join, compareScore(join, "s", a, b), a, b, { clusters });
}

describe("the input of a score's statistics", () => {
  it("has trials averaged inside their item, and their spread: the interval and rerun noise of the reference", () => {
    const { input, expected } = onlyVector("paired-t-trials");
    const one = inputOf(input.base as Rows, input.candidate as Rows);
    const [found] = compareScores([one], { level: 0.95, test: "paired-t", seed: 1 });
    if (!found?.interval.estimable || !found.test.estimable || !found.noise.estimable)
      throw new Error("estimable");
    expect(one.isSingle).toBe(false);
    expectAllClose(
      {
        low: found.interval.low,
        high: found.interval.high,
        p_value: found.test.pValue,
        within_var_base: one.baseWithin.squares / one.baseWithin.df,
        within_df_base: one.baseWithin.df,
        within_var_candidate: one.candidateWithin.squares / one.candidateWithin.df,
        within_df_candidate: one.candidateWithin.df,
        noise_se: found.noise.standardError,
        noise_band: found.noise.band,
        within_noise: found.noise.isWithin,
      },
      expected,
    );
    expect([one.onlyBase, one.onlyCandidate]).toEqual([expected.only_base, expected.only_candidate]);
  });

  it("leaves out rows that one side lacks, and clusters that lose all their rows", () => {
    const clusters = numberClusters(["x", "gone", "y", "x"]);
    const one = inputOf([[1], ["NaN"], [0], [1]], [[0.5], [1], [1], [1]], clusters);
    expect([...one.base]).toEqual([1, 0, 1]);
    expect([...one.candidate]).toEqual([0.5, 1, 1]);
    expect(one.clusters).toEqual({ of: Int32Array.of(0, 1, 0), count: 2 });
    expect([one.baseCoverage, one.candidateCoverage]).toEqual([
      { scored: 3, total: 4 },
      { scored: 4, total: 4 },
    ]);
  });

  it("has the delta with errored rows as 0, by item and trial", () => {
    // Scored only: +0.25 on the first item. With errors as 0: 0.5 to 0.75, 1 to 0, and a half-failed 1 is 0.5 to 1.
    const one = inputOf([[0.5], [1], [1, "error"]], [[0.75], ["error"], [1]]);
    expect([...one.base]).toEqual([0.5, 1]);
    expect(one.errorsAsZeroDelta).toBeCloseTo((0.25 - 1 + 0.5) / 3, 12);
    expect(inputOf([[0.5], [1]], [[0.75], ["NaN"]]).errorsAsZeroDelta).toBeNull();
    expect(inputOf([[-0.5], [1]], [[0.75], ["error"]]).errorsAsZeroDelta).toBeNull();
  });
});

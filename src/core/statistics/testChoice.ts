// Which test a score gets: the one asked for, or by its values the statistics reference's default (section 2.1).

import { type Estimate, infiniteReason, notEstimable, type TestResult } from "./estimate.ts";
import { mcnemarExact, mcnemarMidP } from "./mcnemar.ts";
import type { PairedT } from "./pairedT.ts";
import type { ScoreCase } from "./scoreInput.ts";
import type { TestChoice } from "./scoreStatistics.ts";
import { signFlipTest } from "./signFlip.ts";
import type { Sliced } from "./sliced.ts";
import { wilcoxonSignedRank } from "./wilcoxon.ts";

/** McNemar and Wilcoxon assume independent rows: with clusters they are off. */
const CLUSTER_TESTS: readonly TestChoice[] = ["auto", "paired-t", "permutation"];

/** Runs the test on one score; `t` is its paired or cluster t. Every test needs two rows and finite values. */
export function* runTest(one: ScoreCase, t: Estimate<PairedT>): Sliced<Estimate<TestResult>> {
  const { input, differences, isBinary, options, ranks } = one;
  if (input.infinite > 0) return notEstimable(infiniteReason(input.infinite));
  if (differences.n === 0) return notEstimable("no rows scored in both runs");
  if (ranks === null) return notEstimable("one row");
  const chosen = defaultFor(options.test, isBinary, input.clusters !== null);
  if (input.clusters !== null && !CLUSTER_TESTS.includes(options.test))
    return notEstimable("this test assumes independent rows, not clusters");
  if (chosen === "mcnemar" || chosen === "mcnemar-midp") return runMcnemar(one, chosen === "mcnemar-midp");
  if (chosen === "paired-t") return runT(one, t);
  if (chosen === "permutation") return yield* runPermutation(one);
  const { name, pValue } = chosen === "wilcoxon-pratt" ? wilcoxonSignedRank(differences, "pratt") : ranks;
  return { estimable: true, name, pValue };
}

function defaultFor(choice: TestChoice, isBinary: boolean, hasClusters: boolean): TestChoice {
  if (choice !== "auto") return choice;
  if (hasClusters) return "paired-t";
  return isBinary ? "mcnemar" : "wilcoxon";
}

function runMcnemar({ differences, isBinary }: ScoreCase, isMidP: boolean): Estimate<TestResult> {
  if (!isBinary) return notEstimable("McNemar's test needs one pass or fail a side on every row");
  const { lower, higher } = differences;
  return isMidP
    ? { estimable: true, name: "mcnemar-midp", pValue: mcnemarMidP(lower, higher) }
    : { estimable: true, name: "mcnemar-exact", pValue: mcnemarExact(lower, higher) };
}

function runT({ differences, input }: ScoreCase, t: Estimate<PairedT>): Estimate<TestResult> {
  const name = input.clusters === null ? "paired-t" : "cluster-t";
  if (t.estimable) return { estimable: true, name, pValue: t.pValue };
  return differences.same === differences.n ? { estimable: true, name, pValue: 1 } : t;
}

/** Flips whole clusters where there are clusters. Rows that count as the same are exact zeros. */
function* runPermutation({ differences, input, options }: ScoreCase): Sliced<Estimate<TestResult>> {
  const { values, signs } = differences;
  const flipped = new Float64Array(input.clusters?.count ?? values.length);
  for (let i = 0; i < values.length; i++) {
    const at = input.clusters === null ? i : (input.clusters.of[i] as number);
    if (signs[i] !== 0) flipped[at] = (flipped[at] as number) + (values[i] as number);
  }
  const found = yield* signFlipTest(flipped, options.seed);
  return found.estimable ? { estimable: true, name: found.name, pValue: found.pValue } : found;
}

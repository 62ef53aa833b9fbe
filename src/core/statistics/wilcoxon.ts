// Wilcoxon's signed-rank test on row differences.
import type { Differences } from "./differences.ts";
import { zTailTwoSided } from "./distributions.ts";
import type { TestResult } from "./estimate.ts";
import { rankSums, visitRankGroups, type ZeroRule } from "./signedRanks.ts";

/** Most changed rows for which the exact distribution is counted. */
const EXACT_UP_TO = 100;
/** Most additions for it: only Pratt's rule with thousands of zeros needs more, and takes the normal form. */
const EXACT_STEPS = 1e8;

export interface SignedRanks extends TestResult {
  /** Rank sums of the rows that are higher and lower in the candidate. */
  readonly wPlus: number;
  readonly wMinus: number;
  /** (W⁺ − W⁻)/(W⁺ + W⁻), from −1 to 1; `null` where no row changed. */
  readonly rankBiserial: number | null;
}

/**
 * Up to 100 changed rows exactly, conditional on the midranks (so valid with ties), p = min(1, 2·min(P(W ≤ w),
 * P(W ≥ w))); above that the normal form with mean Σr/2 and variance Σr²/4, without continuity correction.
 * Assumes independent rows and, under the hypothesis, differences symmetric about 0; it speaks of ranks, not of the
 * mean. No row changed: p = 1. One changed row: p = 1. On values in {−1, 0, 1} the exact form equals exact McNemar.
 * scipy 1.10 differs where there are ties or zeros (issue 13689). Source: statistics reference, section 2.2.
 */
export function wilcoxonSignedRank(differences: Differences, zeros: ZeroRule = "drop"): SignedRanks {
  const { higher, lower, same } = differences;
  const changed = higher + lower;
  const steps = changed * (changed * (changed + 1) + (zeros === "pratt" ? 2 * same * changed : 0));
  const isExact = changed <= EXACT_UP_TO && steps <= EXACT_STEPS;
  return signedRankTest(differences, zeros, isExact);
}

/** The test in the form asked for. */
export function signedRankTest(differences: Differences, zeros: ZeroRule, isExact: boolean): SignedRanks {
  const { plus, minus, squares } = rankSums(differences, zeros);
  const total = plus + minus;
  const pOf = (): number =>
    isExact ? exactP(differences, zeros, total, plus) : zTailTwoSided((plus - minus) / Math.sqrt(squares));
  return {
    name: `wilcoxon-${zeros === "pratt" ? "pratt-" : ""}${isExact ? "exact" : "normal"}`,
    pValue: total === 0 ? 1 : pOf(),
    wPlus: plus / 2,
    wMinus: minus / 2,
    rankBiserial: total === 0 ? null : (plus - minus) / total,
  };
}

/** By dynamic programming over the sum of doubled midranks: add, then halve, per rank, so that nothing cancels. */
function exactP(differences: Differences, zeros: ZeroRule, total: number, plus: number): number {
  const chance = new Float64Array(total + 1);
  chance[0] = 1;
  let reached = 0;
  visitRankGroups(differences, zeros, (doubledRank, higher, lower) => {
    for (let i = 0; i < higher + lower; i++) {
      reached += doubledRank;
      for (let sum = reached; sum >= 0; sum--) {
        const without = chance[sum] as number;
        chance[sum] = (without + (sum >= doubledRank ? (chance[sum - doubledRank] as number) : 0)) / 2;
      }
    }
  });
  // W is symmetric about total/2, so P(W ≥ w) = P(W ≤ total − w), and the smaller tail is the lower one of the two.
  let tail = 0;
  for (let sum = 0; sum <= Math.min(plus, total - plus); sum++) tail += chance[sum] as number;
  return Math.min(1, 2 * tail);
}

// pass@k and pass^k of two runs, compared over the items that both tried at least k times: per item, then paired as any
// other score. Source: the statistics reference, sections 2 and 2.6.
import type { PassEvidence, PassShares } from "../compare/evidenceTypes.ts";
import { compareScores } from "./compareScores.ts";
import { type Estimate, notEstimable } from "./estimate.ts";
import { passAtK } from "./passAtK.ts";
import { inputOfPairs } from "./scoreInput.ts";
import type { StatisticsOptions } from "./scoreStatistics.ts";
import { momentsOf } from "./summation.ts";

/** Tries of one item in one run. */
export interface ItemTries {
  readonly trials: number;
  readonly passes: number;
}

/**
 * Both lists by item. `k` null: the most that any item has tried in both runs. Not estimable: one try an item at most
 * where no k is asked for, or no item with k tries in both.
 */
export function passComparison(
  base: readonly ItemTries[],
  candidate: readonly ItemTries[],
  k: number | null,
  options: StatisticsOptions,
): Estimate<PassEvidence> {
  const bothTried = base.map((own, i) => Math.min(own.trials, candidate[i]?.trials ?? 0));
  const mostTries = bothTried.reduce((most, tries) => Math.max(most, tries), 0);
  if (k === null && mostTries < 2) return notEstimable("one trial per row");
  const tries = k ?? mostTries;
  const kept = bothTried.flatMap((most, i) => (most >= tries ? [i] : []));
  const scored = bothTried.filter((most) => most > 0).length;
  if (kept.length === 0) return notEstimable(`no item has ${tries} tries in both runs`);
  const of = (side: readonly ItemTries[], which: "any" | "all"): Float64Array =>
    Float64Array.from(kept, (i) => {
      const { trials, passes } = side[i] as ItemTries;
      const found = passAtK(trials, passes, tries);
      return found.estimable ? found[which] : Number.NaN;
    });
  return {
    estimable: true,
    k: tries,
    mostTries,
    n: kept.length,
    tooFew: scored - kept.length,
    any: compare(of(base, "any"), of(candidate, "any"), options),
    all: compare(of(base, "all"), of(candidate, "all"), options),
  };
}

/** Shares over several tries, never one pass or fail a side. */
function compare(base: Float64Array, candidate: Float64Array, options: StatisticsOptions): PassShares {
  const [statistics] = compareScores([inputOfPairs(base, candidate)], options);
  const baseMean = momentsOf(base)?.mean ?? null;
  const candidateMean = momentsOf(candidate)?.mean ?? null;
  return {
    base: baseMean,
    candidate: candidateMean,
    delta: baseMean === null || candidateMean === null ? null : candidateMean - baseMean,
    interval: statistics?.interval ?? notEstimable("no rows scored in both runs"),
  };
}

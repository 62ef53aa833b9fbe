// pass@k and pass^k of one run's scores.

import type { RowItems } from "../join/digestIndex.ts";
import type { ScoreAggregate } from "../run.ts";
import { type Estimate, notEstimable } from "../statistics/estimate.ts";
import { type PassKOfRun, passAtKOfRun } from "../statistics/passAtK.ts";
import { passTries } from "./passTries.ts";
import type { ScoreColumn } from "./scoreColumn.ts";

/** A score's pass@k over the items tried at least k times. */
export interface RunPass {
  readonly name: string;
  readonly k: number;
  readonly pass: Estimate<PassKOfRun & { readonly mostTries: number }>;
}

/** For each number of tries from 1 to the most of any item, at most `MOST_K` of them. */
export type RunPasses = Estimate<{ readonly byTries: readonly (PassKOfRun & { readonly k: number })[] }>;

/** Beyond it only the most tries there are. */
const MOST_K = 100;

/** pass@k for every k. Not estimable where no item was tried twice, or nothing says what passes. */
export function passesOfScore(
  side: { readonly column: ScoreColumn; readonly items: Pick<RowItems, "itemOf" | "count"> },
  aggregate: ScoreAggregate,
): RunPasses {
  const most = passOfScore(side, aggregate, null);
  if (!most.pass.estimable) return most.pass;
  const all = Array.from({ length: Math.min(MOST_K, most.k) }, (_, i) => (i + 1 === MOST_K ? most.k : i + 1));
  const byTries = all.flatMap((k) => {
    const { pass } = passOfScore(side, aggregate, k);
    return pass.estimable ? [{ k, any: pass.any, all: pass.all, tooFewTrials: pass.tooFewTrials }] : [];
  });
  return { estimable: true, byTries };
}

/** `k` null: the most tries of any item; not estimable then where every item was tried once. */
export function passOfScore(
  side: { readonly column: ScoreColumn; readonly items: Pick<RowItems, "itemOf" | "count"> },
  aggregate: ScoreAggregate,
  k: number | null,
): Omit<RunPass, "name"> {
  const tries = passTries(side, aggregate);
  if (!tries.estimable) return { k: k ?? 1, pass: tries };
  const mostTries = tries.trials.reduce((most, count) => Math.max(most, count), 0);
  if (k === null && mostTries < 2) return { k: 1, pass: notEstimable("one trial per row") };
  const wanted = k ?? mostTries;
  const rows = Array.from(tries.trials, (trials, item) => ({ trials, passes: tries.passes[item] as number }));
  const found = passAtKOfRun(
    rows.filter(({ trials }) => trials > 0),
    wanted,
  );
  if (found.any.n === 0) return { k: wanted, pass: notEstimable(`no item has ${wanted} trials`) };
  return { k: wanted, pass: { estimable: true, mostTries, ...found } };
}

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

/** `k` null: the most tries of any item; not estimable then where every item was tried once. */
export function passOfScore(
  side: { readonly column: ScoreColumn; readonly items: RowItems },
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

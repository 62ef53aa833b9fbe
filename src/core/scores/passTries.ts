// How often each item was tried and passed: what pass@k and pass^k are made from.
import type { RowItems } from "../join/digestIndex.ts";
import type { ScoreAggregate } from "../run.ts";
import { type Estimate, notEstimable } from "../statistics/estimate.ts";
import { isBelowThreshold } from "./metricContract.ts";
import { hasValue, type ScoreColumn } from "./scoreColumn.ts";

/** Shape of the arrays: one entry per item. Rows without a value are no tries. */
export interface PassTries {
  readonly trials: Int32Array;
  readonly passes: Int32Array;
}

/**
 * A row passes as its score says: true, at or on the better side of the contract's `passThreshold`, or 1 where all values
 * are 0 and 1. Not estimable for any other score.
 */
export function passTries(
  { column, items }: { readonly column: ScoreColumn; readonly items: Pick<RowItems, "itemOf" | "count"> },
  aggregate: ScoreAggregate,
): Estimate<PassTries> {
  const isPass = passRule(column, aggregate);
  if (isPass === null)
    return notEstimable("it needs pass or fail, or a passThreshold in metrics.json that says what passes");
  const trials = new Int32Array(items.count);
  const passes = new Int32Array(items.count);
  for (let row = 0; row < items.itemOf.length; row++) {
    if (!hasValue(column, row)) continue;
    const item = items.itemOf[row] as number;
    trials[item] = (trials[item] as number) + 1;
    if (isPass(column.values[row] as number)) passes[item] = (passes[item] as number) + 1;
  }
  return { estimable: true, trials, passes };
}

function passRule(
  column: ScoreColumn,
  { kind, contract, higherIsBetter }: ScoreAggregate,
): ((value: number) => boolean) | null {
  if (kind === "label") return null;
  const isPassFail = kind === "boolean" || areBits(column);
  // Of pass or fail a threshold says nothing more, and "pass" may be the worse end.
  if (isPassFail) return (value) => value === (higherIsBetter ? 1 : 0);
  if (contract?.passThreshold === undefined) return null;
  return (value) => !isBelowThreshold(value, { contract, higherIsBetter });
}

function areBits(column: ScoreColumn): boolean {
  let seen = 0;
  for (let row = 0; row < column.values.length; row++) {
    if (!hasValue(column, row)) continue;
    seen++;
    if (column.values[row] !== 0 && column.values[row] !== 1) return false;
  }
  return seen > 0;
}

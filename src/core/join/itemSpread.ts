// One side's score laid out over a join: means by position, and what lies inside and beside them.

import type { ScoreAggregate } from "../run.ts";
import { itemMeans } from "../scores/meanError.ts";
import { hasValue, type ScoreColumn, STATE_CODE } from "../scores/scoreColumn.ts";
import type { WithinRows } from "../statistics/rerunNoise.ts";
import { CompensatedSum } from "../statistics/summation.ts";
import { isCountedUp } from "./countUp.ts";
import type { RowItems } from "./digestIndex.ts";

/** One score of one run, with its rows grouped by item. */
export interface ScoreSide {
  readonly column: ScoreColumn;
  readonly items: RowItems;
  readonly aggregate: ScoreAggregate;
}

/** Item means laid out by position. Shape of the arrays: one entry per position; NaN without a finite value. */
export function spread(side: ScoreSide, itemAt: Int32Array) {
  const infiniteItems = itemsInState(side, STATE_CODE.infinite);
  const isSingle = side.items.count === side.items.itemOf.length;
  return {
    ...(isSingle ? spreadRows(side, itemAt) : spreadMeans(side, itemAt)),
    hasInfinite: infiniteItems.size > 0,
    isInfinite: (position: number) => infiniteItems.has(itemAt[position] as number),
  };
}

interface Spread {
  readonly means: Float64Array;
  readonly trials: Int32Array;
}

/**
 * Without repeated rows an item's mean is its row's value, and an item's number that row's. In row order, all of them
 * there, the means are the column itself.
 */
function spreadRows({ column, aggregate }: ScoreSide, itemAt: Int32Array): Spread {
  const { values, states } = column;
  if (states === null && aggregate.kind !== "label" && values.length === itemAt.length && isCountedUp(itemAt))
    return { means: values, trials: new Int32Array(itemAt.length).fill(1) };
  const means = new Float64Array(itemAt.length);
  const trials = new Int32Array(itemAt.length);
  const isLabel = aggregate.kind === "label";
  for (let position = 0; position < itemAt.length; position++) {
    const row = itemAt[position] as number;
    const isValue = row !== -1 && !isLabel && (states === null || states[row] === STATE_CODE.value);
    means[position] = isValue ? (values[row] as number) : Number.NaN;
    trials[position] = isValue ? 1 : 0;
  }
  return { means, trials };
}

function spreadMeans(side: ScoreSide, itemAt: Int32Array): Spread {
  const isLabel = side.aggregate.kind === "label";
  const { means, trials } = itemMeans(
    side.column.values,
    (row) => !isLabel && hasValue(side.column, row),
    side.items.itemOf,
    side.items.count,
  );
  const at = new Float64Array(itemAt.length).fill(Number.NaN);
  const count = new Int32Array(itemAt.length);
  for (let position = 0; position < itemAt.length; position++) {
    const item = itemAt[position] as number;
    if (item === -1) continue;
    at[position] = means[item] as number;
    count[position] = trials[item] as number;
  }
  return { means: at, trials: count };
}

/** Items of which any row is in that state; empty without a pass where the column has no states. */
function itemsInState(side: ScoreSide, code: number): ReadonlySet<number> {
  const found = new Set<number>();
  const { states } = side.column;
  if (states === null) return found;
  for (let row = states.indexOf(code); row !== -1; row = states.indexOf(code, row + 1))
    found.add(side.items.itemOf[row] as number);
  return found;
}

/** What the compared positions of one side hold: means and trials as {@link spread} gives them. */
export interface ComparedPositions {
  readonly itemAt: Int32Array;
  readonly means: Float64Array;
  readonly trials: Int32Array;
  /** 1 where the position is scored in both runs. */
  readonly isCompared: Uint8Array;
}

/**
 * Spread of trials inside the compared items of one run (statistics reference, section 2.4). Without repeated rows no
 * second pass over the values is made.
 */
export function withinRows({ column, items }: ScoreSide, compared: ComparedPositions): WithinRows {
  const { itemAt, means, trials, isCompared } = compared;
  if (items.count === items.itemOf.length) {
    let count = 0;
    for (let at = 0; at < isCompared.length; at++) count += isCompared[at] as number;
    return { squares: 0, df: 0, inverseTrials: count };
  }
  let df = 0;
  let inverseTrials = 0;
  for (let at = 0; at < itemAt.length; at++) {
    if (isCompared[at] !== 1) continue;
    df += (trials[at] as number) - 1;
    inverseTrials += 1 / (trials[at] as number);
  }
  if (df === 0) return { squares: 0, df, inverseTrials };
  const meanOf = new Float64Array(items.count).fill(Number.NaN);
  for (let at = 0; at < itemAt.length; at++)
    if (isCompared[at] === 1) meanOf[itemAt[at] as number] = means[at] as number;
  const squares = new CompensatedSum();
  for (let row = 0; row < items.itemOf.length; row++) {
    const mean = meanOf[items.itemOf[row] as number] as number;
    if (Number.isNaN(mean) || !hasValue(column, row)) continue;
    squares.add(((column.values[row] as number) - mean) ** 2);
  }
  return { squares: squares.value, df, inverseTrials };
}

/** How many rows of each item failed on this score, by item; `null` where none did. */
export function errorsByItem({ column, items }: ScoreSide): Int32Array | null {
  const { states } = column;
  let row = states === null ? -1 : states.indexOf(STATE_CODE.error);
  if (states === null || row === -1) return null;
  const errors = new Int32Array(items.count);
  for (; row !== -1; row = states.indexOf(STATE_CODE.error, row + 1)) {
    const item = items.itemOf[row] as number;
    errors[item] = (errors[item] as number) + 1;
  }
  return errors;
}

// A run without some of its rows: its columns and items as if these rows had never been there. Statistics over them are
// made by the same functions as those over all rows.
import type { ItemNumbers } from "../join/digestIndex.ts";
import { type ScoreColumn, STATE_CODE } from "../scores/scoreColumn.ts";

/** Shape: one entry per row, 1 for those in `excluded`. */
export function rowMask(excluded: readonly number[], rows: number): Uint8Array {
  const mask = new Uint8Array(rows);
  for (const row of excluded) mask[row] = 1;
  return mask;
}

/** The elements of a column whose row is not masked, in order. */
function kept<T extends Float64Array | Uint8Array>(column: T, mask: Uint8Array, count: number): T {
  const left = new (column.constructor as new (length: number) => T)(count);
  let at = 0;
  for (let row = 0; row < mask.length; row++) if (mask[row] === 0) left[at++] = column[row] as number;
  return left;
}

/** How many rows a mask leaves. */
export function keptCount(mask: Uint8Array): number {
  return mask.reduce((sum, one) => sum + 1 - one, 0);
}

/** The items of the rows that a mask leaves, numbered anew by first appearance. */
export function keptItems({ itemOf, count }: ItemNumbers, mask: Uint8Array): ItemNumbers {
  const numbers = new Int32Array(count).fill(-1);
  const left = new Int32Array(keptCount(mask));
  let items = 0;
  let at = 0;
  for (let row = 0; row < itemOf.length; row++) {
    if (mask[row] === 1) continue;
    const item = itemOf[row] as number;
    if (numbers[item] === -1) numbers[item] = items++;
    left[at++] = numbers[item] as number;
  }
  return { itemOf: left, count: items };
}

/** A score on the rows that a mask leaves. A new column: its values are the caller's own. */
export function keptColumn(column: ScoreColumn, mask: Uint8Array): ScoreColumn {
  const count = keptCount(mask);
  return {
    ...column,
    values: kept(column.values, mask, count),
    states: column.states === null ? null : kept(column.states, mask, count),
  };
}

/** Marks of rows, such as errors, on the rows that a mask leaves. */
export function keptMarks(marks: Uint8Array, mask: Uint8Array): Uint8Array {
  return kept(marks, mask, keptCount(mask));
}

/** A score whose masked rows say nothing of it; rows keep their numbers. */
export function silencedColumn(column: ScoreColumn, mask: Uint8Array): ScoreColumn {
  const states = column.states?.slice() ?? new Uint8Array(column.values.length);
  for (let row = 0; row < mask.length; row++) if (mask[row] === 1) states[row] = STATE_CODE.missing;
  return { ...column, states };
}

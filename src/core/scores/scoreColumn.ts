// One score of a run as typed arrays: what statistics, sorting and joins work on.
import type { ScoreKey, ScoreState } from "../run.ts";

/** Score states as the bytes stored in column files. Append only: stored files depend on the positions. */
export const SCORE_STATES = [
  "value",
  "text",
  "nan",
  "infinite",
  "null",
  "missing",
  "error",
] as const satisfies readonly ScoreState[];

export const STATE_CODE: Readonly<Record<ScoreState, number>> = {
  value: 0,
  text: 1,
  nan: 2,
  infinite: 3,
  null: 4,
  missing: 5,
  error: 6,
};

/** Shape: one entry per row, in row order. */
export interface ScoreColumn extends ScoreKey {
  /** The number (booleans as 1 and 0; labels as a code into `dictionary`); 0 where the state is another. */
  readonly values: Float64Array;
  /** A `STATE_CODE` per row; `null` when every row has a value. */
  readonly states: Uint8Array | null;
  readonly dictionary: readonly string[];
}

/** The state code of a row: `STATE_CODE.value` for columns without states. */
export function stateAt(column: ScoreColumn, row: number): number {
  return column.states === null ? STATE_CODE.value : (column.states[row] as number);
}

/** True where the row has a finite number or boolean. */
export function hasValue(column: ScoreColumn, row: number): boolean {
  return column.states === null || column.states[row] === STATE_CODE.value;
}

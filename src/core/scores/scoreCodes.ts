// A score's column as small codes: most scores take few values, so that rows, and pairs of rows, are counted in a table
// instead of being added up one by one.

import { type ScoreColumn, STATE_CODE } from "./scoreColumn.ts";

/** Different values beyond which a column is left as it is: codes are bytes, and one stands for "no value". */
const MOST_VALUES = 255;
const SLOTS = 1_024;

/** Shape of `codes`: one entry per row. */
export interface ScoreCodes {
  /** A place in `values`; their number where the row has no value. */
  readonly codes: Uint8Array;
  /** Different values in order of first appearance; 0 and −0 are two. */
  readonly values: Float64Array;
}

const known = new WeakMap<ScoreColumn, ScoreCodes | null>();

/** The column in codes, made once; `null` where it takes too many values, or an infinite one. */
export function codesOf(column: ScoreColumn): ScoreCodes | null {
  const found = known.get(column);
  if (found !== undefined) return found;
  const made = encode(column);
  known.set(column, made);
  return made;
}

/** Values are told apart by their bits, which is what hashing takes from them anyway. */
function encode({ values, states }: ScoreColumn): ScoreCodes | null {
  const bits = new Int32Array(values.buffer, values.byteOffset, values.length * 2);
  const codes = new Uint8Array(values.length);
  const slots = new Uint16Array(SLOTS);
  const low = new Int32Array(MOST_VALUES + 1);
  const high = new Int32Array(MOST_VALUES + 1);
  const distinct = new Float64Array(MOST_VALUES);
  let count = 0;
  for (let row = 0; row < codes.length; row++) {
    if (states !== null && states[row] !== STATE_CODE.value) {
      if (states[row] === STATE_CODE.infinite) return null;
      codes[row] = MOST_VALUES;
      continue;
    }
    const a = bits[2 * row] as number;
    const b = bits[2 * row + 1] as number;
    let slot = Math.imul(a ^ Math.imul(b, 31), 0x9e3779b1) >>> 22;
    // A slot holds its code plus one, so that 0 is a free one.
    let held = slots[slot] as number;
    while (held !== 0 && (low[held] !== a || high[held] !== b)) {
      slot = (slot + 1) & (SLOTS - 1);
      held = slots[slot] as number;
    }
    if (held === 0) {
      if (count === MOST_VALUES) return null;
      distinct[count] = values[row] as number;
      held = ++count;
      slots[slot] = held;
      low[held] = a;
      high[held] = b;
    }
    codes[row] = held - 1;
  }
  if (states !== null && count < MOST_VALUES)
    for (let row = codes.indexOf(MOST_VALUES); row !== -1; row = codes.indexOf(MOST_VALUES, row + 1))
      codes[row] = count;
  return { codes, values: distinct.slice(0, count) };
}

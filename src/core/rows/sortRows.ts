// Orders of rows: by a score or by text, ties by row number, missing last both ways.

import { hasValue, type ScoreColumn, STATE_CODE } from "../scores/scoreColumn.ts";
import { radixOrder } from "./radixOrder.ts";
import type { RowMatch } from "./rowQuery.ts";

/** Up to so many first rows are worth finding without making the order of all. */
export const FIRST_ROWS = 1_000;

/** What rows sort by in one column: missing is NaN. */
export interface SortKeys {
  /** One a row. */
  readonly keys: Float64Array;
  readonly descending: boolean;
}

/** Row numbers by the first column, ties by the next, at last by row number; missing last in each. */
export function orderByKeys(columns: readonly SortKeys[], rows: number): Int32Array {
  const fileOrder = Int32Array.from({ length: rows }, (_, row) => row);
  // Every pass keeps the order of ties, so the last column goes first.
  return columns.reduceRight<Int32Array>(
    (order, { keys, descending }) => orderByValues(keys, order, descending),
    fileOrder,
  );
}

/** Each text's place among the texts as people sort them, texts that look alike sharing one; NaN for `null`. */
export function textKeys(texts: readonly (string | null)[]): Float64Array {
  const keys = new Float64Array(texts.length).fill(Number.NaN);
  let place = 0;
  let before: string | null = null;
  for (const row of orderByText(texts, false)) {
    const text = texts[row] ?? null;
    if (text === null) break;
    if (before !== null && before !== text && COLLATOR.compare(before, text) !== 0) place++;
    keys[row] = place;
    before = text;
  }
  return keys;
}

/** Row numbers in order of a score; rows without a value come last, in row order, whichever the direction. */
export function orderByScore(column: ScoreColumn, isDescending: boolean): Int32Array {
  const keys = scoreKeys(column);
  const { present, missing } = parted(keys, null);
  return ordered(keys, present, missing, isDescending);
}

/**
 * The first `count` rows of that order, `among` some rows in ascending order (`null`: all). One pass over the column
 * and a heap of `count` rows: a first page does not wait for the order of all.
 */
export function firstByScore(
  column: ScoreColumn,
  isDescending: boolean,
  count: number,
  among: Int32Array | null,
): Int32Array {
  return firstByValues(scoreKeys(column), isDescending, count, among);
}

/** The same by one number a row, NaN for missing ones. */
export function firstByValues(
  keys: Float64Array,
  isDescending: boolean,
  count: number,
  among: Int32Array | null,
): Int32Array {
  const sign = isDescending ? -1 : 1;
  const heap = new FirstRows(keys, sign, count);
  const missing: number[] = [];
  const rows = among?.length ?? keys.length;
  let worst = Infinity;
  for (let i = 0; i < rows; i++) {
    const row = among === null ? i : (among[i] as number);
    const key = sign * (keys[row] as number);
    // Nearly every row ends here. One that is as good as the worst comes after it.
    if (key >= worst) continue;
    if (!Number.isNaN(key)) worst = heap.offer(row);
    else if (missing.length < count) missing.push(row);
  }
  const first = heap.sorted();
  return Int32Array.from([...first, ...missing.slice(0, count - first.length)]);
}

/** The best rows so far as a heap whose top is the worst of them. */
class FirstRows {
  private readonly rows: Int32Array;
  private size = 0;

  constructor(
    private readonly keys: Float64Array,
    private readonly sign: 1 | -1,
    private readonly capacity: number,
  ) {
    this.rows = new Int32Array(capacity);
  }

  /** Takes a row that comes after all before it. Gives the key, times the sign, that a later row has to beat. */
  offer(row: number): number {
    if (this.size < this.capacity) {
      this.rows[this.size] = row;
      this.rise(this.size++);
    } else if (this.capacity > 0 && this.isBefore(row, this.rows[0] as number)) {
      this.rows[0] = row;
      this.sink();
    }
    return this.size < this.capacity ? Infinity : this.sign * (this.keys[this.rows[0] as number] as number);
  }

  sorted(): Int32Array {
    return this.rows.slice(0, this.size).sort((a, b) => (this.isBefore(a, b) ? -1 : 1));
  }

  private isBefore(a: number, b: number): boolean {
    const difference = this.sign * ((this.keys[a] as number) - (this.keys[b] as number));
    return difference < 0 || (difference === 0 && a < b);
  }

  private rise(from: number): void {
    const { rows } = this;
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!this.isBefore(rows[parent] as number, rows[at] as number)) return;
      swap(rows, at, parent);
      at = parent;
    }
  }

  private sink(): void {
    const { rows } = this;
    for (let at = 0; ; ) {
      let last = 2 * at + 1;
      if (last >= this.size) return;
      if (last + 1 < this.size && this.isBefore(rows[last] as number, rows[last + 1] as number)) last++;
      if (!this.isBefore(rows[at] as number, rows[last] as number)) return;
      swap(rows, at, last);
      at = last;
    }
  }
}

function swap(rows: Int32Array, a: number, b: number): void {
  const row = rows[a] as number;
  rows[a] = rows[b] as number;
  rows[b] = row;
}

/** What rows sort by: the numbers, or each label's place among the labels; NaN where there is none. */
export function scoreKeys(column: ScoreColumn): Float64Array {
  const { values, states, dictionary } = column;
  if (dictionary.length === 0) {
    if (states === null) return values;
    return values.map((value, row) => (hasValue(column, row) ? value : Number.NaN));
  }
  const places = textKeys(dictionary);
  return values.map((code, row) =>
    states === null || states[row] === STATE_CODE.text ? (places[code] ?? Number.NaN) : Number.NaN,
  );
}

function parted(keys: Float64Array, among: ArrayLike<number> | null) {
  const rows = among?.length ?? keys.length;
  const present = new Int32Array(rows);
  const missing = new Int32Array(rows);
  let found = 0;
  for (let i = 0; i < rows; i++) {
    const at = among === null ? i : (among[i] as number);
    if (Number.isNaN(keys[at])) missing[i - found] = at;
    else present[found++] = at;
  }
  return { present: present.subarray(0, found), missing: missing.subarray(0, rows - found) };
}

/** Numbers of `values` that are not NaN in order, then the rest. */
export function orderByValues(
  values: Float64Array,
  among: ArrayLike<number>,
  isDescending: boolean,
): Int32Array {
  const { present, missing } = parted(values, among);
  return ordered(values, present, missing, isDescending);
}

function ordered(
  keys: Float64Array,
  present: Int32Array,
  missing: Int32Array,
  isDescending: boolean,
): Int32Array {
  const all = new Int32Array(present.length + missing.length);
  all.set(radixOrder(keys, present, isDescending));
  all.set(missing, present.length);
  return all;
}

/** As people sort texts: numbers inside them by value. */
const COLLATOR = new Intl.Collator("en", { numeric: true });

/** Row numbers in order of texts; `null` last both ways. */
export function orderByText(texts: readonly (string | null)[], isDescending: boolean): Int32Array {
  const sign = isDescending ? -1 : 1;
  return Int32Array.from(texts.keys()).sort((a, b) => {
    const x = texts[a] ?? null;
    const y = texts[b] ?? null;
    if (x === null || y === null) return x === y ? a - b : x === null ? 1 : -1;
    return sign * COLLATOR.compare(x, y) || a - b;
  });
}

/**
 * The next of the rows `found` (ascending) in an order (`null`: file order of all `rows`), from position `from` in the
 * direction `by`, `from` itself looked at, round at the end.
 */
export function nextMatch(
  order: Int32Array | null,
  found: Int32Array,
  rows: number,
  from: number,
  by: 1 | -1,
): RowMatch {
  const isFound = new Uint8Array(rows);
  for (const row of found) isFound[row] = 1;
  const end = order?.length ?? rows;
  let total = 0;
  let before: RowMatch | null = null;
  let after: RowMatch | null = null;
  let first: RowMatch | null = null;
  let last: RowMatch | null = null;
  for (let position = 0; position < end; position++) {
    if (isFound[order === null ? position : (order[position] as number)] !== 1) continue;
    last = { total: found.length, position, ordinal: ++total };
    first ??= last;
    if (position <= from) before = last;
    if (position >= from) after ??= last;
  }
  const match = by === 1 ? (after ?? first) : (before ?? last);
  return match ?? { total: 0, position: null, ordinal: null };
}

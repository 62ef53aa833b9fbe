// Sorting rows by a number: a million of them in about a tenth of what a comparing sort takes. Least significant digit
// first, 16 bits at a time, over the bits of the doubles.

const DIGITS = 65_536;
/** Below this a comparing sort is faster than clearing the counters. */
const WORTH_COUNTING = 4_096;

/**
 * `rows` by their keys, ties in the order given. Shape: as `rows`, which is left alone. Keys of these rows are finite or
 * infinite, never NaN; -0 and 0 are the same.
 */
export function radixOrder(keys: Float64Array, rows: Int32Array, isDescending: boolean): Int32Array {
  if (rows.length < WORTH_COUNTING) return compared(keys, rows, isDescending);
  const bits = sortableBits(keys, rows, isDescending);
  let order = Int32Array.from(rows, (_, i) => i);
  let other = new Int32Array(rows.length);
  for (const [half, shift] of [
    [0, 0],
    [0, 16],
    [1, 0],
    [1, 16],
  ] as const)
    if (passed(bits[half], shift, order, other)) [order, other] = [other, order];
  return order.map((i) => rows[i] as number);
}

function compared(keys: Float64Array, rows: Int32Array, isDescending: boolean): Int32Array {
  const sign = isDescending ? -1 : 1;
  // Array.prototype.sort is stable; typed arrays' sort with a comparator is too since ES2019's engines.
  return rows.slice().sort((a, b) => sign * ((keys[a] as number) - (keys[b] as number)));
}

/** Low and high halves of each key's bits, turned so that they sort as unsigned integers in the wanted direction. */
function sortableBits(
  keys: Float64Array,
  rows: Int32Array,
  isDescending: boolean,
): readonly [Uint32Array, Uint32Array] {
  const low = new Uint32Array(rows.length);
  const high = new Uint32Array(rows.length);
  const one = new Float64Array(1);
  const [a, b] = HALVES;
  const halves = new Uint32Array(one.buffer);
  const turn = isDescending ? 0xffffffff : 0;
  for (let i = 0; i < rows.length; i++) {
    one[0] = (keys[rows[i] as number] as number) + 0; // -0 becomes 0
    const isNegative = (halves[b] as number) >>> 31 === 1;
    low[i] = (isNegative ? ~(halves[a] as number) : (halves[a] as number)) ^ turn;
    high[i] = (isNegative ? ~(halves[b] as number) : (halves[b] as number) ^ 0x80000000) ^ turn;
  }
  return [low, high];
}

/** Where a double's low and high half lie on this machine. */
const HALVES = new Uint32Array(new Float64Array([1]).buffer)[1] === 0 ? ([1, 0] as const) : ([0, 1] as const);

/** One digit: `from` into `to`, stable. False, and nothing written, where the digit is the same everywhere. */
function passed(bits: Uint32Array, shift: number, from: Int32Array, to: Int32Array): boolean {
  const starts = new Uint32Array(DIGITS + 1);
  for (let i = 0; i < bits.length; i++) {
    const digit = ((bits[i] as number) >>> shift) & 0xffff;
    starts[digit + 1] = (starts[digit + 1] as number) + 1;
  }
  const first = ((bits[0] as number) >>> shift) & 0xffff;
  if (starts[first + 1] === bits.length) return false;
  for (let digit = 1; digit <= DIGITS; digit++)
    starts[digit] = (starts[digit] as number) + (starts[digit - 1] as number);
  for (let at = 0; at < from.length; at++) {
    const i = from[at] as number;
    const digit = ((bits[i] as number) >>> shift) & 0xffff;
    const place = starts[digit] as number;
    starts[digit] = place + 1;
    to[place] = i;
  }
  return true;
}

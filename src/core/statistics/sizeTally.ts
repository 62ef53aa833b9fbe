// Counts equal sizes of row differences instead of sorting them all: scores take few values, so a million rows have a
// few hundred sizes.
import type { CountedDifferences, Differences } from "./differences.ts";

/** Distinct sizes beyond which counting is given up: a table of this many slots stays in the processor's cache. */
const MOST_SIZES = 2_048;
const SLOTS = 2 * MOST_SIZES;

/** Sizes of changed rows in ascending order with how many rows are higher and lower by each. */
export interface SizeTally {
  readonly sizes: Float64Array;
  readonly higher: Int32Array;
  readonly lower: Int32Array;
}

/** Sizes by their exact bits; `null` where there are too many different ones. */
export function tallySizes(differences: Differences): SizeTally | null {
  if (differences.counted !== null) return ofCounted(differences.counted);
  const { values, signs } = differences;
  const slotSizes = new Float64Array(SLOTS);
  const higher = new Int32Array(SLOTS);
  const lower = new Int32Array(SLOTS);
  const scratch = new Float64Array(1);
  const bits = new Uint32Array(scratch.buffer);
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const sign = signs[i] as number;
    if (sign === 0) continue;
    const size = Math.abs(values[i] as number);
    scratch[0] = size;
    let slot = Math.imul((bits[0] as number) ^ Math.imul(bits[1] as number, 31), 0x9e3779b1) >>> 20;
    // A changed row's size is never 0, so 0 marks a free slot.
    while (slotSizes[slot] !== size && slotSizes[slot] !== 0) slot = (slot + 1) & (SLOTS - 1);
    if (slotSizes[slot] === 0) {
      if (count === MOST_SIZES) return null;
      slotSizes[slot] = size;
      count++;
    }
    if (sign > 0) higher[slot] = (higher[slot] as number) + 1;
    else lower[slot] = (lower[slot] as number) + 1;
  }
  return inOrder(slotSizes, higher, lower, count);
}

/** A size stands once for each pair of values that has it: ties are made into groups by whoever ranks them. */
function ofCounted({ values, signs, rows }: CountedDifferences): SizeTally {
  const changed = Int32Array.from(values.keys()).filter((i) => signs[i] !== 0);
  changed.sort((a, b) => Math.abs(values[a] as number) - Math.abs(values[b] as number));
  const countOf = (sign: number) => (i: number) => (signs[i] === sign ? (rows[i] as number) : 0);
  return {
    sizes: Float64Array.from(changed, (i) => Math.abs(values[i] as number)),
    higher: changed.map(countOf(1)),
    lower: changed.map(countOf(-1)),
  };
}

function inOrder(slotSizes: Float64Array, higher: Int32Array, lower: Int32Array, count: number): SizeTally {
  const slots = new Int32Array(count);
  let at = 0;
  for (let slot = 0; slot < SLOTS; slot++) if (slotSizes[slot] !== 0) slots[at++] = slot;
  slots.sort((a, b) => (slotSizes[a] as number) - (slotSizes[b] as number));
  return {
    sizes: Float64Array.from(slots, (slot) => slotSizes[slot] as number),
    higher: slots.map((slot) => higher[slot] as number),
    lower: slots.map((slot) => lower[slot] as number),
  };
}

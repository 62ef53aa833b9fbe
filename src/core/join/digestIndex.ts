// Numbers the distinct digests of a run: an open-addressing table in typed arrays, keyed by the digest's own first
// bits and verified on all 32 bytes. A Map of digest strings was measured 7 to 9 times slower.
import { countUp } from "./countUp.ts";
import { DIGEST_BYTES } from "./digest.ts";

/** Digests of one segment of the store: growing adds a segment and never copies the ones before. */
const SEGMENT_ITEMS = 16_384;
/** A digest as 32-bit words: a quarter of the steps of a comparison byte by byte. */
const WORDS = DIGEST_BYTES / 4;

/** Distinct digests get numbers 0, 1, 2, … in order of first appearance. */
export class DigestIndex {
  private slots: Int32Array;
  private readonly segments: Uint32Array[] = [];
  private count = 0;
  private seen: { readonly bytes: Uint8Array; readonly words: Uint32Array } | null = null;

  /** `expected` distinct digests fit without making the table anew. */
  constructor(expected: number) {
    this.slots = new Int32Array(slotsFor(expected)).fill(-1);
  }

  /** Distinct digests so far. */
  get size(): number {
    return this.count;
  }

  /** The number of the digest at `bytes[offset..offset + 32]`, or -1. `offset` is a multiple of 32. */
  find(bytes: Uint8Array, offset: number): number {
    return this.slots[this.slotOf(this.wordsOf(bytes), offset / 4)] as number;
  }

  /** The number of the digest, added if it is new. */
  add(bytes: Uint8Array, offset: number): number {
    const words = this.wordsOf(bytes);
    const at = offset / 4;
    const slot = this.slotOf(words, at);
    const found = this.slots[slot] as number;
    if (found !== -1) return found;
    const item = this.count++;
    const place = (item % SEGMENT_ITEMS) * WORDS;
    if (place === 0) this.segments.push(new Uint32Array(SEGMENT_ITEMS * WORDS));
    const segment = this.segmentOf(item);
    for (let i = 0; i < WORDS; i++) segment[place + i] = words[at + i] as number;
    this.slots[slot] = item;
    if (this.count * 2 > this.slots.length) this.grow();
    return item;
  }

  /** The slot that holds the digest, or the free one where it belongs. */
  private slotOf(words: Uint32Array, at: number): number {
    const { slots, segments } = this;
    const mask = slots.length - 1;
    for (let slot = (words[at] as number) & mask; ; slot = (slot + 1) & mask) {
      const item = slots[slot] as number;
      if (item === -1) return slot;
      const segment = segments[Math.floor(item / SEGMENT_ITEMS)] as Uint32Array;
      const own = (item % SEGMENT_ITEMS) * WORDS;
      let i = 0;
      while (i < WORDS && segment[own + i] === words[at + i]) i++;
      if (i === WORDS) return slot;
    }
  }

  private segmentOf(item: number): Uint32Array {
    return this.segments[Math.floor(item / SEGMENT_ITEMS)] as Uint32Array;
  }

  /** The bytes as words. Callers go through one column after another, so the last view is kept. */
  private wordsOf(bytes: Uint8Array): Uint32Array {
    if (this.seen?.bytes === bytes) return this.seen.words;
    const words = digestWords(bytes);
    this.seen = { bytes, words };
    return words;
  }

  private grow(): void {
    this.slots = new Int32Array(this.slots.length * 2).fill(-1);
    for (let item = 0; item < this.count; item++)
      this.slots[this.slotOf(this.segmentOf(item), (item % SEGMENT_ITEMS) * WORDS)] = item;
  }
}

/** A digest column as 32-bit words, eight a row. */
export function digestWords(bytes: Uint8Array): Uint32Array {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength >> 2);
}

/** At most half full, a power of two. */
function slotsFor(capacity: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(16, capacity * 2)));
}

/** Which item each row is of. */
export interface ItemNumbers {
  /** Shape: one entry per row; the row's item number, counted by first appearance. */
  readonly itemOf: Int32Array;
  /** Distinct items. */
  readonly count: number;
}

/** Rows grouped by item. */
export interface RowItems extends ItemNumbers {
  /** Shape: one entry per item; the item's first row. */
  readonly firstRow: Int32Array;
  /** Shape: one entry per item; how many rows it has. */
  readonly rowCount: Int32Array;
  /** What of them is excluded (excludedItems.ts); absent where nothing is. */
  readonly excluded?: ExcludedOfItems;
}

/** What people excluded of a run's items. */
export interface ExcludedOfItems {
  /** Shape: one entry per item; how many of its rows are excluded. */
  readonly rows: Int32Array;
  /** Items of which no row counts; 0 where excluded rows count all the same. */
  readonly items: number;
  readonly isCounted: boolean;
}

/** Rows grouped by digest, with the way from a digest to its item. */
export interface IndexedItems extends RowItems {
  /** 32 bytes a row. */
  readonly digests: Uint8Array;
  /** Made when first asked. */
  readonly index: DigestIndex;
}

/** Numbers the items of a run from its digest column (32 bytes a row). */
export function groupRows(digests: Uint8Array): IndexedItems {
  const rows = digests.length / DIGEST_BYTES;
  const index = new DigestIndex(rows);
  const itemOf = new Int32Array(rows);
  const firstRow = new Int32Array(rows);
  const rowCount = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const before = index.size;
    const item = index.add(digests, row * DIGEST_BYTES);
    itemOf[row] = item;
    if (index.size > before) firstRow[item] = row;
    rowCount[item] = (rowCount[item] as number) + 1;
  }
  return {
    digests,
    index,
    count: index.size,
    itemOf,
    firstRow: firstRow.subarray(0, index.size),
    rowCount: rowCount.subarray(0, index.size),
  };
}

/** The same for a run of which it is known that no digest repeats: nothing is hashed until a digest is looked up. */
export function distinctRows(digests: Uint8Array): IndexedItems {
  let index: DigestIndex | null = null;
  return {
    digests,
    get index() {
      index ??= indexOf(digests);
      return index;
    },
    ...singleRows(digests.length / DIGEST_BYTES),
  };
}

/** So many rows, each an item of its own. */
export function singleRows(rows: number): RowItems {
  const itemOf = countUp(rows);
  return { count: rows, itemOf, firstRow: itemOf, rowCount: new Int32Array(rows).fill(1) };
}

function indexOf(digests: Uint8Array): DigestIndex {
  const index = new DigestIndex(digests.length / DIGEST_BYTES);
  for (let at = 0; at < digests.length; at += DIGEST_BYTES) index.add(digests, at);
  return index;
}

/** Whether two rows have the same digest; rows are counted in columns of 32 bytes a row. */
export function isSameDigest(a: Uint8Array, rowOfA: number, b: Uint8Array, rowOfB: number): boolean {
  const from = rowOfA * DIGEST_BYTES;
  const other = rowOfB * DIGEST_BYTES;
  for (let i = 0; i < DIGEST_BYTES; i++) if (a[from + i] !== b[other + i]) return false;
  return true;
}

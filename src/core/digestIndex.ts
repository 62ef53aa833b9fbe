// Numbers the distinct digests of a run: an open-addressing table in typed arrays, keyed by the digest's own first
// bits and verified on all 32 bytes. A Map of digest strings was measured 7 to 9 times slower.
import { DIGEST_BYTES } from "./digest.ts";

/** Distinct digests get numbers 0, 1, 2, … in order of first appearance. */
export class DigestIndex {
  private slots: Int32Array;
  private store: Uint8Array;
  private heads: Uint32Array;
  private count = 0;

  /** `expected` distinct digests fit without growing. */
  constructor(expected: number) {
    const capacity = Math.max(16, expected);
    this.slots = new Int32Array(slotsFor(capacity)).fill(-1);
    this.store = new Uint8Array(capacity * DIGEST_BYTES);
    this.heads = new Uint32Array(capacity);
  }

  /** Distinct digests so far. */
  get size(): number {
    return this.count;
  }

  /** The number of the digest at `bytes[offset..offset + 32]`, or -1. */
  find(bytes: Uint8Array, offset: number): number {
    const head = headOf(bytes, offset);
    const mask = this.slots.length - 1;
    for (let slot = head & mask; ; slot = (slot + 1) & mask) {
      const item = this.slots[slot] as number;
      if (item === -1) return -1;
      if (this.heads[item] === head && this.isEqual(item, bytes, offset)) return item;
    }
  }

  /** The number of the digest, added if it is new. */
  add(bytes: Uint8Array, offset: number): number {
    const found = this.find(bytes, offset);
    if (found !== -1) return found;
    if (this.count === this.heads.length) this.grow();
    const item = this.count++;
    const head = headOf(bytes, offset);
    this.store.set(bytes.subarray(offset, offset + DIGEST_BYTES), item * DIGEST_BYTES);
    this.heads[item] = head;
    this.place(item, head);
    return item;
  }

  private place(item: number, head: number): void {
    const mask = this.slots.length - 1;
    let slot = head & mask;
    while (this.slots[slot] !== -1) slot = (slot + 1) & mask;
    this.slots[slot] = item;
  }

  private isEqual(item: number, bytes: Uint8Array, offset: number): boolean {
    const own = item * DIGEST_BYTES;
    for (let i = 4; i < DIGEST_BYTES; i++) if (this.store[own + i] !== bytes[offset + i]) return false;
    return true;
  }

  private grow(): void {
    const capacity = this.heads.length * 2;
    const store = new Uint8Array(capacity * DIGEST_BYTES);
    store.set(this.store);
    const heads = new Uint32Array(capacity);
    heads.set(this.heads);
    this.store = store;
    this.heads = heads;
    this.slots = new Int32Array(slotsFor(capacity)).fill(-1);
    for (let item = 0; item < this.count; item++) this.place(item, heads[item] as number);
  }
}

/** At most half full, a power of two. */
function slotsFor(capacity: number): number {
  return 2 ** Math.ceil(Math.log2(capacity * 2));
}

function headOf(bytes: Uint8Array, offset: number): number {
  return (
    ((bytes[offset] as number) |
      ((bytes[offset + 1] as number) << 8) |
      ((bytes[offset + 2] as number) << 16) |
      ((bytes[offset + 3] as number) << 24)) >>>
    0
  );
}

/** Rows grouped by item. */
export interface RowItems {
  readonly index: DigestIndex;
  /** Shape: one entry per row; the row's item number. */
  readonly itemOf: Int32Array;
  /** Shape: one entry per item; the item's first row. */
  readonly firstRow: Int32Array;
  /** Shape: one entry per item; how many rows it has. */
  readonly rowCount: Int32Array;
}

/** Numbers the items of a run from its digest column (32 bytes a row). */
export function groupRows(digests: Uint8Array): RowItems {
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
    index,
    itemOf,
    firstRow: firstRow.subarray(0, index.size),
    rowCount: rowCount.subarray(0, index.size),
  };
}

// A list of 32-bit integers that grows by segments: a million of them cost 4 MB and are never copied while growing.

const SEGMENT = 65_536;

export class IntList {
  private readonly segments: Int32Array[] = [];
  private count = 0;

  get length(): number {
    return this.count;
  }

  push(value: number): void {
    this.set(this.count, value);
  }

  /** The value at `index`; 0 where none was set. */
  get(index: number): number {
    return this.segments[Math.floor(index / SEGMENT)]?.[index % SEGMENT] ?? 0;
  }

  /** Sets a value anywhere at or before the end, or beyond it; what lies between is 0. */
  set(index: number, value: number): void {
    const place = Math.floor(index / SEGMENT);
    while (this.segments.length <= place) this.segments.push(new Int32Array(SEGMENT));
    (this.segments[place] as Int32Array)[index % SEGMENT] = value;
    if (index >= this.count) this.count = index + 1;
  }

  toArray(): Int32Array {
    const all = new Int32Array(this.count);
    for (const [place, segment] of this.segments.entries()) {
      const start = place * SEGMENT;
      all.set(segment.subarray(0, Math.min(SEGMENT, this.count - start)), start);
    }
    return all;
  }
}

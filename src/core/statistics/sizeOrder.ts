// Sizes in ascending order: a million doubles by spreading them over buckets, in a fraction of a comparing sort's time.

/** Below this the engine's own sort is as fast. */
const WORTH_SPREADING = 4_096;
/** Sizes a bucket holds on average, and how many are still put in order one by one. */
const PER_BUCKET = 4;
const BY_INSERTION = 32;

/** Sorts finite numbers of 0 or more in place. Crowded buckets (a long tail, many equal ones) go to the engine's own sort. */
export function sortSizes(sizes: Float64Array): Float64Array {
  const n = sizes.length;
  let most = 0;
  for (let i = 0; i < n; i++) if ((sizes[i] as number) > most) most = sizes[i] as number;
  const buckets = Math.ceil(n / PER_BUCKET);
  const scale = (buckets - 1) / most;
  if (n < WORTH_SPREADING || !Number.isFinite(scale)) return sizes.sort();
  const ends = new Int32Array(buckets + 1);
  for (let i = 0; i < n; i++) {
    const bucket = ((sizes[i] as number) * scale) | 0;
    ends[bucket] = (ends[bucket] as number) + 1;
  }
  let before = 0;
  for (let bucket = 0; bucket <= buckets; bucket++) {
    const count = ends[bucket] as number;
    ends[bucket] = before;
    before += count;
  }
  const given = sizes.slice();
  for (let i = 0; i < n; i++) {
    const size = given[i] as number;
    const bucket = (size * scale) | 0;
    const place = ends[bucket] as number;
    ends[bucket] = place + 1;
    sizes[place] = size;
  }
  let from = 0;
  for (let bucket = 0; bucket < buckets; bucket++) {
    const to = ends[bucket] as number;
    if (to - from > BY_INSERTION) sizes.subarray(from, to).sort();
    else insertInOrder(sizes, from, to);
    from = to;
  }
  return sizes;
}

function insertInOrder(sizes: Float64Array, from: number, to: number): void {
  for (let i = from + 1; i < to; i++) {
    const size = sizes[i] as number;
    let at = i;
    while (at > from && (sizes[at - 1] as number) > size) {
      sizes[at] = sizes[at - 1] as number;
      at--;
    }
    sizes[at] = size;
  }
}

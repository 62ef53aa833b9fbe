// A box with whiskers from values: quartiles by the same rule as every percentile here, whiskers by Tukey's.

import { momentsOf } from "../statistics/summation.ts";
import { type BoxParts, MAX_OUTLIERS } from "./boxTypes.ts";
import { percentileOf } from "./describeScore.ts";

/** Whiskers reach at most so many lengths of the box beyond it (Tukey 1977). */
const REACH = 1.5;

/**
 * Quartiles by NeMo's percentile rule ({@link percentileOf}); whiskers end at the furthest values within 1.5·(q3 − q1) of
 * the box, at the box where there is none. Sorts its argument. `null` for no values; one value is all parts.
 */
export function boxOf(values: Float64Array): BoxParts | null {
  const moments = momentsOf(values);
  if (moments === null) return null;
  const sorted = values.sort();
  const [q1, median, q3] = [25, 50, 75].map((p) => percentileOf(sorted, p)) as [number, number, number];
  const reach = REACH * (q3 - q1);
  const from = firstAtLeast(sorted, q1 - reach);
  const to = firstAbove(sorted, q3 + reach);
  const outside = [...distinct(sorted.subarray(0, from)), ...distinct(sorted.subarray(to))];
  return {
    min: sorted[0] as number,
    lowWhisker: Math.min(q1, sorted[from] ?? q1),
    q1,
    median,
    q3,
    highWhisker: Math.max(q3, sorted[to - 1] ?? q3),
    max: sorted[sorted.length - 1] as number,
    mean: moments.mean,
    outlierCount: from + (sorted.length - to),
    outliers: spread(outside, MAX_OUTLIERS),
  };
}

function firstAtLeast(sorted: Float64Array, limit: number): number {
  return firstWhere(sorted, (value) => value >= limit);
}

function firstAbove(sorted: Float64Array, limit: number): number {
  return firstWhere(sorted, (value) => value > limit);
}

/** The first place where `holds`, which never turns false again; the length where it nowhere does. */
function firstWhere(sorted: Float64Array, holds: (value: number) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(sorted[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function distinct(sorted: Float64Array): readonly number[] {
  return [...sorted.filter((value, i) => i === 0 || value !== sorted[i - 1])];
}

/** At most `most` of the values: both ends, and evenly spread ones between them. */
function spread(values: readonly number[], most: number): readonly number[] {
  if (values.length <= most) return values;
  return Array.from(
    { length: most },
    (_, i) => values[Math.round((i * (values.length - 1)) / (most - 1))] as number,
  );
}

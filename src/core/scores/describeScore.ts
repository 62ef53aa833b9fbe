// NeMo's aggregates of one score: deviation, percentiles, histogram, rubric and mode.
// Source: NeMo metric results API, section 4 (execution/aggregation of the evaluator SDK).
import { compareCodePoints } from "../json/pythonJson.ts";
import { type HistogramBin, PERCENTILE_NAMES, type Percentiles, type RubricLevel } from "../run.ts";
import { momentsOf } from "../statistics/summation.ts";

export const HISTOGRAM_BINS = 10;

/** NeMo's statistics over finite values. */
export interface RangeStatistics {
  readonly sum: number;
  readonly mean: number;
  readonly min: number;
  readonly max: number;
  /** Population variance, divisor n; 0 at n = 1. */
  readonly variance: number;
  readonly stdDev: number;
  readonly percentiles: Percentiles;
  readonly histogram: readonly HistogramBin[];
}

/** Statistics of finite values, in any order; sorts its argument. `null` for none. */
export function describeRange(values: Float64Array): RangeStatistics | null {
  const moments = momentsOf(values);
  if (moments === null) return null;
  const sorted = values.sort();
  const variance = moments.squares / moments.n;
  return {
    sum: moments.sum,
    mean: moments.mean,
    min: sorted[0] as number,
    max: sorted[sorted.length - 1] as number,
    variance,
    stdDev: Math.sqrt(variance),
    percentiles: percentilesOf(sorted),
    histogram: histogramOf(sorted),
  };
}

/**
 * Percentile p of n sorted values: position p/100 * (n + 1) - 1; at or below the first gives the first, at or above
 * the last the last, else linear interpolation. `sorted` ascending, n at least 1.
 */
export function percentileOf(sorted: Float64Array, p: number): number {
  const n = sorted.length;
  const position = (p / 100) * (n + 1) - 1;
  if (position <= 0) return sorted[0] as number;
  if (position >= n - 1) return sorted[n - 1] as number;
  const below = Math.floor(position);
  const low = sorted[below] as number;
  return low + (position - below) * ((sorted[below + 1] as number) - low);
}

function percentilesOf(sorted: Float64Array): Percentiles {
  return Object.fromEntries(
    PERCENTILE_NAMES.map((name) => [name, percentileOf(sorted, Number(name.slice(1)))]),
  ) as Percentiles;
}

/** Ten equal bins from min to max, `[lower, upper)`, the last closed; one bin with lower = upper when all are equal. */
export function histogramOf(sorted: Float64Array): readonly HistogramBin[] {
  const min = sorted[0] as number;
  const max = sorted[sorted.length - 1] as number;
  if (min === max) return [{ lower: min, upper: max, count: sorted.length }];
  const width = (max - min) / HISTOGRAM_BINS;
  const edges = Array.from({ length: HISTOGRAM_BINS + 1 }, (_, i) =>
    i === HISTOGRAM_BINS ? max : min + i * width,
  );
  const counts = new Array<number>(HISTOGRAM_BINS).fill(0);
  let bin = 0;
  for (const value of sorted) {
    while (bin < HISTOGRAM_BINS - 1 && value >= (edges[bin + 1] as number)) bin++;
    counts[bin] = (counts[bin] as number) + 1;
  }
  return counts.map((count, i) => ({ lower: edges[i] as number, upper: edges[i + 1] as number, count }));
}

/** The label with the highest count; ties to the smallest by code point. `null` for no levels. */
export function modeOf(levels: readonly RubricLevel[]): string | null {
  let mode: RubricLevel | null = null;
  for (const level of levels) {
    const isHigher = mode === null || level.count > mode.count;
    const isTie = mode !== null && level.count === mode.count;
    if (isHigher || (isTie && mode !== null && compareCodePoints(level.label, mode.label) < 0)) mode = level;
  }
  return mode?.label ?? null;
}

/** Rubric levels with their counts taken anew from the values; values of no level are left out. */
export function countRubric(levels: readonly RubricLevel[], values: Float64Array): readonly RubricLevel[] {
  if (levels.length === 0) return levels;
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return levels.map((level) => ({ ...level, count: counts.get(level.value) ?? 0 }));
}

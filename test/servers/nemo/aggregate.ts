// Aggregates as the service computes them, written from its description and not from our statistics.
// Source: NeMo metric results API, section 4.
import type { StoredScore } from "./wire.ts";

/** `null` stands for NaN. */
export function aggregateRange(name: string, values: readonly (number | null)[]): StoredScore {
  const numbers = values.filter((value) => value !== null).sort((a, b) => a - b);
  const n = numbers.length;
  const head = { name, count: n, nan_count: values.length - n, score_type: "range" as const };
  const none = {
    sum: null,
    mean: null,
    min: null,
    max: null,
    std_dev: null,
    variance: null,
    percentiles: null,
  };
  if (n === 0) return { ...head, ...none, histogram: { bins: [] } };
  const sum = numbers.reduce((total, value) => total + value, 0);
  const mean = sum / n;
  const variance = numbers.reduce((total, value) => total + (value - mean) ** 2, 0) / n;
  const [min, max] = [numbers[0] as number, numbers[n - 1] as number];
  const percentiles = Object.fromEntries(
    [10, 20, 30, 40, 50, 60, 70, 80, 90, 100].map((p) => [`p${p}`, percentile(numbers, p)]),
  );
  const histogram = { bins: histogramBins(numbers, min, max) };
  return { ...head, sum, mean, min, max, std_dev: Math.sqrt(variance), variance, percentiles, histogram };
}

function percentile(sorted: readonly number[], p: number): number {
  const pos = (p / 100) * (sorted.length + 1) - 1;
  const last = sorted.length - 1;
  if (pos <= 0) return sorted[0] as number;
  if (pos >= last) return sorted[last] as number;
  const low = Math.floor(pos);
  const from = sorted[low] as number;
  return from + ((sorted[low + 1] as number) - from) * (pos - low);
}

function histogramBins(sorted: readonly number[], min: number, max: number): readonly object[] {
  if (min === max) return [{ lower_bound: min, upper_bound: max, count: sorted.length }];
  const width = (max - min) / 10;
  const counts = new Array<number>(10).fill(0);
  for (const value of sorted) {
    const bin = Math.min(9, Math.floor((value - min) / width));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts.map((count, i) => ({
    lower_bound: min + i * width,
    upper_bound: i === 9 ? max : min + (i + 1) * width,
    count,
  }));
}

/** A judge's levels: values of rows are levels of the rubric, `null` for NaN. */
export function aggregateRubric(
  name: string,
  values: readonly (number | null)[],
  levels: readonly { readonly label: string; readonly value: number }[],
): StoredScore {
  const range = aggregateRange(name, values);
  const distribution = levels.map(({ label, value }) => ({
    label,
    description: null,
    value,
    count: values.filter((one) => one === value).length,
  }));
  const most = Math.max(...distribution.map(({ count }) => count));
  const [mode] = distribution
    .filter(({ count }) => count === most)
    .map(({ label }) => label)
    .sort();
  const { percentiles: _p, histogram: _h, ...common } = range;
  return { ...common, score_type: "rubric", rubric_distribution: distribution, mode_category: mode ?? null };
}

// The standard error of a mean whose rows come in clusters (one document with many questions).
import { CompensatedSum } from "./summation.ts";

/** Rows by cluster. */
export interface Clusters {
  /** Shape: one entry per row; the number of its cluster, 0 to `count` - 1. */
  readonly of: Int32Array;
  readonly count: number;
}

/** Numbers keys in order of first appearance. */
export function numberClusters(keys: readonly unknown[]): Clusters {
  const numbers = new Map<unknown, number>();
  const of = Int32Array.from(keys, (key) => {
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, numbers.size);
    return numbers.size - 1;
  });
  return { of, count: numbers.size };
}

/**
 * Standard error of a mean over rows in clusters: u_g = Σ_{i∈g}(x_i − mean), SE = (1/n)·√(G/(G−1)·Σ u_g²).
 * Assumes independent clusters; within a cluster rows may depend in any way. Few clusters make it too small (about
 * 0.93 coverage at G = 5). At least two clusters; singletons give s/√n.
 * Source: Inspect `std.py` and statsmodels (Miller 2024 without G/(G−1)); statistics reference, section 1.
 */
export function clusterError(values: ArrayLike<number>, mean: number, clusters: Clusters): number {
  const sums = new Float64Array(clusters.count);
  for (let i = 0; i < values.length; i++) {
    const g = clusters.of[i] as number;
    sums[g] = (sums[g] as number) + ((values[i] as number) - mean);
  }
  const squares = new CompensatedSum();
  for (const sum of sums) squares.add(sum * sum);
  return Math.sqrt((clusters.count / (clusters.count - 1)) * squares.value) / values.length;
}

// A comparison by the values of one field: what each slice adds to the delta, and whether it differs from the rest.

import type { Clusters } from "./clusters.ts";
import { tTailTwoSided } from "./distributions.ts";
import { type Estimate, notEstimable } from "./estimate.ts";
import { type Moments, momentsOf } from "./summation.ts";

export interface Slice {
  readonly n: number;
  /** Mean of the slice's differences; `null` for an empty slice. */
  readonly delta: number | null;
  /** n_s·delta_s/n: the contributions sum to delta. */
  readonly contribution: number;
}

/** By slice number. `slices.of` gives each row's slice. Source: statistics reference, section 2.5. */
export function sliceContributions(differences: ArrayLike<number>, slices: Clusters): readonly Slice[] {
  const sums = new Float64Array(slices.count);
  const counts = new Int32Array(slices.count);
  for (let i = 0; i < differences.length; i++) {
    const slice = slices.of[i] as number;
    sums[slice] = (sums[slice] as number) + (differences[i] as number);
    counts[slice] = (counts[slice] as number) + 1;
  }
  return Array.from(counts, (n, slice) => {
    const sum = sums[slice] as number;
    return { n, delta: n === 0 ? null : sum / n, contribution: n === 0 ? 0 : sum / differences.length };
  });
}

export interface WelchT {
  /** Mean of the slice less the mean of the rest. */
  readonly difference: number;
  readonly t: number;
  readonly df: number;
  readonly pValue: number;
}

/**
 * Welch's t of a slice's differences against those of the other rows: "differs from the rest". Assumes independent rows
 * and near-normal means. Fewer than two rows on a side or no spread on both: not estimable.
 * Source: Welch 1947; statistics reference, section 2.5.
 */
export function welchT(slice: ArrayLike<number>, rest: ArrayLike<number>): Estimate<WelchT> {
  return welchOf(momentsOf(slice), momentsOf(rest));
}

/** The same from the moments of both; `null` stands for no rows. */
export function welchOf(a: Moments | null, b: Moments | null): Estimate<WelchT> {
  if (a === null || a.n < 2) return notEstimable("fewer than two rows in the slice");
  if (b === null || b.n < 2) return notEstimable("fewer than two other rows");
  const ofSlice = a.squares / (a.n - 1) / a.n;
  const ofRest = b.squares / (b.n - 1) / b.n;
  const variance = ofSlice + ofRest;
  if (variance <= 1e-24) return notEstimable("no row differs from its group");
  const df = variance ** 2 / (ofSlice ** 2 / (a.n - 1) + ofRest ** 2 / (b.n - 1));
  const difference = a.mean - b.mean;
  const t = difference / Math.sqrt(variance);
  return { estimable: true, difference, t, df, pValue: tTailTwoSided(t, df) };
}

/** Moments of two sets of rows together (Chan, Golub and LeVeque 1983); `null` stands for no rows. */
export function mergedMoments(a: Moments | null, b: Moments | null): Moments | null {
  if (a === null || b === null) return a ?? b;
  const n = a.n + b.n;
  const apart = b.mean - a.mean;
  const sum = a.sum + b.sum;
  return { n, sum, mean: sum / n, squares: a.squares + b.squares + (apart * apart * a.n * b.n) / n };
}

/** Of each set, the moments of all others together: merged from both ends, so that nothing is subtracted. */
export function momentsOfOthers(sets: readonly (Moments | null)[]): readonly (Moments | null)[] {
  const after: (Moments | null)[] = sets.map(() => null);
  for (let i = sets.length - 2; i >= 0; i--)
    after[i] = mergedMoments(sets[i + 1] ?? null, after[i + 1] ?? null);
  let before: Moments | null = null;
  return sets.map((own, i) => {
    const others = mergedMoments(before, after[i] ?? null);
    before = mergedMoments(before, own);
    return others;
  });
}

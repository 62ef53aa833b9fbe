// Row differences of two runs, candidate minus base: what every paired method works on.
import { type PairCells, weightedMoments, weightedSum } from "./pairCells.ts";
import { isSameValue, type Moments, momentsOf } from "./summation.ts";

/** Differences counted by pairs of values. Shape of the arrays: one entry per pair. */
export interface CountedDifferences {
  readonly values: Float64Array;
  readonly signs: Int8Array;
  readonly rows: Int32Array;
}

/** Differences of the rows scored in both runs. Shape of the arrays: one entry per row. */
export interface Differences {
  readonly n: number;
  readonly values: Float64Array;
  /** 1 higher in the candidate, −1 lower, 0 the same within 1e-9 relative. */
  readonly signs: Int8Array;
  readonly higher: number;
  readonly lower: number;
  readonly same: number;
  readonly moments: Moments | null;
  /** Mean of the differences; `null` for no rows. */
  readonly delta: number | null;
  /** Sample standard deviation (divisor n − 1); `null` for fewer than two rows. */
  readonly deviation: number | null;
  /** Every row changed by the same amount, within 1e-9 relative to the values: no spread to estimate from. */
  readonly isConstant: boolean;
  /** The same counted, where it was made so: `values` and `signs` are then laid out when asked for. */
  readonly counted: CountedDifferences | null;
}

/** Rows whose values are equal within 1e-9·max(1, |a|, |b|) count as the same but enter the mean as they are. */
export function differencesOf(base: ArrayLike<number>, candidate: ArrayLike<number>): Differences {
  const n = base.length;
  const values = new Float64Array(n);
  const signs = new Int8Array(n);
  let higher = 0;
  let lower = 0;
  let isConstant = true;
  for (let i = 0; i < n; i++) {
    const a = base[i] as number;
    const b = candidate[i] as number;
    const d = b - a;
    values[i] = d;
    if (isConstant && Math.abs(d - (values[0] as number)) > 1e-9 * Math.max(1, Math.abs(a), Math.abs(b)))
      isConstant = false;
    if (d === 0 || isSameValue(a, b)) continue;
    signs[i] = d > 0 ? 1 : -1;
    if (d > 0) higher++;
    else lower++;
  }
  return {
    ...spreadOf(momentsOf(values)),
    n,
    values,
    signs,
    higher,
    lower,
    same: n - higher - lower,
    isConstant,
    counted: null,
  };
}

function spreadOf(moments: Moments | null) {
  const hasSpread = moments !== null && moments.n >= 2;
  return {
    moments,
    delta: moments?.mean ?? null,
    deviation: hasSpread ? Math.sqrt(moments.squares / (moments.n - 1)) : null,
  };
}

/** The same from counted pairs; `rows` gives both runs' values row by row, for what needs them singly. */
export function differencesOfCells(
  cells: PairCells,
  rows: () => Pick<Differences, "values" | "signs">,
): Differences {
  const single = differencesOf(cells.base, cells.candidate);
  const { values, signs } = single;
  let n = 0;
  let higher = 0;
  let lower = 0;
  for (let i = 0; i < values.length; i++) {
    const count = cells.rows[i] as number;
    n += count;
    if (signs[i] === 1) higher += count;
    else if (signs[i] === -1) lower += count;
  }
  let laid: Pick<Differences, "values" | "signs"> | null = null;
  const laidRows = () => {
    laid ??= rows();
    return laid;
  };
  return {
    ...spreadOf(weightedMoments(values, cells.rows)),
    n,
    get values() {
      return laidRows().values;
    },
    get signs() {
      return laidRows().signs;
    },
    higher,
    lower,
    same: n - higher - lower,
    isConstant: single.isConstant,
    counted: { values, signs, rows: cells.rows },
  };
}

/** Why a spread of differences can't be estimated; `null` when it can. */
export function noSpreadReason(differences: Differences): string | null {
  const { n, higher, lower, isConstant } = differences;
  if (n === 0) return "no rows scored in both runs";
  if (n === 1) return "one row";
  if (higher + lower === 0) return "no row changed";
  return isConstant ? "every row changed by the same amount" : null;
}

/**
 * Skewness of the differences, m₃/m₂^1.5 with divisor n; 0 where there is no spread.
 * t intervals need about n ≥ 25·g₁² (Cochran's rule; statistics reference, section 6).
 */
export function skewnessOf(differences: Differences): number {
  const { moments, counted } = differences;
  if (moments === null || moments.squares === 0) return 0;
  const { mean, n, squares } = moments;
  const cubes =
    counted === null
      ? cubesAround(mean, differences.values)
      : weightedSum(
          counted.values.map((value) => (value - mean) ** 3),
          counted.rows,
        );
  return cubes / n / (squares / n) ** 1.5;
}

function cubesAround(mean: number, values: Float64Array): number {
  let cubes = 0;
  for (let i = 0; i < values.length; i++) {
    const deviation = (values[i] as number) - mean;
    cubes += deviation * deviation * deviation;
  }
  return cubes;
}

/** With no changed row among n: at most this share of such rows would change (one-sided at `level`), 1 − α^(1/n). */
export function changedShareLimit(n: number, level: number): number {
  return -Math.expm1(Math.log1p(-level) / n);
}

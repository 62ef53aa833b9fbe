// Two further intervals for a difference of pass rates, which need all four cells: to check Bonett and Price's against.
import { zTwoSided } from "./distributions.ts";
import { type Estimate, notEstimable } from "./estimate.ts";
import { wilsonInterval } from "./wilson.ts";

/** Rows by outcome: a pass in both, b only in the base, c only in the candidate, d in neither. */
export interface FourCells {
  readonly bothPass: number;
  readonly baseOnly: number;
  readonly candidateOnly: number;
  readonly neither: number;
}

export interface Limits {
  readonly low: number;
  readonly high: number;
}

/**
 * Newcombe's method 10: the two rates' Wilson limits combined, with their correlation φ; for ad > bc the numerator of
 * φ is max(ad − bc − n/2, 0). n = 0 is not estimable. Source: Newcombe 1998, Stat Med 17: 2635.
 */
export function newcombeInterval(cells: FourCells, level: number): Estimate<Limits> {
  const { bothPass: a, baseOnly: b, candidateOnly: c, neither: d } = cells;
  const n = a + b + c + d;
  if (n === 0) return notEstimable("no rows scored in both runs");
  const p = (a + b) / n;
  const q = (a + c) / n;
  const base = wilsonInterval(p, n, level);
  const candidate = wilsonInterval(q, n, level);
  if (!base.estimable || !candidate.estimable) return notEstimable("no rows scored in both runs");
  const product = (a + b) * (c + d) * (a + c) * (b + d);
  const cross = a * d - b * c;
  const numerator = cross > 0 ? Math.max(cross - n / 2, 0) : cross;
  const phi = product === 0 ? 0 : numerator / Math.sqrt(product);
  const side = (x: number, y: number): number => Math.sqrt(Math.max(0, x * x - 2 * phi * x * y + y * y));
  return {
    estimable: true,
    low: q - p - side(q - candidate.low, base.high - p),
    high: q - p + side(candidate.high - q, p - base.low),
  };
}

/**
 * Tango's score interval: the differences whose score statistic is within ±z, found by halving.
 * n = 0 is not estimable. Source: Tango 1998, Stat Med 17: 891.
 */
export function tangoInterval(cells: FourCells, level: number): Estimate<Limits> {
  const { baseOnly: b, candidateOnly: c } = cells;
  const n = cells.bothPass + b + c + cells.neither;
  if (n === 0) return notEstimable("no rows scored in both runs");
  const z = zTwoSided(level);
  const delta = (c - b) / n;
  return {
    estimable: true,
    low: halve(-1, delta, (x) => tangoScore(b, c, n, x) > z),
    high: halve(1, delta, (x) => tangoScore(b, c, n, x) < -z),
  };
}

function tangoScore(b: number, c: number, n: number, x: number): number {
  const linear = -b - c + (2 * n - c + b) * x;
  const constant = -b * x * (1 - x);
  const root = Math.sqrt(Math.max(0, linear * linear - 8 * n * constant));
  const q = (root - linear) / (4 * n);
  const variance = n * (2 * q + x * (1 - x));
  const distance = c - b - n * x;
  if (variance <= 0)
    return distance === 0 ? 0 : distance > 0 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  return distance / Math.sqrt(variance);
}

/** The border between `outside` (where `isOutside`) and `inside`, to the last digits. */
function halve(outside: number, inside: number, isOutside: (x: number) => boolean): number {
  if (!isOutside(outside)) return outside;
  let far = outside;
  let near = inside;
  for (let step = 0; step < 100; step++) {
    const middle = (far + near) / 2;
    if (isOutside(middle)) far = middle;
    else near = middle;
  }
  return near;
}

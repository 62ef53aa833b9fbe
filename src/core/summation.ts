// Sums that do not lose digits: two passes, Neumaier-compensated. All statistics are built on these.

/** Neumaier's compensated sum of a run of numbers. Exact to about 1 unit in the last place of the true sum. */
export class CompensatedSum {
  private sum = 0;
  private correction = 0;

  add(value: number): void {
    const next = this.sum + value;
    this.correction +=
      Math.abs(this.sum) >= Math.abs(value) ? this.sum - next + value : value - next + this.sum;
    this.sum = next;
  }

  get value(): number {
    return this.sum + this.correction;
  }
}

/** Mean, sum and sum of squared deviations from the mean. `n` at least 1. */
export interface Moments {
  readonly n: number;
  readonly sum: number;
  readonly mean: number;
  /** Σ(x - mean)², corrected for the rounding of the mean. */
  readonly squares: number;
}

/** Moments of finite numbers in two passes; `null` for none. */
export function momentsOf(values: ArrayLike<number>): Moments | null {
  const n = values.length;
  if (n === 0) return null;
  const total = new CompensatedSum();
  for (let i = 0; i < n; i++) total.add(values[i] as number);
  const sum = total.value;
  const mean = sum / n;
  const squares = new CompensatedSum();
  const drift = new CompensatedSum();
  for (let i = 0; i < n; i++) {
    const deviation = (values[i] as number) - mean;
    squares.add(deviation * deviation);
    drift.add(deviation);
  }
  return { n, sum, mean, squares: Math.max(0, squares.value - (drift.value * drift.value) / n) };
}

/** Two values count as equal within 1e-9 relative to the larger of 1 and their size (statistics reference, section 1). */
export function isSameValue(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
}

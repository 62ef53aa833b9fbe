// What a statistic is when it can't be estimated: a reason in words, never 0, NaN or an interval without width.

/** A statistic that does not exist for this data. */
export interface NotEstimable {
  readonly estimable: false;
  /** In words, for people: `one row`, `all values equal`. */
  readonly reason: string;
}

/** A statistic, or why there is none. */
export type Estimate<T> = (T & { readonly estimable: true }) | NotEstimable;

export function notEstimable(reason: string): NotEstimable {
  return { estimable: false, reason };
}

/** How an interval was made: the names in exports. */
export type IntervalMethod =
  | "t"
  | "cluster-t"
  | "wilson"
  | "bonett-price"
  | "bootstrap-percentile"
  | "bootstrap-bca";

/** A two-sided interval in the score's own unit. */
export interface Interval {
  readonly low: number;
  readonly high: number;
  /** Nominal coverage, 0 to 1. */
  readonly level: number;
  readonly method: IntervalMethod;
}

/** How a p-value was made: the names in exports. */
export type TestName =
  | "mcnemar-exact"
  | "mcnemar-midp"
  | "wilcoxon-exact"
  | "wilcoxon-normal"
  | "wilcoxon-pratt-exact"
  | "wilcoxon-pratt-normal"
  | "paired-t"
  | "cluster-t"
  | "permutation-exact"
  | "permutation-mc";

/** A two-sided test. */
export interface TestResult {
  readonly name: TestName;
  /** 0 to 1. */
  readonly pValue: number;
}

/** `1 infinite value`, `2 infinite values`: with any, means, errors and tests are not estimable. */
export function infiniteReason(count: number): string {
  return count === 1 ? "1 infinite value" : `${count} infinite values`;
}

/** 1 − level without the rounding of that subtraction: 0.05 for 0.95. */
export function alphaOf(level: number): number {
  return Number((1 - level).toPrecision(12));
}

// pass@k and pass^k: would any, would all of k tries pass?
import { type MeanError, meanError } from "../scores/meanError.ts";
import { type Estimate, notEstimable } from "./estimate.ts";

export interface PassK {
  /** Chance that at least one of k tries passes: 1 − C(m−c, k)/C(m, k). */
  readonly any: number;
  /** Chance that all k pass: C(c, k)/C(m, k). */
  readonly all: number;
}

/**
 * Of one row with `passes` of `trials`, drawn without replacement. k = 1: both are the pass rate. k above the trials:
 * not estimable. Source: Chen et al. 2021 (pass@k); Yao et al. 2024 (pass^k).
 */
export function passAtK(trials: number, passes: number, k: number): Estimate<PassK> {
  if (k < 1 || k > trials) return notEstimable("fewer trials than k");
  return { estimable: true, any: 1 - drawAll(trials - passes, trials, k), all: drawAll(passes, trials, k) };
}

/** C(part, k)/C(whole, k) as a product: no factorials, no overflow. */
function drawAll(part: number, whole: number, k: number): number {
  if (part < k) return 0;
  let chance = 1;
  for (let i = 0; i < k; i++) chance *= (part - i) / (whole - i);
  return chance;
}

export interface PassKOfRun {
  readonly any: MeanError;
  readonly all: MeanError;
  /** Rows with fewer than k trials, counted out. */
  readonly tooFewTrials: number;
}

/** Means over the rows with at least k trials, with their standard errors. `rows`: trials and passes of each. */
export function passAtKOfRun(
  rows: readonly { readonly trials: number; readonly passes: number }[],
  k: number,
): PassKOfRun {
  const found = rows.map(({ trials, passes }) => passAtK(trials, passes, k)).filter((row) => row.estimable);
  return {
    any: meanError(found.map((row) => row.any)),
    all: meanError(found.map((row) => row.all)),
    tooFewTrials: rows.length - found.length,
  };
}

// The flip matrix of several runs: which combinations of them pass an item. Only items that every run has scored take
// part, so that a missing value never reads as a failure.

import type { ScoreSummary } from "../run.ts";
import { LOW_BELOW, lowLimits } from "../scores/lowScores.ts";
import type { FlipMatrix, PassRule } from "./manyTypes.ts";
import { RUN_LETTERS } from "./manyTypes.ts";

/** Values of one score in every run. Shape: one array per run, one entry per position; NaN without a finite value. */
export type RunValues = readonly Float64Array[];

/** The runs that pass an item, as bits, the first run's the lowest; -1 where one has no value. */
export function passedAt(values: RunValues, at: number, threshold: number, higherIsBetter: boolean): number {
  let passed = 0;
  for (let run = 0; run < values.length; run++) {
    const value = (values[run] as Float64Array)[at] as number;
    if (Number.isNaN(value)) return -1;
    if (higherIsBetter ? value >= threshold : value <= threshold) passed |= 1 << run;
  }
  return passed;
}

/** Counts the combinations over some positions. Without positions: no combination. */
export function flipMatrix(
  values: RunValues,
  positions: Int32Array,
  rule: PassRule,
  higherIsBetter: boolean,
): FlipMatrix {
  const counts = new Map<number, number>();
  let unscored = 0;
  for (const at of positions) {
    const passed = passedAt(values, at, rule.threshold, higherIsBetter);
    if (passed === -1) unscored++;
    else counts.set(passed, (counts.get(passed) ?? 0) + 1);
  }
  const combinations = [...counts]
    .map(([passed, rows]) => ({ passed, rows }))
    .sort((a, b) => b.rows - a.rows || b.passed - a.passed);
  const passes = values.map((_, run) =>
    combinations.reduce((sum, { passed, rows }) => sum + ((passed >> run) & 1) * rows, 0),
  );
  return { rule, combinations, rows: positions.length - unscored, unscored, passes };
}

/**
 * The threshold that a score starts with: the metric contract's, else what makes it low in a result; `null` where a score
 * of that kind has none.
 */
export function passThreshold(score: ScoreSummary): number | null {
  return lowLimits([score], LOW_BELOW)[0]?.threshold ?? null;
}

/** Who passes, in letters: `all`, `none`, `all but B`, `B only`, `B, C`. */
export function passedBy(passed: number, runs: number): string {
  const letters = [...RUN_LETTERS].slice(0, runs);
  const inside = letters.filter((_, run) => ((passed >> run) & 1) === 1);
  if (inside.length === runs) return "all";
  if (inside.length === 0) return "none";
  if (inside.length === 1) return `${inside[0]} only`;
  if (inside.length === runs - 1) return `all but ${letters.find((letter) => !inside.includes(letter))}`;
  return inside.join(", ");
}

// Conditions on the outcomes of a comparison.
import type { RowCondition } from "../rows/rowFilter.ts";

/**
 * A condition on what a run made of an item: it narrows the rows shown and never the statistics. Scores are counted in the
 * comparison; an item's value is its mean over trials, its texts are those of any of its rows. `delta` takes ranges.
 */
export interface OutcomeOf<Of> {
  readonly of: Of;
  readonly condition: RowCondition;
}

export type OutcomeCondition = OutcomeOf<"base" | "candidate" | "delta">;

/** The same of several runs: on what one of them made of an item, or on a candidate's delta to the base. */
export type ManyOutcome = OutcomeOf<ManyOutcomeOf>;

/** `run`: 0 is the base, which has no delta. */
export interface ManyOutcomeOf {
  readonly run: number;
  readonly what: "value" | "delta";
}

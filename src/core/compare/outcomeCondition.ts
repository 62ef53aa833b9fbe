// Conditions on the outcomes of a comparison.
import type { RowCondition } from "../rows/rowFilter.ts";

/**
 * A condition on what a run made of an item: it narrows the rows shown and never the statistics. Scores are counted in the
 * comparison; an item's value is its mean over trials, its texts are those of any of its rows. `delta` takes ranges.
 */
export interface OutcomeCondition {
  readonly of: "base" | "candidate" | "delta";
  readonly condition: RowCondition;
}

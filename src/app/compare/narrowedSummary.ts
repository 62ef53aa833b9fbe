// The summary of a comparison over some of its items: recomputed for a filter on inputs, which is exploratory.
import { narrowScore } from "../../core/compare/compareRuns.ts";
import type { ComparisonOptions, ComparisonSummary } from "../../core/compare/compareTypes.ts";
import { narrowJoin } from "../../core/join/joinItems.ts";
import { type ComparisonParts, summarise } from "./comparisonSummary.ts";

/** `kept`: positions in the join, ascending. Scores with errors counted are those of the whole and left out. */
export function narrowSummary(
  parts: ComparisonParts,
  kept: Int32Array,
  options: ComparisonOptions,
  signal: AbortSignal,
): Promise<ComparisonSummary> {
  return summarise(narrowParts(parts, kept), options, signal);
}

/** A comparison at some of its positions, ascending. */
export function narrowParts(parts: ComparisonParts, kept: Int32Array): ComparisonParts {
  const join = narrowJoin(parts.join, kept, parts.met);
  const scores = parts.scores.map((score) => narrowScore(score, kept, join));
  return { ...parts, join, scores, isNarrowed: true };
}

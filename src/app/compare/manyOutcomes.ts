// Which items of several runs hold conditions on what runs made of them. Each is asked of a candidate's comparison with the
// base, so that a filter shows what it shows for two runs.
import type { ManyOutcome, OutcomeCondition } from "../../core/compare/outcomeCondition.ts";
import type { ManyJoin } from "../../core/join/manyJoin.ts";
import { Problem } from "../../core/problem.ts";
import type { Comparison } from "./comparison.ts";
import type { ManyScores } from "./manyScores.ts";

export interface OutcomeParts {
  /** Each candidate with the base. */
  readonly comparisons: readonly Comparison[];
  readonly join: ManyJoin;
  readonly scores: ManyScores;
}

/** Shape: one entry per position, 1 where every condition holds; an item that a run lacks holds none on that run. */
export async function manyOutcomesThatHold(
  outcomes: readonly ManyOutcome[],
  { comparisons, join, scores }: OutcomeParts,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const found = new Uint8Array(join.inRuns.length).fill(1);
  for (const outcome of outcomes) {
    const [candidate, condition] = inPair(outcome, scores, comparisons.length);
    const isHeld =
      condition === null ? null : await comparisons[candidate]?.chosen.withOutcomes([condition], signal);
    const places = join.pairAt[candidate] as Int32Array;
    for (let at = 0; at < found.length; at++) {
      const place = places[at] as number;
      if (place === -1 || isHeld?.[place] !== 1) found[at] = 0;
    }
  }
  return found;
}

/** A candidate, and the condition as its comparison has it; `null` where the candidate has no such score. */
function inPair(
  { of: { run, what }, condition }: ManyOutcome,
  scores: ManyScores,
  candidates: number,
): readonly [number, OutcomeCondition | null] {
  if (run > candidates || (run === 0 && what === "delta"))
    throw new Problem("badInput", "There is no such run to filter by.");
  const of = run === 0 ? "base" : what === "delta" ? "delta" : "candidate";
  if (!("score" in condition)) return [Math.max(0, run - 1), { of, condition }];
  // The base's values are the same beside every candidate that has the score.
  const candidate =
    run === 0 ? scores.of(condition.score).candidates.findIndex((one) => one !== null) : run - 1;
  const score = scores.placeIn(condition.score, candidate);
  return [candidate, score === -1 ? null : { of, condition: { ...condition, score } }];
}

/** Which positions have the base's output in a candidate. Shape: one entry per position; 1 same, 0 another, -1 not in both. */
export async function sameOutputsAt(
  candidate: number,
  { comparisons, join }: OutcomeParts,
  signal: AbortSignal,
): Promise<Int8Array> {
  const same = (await comparisons[candidate]?.chosen.sameOutputs(signal)) ?? new Uint8Array(0);
  return Int8Array.from(join.pairAt[candidate] as Int32Array, (place) => same[place] ?? -1);
}

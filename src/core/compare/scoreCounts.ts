// Means and counts of one compared score, from its layout over the join or from its items counted by pairs of values.

import type { CountedPairs } from "../join/pairCells.ts";
import { weightedSum } from "../statistics/pairCells.ts";
import { compensatedSum } from "../statistics/summation.ts";
import type { ScoreCounts } from "./compareTypes.ts";
import { CHANGE_CODES, changeOf, IMPROVED, type LaidScore, REGRESSED, SAME } from "./laidScore.ts";

/** What is counted of a score, apart from what it is. */
export type Counted = Omit<
  ScoreCounts,
  "name" | "base" | "candidate" | "higherIsBetter" | "kind" | "contract" | "withErrors"
>;

/** Means and counts over the first `matched` positions. */
export function countScore(laid: LaidScore, matched: number): Counted {
  const { base, candidate, delta, change, infinite } = laid;
  const byChange = new Int32Array(CHANGE_CODES.length);
  let infinites = 0;
  let onlyBase = 0;
  let onlyCandidate = 0;
  let unscored = 0;
  for (let at = 0; at < matched; at++) {
    const code = change[at] as number;
    byChange[code] = (byChange[code] as number) + 1;
    if (code !== 0) continue;
    const bits = infinite === null ? 0 : (infinite[at] as number);
    const hasBase = (bits & 1) !== 0 || !Number.isNaN(base[at]);
    const hasCandidate = (bits & 2) !== 0 || !Number.isNaN(candidate[at]);
    if (bits !== 0 && hasBase && hasCandidate) infinites++;
    else if (bits !== 0 || hasBase === hasCandidate) unscored++;
    else if (hasBase) onlyBase++;
    else onlyCandidate++;
  }
  const byKind = {
    improved: byChange[IMPROVED] as number,
    regressed: byChange[REGRESSED] as number,
    same: byChange[SAME] as number,
  };
  const finite = byKind.improved + byKind.regressed + byKind.same;
  const isEstimable = finite > 0 && infinites === 0;
  const meanOf = (values: Float64Array): number | null =>
    isEstimable ? compensatedSum(comparedOf(values, change, finite, matched)) / finite : null;
  return {
    n: finite + infinites,
    infinite: infinites,
    baseMean: meanOf(base),
    candidateMean: meanOf(candidate),
    delta: meanOf(delta),
    ...byKind,
    onlyScoredInBase: onlyBase,
    onlyScoredInCandidate: onlyCandidate,
    unscored,
  };
}

/** Values of the compared positions. */
function comparedOf(values: Float64Array, change: Uint8Array, count: number, matched: number): Float64Array {
  if (count === matched) return values.subarray(0, matched);
  const found = new Float64Array(count);
  let at = 0;
  for (let position = 0; position < matched; position++)
    if (change[position] !== 0) found[at++] = values[position] as number;
  return found;
}

/** The same from matched items that are counted by pairs of values. */
export function countCells(
  { cells, onlyBase, onlyCandidate, unscored }: CountedPairs,
  higherIsBetter: boolean,
): Counted {
  const { base, candidate, rows } = cells;
  const byChange = new Int32Array(CHANGE_CODES.length);
  for (let i = 0; i < rows.length; i++) {
    const code = changeOf(base[i] as number, candidate[i] as number, higherIsBetter);
    byChange[code] = (byChange[code] as number) + (rows[i] as number);
  }
  const n = byChange.reduce((sum, count) => sum + count, 0);
  const meanOf = (values: Float64Array): number | null => (n === 0 ? null : weightedSum(values, rows) / n);
  return {
    n,
    infinite: 0,
    baseMean: meanOf(base),
    candidateMean: meanOf(candidate),
    delta: meanOf(candidate.map((to, i) => to - (base[i] as number))),
    improved: byChange[IMPROVED] as number,
    regressed: byChange[REGRESSED] as number,
    same: byChange[SAME] as number,
    onlyScoredInBase: onlyBase,
    onlyScoredInCandidate: onlyCandidate,
    unscored,
  };
}

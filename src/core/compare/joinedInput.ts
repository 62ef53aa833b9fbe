// From a joined score to what its statistics are made from.

import type { RowItems } from "../join/digestIndex.ts";
import { isCountedItem, itemsThatCount } from "../join/excludedItems.ts";
import { errorsByItem, type ScoreSide, withinRows } from "../join/itemSpread.ts";
import type { Join } from "../join/joinItems.ts";
import type { Clusters } from "../statistics/clusters.ts";
import type { ScoreInput } from "../statistics/scoreInput.ts";
import type { Coverage } from "../statistics/scoreStatistics.ts";
import { CompensatedSum } from "../statistics/summation.ts";
import type { JoinedScore } from "./compareRuns.ts";

export interface InputChoice {
  /** Of the join's positions. */
  readonly clusters?: Clusters | null;
  /** The join holds only some of the runs' items: coverage is counted over these. */
  readonly isNarrowed?: boolean | undefined;
}

/** The rows scored in both runs, side by side, and what is known beside them. */
export function toScoreInput(
  join: Join,
  score: JoinedScore,
  base: ScoreSide,
  candidate: ScoreSide,
  { clusters = null, isNarrowed = false }: InputChoice = {},
): ScoreInput {
  const { comparison } = score;
  const { isCompared, kept } = comparedPositions(score.delta);
  const baseWithin = withinRows(base, {
    itemAt: join.baseItem,
    means: score.base,
    trials: score.baseTrials,
    isCompared,
  });
  const candidateWithin = withinRows(candidate, {
    itemAt: join.candidateItem,
    means: score.candidate,
    trials: score.candidateTrials,
    isCompared,
  });
  return {
    base: compact(score.base, isCompared, kept),
    candidate: compact(score.candidate, isCompared, kept),
    isSingle: baseWithin.df === 0 && candidateWithin.df === 0,
    isOrdinal: base.aggregate.scoreType === "rubric",
    infinite: comparison.infinite,
    baseWithin,
    candidateWithin,
    clusters: clusters === null ? null : comparedClusters(clusters, isCompared, kept),
    baseCoverage: isNarrowed ? coverageAt(base.items, join.baseItem, score.base) : coverageOf(base),
    candidateCoverage: isNarrowed
      ? coverageAt(candidate.items, join.candidateItem, score.candidate)
      : coverageOf(candidate),
    onlyBase: comparison.onlyScoredInBase,
    onlyCandidate: comparison.onlyScoredInCandidate,
    errorsAsZeroDelta: errorsAsZeroDelta(join, score, base, candidate),
  };
}

function comparedPositions(delta: Float64Array) {
  const isCompared = new Uint8Array(delta.length);
  let kept = 0;
  for (let at = 0; at < delta.length; at++) {
    if (Number.isNaN(delta[at])) continue;
    isCompared[at] = 1;
    kept++;
  }
  return { isCompared, kept };
}

function compact(values: Float64Array, isCompared: Uint8Array, kept: number): Float64Array {
  if (kept === values.length) return values;
  const found = new Float64Array(kept);
  let at = 0;
  for (let position = 0; position < values.length; position++)
    if (isCompared[position] === 1) found[at++] = values[position] as number;
  return found;
}

/** Clusters of the compared rows, numbered anew: a cluster without such a row is none. */
function comparedClusters(clusters: Clusters, isCompared: Uint8Array, kept: number): Clusters {
  const of = new Int32Array(kept);
  const numbers = new Int32Array(clusters.count).fill(-1);
  let count = 0;
  let at = 0;
  for (let position = 0; position < isCompared.length; position++) {
    if (isCompared[position] !== 1) continue;
    const cluster = clusters.of[position] as number;
    if (numbers[cluster] === -1) numbers[cluster] = count++;
    of[at++] = numbers[cluster] as number;
  }
  return { of, count };
}

function coverageOf({ aggregate, items }: ScoreSide): Coverage {
  return { scored: aggregate.scoredItems, total: itemsThatCount(items) };
}

function coverageAt(items: RowItems, itemAt: Int32Array, means: Float64Array): Coverage {
  let scored = 0;
  let total = 0;
  for (let at = 0; at < itemAt.length; at++) {
    if (!isCountedItem(items, itemAt[at] as number)) continue;
    total++;
    if (!Number.isNaN(means[at])) scored++;
  }
  return { scored, total };
}

/**
 * Delta over the matched items with a value or an error on both sides, an errored row as 0. `null` where no row
 * failed, or where 0 is not the worst value: less is better, or values below 0 (statistics reference, section 1).
 */
function errorsAsZeroDelta(
  join: Join,
  score: JoinedScore,
  base: ScoreSide,
  candidate: ScoreSide,
): number | null {
  if (!score.comparison.higherIsBetter || score.comparison.infinite > 0) return null;
  if ((base.aggregate.min ?? 0) < 0 || (candidate.aggregate.min ?? 0) < 0) return null;
  const baseErrors = errorsByItem(base);
  const candidateErrors = errorsByItem(candidate);
  if (baseErrors === null && candidateErrors === null) return null;
  const sum = new CompensatedSum();
  let n = 0;
  for (let at = 0; at < join.report.matched; at++) {
    const errorsA = baseErrors?.[join.baseItem[at] as number] ?? 0;
    const errorsB = candidateErrors?.[join.candidateItem[at] as number] ?? 0;
    const a = withZeros(score.base[at] as number, score.baseTrials[at] as number, errorsA);
    const b = withZeros(score.candidate[at] as number, score.candidateTrials[at] as number, errorsB);
    if (a === null || b === null) continue;
    sum.add(b - a);
    n++;
  }
  return n === 0 ? null : sum.value / n;
}

/** The mean with `errors` further values of 0; `null` without any value or error. */
function withZeros(mean: number, trials: number, errors: number): number | null {
  if (trials + errors === 0) return null;
  return trials === 0 ? 0 : (mean * trials) / (trials + errors);
}

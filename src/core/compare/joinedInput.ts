// From a joined score to what its statistics are made from.

import type { RowItems } from "../join/digestIndex.ts";
import { isCountedItem, itemsThatCount } from "../join/excludedItems.ts";
import { errorsByItem, type ScoreSide, withinRows } from "../join/itemSpread.ts";
import type { Join } from "../join/joinItems.ts";
import { codesOf } from "../scores/scoreCodes.ts";
import type { Clusters } from "../statistics/clusters.ts";
import type { PairCells } from "../statistics/pairCells.ts";
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
  if (score.cells !== null && clusters === null) return inputOfCells(join, score, score.cells, isNarrowed);
  const { comparison } = score;
  if (clusters === null && comparison.n === score.delta.length && isSingle(base) && isSingle(candidate))
    return inputOfRows(join, score, isNarrowed);
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

function isSingle({ items }: ScoreSide): boolean {
  return items.count === items.itemOf.length;
}

/** Every position is compared, with one row a side: the layout is what is compared. */
function inputOfRows(join: Join, score: JoinedScore, isNarrowed: boolean): ScoreInput {
  const coverage = (itemAt: Int32Array, side: ScoreSide, values: Float64Array): Coverage =>
    isNarrowed ? coverageAt(side.items, itemAt, values) : coverageOf(side);
  return {
    ...factsOfSingle(join, score),
    base: score.base,
    candidate: score.candidate,
    baseCoverage: coverage(join.baseItem, score.baseSide, score.base),
    candidateCoverage: coverage(join.candidateItem, score.candidateSide, score.candidate),
  };
}

/** Without repeated rows nothing lies inside an item. */
function factsOfSingle(join: Join, score: JoinedScore) {
  const { comparison, baseSide, candidateSide } = score;
  const within = { squares: 0, df: 0, inverseTrials: comparison.n };
  return {
    isSingle: true,
    isOrdinal: baseSide.aggregate.scoreType === "rubric",
    infinite: comparison.infinite,
    baseWithin: within,
    candidateWithin: within,
    clusters: null,
    onlyBase: comparison.onlyScoredInBase,
    onlyCandidate: comparison.onlyScoredInCandidate,
    errorsAsZeroDelta: errorsAsZeroDelta(join, score, baseSide, candidateSide),
  };
}

/** Rows counted by pairs of values; single values are laid out for the few methods that need them. */
function inputOfCells(join: Join, score: JoinedScore, cells: PairCells, isNarrowed: boolean): ScoreInput {
  const { baseSide: base, candidateSide: candidate } = score;
  const compactOnce = (side: "base" | "candidate"): (() => Float64Array) => {
    let made: Float64Array | null = null;
    return () => {
      if (made === null) {
        const { isCompared, kept } = comparedPositions(score.delta);
        made = compact(score[side], isCompared, kept);
      }
      return made;
    };
  };
  const [ofBase, ofCandidate] = [compactOnce("base"), compactOnce("candidate")];
  return {
    ...factsOfSingle(join, score),
    get base() {
      return ofBase();
    },
    get candidate() {
      return ofCandidate();
    },
    cells,
    baseCoverage: isNarrowed ? codedCoverage(join.baseItem, base) : coverageOf(base),
    candidateCoverage: isNarrowed ? codedCoverage(join.candidateItem, candidate) : coverageOf(candidate),
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

/** The same of a score in codes, which needs no layout. */
function codedCoverage(itemAt: Int32Array, { column, items }: ScoreSide): Coverage {
  const coded = codesOf(column);
  let scored = 0;
  let total = 0;
  for (let at = 0; at < itemAt.length; at++) {
    const item = itemAt[at] as number;
    if (!isCountedItem(items, item)) continue;
    total++;
    if (coded !== null && coded.codes[item] !== coded.values.length) scored++;
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

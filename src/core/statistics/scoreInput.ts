// What the statistics of a compared score are made from.
import type { Clusters } from "./clusters.ts";
import type { Differences } from "./differences.ts";
import type { PairCells } from "./pairCells.ts";
import type { WithinRows } from "./rerunNoise.ts";
import type { Coverage, StatisticsOptions } from "./scoreStatistics.ts";
import type { SignedRanks } from "./wilcoxon.ts";

/** One score over the rows scored in both runs. Shape of the arrays: one entry per row, finite. */
export interface ScoreInput {
  /** Row means over trials. */
  readonly base: Float64Array;
  readonly candidate: Float64Array;
  /** The same rows counted, where every row has one value on each side: `base` and `candidate` are then laid out when asked for. */
  readonly cells?: PairCells | undefined;
  /** Every row has one value on each side. */
  readonly isSingle: boolean;
  /** Values are levels of a rubric. */
  readonly isOrdinal: boolean;
  /** Rows with an infinite value on either side: with any, nothing is estimable. */
  readonly infinite: number;
  readonly baseWithin: WithinRows;
  readonly candidateWithin: WithinRows;
  readonly clusters: Clusters | null;
  readonly baseCoverage: Coverage;
  readonly candidateCoverage: Coverage;
  readonly onlyBase: number;
  readonly onlyCandidate: number;
  /** Delta with errored rows as 0, where that has a meaning; else `null`. */
  readonly errorsAsZeroDelta: number | null;
}

/** What each step works on. */
export interface ScoreCase {
  readonly input: ScoreInput;
  readonly differences: Differences;
  readonly isBinary: boolean;
  readonly options: StatisticsOptions;
  /** Signed ranks with zeros dropped; `null` where no test can be: fewer than two rows, or an infinite value. */
  readonly ranks: SignedRanks | null;
}

/** All values of either side, each at least once. */
export function valuesOf(input: ScoreInput): Pick<PairCells, "base" | "candidate"> {
  return input.cells ?? input;
}

/** Pairs as a score of their own, of which nothing else is known: no trials, no clusters, all of them scored. */
export function inputOfPairs(
  base: Float64Array,
  candidate: Float64Array,
  part: Partial<Pick<ScoreInput, "isSingle" | "isOrdinal" | "infinite">> = {},
): ScoreInput {
  const n = base.length;
  const noTrials = { squares: 0, df: 0, inverseTrials: n };
  const coverage = { scored: n, total: n };
  return {
    base,
    candidate,
    isSingle: false,
    isOrdinal: false,
    infinite: 0,
    baseWithin: noTrials,
    candidateWithin: noTrials,
    clusters: null,
    baseCoverage: coverage,
    candidateCoverage: coverage,
    onlyBase: 0,
    onlyCandidate: 0,
    errorsAsZeroDelta: null,
    ...part,
  };
}

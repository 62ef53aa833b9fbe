// The shapes of a comparison of two runs joined by digest. The computation is in compareRuns.ts.

import type { MetricRule } from "./metricRule.ts";
import type { RowDetail } from "./rowQuery.ts";
import type { Run, RunId, ScoreKey, ScoreKind, ScoreState } from "./run.ts";
import { DEFAULT_SEED, type ScoreStatistics, type StatisticsOptions } from "./statistics/scoreStatistics.ts";

/** How the two runs' items meet. Items are distinct digests; rows repeat them. */
export interface JoinReport {
  readonly matched: number;
  readonly onlyBase: number;
  readonly onlyCandidate: number;
  /** Rows beyond the first of their item, in the whole run. */
  readonly duplicateBase: number;
  readonly duplicateCandidate: number;
}

/** One score over the items that have a finite value on both sides: means and counts. */
export interface ScoreCounts {
  /** Display name, unique in the comparison. */
  readonly name: string;
  readonly base: ScoreKey;
  readonly candidate: ScoreKey;
  readonly higherIsBetter: boolean;
  /** `boolean` where both runs pass or fail, else `number`. */
  readonly kind: Exclude<ScoreKind, "label">;
  /** What the metric contract says of the base's score. */
  readonly contract?: MetricRule;
  /** Items with a value on both sides, infinite ones included. */
  readonly n: number;
  /** Of those, items with an infinite value: with any, means and delta are not estimable. */
  readonly infinite: number;
  /** Means over exactly those items, each item by the mean of its trials; `null` when n = 0 or any is infinite. */
  readonly baseMean: number | null;
  readonly candidateMean: number | null;
  /** Candidate minus base, whatever the direction; `null` as the means. */
  readonly delta: number | null;
  readonly improved: number;
  readonly regressed: number;
  readonly same: number;
  /** Matched items with a value in one run only, or in neither. */
  readonly onlyScoredInBase: number;
  readonly onlyScoredInCandidate: number;
  readonly unscored: number;
  /** The same with errored rows counted; absent where no row of either run failed on the score. */
  readonly withErrors?: CountedComparison;
}

/** A compared score with its statistics. */
export interface ScoreComparison extends ScoreCounts {
  readonly statistics: ScoreStatistics;
}

/** What a comparison shows and how it judges: part of its definition, unlike filters on rows. */
export interface ComparisonOptions extends StatisticsOptions {
  /** Names of the scores to compare, which are the family of adjusted p-values; `null` for all. */
  readonly scores: readonly string[] | null;
  /** Item field whose values are clusters of dependent rows; `null` for independent rows. */
  readonly cluster: string | null;
}

export const DEFAULT_COMPARISON: ComparisonOptions = {
  level: 0.95,
  test: "auto",
  seed: DEFAULT_SEED,
  scores: null,
  cluster: null,
};
/** Means over the items with a value or an errored row on both sides, or why they do not exist. */
export type CountedComparison =
  | {
      readonly kind: "means";
      readonly n: number;
      readonly baseMean: number;
      readonly candidateMean: number;
      /** Candidate minus base. */
      readonly delta: number;
      /** Rows that failed, trials counted each, in the whole runs. */
      readonly baseErrors: number;
      readonly candidateErrors: number;
    }
  | { readonly kind: "off"; readonly reason: string };

/** How one item fared on one score. `unscored`: at least one side has no finite value. */
export type Change = "improved" | "regressed" | "same" | "unscored";

export interface ComparisonSummary {
  readonly join: JoinReport;
  readonly scores: readonly ScoreComparison[];
}

/** Which items the table shows. The change filters concern the chosen score. */
export type CompareFilter =
  | "matched"
  | "improved"
  | "regressed"
  | "same"
  | "unscored"
  | "onlyBase"
  | "onlyCandidate"
  | "duplicates";

/** Order of the joined rows; missing values last both ways, ties in base order. */
export type CompareSortColumn = "index" | "base" | "candidate" | "delta";

export interface CompareQuery {
  readonly filter: CompareFilter;
  /** Index into the comparison's scores; `null` when there are none. */
  readonly score: number | null;
  readonly sort: { readonly column: CompareSortColumn; readonly descending: boolean };
  readonly offset: number;
  readonly limit: number;
}

/** One side of one score of a joined row: the mean over the item's trials. */
export interface CompareCell {
  /** Mean of the finite values; `null` when there are none. */
  readonly value: number | null;
  /** How many trials the mean is over. */
  readonly trials: number;
  /** Why there is no value; `value` when there is one. */
  readonly state: ScoreState;
}

export interface CompareRowScore {
  readonly base: CompareCell;
  readonly candidate: CompareCell;
  readonly delta: number | null;
  readonly change: Change;
}

/** One side of a joined row: the item's first row in that run. */
export interface CompareSide {
  readonly index: number;
  readonly trials: number;
  readonly output: string | null;
  readonly error: string | null;
}

/** One item of the join. Texts are cut to `PREVIEW_CHARS`. */
export interface CompareRow {
  /** Position in the whole join: stable while the comparison is open. */
  readonly position: number;
  readonly digest: string;
  readonly fields: readonly (string | null)[];
  readonly base: CompareSide | null;
  readonly candidate: CompareSide | null;
  /** In the comparison's score order. */
  readonly scores: readonly CompareRowScore[];
}

export interface ComparePage {
  readonly total: number;
  readonly offset: number;
  readonly rows: readonly CompareRow[];
}

/** Names the two runs of a comparison; the base is what the candidate is measured against. */
export interface ComparePair {
  readonly base: RunId;
  readonly candidate: RunId;
}

/** An open comparison without its rows. */
export interface ComparisonHead {
  readonly base: Run;
  readonly candidate: Run;
  readonly summary: ComparisonSummary;
  readonly itemFields: readonly string[];
  readonly primaryScore: number | null;
}

/** Every trial of one joined item on both sides. */
export interface ComparedItem {
  readonly digest: string;
  readonly base: readonly RowDetail[];
  readonly candidate: readonly RowDetail[];
}

// The shapes of a comparison of two runs joined by digest. The computation is in compareRuns.ts.

import type { RowDetail } from "../rows/rowQuery.ts";
import type { Run, RunId, ScoreKey, ScoreKind } from "../run.ts";
import type { MetricRule } from "../scores/metricRule.ts";
import {
  DEFAULT_SEED,
  type IntervalChoice,
  type ScoreStatistics,
  type StatisticsOptions,
} from "../statistics/scoreStatistics.ts";
import type { CompareCell, CompareSide, ExcludedReport } from "./cellTypes.ts";
import type { InputCondition } from "./inputCondition.ts";
import type { JoinBy, ServiceJoin } from "./joinChoice.ts";
import type { OutcomeCondition } from "./outcomeCondition.ts";

export type { InputCondition } from "./inputCondition.ts";

/** How the two runs' items meet. Items are distinct digests; rows repeat them. */
export interface JoinReport {
  readonly matched: number;
  readonly onlyBase: number;
  readonly onlyCandidate: number;
  /** Rows beyond the first of their item, in the whole run. */
  readonly duplicateBase: number;
  readonly duplicateCandidate: number;
  /** Item fields that the runs were joined by; empty: by the content of the whole item. */
  readonly keys: readonly string[];
  /** The service whose own row digests both runs have, and whether they were joined by them instead. */
  readonly service?: ServiceJoin;
  /** What people excluded of either run; absent where nothing is. Every other count is over the rows that count. */
  readonly excluded?: ExcludedReport;
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
  readonly interval: IntervalChoice;
  /** Names of the scores to compare, which are the family of adjusted p-values; `null` for all. */
  readonly scores: readonly string[] | null;
  /** Item field whose values are clusters of dependent rows; `null` for independent rows. */
  readonly cluster: string | null;
}

export const DEFAULT_COMPARISON: ComparisonOptions = {
  level: 0.95,
  test: "auto",
  interval: "auto",
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
export type CompareFilter = (typeof COMPARE_FILTERS)[number];

export const COMPARE_FILTERS = [
  "matched",
  "improved",
  "regressed",
  "same",
  /** No finite value on at least one side: `errored` and `missing` together, and infinite values. */
  "unscored",
  /** A row of either side failed, as a whole or on the chosen score. */
  "errored",
  /** Unscored, and no row failed. */
  "missing",
  "outputChanged",
  /** The same output on both sides, another score: the grader changed it. */
  "graderDrift",
  /** Same key fields, other content; without key fields, pairs found by the field that `InputReport` names. */
  "contentChanged",
  "onlyBase",
  "onlyCandidate",
  "duplicatesBase",
  "duplicatesCandidate",
  /** A row of that run is excluded. */
  "excludedBase",
  "excludedCandidate",
  /** Not compared because no row of a run counts. */
  "excluded",
] as const;

/** Order of the joined rows; missing values last both ways, ties in base order. `disagreement`: size of delta. */
export type CompareSortColumn = (typeof COMPARE_SORTS)[number];

export const COMPARE_SORTS = ["index", "base", "candidate", "delta", "disagreement"] as const;

export interface CompareQuery {
  readonly filter: CompareFilter;
  /** All have to hold; absent or empty: every item. */
  readonly inputs?: readonly InputCondition[];
  /** Conditions on outcomes beside the filter, all of which have to hold: they narrow the rows, never the statistics. */
  readonly outcomes?: readonly OutcomeCondition[];
  /** Index into the comparison's scores; `null` when there are none. */
  readonly score: number | null;
  readonly sort: { readonly column: CompareSortColumn; readonly descending: boolean };
  readonly offset: number;
  readonly limit: number;
}

export interface CompareRowScore {
  readonly base: CompareCell;
  readonly candidate: CompareCell;
  readonly delta: number | null;
  readonly change: Change;
}

/** One item of the join. Texts are cut to `PREVIEW_CHARS`. */
export interface CompareRow {
  /** Position in the whole join: stable while the comparison is open. */
  readonly position: number;
  /** Of the base's item; of the candidate's where only it has one. */
  readonly digest: string;
  /** Both runs have it, with other content: joined by key fields, or paired as changed content. */
  readonly isChanged: boolean;
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

/** Names the two runs of a comparison, and how they meet; the base is what the candidate is measured against. */
export interface ComparePair {
  readonly base: RunId;
  readonly candidate: RunId;
  /** Item fields to join by, all together; absent or empty: the content of the whole item. */
  readonly keys?: readonly string[];
  /** Without key fields; absent: `service` where it can be. */
  readonly by?: JoinBy;
  /** Scores of other names that are the same score; they come before matching by name. */
  readonly scoreMap?: readonly ScoreMapping[];
  /** The runs of a comparison of several that the pair is part of, its base first: that one's join serves the pair too. */
  readonly among?: readonly RunId[];
  /** Count rows that people excluded; absent: they are left out. */
  readonly withExcluded?: boolean;
}

/** Names as `ScoreComparison.name` or as the service has them. */
export interface ScoreMapping {
  readonly base: string;
  readonly candidate: string;
}

/** Whether both runs used the same inputs, and what would bring more of them together. */
export interface InputReport {
  /** Both runs have the same items; how often each is repeated may differ. */
  readonly isIdentical: boolean;
  /** Items of the same content in both runs. */
  readonly unchanged: number;
  /** Items of the same key in both runs with other content, and those of near-identical content. */
  readonly changed: number;
  /** Items of the candidate only, changed ones aside. */
  readonly added: number;
  /** Items of the base only, changed ones aside. */
  readonly removed: number;
  /** By which field or fields the changed items were paired; empty where none were. */
  readonly pairedBy: readonly string[];
  /** How many of the changed items no field pairs, but near-identical content. */
  readonly nearIdentical: number;
  /** In how many of the changed items each field differs; most first. */
  readonly changedFields: readonly { readonly field: string; readonly items: number }[];
  /** Fields that would pair more items than are matched now; most first, at most three. */
  readonly offers: readonly KeyOffer[];
}

export interface KeyOffer {
  readonly field: string;
  /** Items that a join by this field pairs. */
  readonly matched: number;
}

/** An open comparison without its rows. */
export interface ComparisonHead {
  readonly base: Run;
  readonly candidate: Run;
  readonly summary: ComparisonSummary;
  readonly itemFields: readonly string[];
  readonly moreFields: readonly string[];
  readonly primaryScore: number | null;
}

/** Every trial of one joined item on both sides. */
export interface ComparedItem {
  readonly digest: string;
  readonly base: readonly RowDetail[];
  readonly candidate: readonly RowDetail[];
}

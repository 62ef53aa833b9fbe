// The shapes of a comparison of two to eight runs: one base, several candidates, joined all together. Each candidate's
// numbers are those of its comparison with the base (compareTypes.ts); only the family of adjusted p-values is wider.

import type { RowDetail } from "../rows/rowQuery.ts";
import type { Run, RunId } from "../run.ts";
import type { CompareCell, CompareSide } from "./cellTypes.ts";
import type { Change, InputReport, JoinReport, ScoreComparison, ScoreMapping } from "./compareTypes.ts";
import type { InputCondition } from "./inputCondition.ts";
import type { JoinBy, ServiceJoin } from "./joinChoice.ts";
import type { ManyOutcome } from "./outcomeCondition.ts";

/** A letter each, and a bit each in a byte. */
export const MOST_RUNS = 8;
export const RUN_LETTERS = "ABCDEFGH";

/** Names the runs of a comparison, the base first, and how they meet. */
export interface RunSet {
  /** Two to `MOST_RUNS`, each once. */
  readonly runs: readonly RunId[];
  /** Item fields to join by, all together; absent or empty: the content of the whole item. */
  readonly keys?: readonly string[];
  /** As for two runs. */
  readonly by?: JoinBy;
  /** Scores of other names that are the same score; each counts for every candidate that has it. */
  readonly scoreMap?: readonly ScoreMapping[];
  /** Count rows that people excluded; absent: they are left out. */
  readonly withExcluded?: boolean;
}

/** Which rows the statistics are over: those scored in both runs of a pair, or those scored in all runs. */
export type PairScope = (typeof PAIR_SCOPES)[number];

export const PAIR_SCOPES = ["pair", "all"] as const;

/** How the items of all runs meet. */
export interface ManyJoinReport {
  /** Distinct items by how many runs have them. Shape: one entry per number of runs, from 1 to all. */
  readonly inRuns: readonly number[];
  /** Shape: one entry per run, the base first. */
  readonly runs: readonly RunItems[];
  /** Item fields that the runs were joined by; empty: by the content of the whole item. */
  readonly keys: readonly string[];
  /** As for two runs. */
  readonly service?: ServiceJoin;
  /** Absent where nothing is excluded. Every other count is over the rows that count. */
  readonly excluded?: ManyExcluded;
}

/** What people excluded of several runs. */
export interface ManyExcluded {
  /** Excluded rows. Shape: one entry per run. */
  readonly rows: readonly number[];
  /** Items that a run has but none of whose rows there counts: in no other count of how items meet. */
  readonly items: number;
  /** They count all the same, as was asked; `items` is 0 then. */
  readonly isCounted: boolean;
}

export interface RunItems {
  /** Distinct items. */
  readonly items: number;
  /** Of those, items that no other run has. */
  readonly only: number;
  /** Rows beyond the first of their item. */
  readonly duplicates: number;
}

/** One score of the base against every candidate. */
export interface ManyScore {
  /** Display name in the base, unique in the comparison. */
  readonly name: string;
  readonly higherIsBetter: boolean;
  /** Items with a finite value in every run that has the score. */
  readonly scoredInAll: number;
  /** Shape: one entry per candidate; `null` where it has no such score. */
  readonly candidates: readonly (ScoreComparison | null)[];
}

export interface ManySummary {
  readonly join: ManyJoinReport;
  /** Each candidate's join with the base. */
  readonly pairs: readonly JoinReport[];
  readonly scope: PairScope;
  readonly scores: readonly ManyScore[];
  /** (candidate, score) pairs with a defined p: the family of every adjusted p here. */
  readonly familySize: number;
}

/** An open comparison of several runs without its rows. */
export interface ManyHead {
  /** The base first. */
  readonly runs: readonly Run[];
  readonly summary: ManySummary;
  readonly itemFields: readonly string[];
  /** Names of fields besides the item's own, of any run. */
  readonly moreFields: readonly string[];
  /** Index into the summary's scores; `null` when no candidate shares one with the base. */
  readonly primaryScore: number | null;
}

/** When a row passes: its value is at least the threshold, at most it where less is better. */
export interface PassRule {
  /** Index into the comparison's scores. */
  readonly score: number;
  readonly threshold: number;
}

/** Which combinations of runs pass the items that are scored in all of them. */
export interface FlipMatrix {
  readonly rule: PassRule;
  /** Most rows first. `passed`: a bit per run, the base's the lowest. */
  readonly combinations: readonly { readonly passed: number; readonly rows: number }[];
  /** Items scored in every run: the rows of all combinations. */
  readonly rows: number;
  /** Items of all runs that lack a finite value in one of them. */
  readonly unscored: number;
  /** Items that each run passes. Shape: one entry per run. */
  readonly passes: readonly number[];
}

/** Which items are shown by the runs that have them. */
export type ManyMembers =
  | { readonly kind: "any" }
  /** In exactly so many runs. */
  | { readonly kind: "in"; readonly runs: number }
  | { readonly kind: "only"; readonly run: number }
  /** Repeated in that run; in any for `null`. */
  | { readonly kind: "duplicates"; readonly run: number | null }
  /** A row is excluded in that run; for `null`: not compared because no row of some run counts. */
  | { readonly kind: "excluded"; readonly run: number | null };

/** Which items are shown by what became of them on the chosen score. */
export type ManyChange = (typeof MANY_CHANGES)[number];

export const MANY_CHANGES = [
  "all",
  /** In any candidate. */
  "regressed",
  "improved",
  /** Runs differ by more than rounding. */
  "differs",
  "same",
  /** A row of any run failed, as a whole or on the score. */
  "errored",
  /** No finite value in at least one run that has the item. */
  "unscored",
  /** Another output than the base's in any candidate. */
  "outputChanged",
  /** The base's output with another score, in any candidate. */
  "graderDrift",
] as const;

export type ManySortColumn = (typeof MANY_SORTS)[number];

/** `disagreement`: largest value less smallest over all runs. Missing values last both ways, ties in base order. */
export const MANY_SORTS = ["index", "disagreement", "value", "delta"] as const;

export interface ManyQuery {
  readonly members: ManyMembers;
  readonly change: ManyChange;
  /** The candidate that `change` is about, from 1; `null` or absent: any of them. */
  readonly of?: number | null;
  /** Conditions on outcomes, all of which have to hold: they narrow the rows, never the statistics. */
  readonly outcomes?: readonly ManyOutcome[];
  /** Of the flip matrix with this rule, the combinations shown; `null`: no matter which. */
  readonly flips: { readonly rule: PassRule; readonly passed: readonly number[] } | null;
  readonly inputs: readonly InputCondition[];
  /** Index into the comparison's scores; `null` when there are none. */
  readonly score: number | null;
  /** `run`: whose value or delta, 0 for the base. */
  readonly sort: { readonly column: ManySortColumn; readonly run: number; readonly descending: boolean };
  readonly offset: number;
  readonly limit: number;
}

/** One score of a joined row in every run. */
export interface ManyRowScore {
  /** Shape: one entry per run; `null` where the run lacks the score or the item. */
  readonly cells: readonly (CompareCell | null)[];
  /** Candidate minus base. Shape: one entry per candidate. */
  readonly deltas: readonly (number | null)[];
  readonly changes: readonly Change[];
}

/** One item of the join. Texts are cut to `PREVIEW_CHARS`. */
export interface ManyRow {
  readonly position: number;
  readonly digest: string;
  readonly fields: readonly (string | null)[];
  /** Shape: one entry per run; `null` where it lacks the item. */
  readonly sides: readonly (CompareSide | null)[];
  readonly scores: readonly ManyRowScore[];
}

export interface ManyPage {
  readonly total: number;
  readonly offset: number;
  readonly rows: readonly ManyRow[];
}

/** Every trial of one joined item in every run. */
export interface ManyItem {
  readonly digest: string;
  readonly runs: readonly (readonly RowDetail[])[];
}

/** Whether each candidate used the base's inputs. Shape: one entry per candidate. */
export type ManyInputs = readonly InputReport[];

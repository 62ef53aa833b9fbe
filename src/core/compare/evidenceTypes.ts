// What a comparison is asked beyond its summary, and told: charts of pairs, slices, and evidence on one score. All of it
// is of one base and one candidate, over the items that conditions on inputs keep.

import type { FieldPart } from "../scores/sliceText.ts";
import type { Estimate, Interval } from "../statistics/estimate.ts";
import type { GateVerdict } from "../statistics/gate.ts";
import type { GraderDrift } from "../statistics/graderDrift.ts";
import type { ComparisonOptions, InputReport } from "./compareTypes.ts";
import type { InputCondition } from "./inputCondition.ts";

/** `score` counts into the comparison's scores. */
export interface PairQuery {
  readonly score: number;
  readonly inputs: readonly InputCondition[];
}

/** Items of one change at about one place of the plot: at their mean. */
export interface PairPoint {
  readonly base: number;
  readonly candidate: number;
  readonly change: "improved" | "regressed" | "same";
  readonly items: number;
}

/** Items by their delta: `[low, high)`, but the outermost bin towards each end holds its end. Never across 0. */
export interface DeltaBin {
  readonly low: number;
  readonly high: number;
  readonly items: number;
}

/** What both charts of pairs draw; bounded however many rows there are. Values in the score's own unit. */
export interface PairedPlot {
  /** Items scored in both runs. */
  readonly n: number;
  readonly points: readonly PairPoint[];
  /** Points stand for cells of a grid rather than for single pairs of values. */
  readonly isGridded: boolean;
  /** Both axes; `null` where no item has finite values on both sides. */
  readonly low: number | null;
  readonly high: number | null;
  /** Ascending; without the items that are the same. */
  readonly deltas: readonly DeltaBin[];
  readonly improved: number;
  readonly regressed: number;
  readonly same: number;
}

export interface PairSliceQuery extends PairQuery {
  readonly field: string;
}

/** One value of the field, or one group of its numbers. Deltas are candidate minus base in the score's own unit. */
export interface PairSlice extends FieldPart {
  /** Items scored in both runs. */
  readonly n: number;
  readonly baseMean: number | null;
  readonly candidateMean: number | null;
  readonly delta: number | null;
  readonly interval: Estimate<Interval>;
  /** n_s·delta_s/n: contributions sum to the delta of all. */
  readonly contribution: number;
  /** p of the default test, adjusted by Holm over the ranked values of the field; `null` for unranked ones. */
  readonly pAdjusted: number | null;
  /** p of Welch's t against the other items, adjusted likewise: does the slice differ from the rest? */
  readonly restPAdjusted: number | null;
  readonly improved: number;
  readonly regressed: number;
  /** Fewer than `LEAST_RANKED` items: listed, not ranked, no p. */
  readonly isRanked: boolean;
}

/** A slice of fewer items is listed without being ranked (statistics reference, section 2.5). */
export const LEAST_RANKED = 10;

export interface PairSlices {
  /** Ranked ones by the size of their contribution, then the others by n; empty where there are too many values. */
  readonly slices: readonly PairSlice[];
  /** Different values, counted up to one more than `MAX_SLICES`. */
  readonly values: number;
  readonly delta: number | null;
  readonly n: number;
  readonly level: number;
}

/** pass@k of one run over the items that both runs tried at least k times. */
export interface PassShares {
  readonly base: number | null;
  readonly candidate: number | null;
  readonly delta: number | null;
  readonly interval: Estimate<Interval>;
}

export interface PassEvidence {
  readonly k: number;
  /** Most tries that any item has in both runs. */
  readonly mostTries: number;
  /** Items with at least k tries in both runs, and those with fewer. */
  readonly n: number;
  readonly tooFew: number;
  /** At least one of k tries passes; all of them do. */
  readonly any: PassShares;
  readonly all: PassShares;
}

/** A rule of a gate, read. */
export type GateRule = DeltaRule | CheckRule;

/** The delta of a score may fall (rise, where less is better) by at most the tolerance. */
export interface DeltaRule {
  readonly kind: "delta";
  readonly text: string;
  readonly score: string;
  /** At least 0, in the score's unit, or of the size of the base's mean. */
  readonly tolerance: number;
  readonly isRelative: boolean;
  /** As written: `>=` bounds a drop, `<=` a rise. */
  readonly bound: ">=" | "<=";
}

/** What is counted rather than estimated: it holds or does not, without an interval. */
export type CheckRule = ShareRule | InputsRule;

/**
 * `coverage`: at least this share of the candidate's items are scored. `errors`: at most this share of its rows have an
 * error, or failed on the score.
 */
export interface ShareRule {
  readonly kind: "coverage" | "errors";
  readonly text: string;
  /** `null`: errors of rows, whatever the score. */
  readonly score: string | null;
  /** From 0 to 1; never the end at which the rule could not fail. */
  readonly bound: number;
}

/** Both runs used the same inputs. */
export interface InputsRule {
  readonly kind: "inputs";
  readonly text: string;
}

export type JudgedRule = JudgedDelta | JudgedShare | JudgedInputs | JudgedMissing;

export interface JudgedDelta {
  readonly kind: "delta";
  readonly rule: DeltaRule;
  readonly score: string;
  readonly verdict: GateVerdict;
  /** In the score's own unit, candidate minus base. */
  readonly tolerance: number | null;
  readonly delta: number | null;
  readonly interval: Estimate<Interval>;
  readonly n: number;
  /** Smallest delta usually detected, where the tolerance is smaller than that: the rule can hardly pass. */
  readonly unreachable: number | null;
}

export interface JudgedShare {
  readonly kind: ShareRule["kind"];
  readonly rule: ShareRule;
  /** As the comparison names it. */
  readonly score: string | null;
  /** Nothing to count fails. */
  readonly verdict: "pass" | "fail";
  /** Scored items of all items, or rows with an error of all rows: the candidate's. */
  readonly counted: number;
  readonly total: number;
}

export interface JudgedInputs {
  readonly kind: "inputs";
  readonly rule: InputsRule;
  /** Runs without any input fail. */
  readonly verdict: "pass" | "fail";
  readonly inputs: InputReport;
}

/** A rule on a score that other candidates have, this one not. */
export interface JudgedMissing {
  readonly kind: "missing";
  readonly rule: Exclude<GateRule, InputsRule>;
  readonly score: string;
  readonly verdict: "fail";
}

/** Rows of the candidate that have an error. */
export interface ErroredRows {
  readonly errored: number;
  readonly rows: number;
}

/** What rules are judged by, beyond the compared scores. */
export interface GateFacts {
  /** By the compared score's name; `null`: errors of rows. */
  readonly errors: (score: string | null) => ErroredRows;
  /** `null` where no rule asks for it. */
  readonly inputs: InputReport | null;
  /** Names of scores that other candidates have: a rule on one of them that this one lacks fails and is not refused. */
  readonly elsewhere: readonly string[];
}

export interface GateReport {
  readonly verdict: "pass" | "fail";
  /** Inconclusive and not estimable rules fail too. */
  readonly isStrict: boolean;
  /** Of each interval, so that all rules hold at the level asked together (Bonferroni). */
  readonly level: number;
  /** Rules that have an interval, times candidates; at least 1. */
  readonly family: number;
  readonly rules: readonly JudgedRule[];
}

/** Rules as typed, and how the gate judges. */
export interface GateChoice {
  readonly rules: readonly string[];
  /** At which all rules hold together, above 0 and below 1. */
  readonly level: number;
  readonly isStrict: boolean;
  /** Candidates that the same rules judge: their intervals share the level. */
  readonly candidates: number;
  /** Names of scores that any of these has; absent: rules on what this one lacks are refused. */
  readonly elsewhere?: readonly string[];
  /** Conditions on inputs of the saved comparison that is judged: rules see these items alone. Absent: none. */
  readonly inputs?: readonly InputCondition[];
}

export interface EvidenceQuery extends PairQuery {
  /** Tries of pass@k; `null`: not asked. */
  readonly k: number | null;
  /** Reads all outputs: seconds for large runs. */
  readonly drift: boolean;
}

/** What else there is to know of one compared score. */
export interface PairEvidence {
  readonly pass: Estimate<PassEvidence>;
  readonly drift: Estimate<GraderDrift> | null;
}

/** How the panel's summary is made, beyond the defaults. */
export type MethodChoice = Pick<ComparisonOptions, "test" | "interval" | "cluster">;

// A query for rows in Weave's own terms, where it means the same there. Pure. The service sorts by a row's mean, tests one of its
// trials and keeps nulls where it likes; so it is asked only for runs with one trial a row, and for rows with and without a
// value apart. Source: Weave evaluation API, section 6.
import type { JsonObject } from "../../core/json/json.ts";
import { isInRange } from "../../core/rows/numberRange.ts";
import type { RowCondition, RowFilter } from "../../core/rows/rowFilter.ts";
import type { RowOrder } from "../../core/rows/rowQuery.ts";
import type { ScoreKey } from "../../core/run.ts";
import { type LiveQuery, type NotTheSame, notTheSame } from "../../core/services/liveRows.ts";
import { statsName } from "./map.ts";
import type { EvalSummaryWire, ScorerStatsWire } from "./resultsWire.ts";

/** A condition as the service takes it. */
export type Expression = JsonObject;

/** A score that can be asked for: only numbers, or only true and false. */
export interface LiveScore {
  /** Keys from `scores` down. */
  readonly path: readonly string[];
  readonly isBinary: boolean;
  /** Rows with a value, as the service's statistics count them. */
  readonly counted: number;
}

export interface LivePlan {
  readonly kind: "plan";
  /** `null`: every row. */
  readonly filter: LiveFilter | null;
  /** `null`: as rows are stored. */
  readonly sort: LiveSort | null;
}

export interface LiveFilter {
  readonly on: LiveScore;
  /** All have to hold; so has the score to be there. */
  readonly tests: readonly LiveTest[];
}

export interface LiveSort {
  readonly on: LiveScore;
  readonly descending: boolean;
}

/** One limit of a filter, as the service takes it and as it is meant: rows that fail lie beyond it. */
export interface LiveTest {
  readonly holds: Expression;
  readonly side: "least" | "most";
  readonly passes: (value: number) => boolean;
}

/** Paths of scores go so deep; what lies deeper is a document (formats/weaveScores.ts). */
const MAX_KEYS = 9;

/** What to ask for, or why not. `summary`: of the run's rows, each with one trial. */
export function livePlan(
  { scores, filter, sort }: Pick<LiveQuery, "scores" | "filter" | "sort">,
  summary: EvalSummaryWire,
): LivePlan | NotTheSame {
  const stats = summary.scorer_stats ?? [];
  const wanted = filterPlan(filter, scores, stats);
  if (wanted !== null && "kind" in wanted) return wanted;
  const order = sortPlan(sort, scores, stats);
  return order !== null && "kind" in order ? order : { kind: "plan", filter: wanted, sort: order };
}

function filterPlan(
  filter: RowFilter,
  scores: readonly ScoreKey[],
  stats: readonly ScorerStatsWire[],
): LiveFilter | NotTheSame | null {
  const [first] = filter;
  if (first === undefined) return null;
  const ranges = filter.filter((one): one is Range => one.kind === "range");
  if (first.kind !== "range" || ranges.length < filter.length)
    return notTheSame("it filters rows only by the numbers of a score");
  if (ranges.some(({ score }) => score !== first.score))
    return notTheSame("filters by several scores can't be checked there");
  const on = liveScore(scores[first.score], stats);
  if ("kind" in on) return on;
  const tests = on.isBinary ? binaryTest(on, ranges) : ranges.flatMap((range) => limitTests(on, range));
  if (tests === null) return notTheSame("neither true nor false passes the filter");
  return { on, tests };
}

function sortPlan(
  sort: RowOrder | null,
  scores: readonly ScoreKey[],
  stats: readonly ScorerStatsWire[],
): LiveSort | NotTheSame | null {
  const [first, second] = sort ?? [];
  if (first === undefined || (first.column.kind === "index" && !first.descending)) return null;
  if (first.column.kind !== "score" || second !== undefined)
    return notTheSame("it orders rows as the store does by one score only");
  const on = liveScore(scores[first.column.score], stats);
  return "kind" in on ? on : { on, descending: first.descending };
}

function liveScore(key: ScoreKey | undefined, stats: readonly ScorerStatsWire[]): LiveScore | NotTheSame {
  const name = key?.name ?? "";
  const [own, other] = stats.filter((one) => statsName(one) === name);
  if (own === undefined || other !== undefined)
    return notTheSame(`${name} is not one score of a scorer there`);
  const path = [own.scorer_key, ...(own.path ? own.path.split(".") : [])];
  // A key with a dot reads as two in an address of a field.
  if (own.scorer_key.includes(".") || path.length > MAX_KEYS)
    return notTheSame(`${name} can't be named there without doubt`);
  const passes = own.pass_known_count ?? 0;
  const numbers = own.numeric_count ?? 0;
  const counted = passes + numbers;
  if ((passes > 0 && numbers > 0) || counted === 0 || counted !== own.trial_count)
    return notTheSame(`${name} holds other than numbers alone, or truth values alone`);
  // A number beyond what a double holds has no mean.
  if (numbers > 0 && !Number.isFinite(own.numeric_mean ?? Number.NaN))
    return notTheSame(`${name} has no mean there`);
  return { path, isBinary: passes > 0, counted };
}

type Range = Extract<RowCondition, { kind: "range" }>;

/** Which of true and false pass: both need no test; `null`: none passes. */
function binaryTest(on: LiveScore, ranges: readonly Range[]): readonly LiveTest[] | null {
  const passing = [false, true].filter((value) => ranges.every((range) => isInRange(Number(value), range)));
  const [only] = passing;
  if (only === undefined) return null;
  if (passing.length === 2) return [];
  const holds = { $eq: [converted(on, "bool"), { $literal: only }] };
  return [{ holds, side: only ? "least" : "most", passes: (value) => value === Number(only) }];
}

function limitTests(on: LiveScore, range: Range): readonly LiveTest[] {
  const value = converted(on, "double");
  const { min, max, excludesMin, excludesMax } = range;
  const least: readonly LiveTest[] =
    min === null
      ? []
      : [
          {
            holds: { [excludesMin === true ? "$gt" : "$gte"]: [value, { $literal: min }] },
            side: "least",
            passes: (one) => isInRange(one, { ...range, max: null }),
          },
        ];
  const most: readonly LiveTest[] =
    max === null
      ? []
      : [
          {
            holds: { [excludesMax === true ? "$lt" : "$lte"]: [value, { $literal: max }] },
            side: "most",
            passes: (one) => isInRange(one, { ...range, min: null }),
          },
        ];
  return [...least, ...most];
}

function converted(on: LiveScore, to: "bool" | "double" | "exists"): Expression {
  return { $convert: { input: { $getField: fieldName(on) }, to } };
}

/** As sorts and conditions name it. */
export function fieldName({ path }: LiveScore): string {
  return ["scores", ...path].join(".");
}

/** The filter as one condition. */
export function holdsOf({ on, tests }: LiveFilter): Expression {
  return { $and: [exists(on, true), ...tests.map(({ holds }) => holds)] };
}

/** Whether a row has a value. */
export function exists(on: LiveScore, isThere: boolean): Expression {
  return { $eq: [converted(on, "exists"), { $literal: isThere }] };
}

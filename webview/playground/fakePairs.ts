// Which made-up joined items a filter shows.
import type { CompareFilter, CompareRowScore } from "../../src/core/compare/compareTypes.ts";
import type { RowCondition } from "../../src/core/rows/rowFilter.ts";

type RangeCondition = Extract<RowCondition, { readonly kind: "range" }>;

export function isInRange(
  value: number | null,
  { min, max, excludesMin, excludesMax }: RangeCondition,
): boolean {
  if (value === null) return false;
  const isAbove = min === null || value > min || (value === min && excludesMin !== true);
  return isAbove && (max === null || value < max || (value === max && excludesMax !== true));
}

/** One joined item: the rows of it in each run. */
export interface Pair {
  readonly digest: string;
  readonly base: readonly number[];
  readonly candidate: readonly number[];
}

export function isMatched(pair: Pair): boolean {
  return pair.base.length > 0 && pair.candidate.length > 0;
}

export function isShown(
  filter: CompareFilter,
  pair: Pair,
  row: CompareRowScore | null,
  [base, candidate]: readonly (string | null)[],
): boolean {
  if (filter === "onlyBase") return pair.candidate.length === 0;
  if (filter === "onlyCandidate") return pair.base.length === 0;
  if (filter === "duplicatesBase") return pair.base.length > 1;
  if (filter === "duplicatesCandidate") return pair.candidate.length > 1;
  if (!isMatched(pair)) return false;
  if (filter === "matched" || filter === "contentChanged") return true;
  if (filter === "outputChanged") return base !== candidate;
  if (filter === "graderDrift")
    return base === candidate && (row?.change === "improved" || row?.change === "regressed");
  const isErrored = row?.base.state === "error" || row?.candidate.state === "error";
  if (filter === "errored") return isErrored;
  if (filter === "missing") return row?.change === "unscored" && !isErrored;
  return row?.change === filter;
}

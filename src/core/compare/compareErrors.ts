// A comparison with errored rows counted, beside the one over scored rows: where the two disagree, a crash looks like a
// better mean. Source: statistics reference, sections 1 and 2 (missing).

import type { RowItems } from "../join/digestIndex.ts";
import type { Join } from "../join/joinItems.ts";
import type { ScoreAggregate } from "../run.ts";
import { errorsAsZero, isErrored } from "../scores/errorsAsZero.ts";
import { itemMeans } from "../scores/meanError.ts";
import { hasValue, type ScoreColumn } from "../scores/scoreColumn.ts";
import { CompensatedSum, isSameValue } from "../statistics/summation.ts";
import { formatScoreDelta } from "../text/formatNumber.ts";
import type { CountedComparison, ScoreComparison } from "./compareTypes.ts";

/** One run's score with its rows' errors. */
export interface ErroredSide {
  readonly column: ScoreColumn;
  readonly items: RowItems;
  readonly aggregate: ScoreAggregate;
  /** 1 for each row that carries an error; `null` where none does. */
  readonly rowErrors: Uint8Array | null;
}

/** Means over matched items with a value or an errored row on both sides. `null` where nothing failed. */
export function countedComparison(
  join: Join,
  base: ErroredSide,
  candidate: ErroredSide,
): CountedComparison | null {
  const sides = [base, candidate];
  if (sides.every((side) => side.aggregate.errorShare === undefined)) return null;
  for (const { aggregate } of sides) {
    const counted = errorsAsZero(aggregate);
    if (counted?.kind === "off") return counted;
    if (aggregate.infiniteCount > 0) return { kind: "off", reason: "infinite values" };
  }
  const a = countedMeans(base);
  const b = countedMeans(candidate);
  const sums = { base: new CompensatedSum(), candidate: new CompensatedSum(), delta: new CompensatedSum() };
  let n = 0;
  for (let at = 0; at < join.report.matched; at++) {
    const left = a[join.baseItem[at] as number] as number;
    const right = b[join.candidateItem[at] as number] as number;
    if (Number.isNaN(left) || Number.isNaN(right)) continue;
    sums.base.add(left);
    sums.candidate.add(right);
    sums.delta.add(right - left);
    n++;
  }
  if (n === 0) return { kind: "off", reason: "no item is scored or errored in both runs" };
  return {
    kind: "means",
    n,
    baseMean: sums.base.value / n,
    candidateMean: sums.candidate.value / n,
    delta: sums.delta.value / n,
    baseErrors: base.aggregate.errorShare?.rows ?? 0,
    candidateErrors: candidate.aggregate.errorShare?.rows ?? 0,
  };
}

/** Item means in which every errored row has the score's error value; NaN for items with neither. */
function countedMeans({ column, items, aggregate, rowErrors }: ErroredSide): Float64Array {
  const values = column.values.slice();
  const hasFailed = new Uint8Array(values.length);
  for (let row = 0; row < values.length; row++) {
    if (!isErrored(column, rowErrors, row)) continue;
    hasFailed[row] = 1;
    values[row] = aggregate.contract?.errorValue ?? 0;
  }
  const isCounted = (row: number): boolean => hasFailed[row] === 1 || hasValue(column, row);
  return itemMeans(values, isCounted, items.itemOf, items.count).means;
}

/** Whether counting errored rows turns which run is ahead on a score. */
export function doErrorsTurn({ delta, baseMean, withErrors }: ScoreComparison): boolean {
  if (delta === null || baseMean === null || withErrors?.kind !== "means") return false;
  const isSame =
    isSameValue(baseMean, baseMean + delta) || isSameValue(withErrors.baseMean, withErrors.candidateMean);
  return !isSame && delta > 0 !== withErrors.delta > 0;
}

/** The means and their difference that a view shows. */
export interface ShownComparison {
  readonly n: number;
  readonly baseMean: number | null;
  readonly candidateMean: number | null;
  readonly delta: number | null;
  readonly hasErrors: boolean;
}

/** Over scored items; with `withErrors`, errored rows counted where that can be. */
export function shownComparison(score: ScoreComparison, withErrors: boolean): ShownComparison {
  if (withErrors && score.withErrors?.kind === "means") return { ...score.withErrors, hasErrors: true };
  const { n, baseMean, candidateMean, delta } = score;
  return { n, baseMean, candidateMean, delta, hasErrors: false };
}

interface Named {
  readonly name: string;
}

/** What it means that errors turn a score, for people. Only where {@link doErrorsTurn}. */
export function turnSentence(
  score: ScoreComparison,
  { base, candidate }: { readonly base: Named; readonly candidate: Named },
  locale: string,
): string {
  const both = [shownComparison(score, false), shownComparison(score, true)];
  const means = both.flatMap(({ baseMean, candidateMean }) => [baseMean, candidateMean]);
  const [scored, counted] = both.map(({ delta }) => formatScoreDelta(delta, means, score, locale));
  const isAhead = (score.delta ?? 0) > 0 === score.higherIsBetter;
  const [ahead, behind] = isAhead ? [candidate, base] : [base, candidate];
  return `Errors change the order on ${score.name}: ${ahead.name} is ahead of ${behind.name} on scored rows only (${scored}), behind with errors counted (${counted}).`;
}

// Means with errored rows counted: what a score's mean becomes where a failure is worth 0, or what the metric contract
// names, instead of being left out. Source: statistics reference, sections 1 (errors-as-zero) and 2.6 (ranking flip).
import type { ItemNumbers } from "../join/digestIndex.ts";
import type { ScoreSummary } from "../run.ts";
import { momentsOf } from "../statistics/summation.ts";
import type { ErrorShare } from "./errorShare.ts";
import { hasValue, type ScoreColumn, STATE_CODE, stateAt } from "./scoreColumn.ts";

/** Whether a row failed on a score: it has no finite value, and it or the score carries an error. Infinite is a value. */
export function isErrored(column: ScoreColumn, rowErrors: Uint8Array | null, row: number): boolean {
  const state = stateAt(column, row);
  if (state === STATE_CODE.error) return true;
  return rowErrors?.[row] === 1 && !hasValue(column, row) && state !== STATE_CODE.infinite;
}

/** Errored rows of a score by item; `null` where none failed. `rowErrors`: 1 for each row that carries an error. */
export function errorShareOf(
  column: ScoreColumn,
  items: ItemNumbers,
  rowErrors: Uint8Array | null,
): ErrorShare | null {
  const count = items.count;
  const sums = new Float64Array(count);
  const errors = new Int32Array(count);
  const seen = new Int32Array(count);
  let rows = 0;
  for (let row = 0; row < items.itemOf.length; row++) {
    const item = items.itemOf[row] as number;
    const hasFailed = isErrored(column, rowErrors, row);
    if (!hasFailed && !hasValue(column, row)) continue;
    seen[item] = (seen[item] as number) + 1;
    if (hasFailed) {
      errors[item] = (errors[item] as number) + 1;
      rows++;
    } else sums[item] = (sums[item] as number) + (column.values[row] as number);
  }
  if (rows === 0) return null;
  const counted = [...seen.keys()].filter((item) => (seen[item] as number) > 0);
  const values = Float64Array.from(counted, (item) => (sums[item] as number) / (seen[item] as number));
  const shares = Float64Array.from(counted, (item) => (errors[item] as number) / (seen[item] as number));
  return { rows, items: counted.length, ...jointMoments(values, shares) };
}

/** Both series have at least one entry. Products from the squares of the sum: no second kind of loop. */
function jointMoments(values: Float64Array, shares: Float64Array) {
  const a = momentsOf(values);
  const b = momentsOf(shares);
  const both = momentsOf(values.map((value, i) => value + (shares[i] as number)));
  if (a === null || b === null || both === null) throw new RangeError("no items");
  return {
    valueMean: a.mean,
    errorMean: b.mean,
    valueSquares: a.squares,
    errorSquares: b.squares,
    products: (both.squares - a.squares - b.squares) / 2,
  };
}

/** A mean with errored rows counted, or why it does not exist. */
export type ErrorsAsZero =
  | {
      readonly kind: "mean";
      /** What an errored row takes: 0, or the contract's `errorValue`. */
      readonly value: number;
      readonly mean: number;
      /** `null` when not estimable: one item, or all equal. */
      readonly standardError: number | null;
      /** The n of the mean: items scored or errored. */
      readonly items: number;
      readonly rows: number;
    }
  | { readonly kind: "off"; readonly reason: string };

/** A score with its errored rows, as runs have it and lists where the run has errors. */
export type ErroredScore = Pick<
  ScoreSummary,
  "kind" | "higherIsBetter" | "min" | "count" | "itemMean" | "contract" | "errorShare"
>;

/**
 * The mean with errored rows counted. `null` where no row of the score failed: both means are then one. Off where 0
 * would not be the worst value and the contract names none.
 */
export function errorsAsZero(score: ErroredScore): ErrorsAsZero | null {
  const share = score.errorShare;
  if (share === undefined) return null;
  const reason = offReason(score);
  if (reason !== null) return { kind: "off", reason };
  const value = score.contract?.errorValue ?? 0;
  const mean = share.valueMean + value * share.errorMean;
  const squares = share.valueSquares + 2 * value * share.products + value * value * share.errorSquares;
  const variance = Math.max(0, squares) / Math.max(1, share.items - 1);
  const isSpread = share.items > 1 && Math.sqrt(variance) > 1e-9 * Math.max(1, Math.abs(mean));
  const standardError = isSpread ? Math.sqrt(variance / share.items) : null;
  return { kind: "mean", value, mean, standardError, items: share.items, rows: share.rows };
}

function offReason(score: ErroredScore): string | null {
  if (score.kind === "label") return "labels have no mean";
  if (score.count > 0 && score.itemMean === null) return "infinite values";
  return score.contract?.errorValue !== undefined ? null : zeroReason(score);
}

/** Why 0 can't stand for a failure; `null` where it can. */
export function zeroReason(score: Pick<ErroredScore, "higherIsBetter" | "min">): string | null {
  if (!score.higherIsBetter) return "0 would be the best value; errorValue in metrics.json names another";
  if (score.min === null) return "no row has a value";
  return score.min < 0 ? "values below 0 exist; errorValue in metrics.json names what an error takes" : null;
}

/** The mean that a view shows. */
export interface ShownMean {
  readonly mean: number | null;
  readonly standardError: number | null;
  /** The n of the mean. */
  readonly items: number;
  /** Whether errored rows are in it. */
  readonly hasErrors: boolean;
}

/** The mean over scored items; with `withErrors`, errored rows counted where that can be. */
export function shownMean(
  score: ErroredScore & Pick<ScoreSummary, "standardError" | "scoredItems">,
  withErrors: boolean,
): ShownMean {
  const counted = withErrors ? errorsAsZero(score) : null;
  if (counted?.kind === "mean") return { ...counted, hasErrors: true };
  const { itemMean, standardError, scoredItems } = score;
  return { mean: itemMean, standardError, items: scoredItems, hasErrors: false };
}

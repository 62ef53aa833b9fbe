// How many rows of a comparison's candidate have an error, over the items that the comparison holds.
import type { ErroredRows } from "../../core/compare/evidenceTypes.ts";
import { isErrored } from "../../core/scores/errorsAsZero.ts";
import type { SummaryParts } from "./comparisonSummary.ts";

/**
 * Rows that count and carry an error, or with a score's name those that failed on it: over the whole run what its
 * `erroredRows` and the score's `errorShare` say.
 */
export function erroredRows({ b, join, scores }: SummaryParts, score: string | null): ErroredRows {
  const side = scores.find(({ comparison }) => comparison.name === score)?.candidateSide ?? null;
  const { items, rowErrors } = b;
  const isHeld = new Uint8Array(items.count);
  let rows = 0;
  for (const item of join.candidateItem) {
    if (item === -1) continue;
    isHeld[item] = 1;
    rows += items.rowCount[item] as number;
  }
  let errored = 0;
  for (let row = 0; row < items.itemOf.length; row++) {
    if (isHeld[items.itemOf[row] as number] !== 1) continue;
    if (side === null ? rowErrors?.[row] === 1 : isErrored(side.column, rowErrors, row)) errored++;
  }
  return { errored, rows };
}

// Finds the next regressed row above or below one, asking for rows in large steps. Knows nothing of the page.
import type { ComparePage } from "../../../src/core/compare/compareTypes.ts";

export type LoadRows = (offset: number, limit: number) => Promise<ComparePage>;

const STEP_ROWS = 1000;

/** Place of the nearest regressed row after (`by` 1) or before (`by` -1) `from`; `null` when there is none. */
export async function findRegression(
  load: LoadRows,
  score: number,
  from: number,
  by: 1 | -1,
): Promise<number | null> {
  let total = Number.POSITIVE_INFINITY;
  let edge = from + by;
  while (edge >= 0 && edge < total) {
    const offset = by === 1 ? edge : Math.max(0, edge - STEP_ROWS + 1);
    const limit = by === 1 ? STEP_ROWS : edge - offset + 1;
    const page = await load(offset, limit);
    total = page.total;
    const isRegressed = (row: ComparePage["rows"][number]) => row.scores[score]?.change === "regressed";
    const at = by === 1 ? page.rows.findIndex(isRegressed) : page.rows.findLastIndex(isRegressed);
    if (at >= 0) return offset + at;
    if (page.rows.length === 0) return null;
    edge = by === 1 ? offset + page.rows.length : offset - 1;
  }
  return null;
}

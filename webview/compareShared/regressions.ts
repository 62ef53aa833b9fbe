// Finds the next regressed row above or below one, asking for rows in large steps. Knows nothing of the page.

export type LoadRows<Row> = (
  offset: number,
  limit: number,
) => Promise<{ readonly total: number; readonly rows: readonly Row[] }>;

/** As many as a panel's host gives at once. */
const STEP_ROWS = 500;

/** Place of the nearest regressed row after (`by` 1) or before (`by` -1) `from`; `null` when there is none. */
export async function findRegression<Row>(
  load: LoadRows<Row>,
  isRegressed: (row: Row) => boolean,
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
    const at = by === 1 ? page.rows.findIndex(isRegressed) : page.rows.findLastIndex(isRegressed);
    if (at >= 0) return offset + at;
    if (page.rows.length === 0) return null;
    edge = by === 1 ? offset + page.rows.length : offset - 1;
  }
  return null;
}

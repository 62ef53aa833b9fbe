// Where keys lead in a table, what is selected, and how wide its columns are. Knows nothing of the page.
import type { TableColumn } from "./tableHead.ts";

/** The last column stands off the edge of the panel by this much more than its padding. */
const EDGE_PX = 8;

/** The rows between the current one and where the selection began, both included. */
export function selectedRange(
  current: number | null,
  anchor: number | null,
): { readonly first: number; readonly last: number } | null {
  if (current === null) return null;
  const other = anchor ?? current;
  return { first: Math.min(current, other), last: Math.max(current, other) };
}

/** The row that a key leads to from `current`; `null` for keys that do not move. May lie outside of the rows. */
export function keyTarget(
  key: string,
  current: number | null,
  rowsPerPage: number,
  total: number,
): number | null {
  const from = current ?? -1;
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: from + 1,
    ArrowUp: Math.max(0, from - 1),
    PageDown: from + rowsPerPage,
    PageUp: from - rowsPerPage,
    Home: 0,
    End: total - 1,
  };
  return steps[key] ?? null;
}

/** The columns of the grid, and the least width of all together. */
export function gridColumns<Row>(columns: readonly TableColumn<Row>[]) {
  const template = columns.map((column, i) => {
    const minPx = i === columns.length - 1 ? column.minPx + EDGE_PX : column.minPx;
    return column.grow === undefined ? `${minPx}px` : `minmax(${minPx}px, ${column.grow}fr)`;
  });
  return {
    template: template.join(" "),
    leastPx: columns.reduce((sum, column) => sum + column.minPx, EDGE_PX),
  };
}

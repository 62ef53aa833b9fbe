// The head of a row table: titles of column groups, and one sorting button per sortable column.
import { dataText, h, icon } from "./dom.ts";

export interface TableColumn<Row> {
  readonly key: string;
  /** The name of the column, for the head and for screen readers. */
  readonly label: string;
  /** Drawn in the head in place of the label. */
  readonly head?: () => Node;
  /** Columns of one group stand under one title. */
  readonly group?: string;
  readonly minPx: number;
  /** Share of spare width; absent: fixed. */
  readonly grow?: number;
  readonly isNumeric?: boolean;
  readonly isSortable?: boolean;
  /** A line on its left edge, where a group begins. */
  readonly hasEdge?: boolean;
  readonly cell: (row: Row) => Node;
}

export interface TableSort {
  readonly key: string;
  readonly descending: boolean;
}

/** The rows of the head; `sortBy` is called with the key of the column whose head was pressed. */
export function drawTableHead<Row>(
  columns: readonly TableColumn<Row>[],
  sort: TableSort | null,
  sortBy: (key: string) => void,
): readonly HTMLElement[] {
  const tabStop = columns.findIndex((column) => column.isSortable);
  const cells = columns.map((column, i) => drawHeadCell(column, i === tabStop, sort, sortBy));
  const names = h("div", { class: "rt-row", role: "row", on: { keydown: moveBetweenHeads } }, ...cells);
  return columns.some((column) => column.group !== undefined) ? [drawGroups(columns), names] : [names];
}

function drawGroups<Row>(columns: readonly TableColumn<Row>[]): HTMLElement {
  const cells: HTMLElement[] = [];
  for (let i = 0; i < columns.length; ) {
    const group = columns[i]?.group;
    let span = 1;
    while (group !== undefined && columns[i + span]?.group === group) span++;
    const classes = `rt-group${group === undefined ? "" : " edge"}${span === 1 ? " n" : ""}`;
    const cell = h("div", { class: classes }, group === undefined ? null : dataText(group, "clip"));
    cell.style.gridColumn = `span ${span}`;
    cells.push(cell);
    i += span;
  }
  return h("div", { class: "rt-row groups", role: "presentation", "aria-hidden": true }, ...cells);
}

function drawHeadCell<Row>(
  column: TableColumn<Row>,
  isTabStop: boolean,
  sort: TableSort | null,
  sortBy: (key: string) => void,
): HTMLElement {
  const isSorted = sort?.key === column.key;
  const name = column.group === undefined ? column.label : `${column.group} ${column.label}`;
  const content = column.head?.() ?? dataText(column.label, "clip");
  const marks = `${column.isNumeric ? " n" : ""}${isSorted ? " sorted" : ""}${column.hasEdge ? " edge" : ""}`;
  if (!column.isSortable)
    return h("div", { class: `rt-th${marks}`, role: "columnheader", "aria-label": name }, content);
  const arrow = isSorted ? icon(sort.descending ? "arrow-down" : "arrow-up") : null;
  const button = h(
    "button",
    {
      class: "rt-sort",
      type: "button",
      tabindex: isTabStop ? 0 : -1,
      "aria-label": name,
      on: { click: () => sortBy(column.key) },
    },
    content,
    arrow,
  );
  const order = !isSorted ? "none" : sort.descending ? "descending" : "ascending";
  return h("div", { class: `rt-th${marks}`, role: "columnheader", "aria-sort": order }, button);
}

/** One tab stop for the whole head; left and right move inside. */
function moveBetweenHeads(event: KeyboardEvent): void {
  if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
  const row = event.currentTarget as HTMLElement;
  const buttons = [...row.querySelectorAll<HTMLButtonElement>(".rt-sort")];
  const at = buttons.indexOf(event.target as HTMLButtonElement);
  const next = buttons[at + (event.key === "ArrowRight" ? 1 : -1)];
  if (next === undefined) return;
  for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
  next.focus();
  event.preventDefault();
}

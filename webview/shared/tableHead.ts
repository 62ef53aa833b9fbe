// The head of a row table: titles of column groups, and one sorting button per sortable column.
import { dataText, h, icon } from "./dom.ts";
import { drawResizer, type HeadActions, headKey, makeMovable } from "./headGestures.ts";

export interface TableColumn<Row> {
  readonly key: string;
  /** The key of its filter, where that is another. */
  readonly filterKey?: string;
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
  /** How its numbers read can be chosen. */
  readonly hasFormat?: boolean;
  /** Hidden until someone asks for it. */
  readonly isOptional?: boolean;
  /** A line on its left edge, where a group begins. */
  readonly hasEdge?: boolean;
  /** Stands still while the others scroll, so far from the left. */
  readonly pinnedPx?: number;
  readonly cell: (row: Row) => Node;
}

export interface TableSort {
  readonly key: string;
  readonly descending: boolean;
}

/** `isAdding`: the head was pressed with Shift, to sort by it after the others. */
export type SortBy = (key: string, isAdding: boolean) => void;

/** Keeps a pinned cell in its place. */
export function pinCell(cell: HTMLElement, { pinnedPx }: { readonly pinnedPx?: number }): void {
  if (pinnedPx === undefined) return;
  cell.classList.add("pinned");
  cell.style.left = `${pinnedPx}px`;
}

/** The rows of the head. `actions`: what may be done to columns, where they can be arranged. */
export function drawTableHead<Row>(
  columns: readonly TableColumn<Row>[],
  sorts: readonly TableSort[],
  sortBy: SortBy,
  actions?: HeadActions,
): readonly HTMLElement[] {
  const tabStop = columns.findIndex((column) => column.isSortable);
  const cells = columns.map((column, i) => {
    const cell = drawHeadCell(column, i === tabStop, sorts, sortBy);
    cell.dataset.key = column.key;
    pinCell(cell, column);
    if (actions !== undefined) {
      makeMovable(cell, column.key, actions);
      cell.append(drawResizer(column.key, actions));
    }
    return cell;
  });
  const onKey = (event: KeyboardEvent): void => {
    const cell = (event.target as HTMLElement).closest<HTMLElement>(".rt-th");
    if (cell !== null && actions !== undefined && headKey(event, cell, actions)) event.preventDefault();
    else moveBetweenHeads(event);
  };
  const names = h("div", { class: "rt-row", role: "row", on: { keydown: onKey } }, ...cells);
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
  sorts: readonly TableSort[],
  sortBy: SortBy,
): HTMLElement {
  const place = sorts.findIndex((one) => one.key === column.key);
  const sort = sorts[place];
  const isSorted = sort !== undefined;
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
      "data-rank": isSorted && sorts.length > 1 ? place + 1 : undefined,
      on: { click: (event) => sortBy(column.key, event.shiftKey) },
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

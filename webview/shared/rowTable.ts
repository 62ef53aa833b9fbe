// A grid of rows that are loaded as they come into view: head with sorting, keyboard, one current row.
// Knows nothing of results or comparisons: columns say how a row prints.
import { fill, h } from "./dom.ts";
import type { HeadActions } from "./headGestures.ts";
import { type LoadPage, PageCache } from "./pageCache.ts";
import { FIRST_LOOK_ROWS, SKELETON_ROWS } from "./rowTableSizes.ts";
import { drawTableHead, pinCell, type SortBy, type TableColumn, type TableSort } from "./tableHead.ts";
import { TableLook } from "./tableLook.ts";
import { gridColumns, keyTarget, selectedRange } from "./tableMoves.ts";
import { fittingRowHeight, VirtualRows } from "./virtualRows.ts";

export interface RowTableOptions<Row> {
  readonly label: string;
  readonly rowPx: number;
  readonly sort: SortBy;
  /** The current row was moved to; `row` is absent while it is loading. */
  readonly moved: (position: number, row: Row | undefined) => void;
  readonly open: (position: number) => void;
  /** Copies the current row, where only one can be selected. */
  readonly copy?: (row: Row) => void;
  /** Copies rows from `first` to `last`, both included; several rows can be selected where it is there. */
  readonly copyRange?: (first: number, last: number, withHeads: boolean) => void;
  /** What may be done to columns; absent: they stay as they are. */
  readonly head?: HeadActions;
  /** A row under the head, such as filters; drawn anew with the columns. */
  readonly underHead?: (columns: readonly TableColumn<Row>[]) => HTMLElement | null;
  /** What the editor's menu on a row works on (`rowMenu`). */
  readonly menu?: (row: Row) => string;
  /** Rows, total or state changed. */
  readonly changed: () => void;
}

interface Drawn<Row> {
  readonly element: HTMLElement;
  readonly row: Row | undefined;
  readonly isSkeleton: boolean;
}

let nextTableId = 1;

export class RowTable<Row> {
  readonly element: HTMLElement;
  readonly cache: PageCache<Row>;
  private readonly id = `t${nextTableId++}`;
  private readonly head = h("div", { class: "rt-head", role: "rowgroup" });
  private readonly body = h("div", { class: "rt-body", role: "rowgroup" });
  private readonly rows: VirtualRows;
  private readonly look: TableLook;
  private columns: readonly TableColumn<Row>[] = [];
  private drawn = new Map<number, Drawn<Row>>();
  private currentRow: number | null = null;
  /** Where a selection began; `null`: only the current row is selected. */
  private anchorRow: number | null = null;
  private rowPx: number;
  private restoreTop: number | null = null;
  private frame = 0;

  constructor(private readonly options: RowTableOptions<Row>) {
    this.rowPx = options.rowPx;
    this.element = h(
      "div",
      {
        class: "rt",
        role: "grid",
        tabindex: 0,
        "aria-label": options.label,
        "aria-multiselectable": options.copyRange === undefined ? undefined : true,
        on: { keydown: (event) => this.onKey(event) },
      },
      this.head,
      this.body,
    );
    this.cache = new PageCache<Row>(() => this.draw());
    this.rows = new VirtualRows(
      this.element,
      () => this.headPx,
      () => this.drawSoon(),
    );
    this.look = new TableLook(this.element, this.head, this.body, () => this.draw());
  }

  get current(): number | null {
    return this.currentRow;
  }

  get headPx(): number {
    return this.head.offsetHeight;
  }

  get scrollTop(): number {
    return this.element.scrollTop;
  }

  /** The first and the last selected row, both included. */
  get selection(): { readonly first: number; readonly last: number } | null {
    return selectedRange(this.currentRow, this.anchorRow);
  }

  /** For the next {@link setColumns}. */
  setRowHeight(px: number): void {
    this.rowPx = px;
  }

  /** Changes columns and the marks of the sorted ones; rows are drawn anew. */
  setColumns(columns: readonly TableColumn<Row>[], sort: TableSort | readonly TableSort[] | null): void {
    const sorts = sort === null ? [] : "key" in sort ? [sort] : sort;
    const focused = document.activeElement;
    const { head, underHead } = this.options;
    this.columns = columns;
    const { template, leastPx } = gridColumns(columns);
    this.element.style.setProperty("--cols", template);
    this.element.style.setProperty("--cols-min", `${leastPx}px`);
    this.element.setAttribute("aria-colcount", String(columns.length));
    const filters = columns.length === 0 ? null : (underHead?.(columns) ?? null);
    fill(this.head, ...drawTableHead(columns, sorts, this.options.sort, head), filters);
    // A field that someone types into is moved, not made anew: it goes on having the focus.
    if (focused instanceof HTMLElement && this.head.contains(focused)) focused.focus({ preventScroll: true });
    this.drawn.clear();
    this.body.replaceChildren();
    this.draw();
  }

  /** Starts a new query. `top`: where to scroll to once its rows are there. */
  load(load: LoadPage<Row>, top = 0): void {
    this.restoreTop = top;
    this.cache.restart(load);
  }

  /** Makes a row current and shows it. `isExtending`: the rows on the way become selected. */
  moveTo(position: number, isExtending = false): void {
    const total = this.cache.total ?? 0;
    if (total === 0) return;
    this.anchorRow = isExtending && this.options.copyRange ? (this.anchorRow ?? this.currentRow) : null;
    this.currentRow = Math.min(total - 1, Math.max(0, position));
    this.rows.reveal(this.currentRow);
    this.draw();
    this.options.moved(this.currentRow, this.cache.row(this.currentRow));
  }

  clearCurrent(): void {
    this.currentRow = null;
    this.anchorRow = null;
    this.draw();
  }

  private drawSoon(): void {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.draw());
  }

  private draw(): void {
    const total = this.cache.total ?? (this.cache.isWaiting ? SKELETON_ROWS : 0);
    const rowPx = fittingRowHeight(total, this.rowPx);
    this.rows.resize(total, rowPx, this.look.headPx);
    const { isStale, isWaiting, total: known } = this.cache;
    const { bodyPx } = this.rows;
    const isOneLine = rowPx < this.rowPx;
    this.look.show({ count: total, total: known, rowPx, bodyPx, isOneLine, isStale, isWaiting });
    if (this.restoreTop !== null && !this.cache.isStale && total > 0) {
      if (this.restoreTop !== this.rows.topPx) this.element.scrollTop = this.restoreTop;
      this.restoreTop = null;
    }
    const visible = this.rows.visible();
    this.cache.show(visible[0]?.position ?? 0, visible.at(-1)?.position ?? FIRST_LOOK_ROWS);
    this.drawRows(visible);
    this.options.changed();
  }

  private drawRows(visible: readonly { readonly position: number; readonly topPx: number }[]): void {
    const keep = new Map<number, Drawn<Row>>();
    const selected = this.selection;
    for (const { position, topPx } of visible) {
      const row = this.cache.row(position);
      const isSkeleton = row === undefined && this.cache.isWaiting;
      const old = this.drawn.get(position);
      const isSame = old !== undefined && old.row === row && old.isSkeleton === isSkeleton;
      const drawn = isSame ? old : { element: this.drawRow(position, row, isSkeleton), row, isSkeleton };
      if (!isSame) old?.element.remove();
      drawn.element.style.transform = `translateY(${topPx}px)`;
      const isSelected = selected !== null && position >= selected.first && position <= selected.last;
      drawn.element.classList.toggle("current", position === this.currentRow);
      drawn.element.classList.toggle("selected", isSelected);
      drawn.element.setAttribute("aria-selected", String(isSelected));
      if (drawn.element.parentNode === null) this.body.append(drawn.element);
      keep.set(position, drawn);
    }
    for (const [position, drawn] of this.drawn) if (!keep.has(position)) drawn.element.remove();
    this.drawn = keep;
    const hasCurrent = this.currentRow !== null && keep.has(this.currentRow);
    if (hasCurrent) this.element.setAttribute("aria-activedescendant", `${this.id}-${this.currentRow}`);
    else this.element.removeAttribute("aria-activedescendant");
  }

  private drawRow(position: number, row: Row | undefined, isSkeleton: boolean): HTMLElement {
    const click = (event: MouseEvent) => {
      this.moveTo(position, event.shiftKey);
      if (this.anchorRow === null) this.options.open(position);
    };
    const attributes = {
      class: "rt-row",
      role: "row",
      id: `${this.id}-${position}`,
      "aria-rowindex": position + 2,
      "data-vscode-context": row === undefined ? undefined : this.options.menu?.(row),
      on: { click },
    };
    const cells = this.columns.map((column) => {
      const content = row !== undefined ? column.cell(row) : isSkeleton ? h("span", { class: "sk" }) : null;
      const classes = `rt-td${column.isNumeric ? " n" : ""}${column.hasEdge ? " edge" : ""}`;
      const cell = h("div", { class: classes, role: "gridcell" }, content);
      pinCell(cell, column);
      return cell;
    });
    return h("div", attributes, ...cells);
  }

  private onKey(event: KeyboardEvent): void {
    if (event.target !== this.element || event.altKey) return;
    if (event.ctrlKey || event.metaKey) {
      if (event.key.toLowerCase() === "c") this.copySelected(event.shiftKey);
      else if (event.key === "a" && this.options.copyRange !== undefined) this.selectAll();
      else return;
      event.preventDefault();
      return;
    }
    const target = keyTarget(event.key, this.currentRow, this.rows.rowsPerPage, this.cache.total ?? 1);
    if (target !== null) this.moveTo(target, event.shiftKey);
    else if (event.key === "Enter" && this.currentRow !== null) this.options.open(this.currentRow);
    else return;
    event.preventDefault();
  }

  private selectAll(): void {
    this.anchorRow = 0;
    this.currentRow = Math.max(0, (this.cache.total ?? 0) - 1);
    this.draw();
  }

  private copySelected(withHeads: boolean): void {
    const selected = this.selection;
    // Selected text keeps the editor's own copy.
    if (selected === null || String(getSelection()) !== "") return;
    const row = this.cache.row(selected.first);
    if (this.options.copyRange !== undefined)
      this.options.copyRange(selected.first, selected.last, withHeads);
    else if (row !== undefined) this.options.copy?.(row);
  }
}

// A grid of rows that are loaded as they come into view: head with sorting, keyboard, one current row.
// Knows nothing of results or comparisons: columns say how a row prints.
import { fill, h } from "./dom.ts";
import { type LoadPage, PageCache } from "./pageCache.ts";
import { drawTableHead, type TableColumn, type TableSort } from "./tableHead.ts";
import { fittingRowHeight, VirtualRows } from "./virtualRows.ts";

export interface RowTableOptions<Row> {
  readonly label: string;
  readonly rowPx: number;
  readonly sort: (key: string) => void;
  /** The current row was moved to; `row` is absent while it is loading. */
  readonly moved: (position: number, row: Row | undefined) => void;
  readonly open: (position: number) => void;
  readonly copy: (row: Row) => void;
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
  private columns: readonly TableColumn<Row>[] = [];
  private drawn = new Map<number, Drawn<Row>>();
  private currentRow: number | null = null;
  private restoreTop: number | null = null;
  private frame = 0;

  constructor(private readonly options: RowTableOptions<Row>) {
    this.element = h(
      "div",
      {
        class: "rt",
        role: "grid",
        tabindex: 0,
        "aria-label": options.label,
        on: { keydown: (event) => this.onKey(event) },
      },
      this.head,
      this.body,
    );
    this.cache = new PageCache<Row>(() => this.draw());
    this.rows = new VirtualRows(
      this.element,
      () => this.head.offsetHeight,
      () => this.drawSoon(),
    );
  }

  get current(): number | null {
    return this.currentRow;
  }

  get scrollTop(): number {
    return this.element.scrollTop;
  }

  /** Changes columns and the mark of the sorted one; rows are drawn anew. */
  setColumns(columns: readonly TableColumn<Row>[], sort: TableSort | null): void {
    this.columns = columns;
    const template = columns.map((c, i) => {
      const minPx = i === columns.length - 1 ? c.minPx + EDGE_PX : c.minPx;
      return c.grow === undefined ? `${minPx}px` : `minmax(${minPx}px, ${c.grow}fr)`;
    });
    this.element.style.setProperty("--cols", template.join(" "));
    this.element.style.setProperty("--cols-min", `${columns.reduce((sum, c) => sum + c.minPx, EDGE_PX)}px`);
    this.element.setAttribute("aria-colcount", String(columns.length));
    fill(this.head, ...drawTableHead(columns, sort, this.options.sort));
    this.drawn.clear();
    this.body.replaceChildren();
    this.draw();
  }

  /** Starts a new query. `top`: where to scroll to once its rows are there. */
  load(load: LoadPage<Row>, top = 0): void {
    this.restoreTop = top;
    this.cache.restart(load);
  }

  /** Makes a row current and shows it. */
  moveTo(position: number): void {
    const total = this.cache.total ?? 0;
    if (total === 0) return;
    this.currentRow = Math.min(total - 1, Math.max(0, position));
    this.rows.reveal(this.currentRow);
    this.draw();
    this.options.moved(this.currentRow, this.cache.row(this.currentRow));
  }

  clearCurrent(): void {
    this.currentRow = null;
    this.draw();
  }

  private drawSoon(): void {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.draw());
  }

  private draw(): void {
    const total = this.cache.total ?? (this.cache.isWaiting ? SKELETON_ROWS : 0);
    const rowPx = fittingRowHeight(total, this.options.rowPx);
    this.rows.resize(total, rowPx);
    this.element.style.setProperty("--row-px", `${rowPx}px`);
    this.element.classList.toggle("one-line", rowPx < this.options.rowPx);
    this.element.classList.toggle("stale", this.cache.isStale && this.cache.isWaiting);
    this.element.setAttribute("aria-busy", String(this.cache.isWaiting));
    this.element.setAttribute("aria-rowcount", String(this.cache.total === null ? -1 : total + 1));
    this.body.style.height = `${this.rows.bodyPx}px`;
    if (this.restoreTop !== null && !this.cache.isStale && total > 0) {
      this.element.scrollTop = this.restoreTop;
      this.restoreTop = null;
    }
    const visible = this.rows.visible();
    this.cache.show(visible[0]?.position ?? 0, visible.at(-1)?.position ?? FIRST_LOOK_ROWS);
    this.drawRows(visible);
    this.options.changed();
  }

  private drawRows(visible: readonly { readonly position: number; readonly topPx: number }[]): void {
    const keep = new Map<number, Drawn<Row>>();
    for (const { position, topPx } of visible) {
      const row = this.cache.row(position);
      const isSkeleton = row === undefined && this.cache.isWaiting;
      const old = this.drawn.get(position);
      const isSame = old !== undefined && old.row === row && old.isSkeleton === isSkeleton;
      const drawn = isSame ? old : { element: this.drawRow(position, row, isSkeleton), row, isSkeleton };
      if (!isSame) old?.element.remove();
      drawn.element.style.transform = `translateY(${topPx}px)`;
      const isCurrent = position === this.currentRow;
      drawn.element.classList.toggle("current", isCurrent);
      drawn.element.setAttribute("aria-selected", String(isCurrent));
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
    const click = () => {
      this.moveTo(position);
      this.options.open(position);
    };
    const attributes = {
      class: "rt-row",
      role: "row",
      id: `${this.id}-${position}`,
      "aria-rowindex": position + 2,
      on: { click },
    };
    const cells = this.columns.map((column) => {
      const content = row !== undefined ? column.cell(row) : isSkeleton ? h("span", { class: "sk" }) : null;
      const classes = `rt-td${column.isNumeric ? " n" : ""}${column.hasEdge ? " edge" : ""}`;
      return h("div", { class: classes, role: "gridcell" }, content);
    });
    return h("div", attributes, ...cells);
  }

  private onKey(event: KeyboardEvent): void {
    if (event.target !== this.element || event.altKey) return;
    if (event.ctrlKey || event.metaKey) {
      if (event.key === "c") this.copyCurrent();
      return;
    }
    const from = this.currentRow ?? -1;
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: from + 1,
      ArrowUp: Math.max(0, from - 1),
      PageDown: from + this.rows.rowsPerPage,
      PageUp: from - this.rows.rowsPerPage,
      Home: 0,
      End: (this.cache.total ?? 1) - 1,
    };
    const target = steps[event.key];
    if (target !== undefined) this.moveTo(target);
    else if (event.key === "Enter" && this.currentRow !== null) this.options.open(this.currentRow);
    else return;
    event.preventDefault();
  }

  private copyCurrent(): void {
    // Selected text keeps the editor's own copy.
    if (this.currentRow === null || String(getSelection()) !== "") return;
    const row = this.cache.row(this.currentRow);
    if (row !== undefined) this.options.copy(row);
  }

  dispose(): void {
    this.cache.dispose();
    this.rows.dispose();
  }
}

/** The last column stands off the edge of the panel by this much more than its padding. */
const EDGE_PX = 8;
/** Grey lines in the place of rows whose number is not known yet. */
const SKELETON_ROWS = 12;
/** Rows to ask for before the number of rows is known. */
const FIRST_LOOK_ROWS = 60;

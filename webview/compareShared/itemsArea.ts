// Joined rows on the page, of however many runs: table, detail pane and status line, and how they follow one another.
import { formatCount } from "../../src/core/text/formatNumber.ts";
import type { CompareCommand } from "../../src/protocol/panelCommands.ts";
import { atRest } from "../shared/atRest.ts";
import { DetailPane } from "../shared/detailPane.ts";
import { h } from "../shared/dom.ts";
import type { LoadPage } from "../shared/pageCache.ts";
import { keyHint, RowsFrame } from "../shared/rowsFrame.ts";
import { RowTable } from "../shared/rowTable.ts";
import type { TableColumn, TableSort } from "../shared/tableHead.ts";
import { findRegression } from "./regressions.ts";

/** What is kept of the rows over hiding and reloading the page. */
export interface ItemsPlace {
  readonly scrollTop: number;
  readonly open: number | null;
}

/** How much room the columns have. */
export interface ColumnRoom {
  readonly isNarrow: boolean;
  /** The pane is open: only what is needed to choose rows stays. */
  readonly isBrief: boolean;
}

export interface ItemsAreaOptions<Row> {
  readonly locale: () => string;
  readonly sort: (key: string) => void;
  readonly copy: (row: Row) => void;
  readonly underHead: (columns: readonly TableColumn<Row>[]) => HTMLElement | null;
  /** `null` until something is shown. */
  readonly columns: (
    room: ColumnRoom,
  ) => { readonly columns: readonly TableColumn<Row>[]; readonly sort: TableSort } | null;
  readonly detail: (row: Row, signal: AbortSignal) => Promise<readonly Node[]>;
  /** Buttons in the head of the pane. */
  readonly tools?: (row: Row) => readonly HTMLElement[];
  readonly openDiff: (row: Row) => void;
  /** `null` where no score is chosen. */
  readonly isRegressed: () => ((row: Row) => boolean) | null;
  /** Draws the status line: see {@link ItemsArea.drawAround}. */
  readonly around: () => void;
  readonly place: ItemsPlace;
  readonly keep: (place: Partial<ItemsPlace>) => void;
}

const NARROW = matchMedia("(max-width: 900px)");

export class ItemsArea<Row extends { readonly position: number }> {
  readonly element: HTMLElement;
  readonly table: RowTable<Row>;
  private readonly pane: DetailPane;
  private readonly frame: RowsFrame<Row>;
  private readonly keyHint = keyHint("F8", "next regression");
  private readonly split: HTMLElement;
  private place: ItemsPlace;
  private loadPage: LoadPage<Row> | null = null;
  private shownRow: number | null = null;
  private detailLoad = new AbortController();
  private search = new AbortController();
  private hint = "";

  constructor(private readonly options: ItemsAreaOptions<Row>) {
    this.place = options.place;
    this.table = new RowTable<Row>({
      label: "Items",
      rowPx: 46,
      sort: (key) => options.sort(key),
      moved: () => this.followCurrent(),
      open: (position) => this.openPane(position),
      copy: (row) => options.copy(row),
      underHead: (columns) => options.underHead(columns),
      changed: () => this.options.around(),
    });
    this.frame = new RowsFrame(this.table, this.keyHint);
    this.pane = new DetailPane({
      label: "Item detail",
      isWide: true,
      step: (by) => this.table.moveTo((this.table.current ?? 0) + by),
      closed: () => this.afterClose(),
    });
    this.split = h("div", { class: "split" }, this.frame.element, this.pane.element);
    this.element = h("section", { class: "rows-area", "aria-label": "Items" }, this.split);
    const keepScroll = atRest(() => this.keepScroll());
    this.table.element.addEventListener("scroll", keepScroll, { passive: true });
    document.addEventListener("keydown", (event) => this.onKey(event));
    NARROW.addEventListener("change", () => this.setColumns());
  }

  get status(): HTMLElement {
    return this.frame.status;
  }

  /** Shows other rows. `isSamePlace`: scroll and open row are kept, as after a reload. */
  show(load: LoadPage<Row>, isSamePlace: boolean): void {
    this.loadPage = load;
    this.shownRow = null;
    this.hint = "";
    this.search.abort();
    if (!isSamePlace) {
      this.pane.close();
      this.table.clearCurrent();
      this.change({ scrollTop: 0, open: null });
    }
    this.setColumns();
    this.table.load(load, this.place.scrollTop);
  }

  setColumns(): void {
    const isNarrow = NARROW.matches;
    const shown = this.options.columns({ isNarrow, isBrief: this.pane.isOpen && !isNarrow });
    if (shown !== null) this.table.setColumns(shown.columns, shown.sort);
  }

  /** `parts` go into the status line; `empty` makes the words for no rows, `emptyKey` tells them apart. */
  drawAround(parts: readonly string[], hasRegressions: boolean, emptyKey: string, empty: () => Node): void {
    this.frame.draw([...parts, this.hint], emptyKey, empty);
    this.keyHint.hidden = !hasRegressions;
    this.restoreOpen();
  }

  focusSortedHead(): void {
    this.table.element.querySelector<HTMLElement>(".rt-th.sorted .rt-sort")?.focus();
  }

  /** Carries out a command that the host bound to a key. */
  carryOut(command: Exclude<CompareCommand, "openDiffs">): void {
    if (command !== "openDiff") {
      void this.goToRegression(command === "nextRegression" ? 1 : -1);
      return;
    }
    const { current } = this.table;
    const row = current === null ? undefined : this.table.cache.row(current);
    if (row !== undefined) this.options.openDiff(row);
  }

  private change(part: Partial<ItemsPlace>): void {
    this.place = { ...this.place, ...part };
    this.options.keep(part);
  }

  private keepScroll(): void {
    if (!this.table.cache.isStale) this.change({ scrollTop: Math.round(this.table.scrollTop) });
  }

  private openPane(position: number): void {
    const wasOpen = this.pane.isOpen;
    this.change({ open: position });
    if (!wasOpen) this.showPane();
    this.followCurrent();
    if (wasOpen || NARROW.matches) this.pane.focus();
  }

  private showPane(): void {
    this.pane.open();
    this.split.classList.add("has-pane");
    this.setColumns();
  }

  private afterClose(): void {
    this.split.classList.remove("has-pane");
    this.detailLoad.abort();
    this.shownRow = null;
    this.change({ open: null });
    this.setColumns();
    this.table.element.focus();
  }

  private followCurrent(): void {
    const position = this.table.current;
    if (position === null || !this.pane.isOpen) return;
    if (position !== this.place.open) this.change({ open: position });
    const row = this.table.cache.row(position);
    if (row === undefined || row.position === this.shownRow) return;
    this.shownRow = row.position;
    const count = (value: number) => formatCount(value, this.options.locale());
    this.pane.setTitle(
      `Item ${count(row.position + 1)}`,
      `${count(position + 1)} of ${count(this.table.cache.total ?? 0)}`,
    );
    this.pane.setActions(...(this.options.tools?.(row) ?? []));
    void this.loadDetail(row);
  }

  private async loadDetail(row: Row): Promise<void> {
    this.detailLoad.abort();
    const load = new AbortController();
    this.detailLoad = load;
    this.pane.startWaiting();
    try {
      const content = await this.options.detail(row, load.signal);
      if (!load.signal.aborted) this.pane.setContent(...content);
    } catch (error) {
      if (!load.signal.aborted) this.pane.setFailure(error instanceof Error ? error.message : String(error));
    }
  }

  /** After a reload the row that was open opens again, once it is loaded. */
  private restoreOpen(): void {
    const { open } = this.place;
    if (open === null || this.table.cache.isStale || (this.table.cache.total ?? 0) === 0) return;
    if (!this.pane.isOpen && this.table.current === null) {
      this.table.moveTo(open);
      this.showPane();
    }
    this.followCurrent();
  }

  private async goToRegression(by: 1 | -1): Promise<void> {
    const isRegressed = this.options.isRegressed();
    const { loadPage } = this;
    if (isRegressed === null || loadPage === null) return;
    this.search.abort();
    const search = new AbortController();
    this.search = search;
    try {
      const load = (offset: number, limit: number) => loadPage(offset, limit, search.signal);
      const found = await findRegression(load, isRegressed, this.table.current ?? -1, by);
      if (search.signal.aborted) return;
      this.hint = found === null ? `No regression ${by === 1 ? "below" : "above"} this row.` : "";
      this.options.around();
      if (found === null) return;
      this.table.moveTo(found);
      this.table.element.focus();
    } catch {
      // A failed look-up changes nothing on the page; the rows say themselves when they cannot be read.
    }
  }

  private onKey(event: KeyboardEvent): void {
    const isStep = event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp");
    if (event.key === "Escape" && this.pane.isOpen) this.pane.close();
    else if (isStep && this.pane.isOpen)
      this.table.moveTo((this.table.current ?? 0) + (event.key === "ArrowDown" ? 1 : -1));
    else return;
    event.preventDefault();
  }
}

// The joined rows of several runs: table, detail pane and status line, and how they follow one another.

import type { ManyPage, ManyQuery, ManyRow } from "../../../src/core/compare/manyTypes.ts";
import { formatCount } from "../../../src/core/text/formatNumber.ts";
import type { ManyView } from "../../../src/protocol/manyPanel.ts";
import { atRest } from "../../shared/atRest.ts";
import { blank } from "../../shared/blank.ts";
import { DetailPane } from "../../shared/detailPane.ts";
import { h } from "../../shared/dom.ts";
import { RowsFrame } from "../../shared/rowsFrame.ts";
import { RowTable } from "../../shared/rowTable.ts";
import { manyRowToText, toManyColumns } from "./manyColumns.ts";
import { drawManyDetail } from "./manyDetail.ts";
import type { ManyHost } from "./manyHost.ts";
import { manyOrder, manyShown } from "./manySentences.ts";

/** A query without its window, and which columns are shown. */
export interface ManyRowsChoice {
  readonly query: Omit<ManyQuery, "offset" | "limit">;
  readonly allScores: boolean;
  readonly onlyDiffering: boolean;
}

export interface ManyPlace {
  readonly scrollTop: number;
  readonly open: number | null;
}

const NARROW = matchMedia("(max-width: 900px)");
/** Rows looked through at a time for the next regression. */
const STEP_ROWS = 500;

export class ManyRowsArea {
  readonly element: HTMLElement;
  private readonly table: RowTable<ManyRow>;
  private readonly pane: DetailPane;
  private readonly frame: RowsFrame<ManyRow>;
  private readonly split: HTMLElement;
  private place: ManyPlace;
  private view: ManyView | null = null;
  private choice: ManyRowsChoice | null = null;
  private shownRow: number | null = null;
  private detailLoad = new AbortController();
  private search = new AbortController();
  private note = "";

  constructor(
    private readonly host: ManyHost,
    private readonly options: {
      readonly sort: (key: string) => void;
      readonly clear: () => void;
      readonly place: ManyPlace;
      readonly keep: (place: Partial<ManyPlace>) => void;
    },
  ) {
    this.place = options.place;
    this.table = new RowTable<ManyRow>({
      label: "Items",
      rowPx: 46,
      sort: (key) => options.sort(key),
      moved: () => this.followCurrent(),
      open: (position) => this.openPane(position),
      copy: (row) => host.copy(manyRowToText(row)),
      changed: () => this.drawAround(),
    });
    const hint = h("span", null, h("span", { class: "kbd" }, "F8"), " next regression");
    this.frame = new RowsFrame(this.table, hint);
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

  /** Shows the rows of a choice. `isSamePlace`: scroll and open row are kept, as after a reload. */
  show(view: ManyView, choice: ManyRowsChoice, isSamePlace: boolean): void {
    this.view = view;
    this.choice = choice;
    this.shownRow = null;
    this.search.abort();
    if (!isSamePlace) {
      this.pane.close();
      this.table.clearCurrent();
      this.change({ scrollTop: 0, open: null });
    }
    this.setColumns();
    const { query } = choice;
    this.table.load(
      (offset, limit, signal): Promise<ManyPage> => this.host.loadRows({ ...query, offset, limit }, signal),
      this.place.scrollTop,
    );
  }

  /** Changes the columns only. */
  showColumns(choice: ManyRowsChoice): void {
    this.choice = choice;
    this.setColumns();
  }

  /** Something more for the status line, such as how many rows flip. */
  say(note: string): void {
    this.note = note;
    this.drawAround();
  }

  private setColumns(): void {
    const { view, choice } = this;
    if (view === null || choice === null) return;
    const { query, allScores, onlyDiffering } = choice;
    const isNarrow = NARROW.matches;
    const isBrief = this.pane.isOpen && !isNarrow;
    const columns = toManyColumns(view, { score: query.score, allScores, onlyDiffering, isNarrow, isBrief });
    const { column, run, descending } = query.sort;
    const key = column === "index" || column === "disagreement" ? column : `${column} ${"ABCDEFGH"[run]}`;
    this.table.setColumns(columns, { key, descending });
  }

  private change(part: Partial<ManyPlace>): void {
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
    const { view } = this;
    const position = this.table.current;
    if (position === null || !this.pane.isOpen || view === null) return;
    if (position !== this.place.open) this.change({ open: position });
    const row = this.table.cache.row(position);
    if (row === undefined || row.position === this.shownRow) return;
    this.shownRow = row.position;
    const count = (value: number) => formatCount(value, view.locale);
    const total = this.table.cache.total ?? 0;
    this.pane.setTitle(`Item ${count(row.position + 1)}`, `${count(position + 1)} of ${count(total)}`);
    void this.loadDetail(row, view);
  }

  private async loadDetail(row: ManyRow, view: ManyView): Promise<void> {
    this.detailLoad.abort();
    const load = new AbortController();
    this.detailLoad = load;
    this.pane.startWaiting();
    try {
      const detail = await this.host.loadRow(row.position, load.signal);
      const openDiff = (run: number): void => this.host.openDiff(row.position, run);
      if (!load.signal.aborted) this.pane.setContent(...drawManyDetail(detail, row, view, openDiff));
    } catch (error) {
      if (!load.signal.aborted) this.pane.setFailure(error instanceof Error ? error.message : String(error));
    }
  }

  private drawAround(): void {
    const { view, choice } = this;
    if (view === null || choice === null) return;
    const { query } = choice;
    const score = query.score === null ? undefined : view.summary.scores[query.score];
    const { total } = this.table.cache;
    const shown = total === null ? "" : manyShown(total, query, view.locale);
    const back = { label: "Show All Items", click: this.options.clear };
    this.frame.draw([shown, manyOrder(query.sort, score), this.note], JSON.stringify(query), () =>
      blank("filter", "No item fits all filters", "", back),
    );
    this.restoreOpen();
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

  /** The nearest row below or above in which some candidate regressed on the chosen score. */
  private async goToRegression(by: 1 | -1): Promise<void> {
    const { choice } = this;
    const score = choice?.query.score ?? null;
    if (choice === null || score === null) return;
    this.search.abort();
    const search = new AbortController();
    this.search = search;
    let at = (this.table.current ?? -1) + by;
    while (at >= 0 && at < (this.table.cache.total ?? 0)) {
      const offset = by === 1 ? at : Math.max(0, at - STEP_ROWS + 1);
      const limit = by === 1 ? STEP_ROWS : at - offset + 1;
      const { rows } = await this.host.loadRows({ ...choice.query, offset, limit }, search.signal);
      if (search.signal.aborted || rows.length === 0) return;
      const isRegressed = (row: ManyRow): boolean =>
        row.scores[score]?.changes.includes("regressed") ?? false;
      const found = by === 1 ? rows.findIndex(isRegressed) : rows.findLastIndex(isRegressed);
      if (found !== -1) {
        this.table.moveTo(offset + found);
        this.table.element.focus();
        return;
      }
      at = by === 1 ? offset + rows.length : offset - 1;
    }
  }

  private onKey(event: KeyboardEvent): void {
    const isStep = event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp");
    if (event.key === "Escape" && this.pane.isOpen) this.pane.close();
    else if (isStep && this.pane.isOpen)
      this.table.moveTo((this.table.current ?? 0) + (event.key === "ArrowDown" ? 1 : -1));
    // A failed look-up changes nothing on the page; the rows say themselves when they can't be read.
    else if (event.key === "F8") void this.goToRegression(event.shiftKey ? -1 : 1).catch(() => undefined);
    else return;
    event.preventDefault();
  }
}

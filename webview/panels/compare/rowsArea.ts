// The joined rows: table, detail pane and status line, and how they follow one another.

import type { CompareRow } from "../../../src/core/compare/compareTypes.ts";
import type { InputCondition } from "../../../src/core/compare/inputCondition.ts";
import type { OutcomeCondition } from "../../../src/core/compare/outcomeCondition.ts";
import { formatCount } from "../../../src/core/text/formatNumber.ts";
import type { CompareView } from "../../../src/protocol/comparePanel.ts";
import type { CompareCommand } from "../../../src/protocol/panelCommands.ts";
import { atRest } from "../../shared/atRest.ts";
import { DetailPane } from "../../shared/detailPane.ts";
import { h } from "../../shared/dom.ts";
import type { Filters } from "../../shared/filterRow.ts";
import { keyHint, RowsFrame } from "../../shared/rowsFrame.ts";
import { RowTable } from "../../shared/rowTable.ts";
import { type CompareChoice, type CompareHost, toQuery } from "./compareHost.ts";
import { drawNothing } from "./emptyRows.ts";
import { PairFilterRow } from "./pairFilterRow.ts";
import { findRegression } from "./regressions.ts";
import { rowToText, toCompareColumns } from "./rowColumns.ts";
import { drawCompareDetail, drawDiffButtons } from "./rowDetail.ts";
import { orderSentence, shownSentence } from "./sentences.ts";

/** What decides which rows are shown, and how. */
export interface RowsChoice extends CompareChoice {
  readonly inputs: readonly InputCondition[];
  readonly outcomes: readonly OutcomeCondition[];
  readonly allScores: boolean;
  readonly onlyDiffering: boolean;
  /** What is typed under the columns, which inputs and outcomes are read from. */
  readonly filters: Filters;
}

export interface RowsPlace {
  readonly scrollTop: number;
  readonly open: number | null;
}

const NARROW = matchMedia("(max-width: 900px)");

export class CompareRowsArea {
  readonly element: HTMLElement;
  private readonly table: RowTable<CompareRow>;
  private readonly pane: DetailPane;
  private readonly frame: RowsFrame<CompareRow>;
  private readonly keyHint = keyHint("F8", "next regression");
  private readonly split: HTMLElement;
  private readonly filterRow: PairFilterRow;
  private place: RowsPlace;
  private view: CompareView | null = null;
  private choice: RowsChoice | null = null;
  private shownRow: number | null = null;
  private detailLoad = new AbortController();
  private search = new AbortController();
  private hint = "";

  constructor(
    private readonly host: CompareHost,
    private readonly options: {
      readonly sort: (key: string) => void;
      readonly showAll: () => void;
      readonly clearInputs: () => void;
      readonly filter: (key: string, typed: string) => void;
      readonly place: RowsPlace;
      readonly keep: (place: Partial<RowsPlace>) => void;
    },
  ) {
    this.place = options.place;
    this.filterRow = new PairFilterRow((key, typed) => options.filter(key, typed));
    this.table = new RowTable<CompareRow>({
      label: "Items",
      rowPx: 46,
      sort: (key) => options.sort(key),
      moved: () => this.followCurrent(),
      open: (position) => this.openPane(position),
      copy: (row) => host.copy(rowToText(row)),
      underHead: (columns) => this.filterRow.draw(columns),
      changed: () => this.drawAround(),
    });
    this.frame = new RowsFrame(this.table, this.keyHint);
    this.pane = new DetailPane({
      label: "Item detail",
      isWide: true,
      step: (by) => this.table.moveTo((this.table.current ?? 0) + by),
      closed: () => this.afterClose(),
    });
    this.split = h("div", { class: "split" }, this.frame.element, this.pane.element);
    this.element = h("section", { class: "rows-area", "aria-label": "Items" }, this.split, this.frame.status);
    const keepScroll = atRest(() => this.keepScroll());
    this.table.element.addEventListener("scroll", keepScroll, { passive: true });
    document.addEventListener("keydown", (event) => this.onKey(event));
    NARROW.addEventListener("change", () => this.setColumns());
  }

  /** Shows the rows of a choice. `isSamePlace`: scroll and open row are kept, as after a reload. */
  show(view: CompareView, choice: RowsChoice, isSamePlace: boolean): void {
    this.view = view;
    this.choice = choice;
    this.shownRow = null;
    this.hint = "";
    this.search.abort();
    if (!isSamePlace) {
      this.pane.close();
      this.table.clearCurrent();
      this.change({ scrollTop: 0, open: null });
    }
    this.filterRow.show(view, choice.filters);
    this.setColumns();
    const query = toQuery(choice);
    this.table.load(
      (offset, limit, signal) => this.host.loadRows(query, offset, limit, signal),
      this.place.scrollTop,
    );
  }

  /** Changes the columns only. */
  showColumns(choice: RowsChoice): void {
    this.choice = choice;
    this.setColumns();
  }

  focusSortedHead(): void {
    this.table.element.querySelector<HTMLElement>(".rt-th.sorted .rt-sort")?.focus();
  }

  private setColumns(): void {
    const { view, choice } = this;
    if (view === null || choice === null) return;
    const { score, allScores, onlyDiffering, sort } = choice;
    const isNarrow = NARROW.matches;
    const isBrief = this.pane.isOpen && !isNarrow;
    const columns = toCompareColumns(view, { score, allScores, onlyDiffering, isNarrow, isBrief });
    this.table.setColumns(columns, { key: sort.column, descending: sort.descending });
  }

  private change(part: Partial<RowsPlace>): void {
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
    this.pane.setTitle(
      `Item ${count(row.position + 1)}`,
      `${count(position + 1)} of ${count(this.table.cache.total ?? 0)}`,
    );
    this.pane.setActions(...drawDiffButtons(row, this.host));
    void this.loadDetail(row, view);
  }

  private async loadDetail(row: CompareRow, view: CompareView): Promise<void> {
    this.detailLoad.abort();
    const load = new AbortController();
    this.detailLoad = load;
    this.pane.startWaiting();
    try {
      const detail = await this.host.loadRow(row.position, load.signal);
      if (!load.signal.aborted) this.pane.setContent(drawCompareDetail(detail, row, view));
    } catch (error) {
      if (!load.signal.aborted) this.pane.setFailure(error instanceof Error ? error.message : String(error));
    }
  }

  private drawAround(): void {
    const { view, choice } = this;
    if (view === null || choice === null) return;
    const score = choice.score === null ? undefined : view.summary.scores[choice.score];
    const { total } = this.table.cache;
    const shown = total === null ? "" : shownSentence(choice.filter, total, view.summary.join, view.locale);
    const hasInputs = choice.inputs.length + choice.outcomes.length > 0;
    const emptyKey = `${choice.filter} ${choice.score} ${hasInputs}`;
    this.frame.draw([shown, orderSentence(choice.sort, score), this.hint], emptyKey, () =>
      drawNothing(view.summary.join, choice.filter, score?.name ?? null, { ...this.options, hasInputs }),
    );
    this.keyHint.hidden = (score?.regressed ?? 0) === 0;
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

  private async goToRegression(by: 1 | -1): Promise<void> {
    const { choice } = this;
    if (choice === null || choice.score === null) return;
    const query = toQuery(choice);
    this.search.abort();
    const search = new AbortController();
    this.search = search;
    const from = this.table.current ?? -1;
    try {
      const load = (offset: number, limit: number) => this.host.loadRows(query, offset, limit, search.signal);
      const found = await findRegression(load, choice.score, from, by);
      if (search.signal.aborted) return;
      this.hint = found === null ? `No regression ${by === 1 ? "below" : "above"} this row.` : "";
      this.drawAround();
      if (found === null) return;
      this.table.moveTo(found);
      this.table.element.focus();
    } catch {
      // A failed look-up changes nothing on the page; the rows say themselves when they cannot be read.
    }
  }

  /** Carries out a command that the host bound to a key. */
  carryOut(command: CompareCommand): void {
    if (command === "nextRegression" || command === "previousRegression") {
      void this.goToRegression(command === "nextRegression" ? 1 : -1);
      return;
    }
    const { current } = this.table;
    const row = current === null ? undefined : this.table.cache.row(current);
    if (row !== undefined) this.host.openDiffOf(row, this.choice?.filter === "contentChanged");
  }

  private onKey(event: KeyboardEvent): void {
    const isStep = event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp");
    const current = this.table.current;
    if (event.key === "Escape" && this.pane.isOpen) this.pane.close();
    else if (isStep && this.pane.isOpen)
      this.table.moveTo((current ?? 0) + (event.key === "ArrowDown" ? 1 : -1));
    else return;
    event.preventDefault();
  }
}

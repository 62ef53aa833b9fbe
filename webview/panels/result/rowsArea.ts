// The rows of a result: filters, table, find, detail pane and status line, and how they follow one another.

import type { RowFilter } from "../../../src/core/rows/rowFilter.ts";
import type { RowPreview } from "../../../src/core/rows/rowQuery.ts";
import type { Run } from "../../../src/core/run.ts";
import { LOW_BELOW, lowLimits } from "../../../src/core/scores/lowScores.ts";
import { isServiceRowAction } from "../../../src/core/services/rowActions.ts";
import type { PanelCommand, ResultCommand } from "../../../src/protocol/panelCommands.ts";
import { atRest } from "../../shared/atRest.ts";
import { h } from "../../shared/dom.ts";
import { highlight } from "../../shared/highlight.ts";
import { keyHint, RowsFrame } from "../../shared/rowsFrame.ts";
import type { RowTable } from "../../shared/rowTable.ts";
import { drawNoRows } from "./emptyRows.ts";
import { FindBar } from "./findBar.ts";
import { markRows } from "./markRows.ts";
import type { ResultHost } from "./resultHost.ts";
import { activeFilters, type FilterState, NO_FILTERS, toRowFilter, withFilter } from "./rowFilters.ts";
import { RowGrid } from "./rowGrid.ts";
import { RowJumps } from "./rowJumps.ts";
import { nextOrder, orderInWords } from "./rowOrder.ts";
import { RowPane } from "./rowPane.ts";
import { RowPlace } from "./rowPlace.ts";
import type { RowsState } from "./rowsState.ts";
import { RowTools, rowsInView } from "./rowTools.ts";

export class RowsArea {
  readonly element: HTMLElement;
  private readonly table: RowTable<RowPreview>;
  private readonly frame: RowsFrame<RowPreview>;
  private readonly rowPane: RowPane;
  private readonly tools: RowTools;
  private readonly find: FindBar;
  private readonly grid: RowGrid;
  private run: Run | null = null;
  private locale = "en";
  private readonly lowHint = keyHint("F8", "next low score");
  private readonly place: RowPlace;
  private readonly jumps: RowJumps;

  constructor(
    private readonly host: ResultHost,
    private state: RowsState,
    private readonly keep: (state: Partial<RowsState>) => void,
    /** The filters changed here: charts show them too. */
    private readonly filtered: () => void,
  ) {
    this.grid = new RowGrid({
      state: () => this.state,
      arrange: (layout) => this.arrange({ layout }),
      filter: (key, typed) => this.setFilter(withFilter(this.state.filter, key, typed)),
      sort: (key, isAdding) => this.sortBy(key, isAdding),
      moved: () => this.place.follow(),
      open: (position) => this.place.open(position),
      copy: (window) => host.copyRows({ ...this.query(), columns: this.grid.shownColumns(), ...window }),
      changed: () => this.drawAround(),
      isBesidePane: () => this.rowPane.pane.isOpen,
    });
    this.table = this.grid.table;
    this.frame = new RowsFrame(this.table, this.lowHint);
    this.rowPane = new RowPane(
      host,
      {
        step: (by) => this.place.step(by),
        closed: () => this.place.afterClose(),
        goTo: (index) => void this.showRow(index),
      },
      () => this.paint(),
    );
    this.find = new FindBar({
      table: this.table,
      view: () => this.query(),
      locate: (search, signal) => host.locate(search, signal),
      locale: () => this.locale,
      changed: (text) => this.afterFind(text),
    });
    if (state.find !== null) this.find.restore(state.find);
    this.tools = new RowTools(
      {
        filter: (filter) => this.setFilter(filter),
        wrap: (isWrapped) => this.arrange({ isWrapped }),
        find: () => this.find.open(),
        exportView: () => host.exportView({ ...this.query(), columns: this.grid.shownColumns() }),
      },
      this.grid.menu.button,
    );
    const split = h("div", { class: "split" }, this.frame.element, this.rowPane.pane.element);
    this.place = new RowPlace({
      table: this.table,
      rowPane: this.rowPane,
      split,
      state: () => this.state,
      change: (part) => this.change(part),
      shown: () => (this.run === null ? null : { run: this.run, locale: this.locale }),
      arranged: () => this.grid.setColumns(),
    });
    this.jumps = new RowJumps({
      current: () => this.table.current,
      view: () => this.query(),
      locate: (search, signal) => host.locate(search, signal),
      scores: () => this.run?.scores ?? [],
      below: () => this.state.filter.low ?? LOW_BELOW,
      locale: () => this.locale,
      moveTo: (position) => this.table.moveTo(position),
      open: (position) => this.place.goTo(position),
      say: (words) => this.frame.say(words),
    });
    this.element = h(
      "section",
      { class: "rows-area", "aria-label": "Rows" },
      this.tools.element,
      this.find.element,
      split,
      this.frame.status,
      this.grid.menu.element,
    );
    this.element.addEventListener("keydown", (event) => this.onKey(event));
    const keepScroll = atRest(() => this.keepScroll());
    this.table.element.addEventListener("scroll", keepScroll, { passive: true });
  }

  /** Shows a run's rows; order, filters, place and open row are kept. */
  update(run: Run, locale: string): void {
    this.run = run;
    this.locale = locale;
    this.rowPane.forget();
    this.grid.show(run, locale);
    this.drawFilters();
    this.load(this.state.scrollTop);
  }

  /** Fields besides the item's own, for columns and filters. */
  nameFields(more: readonly string[]): void {
    this.grid.nameFields(more);
  }

  /** Other filters, from here or from a chart; the rows begin at the top. */
  setFilter(filter: FilterState): void {
    this.startAnew({ filter });
    this.drawFilters();
    this.filtered();
  }

  private drawFilters(): void {
    if (this.run === null) return;
    this.grid.showFilters();
    this.tools.draw(this.run, this.state.filter, this.state.isWrapped, this.locale);
  }

  private startAnew(part: Partial<RowsState>): void {
    this.change({ ...part, open: null, scrollTop: 0, current: null });
    const focused = document.activeElement;
    this.rowPane.pane.close();
    // Someone who types or brushes stays where they are.
    if (focused instanceof HTMLElement) focused.focus();
    this.table.clearCurrent();
    this.load(0);
  }

  private arrange(part: Partial<RowsState>): void {
    this.change(part);
    const needsFields = this.grid.setColumns();
    this.drawFilters();
    if (needsFields) this.load(this.state.scrollTop);
  }

  private query(): { readonly filter: RowFilter; readonly sort: RowsState["order"] } {
    const { run, state } = this;
    return { filter: run === null ? [] : toRowFilter(run, state.filter), sort: state.order };
  }

  private load(top: number): void {
    const query = { ...this.query(), more: this.grid.fieldsToLoad() };
    this.table.load(async (offset, limit, signal) => {
      const page = await this.host.loadRows({ ...query, offset, limit }, signal);
      this.grid.measure(page.rows);
      return page;
    }, top);
  }

  private sortBy(key: string, isAdding: boolean): void {
    this.startAnew({ order: nextOrder(key, this.state.order, isAdding) });
    this.grid.setColumns();
    this.grid.focusHead(key);
  }

  private change(part: Partial<RowsState>): void {
    this.state = { ...this.state, ...part };
    this.keep(part);
  }

  private keepScroll(): void {
    if (!this.table.cache.isStale) this.change({ scrollTop: Math.round(this.table.scrollTop) });
  }

  private afterFind(text: string | null): void {
    this.change({ find: text });
    this.paint();
    if (text === null) this.table.element.focus();
  }

  private paint(): void {
    highlight([this.table.element, this.rowPane.pane.element], this.find.text);
  }

  private drawAround(): void {
    const { run, locale } = this;
    if (run === null) return;
    const total = this.table.cache.total ?? run.rows;
    const active = activeFilters(run, this.state.filter);
    this.tools.showCount(total, run.rows, locale);
    this.lowHint.hidden = lowLimits(run.scores, LOW_BELOW).length === 0;
    const parts = rowsInView(total, run, active.length > 0, this.table.selection, locale);
    this.frame.draw(
      [...parts, orderInWords(this.state.order, run)],
      JSON.stringify(active.map(({ words }) => words)),
      () =>
        drawNoRows(active, locale, {
          clear: () => this.setFilter(NO_FILTERS),
          count: (filter) => this.host.countRows(filter),
        }),
    );
    this.place.restore();
    if (this.find.isOpen) this.paint();
  }

  private onKey(event: KeyboardEvent): void {
    const { pane } = this.rowPane;
    const isStep = event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp");
    if (event.key === "Escape" && pane.isOpen) pane.close();
    else if (event.key === "Escape" && this.find.isOpen) this.find.close();
    else if (isStep && pane.isOpen) this.place.step(event.key === "ArrowDown" ? 1 : -1);
    else return;
    event.preventDefault();
  }

  /** What a key, a menu or the palette asks of the panel. */
  carryOut({ name, row }: PanelCommand<ResultCommand>): void {
    if (name === "find") this.find.open();
    else if (name === "nextLow") void this.jumps.toLow(1);
    else if (name === "previousLow") void this.jumps.toLow(-1);
    else {
      const { current, cache } = this.table;
      const index = row ?? (current === null ? undefined : cache.row(current)?.index);
      if (index === undefined) this.frame.say("Select a row first");
      else if (name === "copyLink") this.host.copyLink(index);
      else if (isServiceRowAction(name)) this.host.atService(name, index);
      else if (name !== "openInEditor") markRows(this.table, this.frame, this.host, name, index);
      else this.host.openText(index, { kind: "output" });
    }
  }

  /** Shows a row of the run, by its index, and opens it; filters that hide it go. */
  showRow(index: number): Promise<void> {
    return this.jumps.toRow(index, () => this.setFilter(NO_FILTERS));
  }
}

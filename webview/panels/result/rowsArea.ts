// The rows of a result: filters, table, find, detail pane and status line, and how they follow one another.
import type { RowFilter } from "../../../src/core/rowFilter.ts";
import type { RowPreview } from "../../../src/core/rowQuery.ts";
import type { Run } from "../../../src/core/run.ts";
import { h } from "../../shared/dom.ts";
import { highlight } from "../../shared/highlight.ts";
import { RowsFrame } from "../../shared/rowsFrame.ts";
import type { RowTable } from "../../shared/rowTable.ts";
import { drawNoRows } from "./emptyRows.ts";
import { FindBar } from "./findBar.ts";
import type { ResultHost } from "./resultHost.ts";
import { activeFilters, type FilterState, NO_FILTERS, toRowFilter, withFilter } from "./rowFilters.ts";
import { RowGrid } from "./rowGrid.ts";
import { nextOrder, orderInWords } from "./rowOrder.ts";
import { RowPane } from "./rowPane.ts";
import type { RowsState } from "./rowsState.ts";
import { RowTools, rowsInView } from "./rowTools.ts";

const NARROW = matchMedia("(max-width: 900px)");

export class RowsArea {
  readonly element: HTMLElement;
  private readonly table: RowTable<RowPreview>;
  private readonly frame: RowsFrame<RowPreview>;
  private readonly split: HTMLElement;
  private readonly rowPane: RowPane;
  private readonly tools: RowTools;
  private readonly find: FindBar;
  private readonly grid: RowGrid;
  private run: Run | null = null;
  private locale = "en";
  private isRestored = false;

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
      moved: () => this.followCurrent(),
      open: (position) => this.openPane(position),
      copy: (window) => host.copyRows({ ...this.query(), columns: this.grid.shownColumns(), ...window }),
      changed: () => this.drawAround(),
      isBesidePane: () => this.rowPane.pane.isOpen,
    });
    this.table = this.grid.table;
    this.frame = new RowsFrame(this.table);
    this.rowPane = new RowPane(
      host,
      { step: (by) => this.table.moveTo((this.table.current ?? 0) + by), closed: () => this.afterClose() },
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
    this.split = h("div", { class: "split" }, this.frame.element, this.rowPane.pane.element);
    this.element = h(
      "section",
      { class: "rows-area", "aria-label": "Rows" },
      this.tools.element,
      this.find.element,
      this.split,
      this.frame.status,
      this.grid.menu.element,
    );
    this.element.addEventListener("keydown", (event) => this.onKey(event));
    this.table.element.addEventListener("scroll", () => this.keepScroll(), { passive: true });
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
    this.grid.setColumns();
    this.drawFilters();
  }

  private query(): { readonly filter: RowFilter; readonly sort: RowsState["order"] } {
    const { run, state } = this;
    return { filter: run === null ? [] : toRowFilter(run, state.filter), sort: state.order };
  }

  private load(top: number): void {
    const query = this.query();
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

  private openPane(position: number): void {
    const { pane } = this.rowPane;
    const wasOpen = pane.isOpen;
    this.change({ open: position });
    if (!wasOpen) this.showPane();
    this.followCurrent();
    if (wasOpen || NARROW.matches) pane.focus();
  }

  private showPane(): void {
    this.rowPane.pane.open();
    this.split.classList.add("has-pane");
    this.grid.setColumns();
  }

  private afterClose(): void {
    this.split.classList.remove("has-pane");
    this.change({ open: null });
    this.grid.setColumns();
    this.table.element.focus();
  }

  private followCurrent(): void {
    const { current, cache } = this.table;
    if (current === null || this.run === null) return;
    if (current !== this.state.current) this.change({ current });
    if (!this.rowPane.pane.isOpen) return;
    if (current !== this.state.open) this.change({ open: current });
    this.rowPane.follow(cache.row(current), current, cache.total ?? 0, this.run, this.locale);
  }

  private drawAround(): void {
    const { run, locale } = this;
    if (run === null) return;
    const total = this.table.cache.total ?? run.rows;
    const active = activeFilters(run, this.state.filter);
    this.tools.showCount(total, run.rows, locale);
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
    this.restore();
    if (this.find.isOpen) this.paint();
  }

  /** After a reload the current row is current again, and open if it was, once it is loaded. */
  private restore(): void {
    const { open, current } = this.state;
    const { cache } = this.table;
    if (cache.isStale || (cache.total ?? 0) === 0) return;
    const position = open ?? current;
    if (!this.isRestored && position !== null && this.table.current === null) {
      this.isRestored = true;
      this.table.moveTo(position);
      if (open !== null && !this.rowPane.pane.isOpen) this.showPane();
    }
    this.isRestored = true;
    this.followCurrent();
  }

  private onKey(event: KeyboardEvent): void {
    const { pane } = this.rowPane;
    const isStep = event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp");
    if (event.key === "Escape" && pane.isOpen) pane.close();
    else if (event.key === "Escape" && this.find.isOpen) this.find.close();
    else if (isStep && pane.isOpen)
      this.table.moveTo((this.table.current ?? 0) + (event.key === "ArrowDown" ? 1 : -1));
    else return;
    event.preventDefault();
  }

  /** Keys that work in the whole panel: Ctrl/Cmd+F finds. Gives whether the key was one. */
  panelKey(event: KeyboardEvent): boolean {
    const isFind = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "f";
    if (isFind) this.find.open();
    return isFind;
  }
}

// The rows of a result: table, detail pane and status line, and how they follow one another.
import { formatCount } from "../../../src/core/formatNumber.ts";
import type { RowPreview, RowSort } from "../../../src/core/rowQuery.ts";
import type { Run } from "../../../src/core/run.ts";
import { rowsInWords } from "../../charts/scoreFacts.ts";
import { blank } from "../../shared/blank.ts";
import { DetailPane } from "../../shared/detailPane.ts";
import { h } from "../../shared/dom.ts";
import { RowsFrame } from "../../shared/rowsFrame.ts";
import { RowTable } from "../../shared/rowTable.ts";
import type { ResultHost } from "./resultHost.ts";
import { nextSort, rowToText, sortInWords, sortKey, toRowColumns } from "./rowColumns.ts";
import { drawRowDetail } from "./rowDetail.ts";

export interface RowsState {
  readonly sort: RowSort | null;
  readonly scrollTop: number;
  /** Position of the row that is open in the pane. */
  readonly open: number | null;
}

const NARROW = matchMedia("(max-width: 900px)");

export class RowsArea {
  readonly element: HTMLElement;
  private readonly table: RowTable<RowPreview>;
  private readonly pane: DetailPane;
  private readonly count = h("span", { class: "muted tn" });
  private readonly frame: RowsFrame<RowPreview>;
  private readonly split: HTMLElement;
  private run: Run | null = null;
  private locale = "en";
  private shownRow: number | null = null;
  private seen: readonly RowPreview[] = [];
  private detailLoad = new AbortController();

  constructor(
    private readonly host: ResultHost,
    private state: RowsState,
    private readonly keep: (state: Partial<RowsState>) => void,
  ) {
    this.table = new RowTable<RowPreview>({
      label: "Rows",
      rowPx: 24,
      sort: (key) => this.sortBy(key),
      moved: () => this.followCurrent(),
      open: (position) => this.openPane(position),
      copy: (row) => host.copy(rowToText(row)),
      changed: () => this.drawAround(),
    });
    this.frame = new RowsFrame(this.table);
    this.pane = new DetailPane({
      label: "Row detail",
      step: (by) => this.table.moveTo((this.table.current ?? 0) + by),
      closed: () => this.afterClose(),
    });
    this.split = h("div", { class: "split" }, this.frame.element, this.pane.element);
    const head = h("div", { class: "toolbar" }, h("h2", null, "Rows"), this.count);
    this.element = h(
      "section",
      { class: "rows-area", "aria-label": "Rows" },
      head,
      this.split,
      this.frame.status,
    );
    this.element.addEventListener("keydown", (event) => this.onKey(event));
    this.table.element.addEventListener("scroll", () => this.keepScroll(), { passive: true });
    NARROW.addEventListener("change", () => this.setColumns());
  }

  /** Shows a run's rows; the order, the place and the open row are kept. */
  update(run: Run, locale: string): void {
    this.run = run;
    this.locale = locale;
    this.shownRow = null;
    this.seen = [];
    this.setColumns();
    this.load(this.state.scrollTop);
  }

  private setColumns(): void {
    if (this.run === null) return;
    const room = { isNarrow: NARROW.matches, isBesidePane: this.pane.isOpen };
    this.table.setColumns(toRowColumns(this.run, this.locale, room, this.seen), sortKey(this.state.sort));
  }

  private load(top: number): void {
    const { sort } = this.state;
    this.table.load(async (offset, limit, signal) => {
      const page = await this.host.loadRows(sort, offset, limit, signal);
      // Widths follow the first rows that came, and stay: columns must not jump while scrolling.
      if (this.seen.length === 0 && page.rows.length > 0) {
        this.seen = page.rows;
        this.setColumns();
      }
      return page;
    }, top);
  }

  private sortBy(key: string): void {
    this.change({ sort: nextSort(key, this.state.sort), open: null, scrollTop: 0 });
    this.pane.close();
    this.table.clearCurrent();
    this.setColumns();
    this.load(0);
    this.table.element.querySelector<HTMLElement>(".rt-th.sorted .rt-sort")?.focus();
  }

  private change(part: Partial<RowsState>): void {
    this.state = { ...this.state, ...part };
    this.keep(part);
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
    if (position === null || !this.pane.isOpen || this.run === null) return;
    if (position !== this.state.open) this.change({ open: position });
    const row = this.table.cache.row(position);
    if (row === undefined || row.index === this.shownRow) return;
    this.shownRow = row.index;
    const total = formatCount(this.table.cache.total ?? 0, this.locale);
    this.pane.setTitle(
      `Row ${formatCount(row.index + 1, this.locale)}`,
      `${formatCount(position + 1, this.locale)} of ${total}`,
    );
    void this.loadDetail(row.index, this.run);
  }

  private async loadDetail(index: number, run: Run): Promise<void> {
    this.detailLoad.abort();
    const load = new AbortController();
    this.detailLoad = load;
    this.pane.startWaiting();
    try {
      const detail = await this.host.loadRow(index, load.signal);
      if (load.signal.aborted) return;
      const content = drawRowDetail(detail, run, this.locale, {
        openText: (part) => this.host.openText(index, part),
        copy: (text) => this.host.copy(text),
      });
      this.pane.setContent(...content);
    } catch (error) {
      if (!load.signal.aborted) this.pane.setFailure(error instanceof Error ? error.message : String(error));
    }
  }

  private drawAround(): void {
    const run = this.run;
    if (run === null) return;
    const total = this.table.cache.total ?? run.rows;
    this.count.textContent = formatCount(total, this.locale);
    this.frame.draw([rowsInWords(total, this.locale), sortInWords(this.state.sort, run)], "", () =>
      blank("circle-slash", "This result has no rows", "Its file was read and holds none."),
    );
    this.restoreOpen();
  }

  /** After a reload the row that was open opens again, once it is loaded. */
  private restoreOpen(): void {
    const { open } = this.state;
    if (open === null || this.table.cache.isStale || (this.table.cache.total ?? 0) === 0) return;
    if (!this.pane.isOpen && this.table.current === null) {
      this.table.moveTo(open);
      this.showPane();
    }
    this.followCurrent();
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key === "Escape" && this.pane.isOpen) this.pane.close();
    else if (event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp") && this.pane.isOpen)
      this.table.moveTo((this.table.current ?? 0) + (event.key === "ArrowDown" ? 1 : -1));
    else return;
    event.preventDefault();
  }
}

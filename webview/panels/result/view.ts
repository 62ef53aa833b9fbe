// The result panel: head, scores and chart, rows. Holds what is selected and keeps it over hiding and reloading.
import type { PanelCommand, ResultCommand } from "../../../src/protocol/panelCommands.ts";
import type { ResultView } from "../../../src/protocol/resultPanel.ts";
import { goneNote } from "../../shared/blank.ts";
import { fill, h, iconButton } from "../../shared/dom.ts";
import { keepState } from "../../shared/host.ts";
import { markPainted } from "../../shared/paintMarks.ts";
import { ChartArea } from "./chartArea.ts";
import type { ChartChoice } from "./chartDrawing.ts";
import type { ChartTab } from "./chartTabs.ts";
import { drawErrorsNote } from "./errorsNote.ts";
import { drawExcludedNote } from "./excludedNote.ts";
import { drawHeader } from "./header.ts";
import type { ResultHost } from "./resultHost.ts";
import { withFilter, withMark } from "./rowFilters.ts";
import { RowsArea } from "./rowsArea.ts";
import { FIRST_ROWS_STATE, type RowsState } from "./rowsState.ts";
import { drawScoreTable, fitColumns, toScoreLine } from "./scoreTable.ts";

const STATE_VERSION = 2;

interface PanelState extends RowsState {
  /** Index into the run's scores; `null` is the primary one. */
  readonly score: number | null;
  readonly tab: ChartTab;
  readonly isTable: boolean;
  readonly isFolded: boolean;
  /** The field whose values are the slices; `null`: none chosen. */
  readonly sliceField: string | null;
}

export class ResultPanel {
  private readonly kept = keepState<PanelState>(STATE_VERSION, {
    score: null,
    tab: "distribution",
    isTable: false,
    isFolded: false,
    sliceField: null,
    ...FIRST_ROWS_STATE,
  });
  private readonly header = h("div", { class: "header-slot" });
  private readonly note = h("div", { class: "note-slot" });
  private readonly overview = h("section", { class: "overview", "aria-label": "Scores" });
  private readonly scores = h("div", { class: "score-slot" });
  private readonly chart: ChartArea;
  private readonly rows: RowsArea;
  private view: ResultView | null = null;
  /** Names of fields besides the item's own, once they are known. */
  private moreFields: readonly string[] = [];
  /** How often other results changed: trends are asked for again. */
  private otherChanges = 0;

  constructor(
    private readonly root: HTMLElement,
    private readonly host: ResultHost,
  ) {
    this.chart = new ChartArea({
      host,
      choose: (choice) => this.chooseChart(choice),
      copy: (text) => host.copy(text),
      failed: (message) => host.reportCrash(message),
    });
    this.rows = new RowsArea(
      host,
      this.kept.get(),
      (part) => this.kept.change(part),
      () => this.drawOverview(),
    );
    document.addEventListener("keydown", (event) => this.onKey(event));
    new ResizeObserver(() => fitColumns(this.scores)).observe(this.scores);
  }

  update(view: ResultView): void {
    const isFirst = this.view === null;
    this.view = view;
    this.kept.keepSubject({ id: view.run.id, name: view.run.name });
    fill(
      this.header,
      drawHeader(view.run, view.locale, {
        compare: () => this.host.compare(),
        exportRun: () => this.host.exportRun(),
      }),
    );
    if (isFirst) fill(this.root, this.header, this.note, this.overview, this.rows.element);
    this.drawOverview();
    this.rows.update(view.run, view.locale);
    markPainted("head");
    if (isFirst) void this.nameFields();
  }

  /** The first rows come before what is only for menus. */
  private async nameFields(): Promise<void> {
    try {
      this.moreFields = await this.host.moreFields();
    } catch (error) {
      // Rows that can't be read say so themselves.
      this.host.reportCrash(error instanceof Error ? error.message : String(error));
      return;
    }
    if (this.moreFields.length === 0) return;
    this.drawOverview();
    this.rows.nameFields(this.moreFields);
  }

  /** Other results came, went or changed. */
  noteOthers(): void {
    this.otherChanges++;
    if (this.kept.get().tab === "trend") this.drawOverview();
  }

  run(command: PanelCommand<ResultCommand>): void {
    this.rows.carryOut(command);
  }

  showRow(index: number): void {
    void this.rows.showRow(index);
  }

  markGone(): void {
    fill(this.note, goneNote("This result was deleted."));
  }

  private selected(view: ResultView): number {
    const { score } = this.kept.get();
    const count = view.run.scores.length;
    return score !== null && score < count ? score : (view.run.primaryScore ?? 0);
  }

  private drawOverview(): void {
    const view = this.view;
    if (view === null) return;
    const hasScores = view.run.scores.length > 0;
    const { isFolded } = this.kept.get();
    this.overview.classList.toggle("one-line", isFolded || !hasScores);
    if (!hasScores) fill(this.overview, h("span", { class: "muted" }, "This result has no scores."));
    else if (isFolded) this.drawFolded(view);
    else this.drawUnfolded(view);
  }

  private drawUnfolded(view: ResultView): void {
    const { run, locale } = view;
    const fold = iconButton("chevron-up", "Fold Scores and Chart", () => this.fold(true));
    fill(
      this.scores,
      drawScoreTable(run, locale, view.withErrors, this.selected(view), (index) => this.select(index)),
      h(
        "div",
        { class: "score-notes" },
        drawExcludedNote(run, this.selected(view), view, () =>
          this.rows.setFilter(withMark(this.kept.get().filter, "excluded")),
        ),
        drawErrorsNote(run, this.selected(view), view, (withErrors) => this.host.countErrors(withErrors)),
      ),
    );
    this.scores.querySelector("th")?.prepend(fold);
    // Moved nodes lose the focus: a chart that is brushed by keys stays where it is.
    const isNew = this.chart.element.parentElement !== this.overview;
    if (isNew) fill(this.overview, this.scores, this.chart.element);
    // A new one is fitted when the browser tells its size, before it is painted.
    else fitColumns(this.scores);
    const typed = (key: string): string => this.kept.get().filter.filters[key] ?? "";
    const setTyped = (key: string, text: string): void =>
      this.rows.setFilter(withFilter(this.kept.get().filter, key, text));
    const own = `score ${this.selected(view)}`;
    this.chart.show({
      run,
      at: this.selected(view),
      choice: this.kept.get(),
      filter: { typed: typed(own), set: (text) => setTyped(own, text) },
      slice: {
        field: this.kept.get().sliceField,
        moreFields: this.moreFields,
        choose: (sliceField) => {
          this.kept.change({ sliceField });
          this.drawOverview();
        },
        typed: (field) => typed(`item ${field}`),
        filter: (field, text) => setTyped(`item ${field}`, text),
      },
      stamp: `${view.rev} ${this.otherChanges}`,
      locale,
    });
  }

  private drawFolded(view: ResultView): void {
    const score = view.run.scores[this.selected(view)];
    if (score === undefined) return;
    const line = toScoreLine(score, view.run, view.locale, view.withErrors);
    const unfold = iconButton("chevron-down", "Unfold Scores and Chart", () => this.fold(false));
    const mean = line.mean.error === null ? line.mean.mean : `${line.mean.mean} ± ${line.mean.error}`;
    fill(
      this.overview,
      unfold,
      h("span", { class: "clip" }, line.label),
      h("span", { class: "tn" }, mean),
      h("span", { class: "muted tn" }, `${line.scored} scored`),
    );
  }

  private fold(isFolded: boolean): void {
    this.kept.change({ isFolded });
    this.drawOverview();
    this.overview.querySelector<HTMLElement>("button")?.focus();
  }

  private select(score: number): void {
    this.kept.change({ score });
    const hadFocus = this.scores.contains(document.activeElement);
    this.drawOverview();
    const line = this.scores.querySelector<HTMLElement>('tr[aria-selected="true"]');
    line?.scrollIntoView({ block: "nearest" });
    if (hadFocus) line?.focus();
  }

  private chooseChart(choice: ChartChoice): void {
    const { tab, isTable } = choice;
    this.kept.change({ tab, isTable });
    this.drawOverview();
  }

  private onKey(event: KeyboardEvent): void {
    const isToggle = (event.ctrlKey || event.metaKey) && event.shiftKey && event.key.toLowerCase() === "l";
    if (!isToggle) return;
    event.preventDefault();
    const { tab, isTable } = this.kept.get();
    this.chooseChart({ tab, isTable: !isTable });
  }
}

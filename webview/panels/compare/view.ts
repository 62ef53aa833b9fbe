// The compare panel: head, join, summary, rows. Holds what is chosen and keeps it over hiding and reloading.
import type { CompareFilter, CompareQuery, CompareSortColumn } from "../../../src/core/compareTypes.ts";
import type { CompareView } from "../../../src/protocol/comparePanel.ts";
import { goneNote } from "../../shared/blank.ts";
import { fill, h, iconButton } from "../../shared/dom.ts";
import { keepState } from "../../shared/host.ts";
import type { CompareHost } from "./compareHost.ts";
import { drawErrorsNote } from "./errorsNote.ts";
import { drawFilterBar } from "./filterBar.ts";
import { drawHeader, drawJoin } from "./header.ts";
import { CompareRowsArea, type RowsChoice, type RowsPlace } from "./rowsArea.ts";
import { headSentence } from "./sentences.ts";
import { drawSummary } from "./summaryTable.ts";

const STATE_VERSION = 1;

interface PanelState extends RowsChoice, RowsPlace {
  readonly isFolded: boolean;
}

/** Worst first: the rows that got worse are what a comparison is opened for. */
export function worstFirst(view: CompareView, score: number | null): CompareQuery["sort"] {
  const chosen = score === null ? undefined : view.summary.scores[score];
  if (chosen === undefined || chosen.n === 0) return { column: "index", descending: false };
  return { column: "delta", descending: !chosen.higherIsBetter };
}

export class ComparePanel {
  private readonly kept;
  private readonly header = h("div", { class: "header-slot" });
  private readonly note = h("div", { class: "note-slot" });
  private readonly join = h("div", { class: "join-slot" });
  private readonly summary = h("section", { class: "summary-slot", "aria-label": "Summary" });
  private readonly filters = h("div", { class: "filter-slot" });
  private readonly rows: CompareRowsArea;
  private view: CompareView | null = null;

  constructor(
    private readonly root: HTMLElement,
    private readonly host: CompareHost,
    first: CompareView,
  ) {
    this.kept = keepState<PanelState>(STATE_VERSION, {
      filter: "matched",
      score: first.primaryScore,
      sort: worstFirst(first, first.primaryScore),
      allScores: false,
      scrollTop: 0,
      open: null,
      isFolded: false,
    });
    this.rows = new CompareRowsArea(host, {
      sort: (key) => this.sortBy(key as CompareSortColumn),
      showAll: () => this.choose({ filter: "matched" }),
      place: this.kept.get(),
      keep: (place) => this.kept.change(place),
    });
  }

  update(view: CompareView): void {
    const isFirst = this.view === null;
    this.view = view;
    const { base, candidate } = view;
    this.kept.keepSubject({
      base: base.id,
      candidate: candidate.id,
      baseName: base.name,
      candidateName: candidate.name,
    });
    const { score } = this.kept.get();
    if (score !== null && view.summary.scores[score] === undefined)
      this.kept.change({ score: view.primaryScore, sort: worstFirst(view, view.primaryScore) });
    fill(
      this.header,
      drawHeader(view, {
        swap: () => this.host.swap(),
        exportComparison: () => this.host.exportComparison(),
      }),
    );
    if (isFirst)
      fill(this.root, this.header, this.note, this.join, this.summary, this.filters, this.rows.element);
    this.drawChoice();
    this.rows.show(view, this.kept.get(), true);
  }

  markGone(): void {
    fill(this.note, goneNote("One of these runs was deleted."));
  }

  private choose(part: Partial<RowsChoice>): void {
    const { view } = this;
    if (view === null) return;
    this.kept.change(part);
    this.drawChoice();
    this.rows.show(view, this.kept.get(), false);
  }

  private chooseScore(score: number, filter: CompareFilter): void {
    const { view } = this;
    const state = this.kept.get();
    if (view === null || (score === state.score && filter === state.filter)) return;
    const sort = score === state.score ? state.sort : worstFirst(view, score);
    this.choose({ score, filter, sort });
  }

  private sortBy(column: CompareSortColumn): void {
    const { sort } = this.kept.get();
    const descending = sort.column === column ? !sort.descending : false;
    this.choose({ sort: { column, descending } });
    this.rows.focusSortedHead();
  }

  /** Join, summary and filter bar show one choice; focus stays on the control that made it. */
  private drawChoice(): void {
    const { view } = this;
    if (view === null) return;
    const state = this.kept.get();
    const focused = this.focusedControl();
    fill(
      this.join,
      drawJoin(view, state.filter, (filter) => this.choose({ filter })),
    );
    this.drawSummary(view, state);
    fill(
      this.filters,
      drawFilterBar(view, state, {
        filter: (filter) => this.choose({ filter }),
        score: (score) => this.chooseScore(score, state.filter),
        allScores: (allScores) => {
          this.kept.change({ allScores });
          this.drawChoice();
          this.rows.showColumns(this.kept.get());
        },
      }),
    );
    focused?.();
  }

  private focusedControl(): (() => void) | null {
    const slot = [this.join, this.summary, this.filters].find((s) => s.contains(document.activeElement));
    if (slot === undefined) return null;
    if (document.activeElement instanceof HTMLTableRowElement)
      return () => slot.querySelector<HTMLElement>('tr[aria-selected="true"]')?.focus();
    const controls = () => [...slot.querySelectorAll<HTMLElement>("button, select")];
    const at = controls().indexOf(document.activeElement as HTMLElement);
    return () => controls()[at]?.focus();
  }

  private drawSummary(view: CompareView, state: PanelState): void {
    const { scores, join } = view.summary;
    const score = state.score === null ? undefined : scores[state.score];
    const canFold = scores.length > 0 && join.matched > 0;
    const fold = state.isFolded
      ? iconButton("chevron-down", "Unfold Summary", () => this.fold(false))
      : iconButton("chevron-up", "Fold Summary", () => this.fold(true));
    const head = h(
      "div",
      { class: "summary-h" },
      canFold && fold,
      h("h2", { class: "h tn" }, headSentence(view, score)),
    );
    const table =
      canFold && !state.isFolded
        ? drawSummary(view, state.score, {
            select: (index) => this.chooseScore(index, this.kept.get().filter),
            filter: (index, filter) => this.chooseScore(index, filter),
          })
        : null;
    const note = (): HTMLElement | null =>
      drawErrorsNote(view, score, (withErrors) => this.host.countErrors(withErrors));
    if (table === null) fill(this.summary, head);
    else fill(this.summary, head, h("div", { class: "summary-scroll" }, table), note());
  }

  private fold(isFolded: boolean): void {
    this.kept.change({ isFolded });
    this.drawChoice();
  }
}

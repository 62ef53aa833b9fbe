// The compare panel: head, join, summary, rows. Holds what is chosen and keeps it over hiding and reloading.

import type {
  CompareFilter,
  CompareSortColumn,
  ScoreMapping,
} from "../../../src/core/compare/compareTypes.ts";
import type { MethodChoice } from "../../../src/core/compare/evidenceTypes.ts";
import type { CompareView } from "../../../src/protocol/comparePanel.ts";
import type { CompareCommand } from "../../../src/protocol/panelCommands.ts";
import { PanelSlots } from "../../compareShared/panelSlots.ts";
import { readTyped, TypedFilters, type TypedState } from "../../compareShared/typedFilters.ts";
import { fill } from "../../shared/dom.ts";
import { keepState } from "../../shared/host.ts";
import { ComparedInputs } from "./comparedInputs.ts";
import type { CompareHost } from "./compareHost.ts";
import { EvidenceArea } from "./evidenceArea.ts";
import { drawFilterBar } from "./filterBar.ts";
import { drawHeader } from "./header.ts";
import { drawJoin } from "./joinReport.ts";
import { DEFAULT_METHOD } from "./methodChoice.ts";
import { type PairOf, pairColumns } from "./pairFilters.ts";
import { firstState, type PanelState, STATE_VERSION, worstFirst } from "./panelState.ts";
import { CompareRowsArea, type RowsChoice } from "./rowsArea.ts";
import { subjectOf, toSavedView } from "./savedView.ts";
import { drawScoreMapping } from "./scoreMapping.ts";
import { drawSummaryArea } from "./summaryArea.ts";

export class ComparePanel {
  private readonly kept;
  private readonly slots = new PanelSlots();
  private readonly typed = new TypedFilters(pairColumns, (state) => this.setFilters(state));
  private readonly evidence: EvidenceArea;
  private readonly inputs: ComparedInputs;
  private readonly rows: CompareRowsArea;
  private view: CompareView | null = null;
  /** The view over the items that the filter on inputs keeps; the whole one without a filter. */
  private shown: CompareView | null = null;

  constructor(
    private readonly root: HTMLElement,
    private readonly host: CompareHost,
    first: CompareView,
  ) {
    this.kept = keepState<PanelState>(STATE_VERSION, firstState(first));
    this.inputs = new ComparedInputs(host, () => this.drawChoice());
    this.evidence = new EvidenceArea(host, {
      change: (part) => this.keep(part),
      method: (method) => this.chooseMethod(method),
      failed: (message) => this.slots.note.failed(message),
    });
    this.rows = new CompareRowsArea(host, {
      sort: (key) => this.sortBy(key as CompareSortColumn),
      showAll: () => this.choose({ filter: "matched" }),
      clearInputs: () => this.typed.clear(),
      filter: (key, typed) => this.typed.type({ [key]: typed }),
      place: this.kept.get(),
      keep: (place) => this.kept.change(place),
    });
  }

  update(view: CompareView): void {
    const isFirst = this.view === null;
    // Rows that count no more, or again, may change which items there are to compare.
    const isSameJoin = JSON.stringify(this.view?.summary.join) === JSON.stringify(view.summary.join);
    this.view = view;
    this.kept.keepSubject(subjectOf(view));
    const { score, filters } = this.kept.get();
    // Scores may stand elsewhere now: what is typed is read anew.
    this.kept.change(readTyped(pairColumns(view), filters));
    if (score !== null && view.summary.scores[score] === undefined)
      this.kept.change({ score: view.primaryScore, sort: worstFirst(view, view.primaryScore) });
    fill(
      this.slots.header,
      drawHeader(view, this.host, {
        save: () => this.save(),
        copySummary: () => this.copySummary(view),
      }),
    );
    const map = (scoreMap: readonly ScoreMapping[]): void =>
      void this.renew(() => this.host.mapScores(scoreMap), "Not mapped");
    fill(this.slots.mapping, drawScoreMapping({ ...view, candidates: [view.candidate], map }));
    if (isFirst) {
      this.slots.mount(this.root, this.typed.elements, this.evidence.element, this.rows.element);
    }
    if (!isSameJoin) this.inputs.read();
    this.typed.show(view, filters);
    void this.showNarrowed(true);
  }

  private chooseMethod(method: MethodChoice): void {
    this.kept.change({ method });
    void this.showNarrowed(true);
  }

  /** Shows summary and rows over the items that the filter on inputs keeps. */
  private showNarrowed(isSamePlace: boolean): Promise<void> {
    return this.slots.note.attempt("The filter failed", async () => {
      const { view } = this;
      const { inputs, method } = this.kept.get();
      const shown = view === null ? null : await this.inputs.narrowed(view, inputs, method);
      if (shown === null || view !== this.view) return;
      this.shown = shown;
      this.slots.note.clear();
      this.drawChoice();
      this.rows.show(shown, this.kept.get(), isSamePlace);
    });
  }

  /** Of the whole comparison: what is copied must not depend on a filter that nobody sees later. */
  private copySummary(head: CompareView): void {
    this.host.copy(this.inputs.markdownOf(head));
  }

  private setFilters({ filters, inputs, outcomes }: TypedState<PairOf>): void {
    const before = this.kept.get();
    this.kept.change({ filters, inputs, outcomes });
    if (JSON.stringify(before.inputs) !== JSON.stringify(inputs)) void this.showNarrowed(false);
    else this.choose({});
  }

  private openDiffs(): Promise<void> {
    return this.slots.note.openDiffs(() => this.host.openDiffs(this.kept.get()), this.view?.locale ?? "en");
  }

  /** Another join or mapping gives another view; what was chosen by place in the old one is forgotten. */
  private async renew(ask: () => Promise<CompareView>, failed: string): Promise<void> {
    this.inputs.forget();
    this.kept.change({ filter: "matched", filters: {}, inputs: [], outcomes: [] });
    await this.slots.note.attempt(failed, async () => {
      const view = await ask();
      this.kept.change({ score: view.primaryScore, sort: worstFirst(view, view.primaryScore) });
      this.update(view);
    });
    this.inputs.read();
  }

  /** The same with excluded rows, or without them: what was chosen stays. */
  private recount(withExcluded: boolean): Promise<void> {
    return this.slots.note.attempt("Not counted", async () => {
      this.update(await this.host.countExcluded(withExcluded));
    });
  }

  run(command: CompareCommand): void {
    if (command === "openDiffs") void this.openDiffs();
    else this.rows.carryOut(command);
  }

  /** Saves what is shown, as the button does. */
  save(): void {
    if (this.view !== null) this.host.save(toSavedView(this.view, this.kept.get()));
  }

  markGone(): void {
    this.slots.note.gone();
  }

  /** Changes what is shown around the rows; they stay. */
  private keep(part: Partial<PanelState>): void {
    this.kept.change(part);
    this.drawChoice();
  }

  private showColumns(part: Partial<RowsChoice>): void {
    this.keep(part);
    this.rows.showColumns(this.kept.get());
  }

  private choose(part: Partial<RowsChoice>): void {
    const { shown } = this;
    if (shown === null) return;
    this.keep(part);
    this.rows.show(shown, this.kept.get(), false);
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
    const descending = sort.column === column ? !sort.descending : column === "disagreement";
    this.choose({ sort: { column, descending } });
    this.rows.focusSortedHead();
  }

  /** Join, summary and filter bar show one choice; focus stays on the control that made it. */
  private drawChoice(): void {
    const { view, shown } = this;
    if (view === null || shown === null) return;
    this.slots.draw(() => this.drawAll(view, shown));
  }

  private drawAll(view: CompareView, shown: CompareView): void {
    const state = this.kept.get();
    fill(
      this.slots.join,
      drawJoin(view, this.inputs.state, state.filter, {
        filter: (filter) => this.choose({ filter }),
        joinBy: (choice) => void this.renew(() => this.host.joinBy(choice), "Not joined"),
        countExcluded: (withExcluded) => void this.recount(withExcluded),
      }),
    );
    this.drawSummary(view, shown, state);
    fill(
      this.slots.filters,
      drawFilterBar(shown, state, this.evidence.tabs, {
        onlyDiffering: (onlyDiffering) => this.showColumns({ onlyDiffering }),
        openDiffs: () => void this.openDiffs(),
        byDisagreement: () =>
          state.sort.column === "disagreement"
            ? this.choose({ sort: worstFirst(shown, state.score) })
            : this.sortBy("disagreement"),
        filter: (filter) => this.choose({ filter }),
        score: (score) => this.chooseScore(score, state.filter),
        allScores: (allScores) => this.showColumns({ allScores }),
      }),
    );
    this.typed.show(view, state.filters);
    this.evidence.show(shown, state, {
      letter: "B",
      score: state.score,
      inputs: state.inputs,
      filters: state.filters,
      type: (typed) => this.typed.type(typed),
      showSame: () => this.choose({ filter: "same" }),
    });
  }

  private drawSummary(whole: CompareView, shown: CompareView, state: PanelState): void {
    const choice = { ...state, isSumming: this.inputs.isSumming };
    fill(
      this.slots.summary,
      ...drawSummaryArea(whole, shown, choice, {
        fold: (isFolded) => this.keep({ isFolded }),
        select: (index) => this.chooseScore(index, this.kept.get().filter),
        filter: (index, filter) => this.chooseScore(index, filter),
        countErrors: (withErrors) => this.host.countErrors(withErrors),
        clearInputs: () => this.typed.clearInputs(),
        clearMethod: () => this.chooseMethod(DEFAULT_METHOD),
      }),
    );
  }
}

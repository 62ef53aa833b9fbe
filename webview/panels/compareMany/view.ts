// The panel of several runs: head, join, summary, flip matrix and rows. Holds what is chosen and keeps it over hiding and
// reloading.
import type { ManyOutcomeOf } from "../../../src/core/compare/outcomeCondition.ts";
import type { ManyView } from "../../../src/protocol/manyPanel.ts";
import type { CompareCommand } from "../../../src/protocol/panelCommands.ts";
import { PanelSlots } from "../../compareShared/panelSlots.ts";
import { readTyped, TypedFilters, type TypedState } from "../../compareShared/typedFilters.ts";
import { fill, h } from "../../shared/dom.ts";
import { keepState } from "../../shared/host.ts";
import { DEFAULT_METHOD } from "../compare/methodChoice.ts";
import { FlipArea } from "./flipArea.ts";
import { ManyAnswers } from "./manyAnswers.ts";
import { ManyEvidenceArea } from "./manyEvidenceArea.ts";
import { manyFilterColumns } from "./manyFilters.ts";
import type { ManyHost } from "./manyHost.ts";
import { drawManyJoin } from "./manyJoin.ts";
import { rowsChoiceOf } from "./manyQuery.ts";
import { ManyRowsArea } from "./manyRowsArea.ts";
import { flipsSaid } from "./manySentences.ts";
import {
  firstState,
  type ManyState,
  STATE_VERSION,
  sortedBy,
  subjectOf,
  toShown,
  withThreshold,
} from "./manyState.ts";
import { drawManySummary } from "./manySummary.ts";
import { drawManyToolbar } from "./manyToolbar.ts";
import { drawManyTop } from "./manyTop.ts";

export class ManyPanel {
  private readonly kept;
  private readonly slots = new PanelSlots();
  private readonly typed = new TypedFilters(manyFilterColumns, (state) => this.setFilters(state));
  private readonly evidence: ManyEvidenceArea;
  private readonly answers: ManyAnswers;
  private readonly flips: FlipArea;
  private readonly rows: ManyRowsArea;
  private readonly lower: HTMLElement;
  private view: ManyView | null = null;
  /** The view's summary, or the one over other rows that was asked for. */
  private shown: ManyView | null = null;

  constructor(
    private readonly root: HTMLElement,
    private readonly host: ManyHost,
    first: ManyView,
  ) {
    this.kept = keepState<ManyState>(STATE_VERSION, firstState(first));
    this.answers = new ManyAnswers(host, () => this.draw());
    this.flips = new FlipArea(host, {
      choose: (passed) => this.choose({ passed }),
      threshold: (score, threshold) => this.choose(withThreshold(this.kept.get(), score, threshold)),
      counted: (matrix) => this.rows.say(flipsSaid(matrix)),
    });
    this.evidence = new ManyEvidenceArea(host, {
      change: (part) => this.show(part),
      method: (method) => this.changeSummary({ method }),
      failed: (message) => this.slots.note.failed(message),
    });
    this.rows = new ManyRowsArea(host, {
      sort: (key) => {
        this.choose({ sort: sortedBy(this.kept.get().sort, key) });
        this.rows.focusSortedHead();
      },
      clear: () => this.clear(),
      filter: (key, typed) => this.typed.type({ [key]: typed }),
      place: this.kept.get(),
      keep: (place) => this.kept.change(place),
    });
    this.lower = h("div", { class: "lower" }, this.flips.element, this.rows.element);
  }

  update(view: ManyView): void {
    const isFirst = this.view === null;
    this.view = view;
    this.kept.keepSubject(subjectOf(view));
    const { score, filters } = this.kept.get();
    // Scores may stand elsewhere now: what is typed is read anew.
    this.kept.change(readTyped(manyFilterColumns(view), filters));
    if (score !== null && view.summary.scores[score] === undefined)
      this.kept.change({ score: view.primaryScore, passed: [] });
    drawManyTop(this.slots, view, this.host, {
      save: () => this.save(),
      copySummary: () => this.host.copy(this.answers.markdownOf(view)),
      map: (scoreMap) => void this.renew(() => this.host.mapScores(scoreMap), "Not mapped"),
    });
    if (isFirst) {
      this.slots.mount(this.root, this.typed.elements, this.evidence.element, this.lower, this.rows.status);
      this.answers.readInputs();
    }
    this.typed.show(view, filters);
    void this.showSummary(true);
  }

  private setFilters({ filters, inputs, outcomes }: TypedState<ManyOutcomeOf>): void {
    const before = this.kept.get();
    this.kept.change({ filters, inputs, outcomes });
    if (JSON.stringify(before.inputs) !== JSON.stringify(inputs)) void this.showSummary(false);
    else this.choose({});
  }

  private changeSummary(part: Partial<Pick<ManyState, "method" | "scope">>): void {
    this.kept.change(part);
    void this.showSummary(false);
  }

  /** Shows summary and rows over the items and the rows that are chosen. */
  private showSummary(isSamePlace: boolean): Promise<void> {
    return this.slots.note.attempt("The summary failed", async () => {
      const { view } = this;
      const { scope, inputs, method } = this.kept.get();
      const shown = view === null ? null : await this.answers.summed(view, scope, inputs, method);
      if (shown === null || view !== this.view) return;
      this.shown = shown;
      this.slots.note.clear();
      this.draw();
      this.rows.show(shown, this.rowsChoice(), isSamePlace);
    });
  }

  private rowsChoice() {
    return rowsChoiceOf(this.shown, this.kept.get());
  }

  /** Changes what is shown around the rows; they stay. */
  private show(part: Partial<ManyState>): void {
    this.kept.change(part);
    this.draw();
  }

  private choose(part: Partial<ManyState>): void {
    this.show(part);
    if (this.shown !== null) this.rows.show(this.shown, this.rowsChoice(), false);
  }

  private clear(): void {
    this.kept.change({ members: { kind: "any" }, change: "all", passed: [] });
    this.typed.clear();
  }

  private chooseScore(score: number): void {
    if (score !== this.kept.get().score) this.choose({ score, passed: [] });
  }

  private showColumns(part: Partial<Pick<ManyState, "allScores" | "onlyDiffering">>): void {
    this.show(part);
    this.rows.showColumns(this.rowsChoice());
  }

  /** What shows the choice is drawn anew; focus stays on the control that made it. */
  private draw(): void {
    const { view, shown } = this;
    if (view === null || shown === null) return;
    this.slots.draw(() => this.drawAll(view, shown));
  }

  private drawAll(view: ManyView, shown: ManyView): void {
    const state = this.kept.get();
    this.lower.dataset.tab = state.tab;
    fill(
      this.slots.join,
      drawManyJoin(view, this.answers.inputs, state.members, {
        members: (members) => this.choose({ members }),
        joinBy: (choice) => void this.renew(() => this.host.joinBy(choice), "Not joined"),
        countExcluded: (withExcluded) => void this.recount(withExcluded),
      }),
    );
    fill(
      this.slots.summary,
      ...drawManySummary(
        shown,
        { ...state, isSumming: this.answers.isSumming },
        {
          select: (score) => this.chooseScore(score),
          fold: (isFolded) => this.show({ isFolded }),
          scope: (scope) => this.changeSummary({ scope }),
          clearInputs: () => this.typed.clearInputs(),
          clearMethod: () => this.changeSummary({ method: DEFAULT_METHOD }),
        },
      ),
    );
    fill(
      this.slots.filters,
      drawManyToolbar(
        shown,
        { ...state, isByDisagreement: state.sort.column === "disagreement" },
        this.evidence.tabs,
        {
          change: (change) => this.choose({ change }),
          of: (of) => this.choose({ of, ...(of === null ? {} : { pair: of }) }),
          passed: (passed) => this.choose({ passed }),
          score: (score) => this.chooseScore(score),
          allScores: (allScores) => this.showColumns({ allScores }),
          onlyDiffering: (onlyDiffering) => this.showColumns({ onlyDiffering }),
          byDisagreement: () => this.choose({ sort: sortedBy(state.sort, "disagreement") }),
          openDiffs: () => void this.openDiffs(),
        },
      ),
    );
    this.typed.show(view, state.filters);
    this.evidence.show(shown, state, {
      ...state,
      type: (typed) => this.typed.type(typed),
      showSame: (of) => this.choose({ change: "same", of, pair: of }),
      choose: (score, pair) => this.choose({ score, pair, ...(state.of === null ? {} : { of: pair }) }),
    });
    this.flips.show(shown, state);
  }

  private openDiffs(): Promise<void> {
    const { query, pair } = this.rowsChoice();
    return this.slots.note.openDiffs(() => this.host.openDiffs(pair, query), this.view?.locale ?? "en");
  }

  run(command: CompareCommand): void {
    if (command === "openDiffs") void this.openDiffs();
    else this.rows.carryOut(command);
  }

  /** Another join or mapping gives another view; what was chosen by place in the old one is forgotten. */
  private renew(ask: () => Promise<ManyView>, failed: string): Promise<void> {
    return this.slots.note.attempt(failed, async () => {
      const view = await ask();
      this.kept.change({ ...firstState(view), tab: this.kept.get().tab });
      this.update(view);
      this.answers.readInputs();
    });
  }

  /** The same with excluded rows, or without them: what was chosen stays. */
  private recount(withExcluded: boolean): Promise<void> {
    return this.slots.note.attempt("Not counted", async () => {
      this.update(await this.host.countExcluded(withExcluded));
    });
  }

  /** Saves what is shown, as the button does. */
  save(): void {
    if (this.view !== null) this.host.save(toShown(this.view, this.kept.get()));
  }

  markGone(): void {
    this.slots.note.gone();
  }
}

// The panel of several runs: head, join, summary, flip matrix and rows. Holds what is chosen and keeps it over hiding and
// reloading.
import type { ScoreMapping } from "../../../src/core/compare/compareTypes.ts";
import type { InputCondition } from "../../../src/core/compare/inputCondition.ts";
import { manyMarkdown } from "../../../src/core/compare/manyMarkdown.ts";
import type { ManyQuery } from "../../../src/core/compare/manyTypes.ts";
import type { ManyOutcomeOf } from "../../../src/core/compare/outcomeCondition.ts";
import type { ManyView } from "../../../src/protocol/manyPanel.ts";
import type { CompareCommand } from "../../../src/protocol/panelCommands.ts";
import { keepFocus } from "../../compareShared/keepFocus.ts";
import { readTyped, TypedFilters, type TypedState } from "../../compareShared/typedFilters.ts";
import { failureNote, goneNote, infoNote } from "../../shared/blank.ts";
import { fill, h } from "../../shared/dom.ts";
import { keepState } from "../../shared/host.ts";
import { DEFAULT_METHOD } from "../compare/methodChoice.ts";
import { drawScoreMapping } from "../compare/scoreMapping.ts";
import { diffsSentence } from "../compare/sentences.ts";
import { FlipArea, ruleOf } from "./flipArea.ts";
import { ManyAnswers, messageOf } from "./manyAnswers.ts";
import { ManyEvidenceArea } from "./manyEvidenceArea.ts";
import { manyFilterColumns } from "./manyFilters.ts";
import { drawManyHeader } from "./manyHeader.ts";
import type { ManyHost } from "./manyHost.ts";
import { drawManyJoin } from "./manyJoin.ts";
import { ManyRowsArea } from "./manyRowsArea.ts";
import { flippingRows } from "./manySentences.ts";
import { firstState, type ManyState, STATE_VERSION, sortedBy, subjectOf, toShown } from "./manyState.ts";
import { drawManySummary } from "./manySummary.ts";
import { drawManyToolbar } from "./manyToolbar.ts";

export class ManyPanel {
  private readonly kept;
  private readonly header = h("div", { class: "header-slot" });
  private readonly note = h("div", { class: "note-slot" });
  private readonly join = h("div", { class: "join-slot" });
  private readonly summary = h("section", { class: "summary-slot", "aria-label": "Summary" });
  private readonly mapping = h("div", { class: "mapping-slot" });
  private readonly toolbar = h("div", { class: "filter-bar" });
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
    const actions = {
      choose: (passed: readonly number[]) => this.choose({ passed }),
      threshold: (score: string, threshold: number) =>
        this.choose({ thresholds: { ...this.kept.get().thresholds, [score]: threshold }, passed: [] }),
    };
    this.flips = new FlipArea(host, actions, (matrix) =>
      this.rows.say(matrix === null ? "" : `${flippingRows(matrix)} rows flip between runs`),
    );
    this.evidence = new ManyEvidenceArea(host, {
      change: (part) => {
        this.kept.change(part);
        this.draw();
      },
      method: (method) => this.changeSummary({ method }),
      failed: (message) => fill(this.note, failureNote(message)),
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
    fill(
      this.header,
      drawManyHeader(view, {
        addRun: () => this.host.addRun(),
        removeRun: (run) => this.host.removeRun(run),
        makeBase: (run) => this.host.makeBase(run),
        openPair: (run) => this.host.openPair(run),
        save: () => this.save(),
        exportComparison: () => this.host.exportComparison(),
        copySummary: () => this.copySummary(view),
      }),
    );
    const [base, ...candidates] = view.runs;
    const map = (scoreMap: readonly ScoreMapping[]): void =>
      void this.renew(() => this.host.mapScores(scoreMap), "Not mapped");
    const { scoreMap } = view;
    fill(this.mapping, base === undefined ? null : drawScoreMapping({ base, candidates, scoreMap, map }));
    if (isFirst) {
      const filterSlot = h("div", { class: "filter-slot" }, this.toolbar, ...this.typed.elements);
      const upper = [this.header, this.note, this.join, this.summary, this.mapping];
      fill(this.root, ...upper, filterSlot, this.evidence.element, this.lower, this.rows.status);
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
  private async showSummary(isSamePlace: boolean): Promise<void> {
    const { view } = this;
    if (view === null) return;
    const { scope, inputs, method } = this.kept.get();
    try {
      const shown = await this.answers.summed(view, scope, inputs, method);
      if (shown === null || view !== this.view) return;
      this.shown = shown;
      fill(this.note);
      this.draw();
      this.rows.show(shown, this.rowsChoice(), isSamePlace);
    } catch (error) {
      fill(this.note, failureNote(`The summary failed: ${messageOf(error)}`));
    }
  }

  private rowsChoice() {
    const state = this.kept.get();
    const { members, change, of, inputs, outcomes, score, sort, passed } = state;
    const rule = this.shown === null || passed.length === 0 ? null : ruleOf(this.shown, state);
    const flips = rule === null ? null : { rule, passed };
    const query: Omit<ManyQuery, "offset" | "limit"> = {
      ...{ members, change, of, outcomes, flips, inputs, score, sort },
    };
    const { filters, allScores, onlyDiffering } = state;
    return { query, filters, allScores, onlyDiffering, pair: of ?? state.pair };
  }

  private choose(part: Partial<ManyState>): void {
    this.kept.change(part);
    this.draw();
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
    this.kept.change(part);
    this.draw();
    this.rows.showColumns(this.rowsChoice());
  }

  /** What shows the choice is drawn anew; focus stays on the control that made it. */
  private draw(): void {
    const { view, shown } = this;
    if (view === null || shown === null) return;
    keepFocus([this.join, this.summary, this.toolbar], () => this.drawAll(view, shown));
  }

  private drawAll(view: ManyView, shown: ManyView): void {
    const state = this.kept.get();
    this.lower.dataset.tab = state.tab;
    fill(
      this.join,
      drawManyJoin(view, this.answers.inputs, state.members, {
        members: (members) => this.choose({ members }),
        joinBy: (choice) => void this.renew(() => this.host.joinBy(choice), "Not joined"),
        countExcluded: (withExcluded) => void this.recount(withExcluded),
      }),
    );
    fill(
      this.summary,
      ...drawManySummary(
        shown,
        { ...state, isDefined: this.isDefined(state.inputs) },
        {
          select: (score) => this.chooseScore(score),
          fold: (isFolded) => {
            this.kept.change({ isFolded });
            this.draw();
          },
          scope: (scope) => this.changeSummary({ scope }),
          clearInputs: () => this.typed.clearInputs(),
          clearMethod: () => this.changeSummary({ method: DEFAULT_METHOD }),
        },
      ),
    );
    fill(
      this.toolbar,
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

  private async openDiffs(): Promise<void> {
    const { query, pair } = this.rowsChoice();
    try {
      const { total, opened } = await this.host.openDiffs(pair, query);
      if (opened < total) fill(this.note, infoNote(diffsSentence(opened, total, this.view?.locale ?? "en")));
    } catch (error) {
      fill(this.note, failureNote(messageOf(error)));
    }
  }

  run(command: CompareCommand): void {
    if (command === "openDiffs") void this.openDiffs();
    else this.rows.carryOut(command);
  }

  private isDefined(inputs: readonly InputCondition[]): boolean {
    const saved = this.view?.saved ?? null;
    return saved !== null && JSON.stringify(saved.inputs) === JSON.stringify(inputs);
  }

  /** Another join or mapping gives another view; what was chosen by place in the old one is forgotten. */
  private async renew(ask: () => Promise<ManyView>, failed: string): Promise<void> {
    try {
      const view = await ask();
      this.kept.change({ ...firstState(view), tab: this.kept.get().tab });
      this.update(view);
      this.answers.readInputs();
    } catch (error) {
      fill(this.note, failureNote(`${failed}: ${messageOf(error)}`));
    }
  }

  /** The same with excluded rows, or without them: what was chosen stays. */
  private async recount(withExcluded: boolean): Promise<void> {
    try {
      this.update(await this.host.countExcluded(withExcluded));
    } catch (error) {
      fill(this.note, failureNote(`Not counted: ${messageOf(error)}`));
    }
  }

  /** Of the whole comparison: what is copied must not depend on a filter that nobody sees later. */
  private copySummary(head: ManyView): void {
    const { inputs } = this.answers;
    const known = inputs === null || "failed" in inputs ? null : inputs;
    this.host.copy(manyMarkdown({ head, inputs: known, withErrors: head.withErrors, locale: head.locale }));
  }

  /** Saves what is shown, as the button does. */
  save(): void {
    if (this.view !== null) this.host.save(toShown(this.view, this.kept.get()));
  }

  markGone(): void {
    fill(this.note, goneNote("One of these runs was deleted."));
  }
}

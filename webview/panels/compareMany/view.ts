// The panel of several runs: head, join, summary, flip matrix and rows. Holds what is chosen and keeps it over hiding and
// reloading.
import type { ScoreMapping } from "../../../src/core/compare/compareTypes.ts";
import type { InputCondition } from "../../../src/core/compare/inputCondition.ts";
import { manyMarkdown } from "../../../src/core/compare/manyMarkdown.ts";
import type { ManyQuery } from "../../../src/core/compare/manyTypes.ts";
import type { ManyView } from "../../../src/protocol/manyPanel.ts";
import { failureNote, goneNote } from "../../shared/blank.ts";
import { fill, h } from "../../shared/dom.ts";
import { keepState } from "../../shared/host.ts";
import { InputFilter } from "../compare/inputFilter.ts";
import { typedOf, withInput } from "../compare/inputTyped.ts";
import { drawScoreMapping } from "../compare/scoreMapping.ts";
import { FlipArea, ruleOf } from "./flipArea.ts";
import { ManyAnswers, messageOf } from "./manyAnswers.ts";
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
  private readonly inputFilter = new InputFilter((field, typed) =>
    this.filterInputs(withInput(this.kept.get().inputs, field, typed)),
  );
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
    this.rows = new ManyRowsArea(host, {
      sort: (key) => this.choose({ sort: sortedBy(this.kept.get().sort, key) }),
      clear: () => this.clear(),
      place: this.kept.get(),
      keep: (place) => this.kept.change(place),
    });
    const filterSlot = h("div", { class: "filter-slot" }, this.toolbar, this.inputFilter.element);
    const right = h("div", { class: "lower-right" }, filterSlot, this.rows.element);
    this.lower = h("div", { class: "lower" }, this.flips.element, right);
  }

  update(view: ManyView): void {
    const isFirst = this.view === null;
    this.view = view;
    this.kept.keepSubject(subjectOf(view));
    const { score } = this.kept.get();
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
      fill(
        this.root,
        this.header,
        this.note,
        this.join,
        this.summary,
        this.mapping,
        this.lower,
        this.rows.status,
      );
      this.answers.readInputs();
    }
    this.inputFilter.show(view.itemFields, typedOf(this.kept.get().inputs));
    void this.showSummary(true);
  }

  private filterInputs(inputs: readonly InputCondition[]): void {
    this.inputFilter.show(this.view?.itemFields ?? [], typedOf(inputs));
    this.changeSummary({ inputs });
  }

  private changeSummary(part: Partial<Pick<ManyState, "inputs" | "scope">>): void {
    this.kept.change(part);
    void this.showSummary(false);
  }

  /** Shows summary and rows over the items and the rows that are chosen. */
  private async showSummary(isSamePlace: boolean): Promise<void> {
    const { view } = this;
    if (view === null) return;
    const { scope, inputs } = this.kept.get();
    try {
      const shown = await this.answers.summed(view, scope, inputs);
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
    const { members, change, inputs, score, sort, passed, allScores, onlyDiffering } = state;
    const rule = this.shown === null || passed.length === 0 ? null : ruleOf(this.shown, state);
    const flips = rule === null ? null : { rule, passed };
    const query: Omit<ManyQuery, "offset" | "limit"> = { members, change, flips, inputs, score, sort };
    return { query, allScores, onlyDiffering };
  }

  private choose(part: Partial<ManyState>): void {
    this.kept.change(part);
    this.draw();
    if (this.shown !== null) this.rows.show(this.shown, this.rowsChoice(), false);
  }

  private clear(): void {
    this.choose({ members: { kind: "any" }, change: "all", passed: [] });
    if (this.kept.get().inputs.length > 0) this.filterInputs([]);
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
    const state = this.kept.get();
    const focused = this.focusedControl();
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
          clearInputs: () => this.filterInputs([]),
        },
      ),
    );
    fill(
      this.toolbar,
      drawManyToolbar(
        shown,
        { ...state, isByDisagreement: state.sort.column === "disagreement" },
        {
          tab: (tab) => {
            this.kept.change({ tab });
            this.draw();
          },
          change: (change) => this.choose({ change }),
          passed: (passed) => this.choose({ passed }),
          score: (score) => this.chooseScore(score),
          allScores: (allScores) => this.showColumns({ allScores }),
          onlyDiffering: (onlyDiffering) => this.showColumns({ onlyDiffering }),
          byDisagreement: () => this.choose({ sort: sortedBy(state.sort, "disagreement") }),
        },
      ),
    );
    this.flips.show(shown, state);
    focused?.();
  }

  private isDefined(inputs: readonly InputCondition[]): boolean {
    const saved = this.view?.saved ?? null;
    return saved !== null && JSON.stringify(saved.inputs) === JSON.stringify(inputs);
  }

  private focusedControl(): (() => void) | null {
    const slot = [this.join, this.summary, this.toolbar].find((one) => one.contains(document.activeElement));
    if (slot === undefined) return null;
    if (document.activeElement instanceof HTMLTableRowElement)
      return () => slot.querySelector<HTMLElement>('tr[aria-selected="true"]')?.focus();
    const controls = () => [...slot.querySelectorAll<HTMLElement>("button, select")];
    const at = controls().indexOf(document.activeElement as HTMLElement);
    return () => controls()[at]?.focus();
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

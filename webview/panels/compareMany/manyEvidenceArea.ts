// The tabs beside the rows of several runs: all scores at once, and charts, slices and evidence of one candidate with the
// base, which are those of two runs.
import type { MethodChoice } from "../../../src/core/compare/evidenceTypes.ts";
import type { InputCondition } from "../../../src/core/compare/inputCondition.ts";
import { letterOf } from "../../../src/core/compare/manyText.ts";
import type { ManyView } from "../../../src/protocol/manyPanel.ts";
import { dataText, fill, h, runToken } from "../../shared/dom.ts";
import type { Filters } from "../../shared/filterRow.ts";
import { drawTabList, type ListedTab } from "../../shared/tabList.ts";
import { EvidenceArea, type EvidenceState, type EvidenceTab, TAB_LABELS } from "../compare/evidenceArea.ts";
import type { ManyHost } from "./manyHost.ts";
import { fromPairTyped, pairScore, toPairTyped, toPairView } from "./pairView.ts";
import { drawScoresTab } from "./scoresTab.ts";

export type ManyTab = EvidenceTab | "scores" | "flips";

const TABS: readonly ListedTab<ManyTab>[] = [
  { name: "rows", label: TAB_LABELS.rows },
  { name: "flips", label: "Flip matrix", isNarrowOnly: true },
  { name: "scores", label: "All scores" },
  { name: "charts", label: TAB_LABELS.charts },
  { name: "slices", label: TAB_LABELS.slices },
  { name: "more", label: TAB_LABELS.more },
];

/** What is kept with the page. */
export interface ManyEvidenceState extends Omit<EvidenceState, "tab"> {
  readonly tab: ManyTab;
  /** The candidate that charts, slices and evidence are of, from 1. */
  readonly pair: number;
}

export interface ManyEvidenceChoice {
  readonly score: number | null;
  readonly inputs: readonly InputCondition[];
  readonly filters: Filters;
  readonly type: (typed: Filters) => void;
  readonly showSame: (run: number) => void;
  readonly choose: (score: number, run: number) => void;
}

export class ManyEvidenceArea {
  readonly tabs = h("div", { class: "tabs", role: "tablist", "aria-label": "What is shown of the items" });
  readonly element = h("div", { class: "evidence-slot" });
  private readonly scores = h("section", { class: "evidence scores-tab", "aria-label": "All scores" });
  private readonly picker = h("div", { class: "pair-pick row-flex tight", role: "group" });
  private readonly area: EvidenceArea;
  private run = 1;

  constructor(
    private readonly host: ManyHost,
    private readonly actions: {
      readonly change: (part: Partial<ManyEvidenceState>) => void;
      readonly method: (method: MethodChoice) => void;
      readonly failed: (message: string) => void;
    },
  ) {
    this.area = new EvidenceArea(
      host.evidenceOf(() => this.run),
      actions,
    );
    this.picker.setAttribute("aria-label", "Candidate shown");
    this.element.append(this.scores, this.picker, this.area.element);
  }

  show(view: ManyView, state: ManyEvidenceState, choice: ManyEvidenceChoice): void {
    const hasRows = choice.score !== null && view.summary.pairs.some(({ matched }) => matched > 0);
    this.tabs.hidden = !hasRows;
    const tab = hasRows || state.tab === "flips" ? state.tab : "rows";
    drawTabList(this.tabs, TABS, tab, (next) => this.actions.change({ tab: next }));
    this.scores.hidden = tab !== "scores";
    if (tab === "scores")
      drawScoresTab(this.scores, view, state.isTable, {
        setTable: (isTable) => this.actions.change({ isTable }),
        copy: (text) => this.host.copy(text),
        choose: choice.choose,
      });
    else fill(this.scores);
    this.showPair(view, { ...state, tab: tab === "scores" || tab === "flips" ? "rows" : tab }, choice);
  }

  private showPair(
    view: ManyView,
    state: EvidenceState & Pick<ManyEvidenceState, "pair">,
    choice: ManyEvidenceChoice,
  ): void {
    const run = view.runs[state.pair] === undefined ? 1 : state.pair;
    this.run = run;
    const pair = toPairView(view, run);
    if (pair === null) return;
    const score = pairScore(view, run, choice.score);
    this.drawPicker(view, run, state.tab !== "rows", score !== null && pair.summary.join.matched > 0);
    this.area.showTab(
      pair,
      score === null || pair.summary.join.matched === 0 ? { ...state, tab: "rows" } : state,
      {
        letter: letterOf(run),
        score,
        inputs: choice.inputs,
        filters: toPairTyped(view, run, choice.filters),
        type: (typed) => choice.type(fromPairTyped(view, run, typed)),
        showSame: () => choice.showSame(run),
      },
    );
  }

  private drawPicker(view: ManyView, chosen: number, isShown: boolean, canShow: boolean): void {
    const hadFocus = this.picker.contains(document.activeElement);
    this.picker.hidden = !isShown;
    if (!isShown) {
      fill(this.picker);
      return;
    }
    const buttons = view.runs.slice(1).map(({ name }, i) => {
      const run = i + 1;
      return h(
        "button",
        {
          class: "toggle",
          type: "button",
          "aria-pressed": run === chosen,
          title: name,
          "aria-label": `${letterOf(run)}, ${name}`,
          on: { click: () => this.actions.change({ pair: run }) },
        },
        runToken(letterOf(run)),
        run === chosen ? dataText(name, "clip") : null,
      );
    });
    const why = canShow
      ? null
      : h("span", { class: "muted" }, `${letterOf(chosen)} shares no row of this score with A.`);
    fill(this.picker, h("span", { class: "muted" }, "A against"), ...buttons, why);
    if (hadFocus) this.picker.querySelector<HTMLElement>('[aria-pressed="true"]')?.focus();
  }
}

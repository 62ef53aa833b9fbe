// The bar above the joined rows of several runs: which of them are shown, by which score and candidate, in which columns.
import { passedBy } from "../../../src/core/compare/flipMatrix.ts";
import { letterOf } from "../../../src/core/compare/manyText.ts";
import type { ManyChange } from "../../../src/core/compare/manyTypes.ts";
import type { ManyView } from "../../../src/protocol/manyPanel.ts";
import { dataText, h, icon, iconButton } from "../../shared/dom.ts";

export interface ToolbarChoice {
  readonly change: ManyChange;
  readonly of: number | null;
  readonly pair: number;
  readonly passed: readonly number[];
  readonly score: number | null;
  readonly allScores: boolean;
  readonly onlyDiffering: boolean;
  readonly isByDisagreement: boolean;
}

export interface ToolbarActions {
  readonly change: (change: ManyChange) => void;
  readonly of: (run: number | null) => void;
  readonly passed: (passed: readonly number[]) => void;
  readonly score: (score: number) => void;
  readonly allScores: (all: boolean) => void;
  readonly onlyDiffering: (only: boolean) => void;
  readonly byDisagreement: () => void;
  /** The outputs of all rows shown, of the base and the candidate looked at. */
  readonly openDiffs: () => void;
}

const CHANGES: readonly (readonly [ManyChange, string, string])[] = [
  ["regressed", "▼", "Regressed"],
  ["improved", "▲", "Improved"],
  ["differs", "≠", "Differs"],
  ["outputChanged", "", "Output changed"],
  ["graderDrift", "", "Grader drift"],
  ["errored", "", "Errored"],
];

/** `tabs`: what stands before the filters. */
export function drawManyToolbar(
  view: ManyView,
  choice: ToolbarChoice,
  tabs: HTMLElement,
  actions: ToolbarActions,
): HTMLElement {
  const runs = view.runs.length;
  const pills = choice.passed.map((passed) => {
    const words = `Passed by ${passedBy(passed, runs)}`;
    const off = iconButton("close", `Remove the filter ${words}`, () =>
      actions.passed(choice.passed.filter((one) => one !== passed)),
    );
    return h("span", { class: "fchip" }, words, off);
  });
  const who = choice.of === null ? "any candidate" : letterOf(choice.of);
  const toggles = CHANGES.map(([change, mark, label]) => {
    const isOn = choice.change === change;
    const markClass = change === "regressed" ? "down" : change === "improved" ? "up" : "";
    const title =
      change === "graderDrift" ? `A's output with another score, in ${who}` : `${label} in ${who}`;
    return h(
      "button",
      {
        class: "toggle",
        type: "button",
        "aria-pressed": isOn,
        "data-change": change,
        title,
        on: { click: () => actions.change(isOn ? "all" : change) },
      },
      change === "errored" ? icon("error") : null,
      mark === "" ? null : h("span", { class: `mark ${markClass}`, "aria-hidden": true }, mark),
      label,
    );
  });
  const hasScores = view.summary.scores.length > 0;
  return h(
    "div",
    { class: "toolbar filters many-bar", role: "toolbar", "aria-label": "Filter items" },
    tabs,
    hasScores ? h("div", { class: "chips" }, ...toggles, ...pills) : null,
    h("span", { class: "grow" }),
    ...(hasScores ? drawTools(view, choice, actions) : []),
  );
}

function drawTools(view: ManyView, choice: ToolbarChoice, actions: ToolbarActions): readonly HTMLElement[] {
  const pair = letterOf(choice.of ?? choice.pair);
  return [
    pressed("sort-precedence", "Sort by Disagreement", choice.isByDisagreement, actions.byDisagreement),
    pressed("list-filter", "Only Differing Columns", choice.onlyDiffering, () =>
      actions.onlyDiffering(!choice.onlyDiffering),
    ),
    pressed("table", "Columns of Every Score", choice.allScores, () => actions.allScores(!choice.allScores)),
    iconButton("diff-multiple", `Open All Diffs of A and ${pair}`, actions.openDiffs),
    drawCandidateSelect(view, choice, actions),
    drawScoreSelect(view, choice, actions),
  ];
}

function pressed(name: string, label: string, isOn: boolean, click: () => void): HTMLElement {
  const button = iconButton(name, label, click);
  button.setAttribute("aria-pressed", String(isOn));
  return button;
}

function drawCandidateSelect(view: ManyView, { of }: ToolbarChoice, actions: ToolbarActions): HTMLElement {
  const options = view.runs
    .slice(1)
    .map(({ name }, i) => h("option", { value: String(i + 1) }, `in ${letterOf(i + 1)}, `, dataText(name)));
  const any = h("option", { value: "" }, "in any candidate");
  const select = h(
    "select",
    { class: "select", "aria-label": "Candidate of filters and F8" },
    any,
    ...options,
  );
  select.value = of === null ? "" : String(of);
  select.addEventListener("change", () => actions.of(select.value === "" ? null : Number(select.value)));
  return select;
}

function drawScoreSelect(view: ManyView, choice: ToolbarChoice, actions: ToolbarActions): HTMLElement {
  const options = view.summary.scores.map(({ name }, at) =>
    h("option", { value: String(at) }, dataText(name)),
  );
  const select = h("select", { class: "select", "aria-label": "Score shown" }, ...options);
  select.value = String(choice.score ?? 0);
  select.addEventListener("change", () => actions.score(Number(select.value)));
  return select;
}

// The bar above the joined rows of several runs: which of them are shown, by which score, in which columns.
import { passedBy } from "../../../src/core/compare/flipMatrix.ts";
import type { ManyChange } from "../../../src/core/compare/manyTypes.ts";
import type { ManyView } from "../../../src/protocol/manyPanel.ts";
import { dataText, h, icon, iconButton } from "../../shared/dom.ts";

export type ManyTab = "rows" | "flips";

export interface ToolbarChoice {
  readonly tab: ManyTab;
  readonly change: ManyChange;
  readonly passed: readonly number[];
  readonly score: number | null;
  readonly allScores: boolean;
  readonly onlyDiffering: boolean;
  readonly isByDisagreement: boolean;
}

export interface ToolbarActions {
  readonly tab: (tab: ManyTab) => void;
  readonly change: (change: ManyChange) => void;
  readonly passed: (passed: readonly number[]) => void;
  readonly score: (score: number) => void;
  readonly allScores: (all: boolean) => void;
  readonly onlyDiffering: (only: boolean) => void;
  readonly byDisagreement: () => void;
}

const CHANGES: readonly (readonly [ManyChange, string, string])[] = [
  ["regressed", "▼", "Regressed"],
  ["improved", "▲", "Improved"],
  ["differs", "≠", "Differs"],
  ["errored", "", "Errored"],
];

export function drawManyToolbar(view: ManyView, choice: ToolbarChoice, actions: ToolbarActions): HTMLElement {
  const runs = view.runs.length;
  const pills = choice.passed.map((passed) => {
    const words = `Passed by ${passedBy(passed, runs)}`;
    const off = iconButton("close", `Remove the filter ${words}`, () =>
      actions.passed(choice.passed.filter((one) => one !== passed)),
    );
    return h("span", { class: "fchip" }, words, off);
  });
  const toggles = CHANGES.map(([change, mark, label]) => {
    const isOn = choice.change === change;
    const markClass = change === "regressed" ? "down" : change === "improved" ? "up" : "";
    return h(
      "button",
      {
        class: "toggle",
        type: "button",
        "aria-pressed": isOn,
        "data-change": change,
        title: `${label} in any candidate`,
        on: { click: () => actions.change(isOn ? "all" : change) },
      },
      mark === "" ? icon("error") : h("span", { class: `mark ${markClass}`, "aria-hidden": true }, mark),
      label,
    );
  });
  const { scores } = view.summary;
  const hasScores = scores.length > 0;
  return h(
    "div",
    { class: "toolbar many-bar", role: "toolbar", "aria-label": "Filter items" },
    h(
      "div",
      { class: "tabs only-n", role: "tablist" },
      tab("rows", "Rows", choice, actions),
      tab("flips", "Flip matrix", choice, actions),
    ),
    h("h2", { class: "hide-n" }, "Items"),
    hasScores ? h("div", { class: "chips" }, ...toggles, ...pills) : null,
    h("span", { class: "grow" }),
    ...(hasScores
      ? [
          pressed("sort-precedence", "Sort by Disagreement", choice.isByDisagreement, actions.byDisagreement),
          pressed("diff", "Only Differing Columns", choice.onlyDiffering, () =>
            actions.onlyDiffering(!choice.onlyDiffering),
          ),
          pressed("table", "Columns of Every Score", choice.allScores, () =>
            actions.allScores(!choice.allScores),
          ),
          drawScoreSelect(view, choice, actions),
        ]
      : []),
  );
}

function tab(name: ManyTab, label: string, choice: ToolbarChoice, actions: ToolbarActions): HTMLElement {
  const isOn = choice.tab === name;
  return h(
    "button",
    {
      class: "tab",
      type: "button",
      role: "tab",
      "aria-selected": isOn,
      on: { click: () => actions.tab(name) },
    },
    label,
  );
}

function pressed(name: string, label: string, isOn: boolean, click: () => void): HTMLElement {
  const button = iconButton(name, label, click);
  button.setAttribute("aria-pressed", String(isOn));
  return button;
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

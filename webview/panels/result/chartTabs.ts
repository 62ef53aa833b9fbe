// The tabs above a chart: which ones a score has, and moving between them.
import type { ScoreAggregate } from "../../../src/core/run.ts";
import { h } from "../../shared/dom.ts";

export type ChartTab = "distribution" | "percentiles" | "boxes" | "slices" | "pass" | "trend";

export type Tabs = readonly (readonly [ChartTab, string])[];

export function hasCurve(score: ScoreAggregate): boolean {
  return score.kind === "number" && score.percentiles !== null && score.min !== null;
}

/**
 * The tabs that a score has; `hasFields`: there is something to slice by; `hasTrials`: some item was tried more than once.
 * Labels have neither percentiles nor means.
 */
export function tabsOf(
  score: ScoreAggregate,
  isTable: boolean,
  { hasFields, hasTrials }: { readonly hasFields: boolean; readonly hasTrials: boolean },
): Tabs {
  const hasMean = score.kind !== "label";
  return [
    ["distribution", "Distribution"],
    ...(hasCurve(score) || isTable
      ? [["percentiles", isTable ? "All statistics" : "Percentiles"] as const]
      : []),
    ...(hasCurve(score) ? [["boxes", "Box plot"] as const] : []),
    ...(hasMean && hasFields ? [["slices", "Slices"] as const] : []),
    ...(hasMean && hasTrials ? [["pass", "pass@k"] as const] : []),
    ...(hasMean ? [["trend", "Trend"] as const] : []),
  ];
}

export function drawTabs(names: Tabs, tab: ChartTab, choose: (tab: ChartTab) => void): HTMLElement {
  const buttons = names.map(([key, name]) =>
    h(
      "button",
      {
        class: "tab",
        type: "button",
        role: "tab",
        tabindex: key === tab ? 0 : -1,
        "aria-selected": key === tab,
        "data-brush": `tab ${key}`,
        on: { click: () => choose(key) },
      },
      name,
    ),
  );
  const move = (event: KeyboardEvent) => {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const at = names.findIndex(([name]) => name === tab) + by;
    const other = names[at];
    if (by === 0 || other === undefined) return;
    // The head is drawn anew with the tab: what keeps its name keeps the focus.
    buttons[at]?.focus();
    choose(other[0]);
  };
  return h("div", { class: "tabs", role: "tablist", on: { keydown: move } }, ...buttons);
}

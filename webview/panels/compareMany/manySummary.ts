// The summary area of several runs: the verdict on the chosen score, over which rows it is, and the matrix of all scores.

import type { MethodChoice } from "../../../src/core/compare/evidenceTypes.ts";
import type { InputCondition } from "../../../src/core/compare/inputCondition.ts";
import { inputInWords } from "../../../src/core/compare/inputCondition.ts";
import { allItems, bestOfSentence, unevenRowsSentence } from "../../../src/core/compare/manyText.ts";
import type { PairScope } from "../../../src/core/compare/manyTypes.ts";
import { formatCount } from "../../../src/core/text/formatNumber.ts";
import type { ManyView } from "../../../src/protocol/manyPanel.ts";
import { dataText, h, icon, iconButton } from "../../shared/dom.ts";
import { drawMethodNote } from "../compare/summaryArea.ts";
import { manyExploratory, manyVerdict } from "./manySentences.ts";
import { drawMatrix, type MatrixActions } from "./matrix.ts";

export interface ManySummaryActions extends MatrixActions {
  readonly fold: (isFolded: boolean) => void;
  readonly scope: (scope: PairScope) => void;
  readonly clearInputs: () => void;
  readonly clearMethod: () => void;
}

export interface ManySummaryChoice {
  readonly score: number | null;
  readonly scope: PairScope;
  readonly inputs: readonly InputCondition[];
  readonly isFolded: boolean;
  readonly method: MethodChoice;
  /** The one chosen is on its way: what stands there is the one before. */
  readonly isSumming: boolean;
}

export function drawManySummary(
  view: ManyView,
  { score: at, scope, inputs, isFolded, method, isSumming }: ManySummaryChoice,
  actions: ManySummaryActions,
): readonly (HTMLElement | null)[] {
  const { summary, locale } = view;
  const score = at === null ? undefined : summary.scores[at];
  if (score === undefined)
    return [h("div", { class: "summary-h" }, h("h2", { class: "h" }, "No candidate shares a score with A."))];
  const fold = isFolded
    ? iconButton("chevron-down", "Unfold Summary", () => actions.fold(false))
    : iconButton("chevron-up", "Fold Summary", () => actions.fold(true));
  const head = h(
    "div",
    { class: "summary-h" },
    fold,
    h("h2", { class: "h" }, dataText(manyVerdict(score))),
    drawMethodNote(method, isSumming, actions.clearMethod),
  );
  const note = inputs.length === 0 ? null : drawInputsNote(view, inputs, actions.clearInputs);
  const hasRows = summary.scores.some(({ candidates }) =>
    candidates.some((one) => one !== null && one.n > 0),
  );
  if (isFolded || !hasRows) return [note, head];
  const uneven = scope === "pair" ? unevenRowsSentence(score, locale) : null;
  const luck = bestOfSentence(view.runs.length - 1);
  const family = `p adjusted over ${formatCount(summary.familySize, locale)} comparisons (Holm)`;
  const scopeButton = h(
    "button",
    { class: "link", type: "button", on: { click: () => actions.scope(scope === "pair" ? "all" : "pair") } },
    scope === "pair"
      ? `Use the ${formatCount(score.scoredInAll, locale)} Rows Scored in All`
      : "Use Each Pair's Rows",
  );
  const where =
    scope === "all" ? `Over the ${formatCount(score.scoredInAll, locale)} rows scored in all runs.` : null;
  return [
    note,
    head,
    h("div", { class: "summary-scroll" }, drawMatrix(view, at, actions)),
    h(
      "div",
      { class: "matrix-notes muted" },
      h(
        "span",
        null,
        dataText([uneven, where].filter((text) => text !== null).join(" ")),
        uneven === null && where === null ? null : " ",
      ),
      uneven !== null || scope === "all" ? scopeButton : null,
      luck === null ? null : h("span", null, luck),
      h("span", { class: "grow" }),
      h("span", { class: "hide-n" }, `Δ to A, ${family}`),
    ),
  ];
}

function drawInputsNote(
  { summary, locale, saved }: ManyView,
  inputs: readonly InputCondition[],
  click: () => void,
): HTMLElement {
  // Conditions that were saved with the comparison are part of its definition.
  const isDefined = saved !== null && JSON.stringify(saved.inputs) === JSON.stringify(inputs);
  const items = allItems(summary.join);
  const which = inputs.map(inputInWords).join(" and ");
  const said = isDefined
    ? `Over ${formatCount(items, locale)} items where ${which}, as saved.`
    : manyExploratory(inputs, items, locale);
  return h(
    "div",
    { class: `callout ${isDefined ? "" : "w"}` },
    icon(isDefined ? "filter" : "warning"),
    h("span", null, dataText(said), " "),
    h("button", { class: "link", type: "button", on: { click } }, "Clear Filter"),
  );
}

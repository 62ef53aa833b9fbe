// The summary of a comparison: what the chosen score says, the table of all scores, and what to know of filter and errors.

import type { MethodChoice } from "../../../src/core/compare/evidenceTypes.ts";
import type { InputCondition } from "../../../src/core/compare/inputCondition.ts";
import type { CompareView } from "../../../src/protocol/comparePanel.ts";
import { dataText, h, icon, iconButton } from "../../shared/dom.ts";
import { drawErrorsNote } from "./errorsNote.ts";
import { isDefaultMethod, methodInWords, summingWords } from "./methodChoice.ts";
import { exploratorySentence, headSentence } from "./sentences.ts";
import { drawSummary, type SummaryActions } from "./summaryTable.ts";

export interface SummaryAreaActions extends SummaryActions {
  readonly fold: (isFolded: boolean) => void;
  readonly countErrors: (withErrors: boolean) => void;
  readonly clearInputs: () => void;
  readonly clearMethod: () => void;
}

export interface SummaryChoice {
  readonly score: number | null;
  readonly inputs: readonly InputCondition[];
  readonly isFolded: boolean;
  readonly method: MethodChoice;
  /** The one chosen is on its way: what stands there is the one before. */
  readonly isSumming: boolean;
}

/** `shown`: over the items that the filter on inputs keeps; the whole comparison without one. */
export function drawSummaryArea(
  whole: CompareView,
  shown: CompareView,
  { score: at, inputs, isFolded, method, isSumming }: SummaryChoice,
  actions: SummaryAreaActions,
): readonly (HTMLElement | null)[] {
  const { scores, join } = shown.summary;
  const score = at === null ? undefined : scores[at];
  // Of the whole: a filter must not take the way to fold it.
  const canFold = scores.length > 0 && whole.summary.join.matched > 0;
  const fold = isFolded
    ? iconButton("chevron-down", "Unfold Summary", () => actions.fold(false))
    : iconButton("chevron-up", "Fold Summary", () => actions.fold(true));
  const head = h(
    "div",
    { class: "summary-h" },
    canFold && fold,
    h("h2", { class: "h tn" }, headSentence(shown, score)),
    drawMethodNote(method, isSumming, actions.clearMethod),
  );
  const note = inputs.length === 0 ? null : drawExploratory(shown, inputs, actions.clearInputs);
  if (!canFold || isFolded || join.matched === 0) return [note, head];
  const table = h("div", { class: "summary-scroll" }, drawSummary(shown, at, actions));
  return [note, head, table, drawErrorsNote(shown, score, actions.countErrors)];
}

/** The method of the numbers beside it, where it is not the default; or that they are being made. */
export function drawMethodNote(
  method: MethodChoice,
  isSumming: boolean,
  click: () => void,
): HTMLElement | null {
  if (isDefaultMethod(method) && !isSumming) return null;
  return h(
    "span",
    { class: "muted method-note", role: "status" },
    dataText(isSumming ? summingWords(method) : methodInWords(method)),
    " ",
    !isDefaultMethod(method) && h("button", { class: "link", type: "button", on: { click } }, "Use Defaults"),
  );
}

function drawExploratory(
  { summary, locale }: CompareView,
  inputs: readonly InputCondition[],
  click: () => void,
): HTMLElement {
  return h(
    "div",
    { class: "callout w" },
    icon("warning"),
    h("span", null, dataText(exploratorySentence(inputs, summary.join, locale)), " "),
    h("button", { class: "link", type: "button", on: { click } }, "Clear Filter"),
  );
}

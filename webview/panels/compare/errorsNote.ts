// The line under the summary: whether errored rows count in the means, and a warning where they turn the order.
import { doErrorsTurn, turnSentence } from "../../../src/core/compare/compareErrors.ts";
import type { ScoreComparison } from "../../../src/core/compare/compareTypes.ts";
import { formatCount } from "../../../src/core/text/formatNumber.ts";
import type { CompareView } from "../../../src/protocol/comparePanel.ts";
import { h, icon } from "../../shared/dom.ts";

/** How many rows failed on a score, and whether they count; `null` where none failed. */
export function errorsSentence(score: ScoreComparison, withErrors: boolean, locale: string): string | null {
  const counted = score.withErrors;
  if (counted === undefined) return null;
  if (counted.kind === "off") return `Errors on ${score.name} can't be counted: ${counted.reason}.`;
  const count = (value: number): string => formatCount(value, locale);
  const how = withErrors ? "counted" : "left out";
  return `Errored rows on ${score.name}, ${how}: ${count(counted.baseErrors)} in A, ${count(counted.candidateErrors)} in B.`;
}

export function drawErrorsNote(
  view: CompareView,
  score: ScoreComparison | undefined,
  count: (withErrors: boolean) => void,
): HTMLElement | null {
  const { withErrors, locale, summary } = view;
  const turned = summary.scores.filter(doErrorsTurn);
  const sentence = score === undefined ? null : errorsSentence(score, withErrors, locale);
  if (sentence === null && turned.length === 0) return null;
  const canCount = summary.scores.some((one) => one.withErrors?.kind === "means");
  const label = withErrors ? "Leave Errors Out" : "Count Errors";
  return h(
    "div",
    { class: "errors-notes" },
    ...turned.map((one) =>
      h(
        "div",
        { class: "callout w" },
        icon("warning"),
        h("span", null, turnSentence(one, { base: { name: "A" }, candidate: { name: "B" } }, locale)),
      ),
    ),
    h(
      "div",
      { class: "errors-note tn" },
      sentence !== null && icon("error"),
      sentence !== null && h("span", null, `${sentence} `),
      canCount &&
        h("button", { class: "link", type: "button", on: { click: () => count(!withErrors) } }, label),
    ),
  );
}

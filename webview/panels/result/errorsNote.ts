// The line under the scores: what the selected score's mean becomes with errored rows counted, and the switch for it.

import { type Run, type ScoreAggregate, scoreLabel } from "../../../src/core/run.ts";
import { errorsAsZero, shownMean } from "../../../src/core/scores/errorsAsZero.ts";
import { formatCount, formatMeanWithError } from "../../../src/core/text/formatNumber.ts";
import { dataText, h, icon } from "../../shared/dom.ts";

interface ErrorsLook {
  readonly locale: string;
  readonly withErrors: boolean;
}

/** The other mean in words; `null` where no row of the score failed. */
export function errorsSentence(score: ScoreAggregate, { locale, withErrors }: ErrorsLook): string | null {
  const counted = errorsAsZero(score);
  if (counted === null) return null;
  if (counted.kind === "off") return `Errors can't be counted: ${counted.reason}.`;
  const rows = `${formatCount(counted.rows, locale)} errored ${counted.rows === 1 ? "row" : "rows"}`;
  const other = shownMean(score, !withErrors);
  const mean = formatMeanWithError(other.mean, other.standardError, score, locale);
  const items = `${formatCount(other.items, locale)} ${other.items === 1 ? "item" : "items"}`;
  return withErrors
    ? `${rows} counted as ${counted.value}; left out: ${mean} over ${items}.`
    : `${rows} left out; counted as ${counted.value}: ${mean} over ${items}.`;
}

export function drawErrorsNote(
  run: Run,
  selected: number,
  look: ErrorsLook,
  count: (withErrors: boolean) => void,
): HTMLElement | null {
  const score = run.scores[selected];
  const sentence = score === undefined ? null : errorsSentence(score, look);
  if (score === undefined || sentence === null) return null;
  const canCount = errorsAsZero(score)?.kind === "mean";
  const label = look.withErrors ? "Leave Errors Out" : "Count Errors";
  return h(
    "div",
    { class: "errors-note tn" },
    icon("error"),
    h("span", null, dataText(scoreLabel(score, run.scores)), `: ${sentence} `),
    canCount &&
      h("button", { class: "link", type: "button", on: { click: () => count(!look.withErrors) } }, label),
  );
}

// The line under the scores where rows are excluded: what the selected score's mean becomes without them.

import type { Run } from "../../../src/core/run.ts";
import { excludedSentence } from "../../../src/core/scores/excludedText.ts";
import { dataText, h, icon } from "../../shared/dom.ts";

export function drawExcludedNote(
  run: Run,
  selected: number,
  look: { readonly locale: string; readonly withErrors: boolean },
  showRows: () => void,
): HTMLElement | null {
  const sentence = excludedSentence(run, selected, look.locale, look.withErrors);
  if (sentence === null) return null;
  return h(
    "div",
    { class: "errors-note excluded-note tn" },
    icon("circle-slash"),
    h("span", null, dataText(`${sentence}.`), " All other numbers are over all rows. "),
    h("button", { class: "link", type: "button", on: { click: showRows } }, "Show Excluded Rows"),
  );
}

// Excluded rows in a panel of a comparison: the line that tells how many are left out, with the switch that counts them, and
// the mark on a joined row.
import type { ExcludedOfSide } from "../../src/core/compare/cellTypes.ts";
import { excludedRowsSentence } from "../../src/core/compare/excludedRowsText.ts";
import type { ManyExcluded } from "../../src/core/compare/manyTypes.ts";
import { dataText, h, icon } from "./dom.ts";

/** `null` where nothing is excluded. */
export function drawExcludedLine(
  excluded: ManyExcluded | undefined,
  letters: readonly string[],
  locale: string,
  count: (withExcluded: boolean) => void,
): HTMLElement | null {
  const sentence = excludedRowsSentence(excluded, letters, locale);
  if (sentence === null || excluded === undefined) return null;
  const { isCounted } = excluded;
  return h(
    "div",
    { class: `errors-note excluded-note tn${isCounted ? " warned" : ""}` },
    icon(isCounted ? "warning" : "circle-slash"),
    h("span", null, sentence),
    h(
      "button",
      { class: "link", type: "button", on: { click: () => count(!isCounted) } },
      isCounted ? "Leave Excluded Rows Out" : "Count Excluded Rows",
    ),
  );
}

/** One run's part of a joined row, with what of it is excluded. */
export interface MarkedSide {
  readonly letter: string;
  readonly side: { readonly trials: number; readonly excluded?: ExcludedOfSide } | null;
}

/** `A: excluded, wrong label; B: 1 of 3 rows excluded, truncated`; empty where nothing is. `isCounted`: they count here. */
export function exclusionInWords(sides: readonly MarkedSide[], isCounted: boolean): string {
  return sides
    .flatMap(({ letter, side }) => {
      if (side?.excluded === undefined) return [];
      const { rows, reason } = side.excluded;
      const all = isCounted ? side.trials : side.trials + rows;
      const what = all === 1 ? "excluded" : `${rows} of ${all} rows excluded`;
      return [`${letter}: ${what}, ${reason}`];
    })
    .join("; ");
}

/** The mark of a row of which anything is excluded, its reasons in the title. */
export function exclusionMark(words: string): HTMLElement | null {
  if (words === "") return null;
  return h(
    "span",
    { class: "na out-mark", title: words, role: "img", "aria-label": words },
    icon("circle-slash"),
  );
}

/** Why the row shown in a detail is excluded; `null` where it is not. */
export function drawExclusion(row: { readonly exclusion?: string } | null): HTMLElement | null {
  if (row?.exclusion === undefined) return null;
  return h(
    "div",
    { class: "muted small out-reason" },
    icon("circle-slash"),
    " Excluded: ",
    dataText(row.exclusion),
  );
}

/** The place of the repetition to show first: one that counts, where any does. */
export function firstThatCounts(
  rows: readonly { readonly exclusion?: string }[],
  isCounted: boolean,
): number {
  return isCounted
    ? 0
    : Math.max(
        0,
        rows.findIndex(({ exclusion }) => exclusion === undefined),
      );
}

// The flip matrix: which combinations of runs pass an item, most rows first. A list box: a click or Space shows the rows of
// one, Ctrl adds another. Its table twin is the same in text.
import { passedBy } from "../../../src/core/compare/flipMatrix.ts";
import { letterOf } from "../../../src/core/compare/manyText.ts";
import type { FlipMatrix } from "../../../src/core/compare/manyTypes.ts";
import { formatCount, formatPercent } from "../../../src/core/text/formatNumber.ts";
import { drawTwin, type TableTwin } from "../../charts/tableTwin.ts";
import { h, runToken } from "../../shared/dom.ts";
import { combinationText } from "./manySentences.ts";

export interface FlipListParts {
  readonly matrix: FlipMatrix;
  /** The combinations whose rows are shown; empty: no matter which. */
  readonly chosen: readonly number[];
  readonly locale: string;
  readonly choose: (passed: readonly number[]) => void;
}

/** What a click makes of the choice: alone, or with Ctrl in or out of it; the only one again shows all. */
export function chosenAfter(chosen: readonly number[], passed: number, isAdding: boolean): readonly number[] {
  const isIn = chosen.includes(passed);
  if (isAdding) return isIn ? chosen.filter((one) => one !== passed) : [...chosen, passed];
  return isIn && chosen.length === 1 ? [] : [passed];
}

export function drawFlipList(parts: FlipListParts): HTMLElement {
  const { matrix, chosen, locale, choose } = parts;
  const runs = matrix.passes.length;
  const most = matrix.combinations[0]?.rows ?? 1;
  const options = matrix.combinations.map(({ passed, rows }, at) => {
    const dots = matrix.passes.map((_, run) =>
      h("i", { class: ((passed >> run) & 1) === 1 ? `p ${letterOf(run)}` : "f", "aria-hidden": true }),
    );
    const bar = h("i", null);
    bar.style.width = `${(100 * rows) / most}%`;
    return h(
      "div",
      {
        class: "fr",
        role: "option",
        id: `combination-${passed}`,
        tabindex: at === 0 ? 0 : -1,
        "aria-selected": chosen.includes(passed),
        "data-passed": passed,
        on: { click: (event) => choose(chosenAfter(chosen, passed, event.ctrlKey || event.metaKey)) },
      },
      ...dots,
      h("span", { class: "b", "aria-hidden": true }, bar),
      h("span", { class: "c", "aria-hidden": true }, formatCount(rows, locale)),
      h("span", { class: "w clip", "aria-hidden": true }, passedBy(passed, runs)),
      h("span", { class: "sr" }, combinationText(passed, rows, runs, locale)),
    );
  });
  const move = (event: KeyboardEvent): void => {
    const at = options.indexOf(document.activeElement as HTMLDivElement);
    const passed = matrix.combinations[at]?.passed;
    const last = options.length - 1;
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: last }[event.key];
    if ((event.key === "Enter" || event.key === " ") && passed !== undefined)
      choose(chosenAfter(chosen, passed, event.ctrlKey || event.metaKey));
    else if (next !== undefined) options[Math.min(last, Math.max(0, next))]?.focus();
    else return;
    event.preventDefault();
  };
  const list = h(
    "div",
    {
      class: "fm",
      role: "listbox",
      "aria-multiselectable": true,
      "aria-label": "Rows by which runs pass them",
      on: { keydown: move },
    },
    ...options,
  );
  for (const place of [list, ...options]) place.style.setProperty("--runs", String(runs));
  const element = h("div", { class: "flip-list" }, drawRates(matrix, locale), list);
  element.style.setProperty("--runs", String(runs));
  return element;
}

function drawRates({ passes, rows }: FlipMatrix, locale: string): HTMLElement {
  return h(
    "div",
    { class: "fr tot" },
    ...passes.map((count, run) =>
      h(
        "span",
        {
          class: "k",
          title: `${letterOf(run)} passes ${formatCount(count, locale)} of ${formatCount(rows, locale)} rows`,
        },
        runToken(letterOf(run)),
        rows === 0 ? "—" : formatPercent(count / rows, locale, 0),
      ),
    ),
    h("span", null),
    h("span", { class: "c" }, "rows"),
    h("span", { class: "w" }, "passed by"),
  );
}

export function toFlipTwin(matrix: FlipMatrix, locale: string): TableTwin {
  const runs = matrix.passes.length;
  const letters = matrix.passes.map((_, run) => letterOf(run));
  return {
    caption: "Rows by which runs pass them",
    head: ["passed by", ...letters, "rows"],
    lines: [
      ...matrix.combinations.map(({ passed, rows }) => [
        passedBy(passed, runs),
        ...letters.map((_, run) => (((passed >> run) & 1) === 1 ? "pass" : "fail")),
        formatCount(rows, locale),
      ]),
      [
        "rows passed",
        ...matrix.passes.map((count) => formatCount(count, locale)),
        formatCount(matrix.rows, locale),
      ],
    ],
  };
}

export function drawFlipTwin(matrix: FlipMatrix, locale: string): HTMLElement {
  return drawTwin(toFlipTwin(matrix, locale));
}

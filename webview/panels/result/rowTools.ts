// The bar above the rows: how many are shown, the filters that are on, and the tools of the table.

import type { Run } from "../../../src/core/run.ts";
import { LOW_BELOW, lowInWords, lowLimits } from "../../../src/core/scores/lowScores.ts";
import { formatCount } from "../../../src/core/text/formatNumber.ts";
import { rowsInWords } from "../../charts/scoreFacts.ts";
import { dataText, fill, h, icon, iconButton } from "../../shared/dom.ts";
import { ERROR } from "../../shared/filterText.ts";
import {
  activeFilters,
  type FilterState,
  type Mark,
  NO_FILTERS,
  toggledLow,
  withFilter,
  withMark,
} from "./rowFilters.ts";

export interface RowToolActions {
  readonly filter: (state: FilterState) => void;
  readonly wrap: (isWrapped: boolean) => void;
  readonly find: () => void;
  readonly exportView: () => void;
}

/** `68 of 621`, or the number of all rows. */
export function shownOfAll(shown: number, all: number, locale: string): string {
  const count = (value: number) => formatCount(value, locale);
  return shown === all ? count(all) : `${count(shown)} of ${count(all)}`;
}

/** `68 of 621 rows`, and how many of them are selected where it is more than one. */
export function rowsInView(
  shown: number,
  run: Run,
  isFiltered: boolean,
  selection: { readonly first: number; readonly last: number } | null,
  locale: string,
): readonly string[] {
  const rows = isFiltered
    ? `${formatCount(shown, locale)} of ${rowsInWords(run.rows, locale)}`
    : rowsInWords(shown, locale);
  const selected = selection === null ? 0 : selection.last - selection.first + 1;
  return selected > 1 ? [rows, `${rowsInWords(selected, locale)} selected`] : [rows];
}

export class RowTools {
  readonly element: HTMLElement;
  private readonly count = h("span", { class: "muted tn" });
  private readonly pills = h("div", { class: "chips pills", role: "group", "aria-label": "Active filters" });
  private readonly presets = h("div", { class: "row-flex tight" });
  private readonly wrapButton: HTMLButtonElement;

  constructor(
    private readonly actions: RowToolActions,
    columnsButton: HTMLElement,
  ) {
    this.wrapButton = iconButton("word-wrap", "Wrap Text", () =>
      actions.wrap(this.wrapButton.getAttribute("aria-pressed") !== "true"),
    );
    this.element = h(
      "div",
      { class: "toolbar" },
      h("h2", null, "Rows"),
      this.count,
      this.pills,
      h("span", { class: "grow" }),
      this.presets,
      iconButton("search", "Find in Rows (Ctrl+F)", actions.find),
      this.wrapButton,
      iconButton("export", "Export Rows Shown…", actions.exportView),
      columnsButton,
    );
  }

  showCount(shown: number, all: number, locale: string): void {
    this.count.textContent = shownOfAll(shown, all, locale);
  }

  draw(run: Run, state: FilterState, isWrapped: boolean, locale: string): void {
    this.wrapButton.setAttribute("aria-pressed", String(isWrapped));
    const active = activeFilters(run, state);
    const focused = this.pills.contains(document.activeElement);
    fill(
      this.pills,
      ...active.map(({ words, hint, without }) =>
        h(
          "button",
          {
            class: "pill",
            type: "button",
            title: `${hint}. Remove this filter`,
            "aria-label": `Remove filter ${words}`,
            on: { click: () => this.actions.filter(without) },
          },
          dataText(words, "clip"),
          icon("close"),
        ),
      ),
      active.length < 2
        ? null
        : h(
            "button",
            { class: "link", type: "button", on: { click: () => this.actions.filter(NO_FILTERS) } },
            "Clear",
          ),
    );
    if (focused) this.pills.querySelector("button")?.focus();
    this.drawPresets(run, state, locale);
  }

  private drawPresets(run: Run, state: FilterState, locale: string): void {
    const focused = document.activeElement?.getAttribute("data-preset");
    const hasErrors = run.erroredRows > 0;
    const onErrors = state.filters.output === ERROR;
    fill(
      this.presets,
      lowLimits(run.scores, LOW_BELOW).length > 0 &&
        preset("low", state.low !== null, lowInWords(run.scores, state.low ?? LOW_BELOW), () =>
          this.actions.filter(toggledLow(state)),
        ),
      state.low !== null && this.drawThreshold(state, state.low),
      hasErrors &&
        preset(
          "errors",
          onErrors,
          "Rows with an error",
          () => this.actions.filter(withFilter(state, "output", onErrors ? "" : ERROR)),
          formatCount(run.erroredRows, locale),
        ),
      ...(["excluded", "noted"] as const).map((mark) => this.markPreset(run, state, mark, locale)),
    );
    if (focused != null) this.presets.querySelector<HTMLElement>(`[data-preset="${focused}"]`)?.focus();
  }

  private markPreset(run: Run, state: FilterState, mark: Mark, locale: string): HTMLElement | null {
    const count = run.rowMarks?.[mark] ?? 0;
    const isOn = state.marked === mark;
    if (count === 0 && !isOn) return null;
    const hint = mark === "excluded" ? "Rows left out of statistics" : "Rows with a note";
    const next = (): void => this.actions.filter(withMark(state, isOn ? null : mark));
    return preset(mark, isOn, hint, next, formatCount(count, locale));
  }

  private drawThreshold(state: FilterState, low: number): HTMLElement {
    const input = h("input", {
      class: "input threshold tn",
      "aria-label": "Scores from 0 to 1 are low below",
      title: "Scores from 0 to 1 are low below; scores with a passThreshold keep their own",
      "data-preset": "threshold",
    });
    input.type = "number";
    input.step = "0.05";
    input.min = "0";
    input.max = "1";
    input.value = String(low);
    input.addEventListener("change", () => {
      const below = Number(input.value);
      if (input.value !== "" && Number.isFinite(below)) this.actions.filter({ ...state, low: below });
    });
    return input;
  }
}

/** Words of a preset, behind its mark or icon. */
const PRESETS = {
  low: ["▽", "Low scores"],
  errors: ["error", "Errors"],
  excluded: ["circle-slash", "Excluded"],
  noted: ["note", "Noted"],
} as const;

function preset(
  name: keyof typeof PRESETS,
  isOn: boolean,
  hint: string,
  click: () => void,
  count = "",
): HTMLElement {
  const [mark, words] = PRESETS[name];
  return h(
    "button",
    {
      class: "toggle",
      type: "button",
      "aria-pressed": isOn,
      title: hint,
      "data-preset": name,
      on: { click },
    },
    mark === "▽" ? h("span", { class: "down", "aria-hidden": true }, mark) : icon(mark),
    h("span", { class: "hide-n" }, words),
    h("span", { class: "sr only-n" }, words),
    count === "" ? null : h("span", { class: "c" }, count),
  );
}

// The bar above the joined rows: which of them are shown, and by which score.
import type { CompareFilter } from "../../../src/core/compare/compareTypes.ts";
import { formatCount } from "../../../src/core/text/formatNumber.ts";
import type { CompareView } from "../../../src/protocol/comparePanel.ts";
import { h, iconButton } from "../../shared/dom.ts";
import type { RowsChoice } from "./rowsArea.ts";
import { unscoredCount } from "./sentences.ts";

export interface FilterActions {
  readonly filter: (filter: CompareFilter) => void;
  readonly score: (score: number) => void;
  readonly allScores: (all: boolean) => void;
  /** Only the scores that any item differs on. */
  readonly onlyDiffering: (only: boolean) => void;
  /** The outputs of all rows shown, in the editor's multi-diff. */
  readonly openDiffs: () => void;
  /** Largest change first, whichever way. */
  readonly byDisagreement: () => void;
}

interface FilterToggle {
  readonly filter: CompareFilter;
  readonly mark: string;
  readonly markClass: string;
  readonly label: string;
  /** `null` where it takes reading all rows to know. */
  readonly count: number | null;
  readonly title?: string;
}

/** The toggles that make sense for a comparison, with how many items each shows. */
export function toFilterToggles(view: CompareView, score: number | null): readonly FilterToggle[] {
  const { join, scores } = view.summary;
  const chosen = score === null ? undefined : scores[score];
  const all: FilterToggle = { filter: "matched", mark: "", markClass: "", label: "All", count: join.matched };
  if (chosen === undefined || join.matched === 0) return [all];
  const plain = { mark: "", markClass: "", count: null };
  const infinite = { filter: "unscored", mark: "—", markClass: "", label: "Unscored" } as const;
  return [
    all,
    { filter: "regressed", mark: "▼", markClass: "down", label: "Regressed", count: chosen.regressed },
    { filter: "improved", mark: "▲", markClass: "up", label: "Improved", count: chosen.improved },
    { filter: "same", mark: "=", markClass: "", label: "Same", count: chosen.same },
    { ...plain, filter: "outputChanged", label: "Output changed" },
    {
      ...plain,
      filter: "graderDrift",
      label: "Grader drift",
      title: "The same output in both runs, another score",
    },
    { ...plain, filter: "errored", label: "Errored" },
    ...(unscoredCount(chosen) === 0 ? [] : [{ ...infinite, count: unscoredCount(chosen) }]),
  ];
}

/** `tabs`: what stands before the filters. */
export function drawFilterBar(
  view: CompareView,
  choice: RowsChoice,
  tabs: HTMLElement,
  actions: FilterActions,
): HTMLElement {
  const toggles = toFilterToggles(view, choice.score).map((toggle) =>
    h(
      "button",
      {
        class: "toggle",
        type: "button",
        "aria-pressed": toggle.filter === choice.filter,
        "data-filter": toggle.filter,
        title: toggle.title,
        on: { click: () => actions.filter(toggle.filter) },
      },
      toggle.mark !== "" &&
        h("span", { class: `mark ${toggle.markClass}`, "aria-hidden": true }, toggle.mark),
      toggle.label,
      toggle.count !== null && h("span", { class: "c" }, formatCount(toggle.count, view.locale)),
    ),
  );
  const { scores, join } = view.summary;
  const hasChoice = scores.length > 1 && join.matched > 0;
  return h(
    "div",
    { class: "toolbar filters", role: "toolbar", "aria-label": "Filter items" },
    tabs,
    h("div", { class: "chips" }, ...toggles),
    h("span", { class: "grow" }),
    chosenSort(view, choice, actions),
    hasChoice && drawAllScores(choice, actions),
    hasChoice &&
      iconToggle("list-filter", "Show Only Scores That Differ", choice.onlyDiffering, () =>
        actions.onlyDiffering(!choice.onlyDiffering),
      ),
    join.matched > 0 && iconButton("diff-multiple", "Open All Diffs", actions.openDiffs),
    hasChoice && drawScoreSelect(view, choice, actions),
  );
}

function chosenSort(view: CompareView, choice: RowsChoice, actions: FilterActions): HTMLElement | null {
  if (choice.score === null || view.summary.join.matched === 0) return null;
  const isOn = choice.sort.column === "disagreement";
  return iconToggle("sort-precedence", "Sort by Size of Change", isOn, actions.byDisagreement);
}

function drawAllScores(choice: RowsChoice, actions: FilterActions): HTMLElement {
  return iconToggle("table", "Show A and B of Every Score", choice.allScores, () =>
    actions.allScores(!choice.allScores),
  );
}

function iconToggle(name: string, label: string, isOn: boolean, click: () => void): HTMLElement {
  const button = iconButton(name, label, click);
  button.setAttribute("aria-pressed", String(isOn));
  return button;
}

function drawScoreSelect(view: CompareView, choice: RowsChoice, actions: FilterActions): HTMLElement {
  const options = view.summary.scores.map((score, i) =>
    h("option", { value: String(i) }, `by ${score.name}`),
  );
  const select = h("select", { class: "select", "aria-label": "Filter and sort by score" }, ...options);
  select.value = String(choice.score ?? 0);
  select.addEventListener("change", () => actions.score(Number(select.value)));
  return select;
}

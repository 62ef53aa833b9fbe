// The summary of several runs: one line per score, the base's mean, and for each candidate mean, delta and interval.
import { type ShownComparison, shownComparison } from "../../../src/core/compare/compareErrors.ts";
import type { ScoreComparison } from "../../../src/core/compare/compareTypes.ts";
import { letterOf } from "../../../src/core/compare/manyText.ts";
import type { ManyScore } from "../../../src/core/compare/manyTypes.ts";
import { verdictOf, verdictSentence } from "../../../src/core/statistics/verdict.ts";
import { formatCount, NO_VALUE } from "../../../src/core/text/formatNumber.ts";
import type { ManyView } from "../../../src/protocol/manyPanel.ts";
import { dataText, h, runToken } from "../../shared/dom.ts";
import {
  changeOf,
  drawDelta,
  formatAdjustedP,
  formatIntervalOf,
  formatMeanDelta,
  formatMeanOf,
  type ScoreFormat,
  toScoreFormat,
} from "../compare/scoreFormat.ts";
import { drawInterval, intervalScale, placeInterval } from "./intervalBar.ts";
import { manyHint, manyVerdictStyle } from "./manySentences.ts";

/** Above so many runs there is no room for drawings, and above so many none for means. */
const MOST_DRAWN = 4;
const MOST_MEANS = 6;

export interface MatrixActions {
  readonly select: (score: number) => void;
}

export function drawMatrix(view: ManyView, selected: number | null, actions: MatrixActions): HTMLElement {
  const lines = view.summary.scores.map((score, at) => drawLine(view, score, at, at === selected, actions));
  const move = (event: KeyboardEvent): void => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const next = lines.indexOf(document.activeElement as HTMLTableRowElement) + step;
    if (step === 0 || event.altKey || lines[next] === undefined) return;
    event.preventDefault();
    actions.select(next);
  };
  const { runs } = view;
  const isDrawn = runs.length <= MOST_DRAWN;
  const heads = runs.map((run, place) => {
    const isBase = place === 0;
    const words = isBase ? "mean" : "mean, Δ to A, interval";
    return h(
      "th",
      { scope: "col", class: isBase ? "n base-mean" : "edge", title: run.name },
      h(
        "span",
        { class: "th-run" },
        runToken(letterOf(place)),
        isBase ? null : dataText(run.name, "clip hide-n"),
      ),
      h("span", { class: "sr" }, ` ${words}`),
    );
  });
  const unders = runs.slice(1).map(() => {
    const ends = isDrawn
      ? h("span", { class: "ends" }, h("span", null, "◂ worse"), h("span", null, "better ▸"))
      : null;
    const mean = runs.length <= MOST_MEANS ? h("span", { class: "n" }, "mean") : null;
    return h(
      "th",
      { class: "edge", "aria-hidden": true },
      h("div", { class: "cell" }, mean, h("span", { class: "n dl-h" }, "Δ"), ends),
    );
  });
  const size = isDrawn ? "drawn" : runs.length <= MOST_MEANS ? "means" : "deltas";
  const table = h(
    "table",
    { class: `t matrix ${size}`, role: "grid", "aria-label": "Scores compared", on: { keydown: move } },
    h(
      "thead",
      null,
      h("tr", null, h("th", { scope: "col" }, "Score"), ...heads),
      h(
        "tr",
        { class: "under", "aria-hidden": true },
        h("th", null),
        h("th", { class: "n" }, "mean"),
        ...unders,
      ),
    ),
    h("tbody", null, ...lines),
  );
  table.style.setProperty("--candidates", String(runs.length - 1));
  return table;
}

function drawLine(
  view: ManyView,
  score: ManyScore,
  at: number,
  isSelected: boolean,
  actions: MatrixActions,
): HTMLTableRowElement {
  const scale = intervalScale(score.candidates);
  const [known] = score.candidates.filter((one) => one !== null);
  return h(
    "tr",
    {
      tabindex: isSelected ? 0 : -1,
      "aria-selected": isSelected,
      on: { click: () => actions.select(at) },
    },
    h(
      "td",
      { class: "score-name", title: known?.contract?.description ?? score.name },
      dataText(score.name),
      score.higherIsBetter ? null : h("span", { class: "ty", title: "Lower is better" }, "↓"),
    ),
    drawBase(view, score),
    ...score.candidates.map((one, i) => drawCandidate(view, one, i, scale)),
  );
}

/** The base's mean: of the pairs where all have the same, else over its own scored items, and said so. */
function drawBase(view: ManyView, { candidates }: ManyScore): HTMLElement {
  const shared = candidates.filter((one) => one !== null && one.n > 0) as readonly ScoreComparison[];
  const [first] = shared;
  const base = view.runs[0];
  if (first === undefined || base === undefined) return h("td", { class: "n" }, NO_VALUE);
  const format = toScoreFormat(first, base, view.runs[1] ?? base, view.locale);
  const means = shared.map((one) => shownComparison(one, view.withErrors).baseMean);
  if (means.every((mean) => mean === means[0]))
    return h(
      "td",
      { class: "n" },
      formatMeanOf(means[0] ?? null, shownComparison(first, view.withErrors), format),
    );
  const own = base.scores.find(
    ({ name, metric }) => name === first.base.name && metric === first.base.metric,
  );
  const title = `Over the ${formatCount(own?.scoredItems ?? 0, view.locale)} items that A has scored; each delta is over the rows of its own pair.`;
  const shown = { baseMean: own?.itemMean ?? null, candidateMean: first.candidateMean, delta: null };
  return h("td", { class: "n uneven", title }, formatMeanOf(own?.itemMean ?? null, shown, format));
}

function drawCandidate(
  view: ManyView,
  score: ScoreComparison | null,
  at: number,
  scale: number,
): HTMLElement {
  const [base] = view.runs;
  const run = view.runs[at + 1];
  if (score === null || base === undefined || run === undefined)
    return h(
      "td",
      { class: "edge muted" },
      NO_VALUE,
      h("span", { class: "hide-n" }, ` not recorded in ${letterOf(at + 1)}`),
    );
  const format = toScoreFormat(score, base, run, view.locale);
  const shown = shownComparison(score, view.withErrors);
  const place = shown.hasErrors ? null : placeInterval(score, scale);
  const mean = formatMeanOf(shown.candidateMean, shown, format);
  const limits = formatIntervalOf(score, format);
  const p = formatAdjustedP(score, format);
  const words =
    score.n === 0
      ? "No row is scored in both."
      : verdictSentence(score, manyVerdictStyle(score, at, view.locale));
  return h(
    "td",
    { class: "edge", title: `${mean}, ${limits}, p adj. ${p}\n${words}\n${manyHint(score, at, view)}` },
    h(
      "div",
      { class: "cell tn" },
      view.runs.length <= MOST_MEANS ? h("span", { class: "n" }, mean) : null,
      h("span", { class: "n" }, drawMeanDelta(score, shown, format)),
      view.runs.length <= MOST_DRAWN
        ? h("span", { class: "plot" }, place === null ? null : drawInterval(place))
        : null,
      h(
        "span",
        { class: "sr" },
        ` interval ${limits}, adjusted p ${p}, ${formatCount(shown.n, view.locale)} rows`,
      ),
      h("span", { class: "n-of muted" }, `n ${formatCount(shown.n, view.locale)}`),
    ),
  );
}

/** Coloured only where the interval says so: else the delta is within what chance does. */
function drawMeanDelta(score: ScoreComparison, shown: ShownComparison, format: ScoreFormat): HTMLElement {
  const text = formatMeanDelta(shown, format);
  const change = changeOf(shown.delta, score.higherIsBetter);
  const verdict = verdictOf(score);
  const isClear = shown.hasErrors || verdict === "better" || verdict === "worse" || change === "same";
  if (isClear || shown.delta === null) return drawDelta(text, change);
  return h("span", { class: "dl unclear", "aria-label": `${text}, not clearly different` }, text);
}

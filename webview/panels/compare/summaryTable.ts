// The summary of a comparison: one line per shared score with both means, the delta, its interval
// and adjusted p, and how many items changed.
import { shownComparison } from "../../../src/core/compare/compareErrors.ts";
import type { CompareFilter, ScoreComparison } from "../../../src/core/compare/compareTypes.ts";
import { formatLevel } from "../../../src/core/text/formatInterval.ts";
import { formatCount, NO_VALUE } from "../../../src/core/text/formatNumber.ts";
import type { CompareView } from "../../../src/protocol/comparePanel.ts";
import { drawEffect, toEffectView } from "../../charts/effectLane.ts";
import { drawShareBar } from "../../charts/shareBars.ts";
import { dataText, h, runToken } from "../../shared/dom.ts";
import {
  changeOf,
  drawDelta,
  formatAdjustedP,
  formatIntervalOf,
  formatMeanDelta,
  formatMeanOf,
  toScoreFormat,
} from "./scoreFormat.ts";
import { statisticsHint } from "./sentences.ts";

export interface SummaryActions {
  readonly select: (score: number) => void;
  readonly filter: (score: number, filter: CompareFilter) => void;
}

const P_TITLE = "p-value adjusted by Holm over all scores of this table. Intervals are not adjusted.";

const EFFECT_TITLE =
  "Delta and interval in deviations of the row differences, so that scores of all units share one axis. Right is always better; the hatched band is run-to-run noise, hollow dots are unclear.";

export function drawSummary(
  view: CompareView,
  selected: number | null,
  actions: SummaryActions,
): HTMLElement {
  const lines = view.summary.scores.map((score, i) => drawLine(score, i, view, i === selected, actions));
  const level = formatLevel(view.summary.scores[0]?.statistics.level ?? 0.95, view.locale);
  const move = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const next = lines.indexOf(document.activeElement as HTMLTableRowElement) + step;
    if (step === 0 || event.altKey || lines[next] === undefined) return;
    event.preventDefault();
    actions.select(next);
  };
  return h(
    "table",
    { class: "t summary", role: "grid", "aria-label": "Scores compared", on: { keydown: move } },
    h(
      "thead",
      null,
      h(
        "tr",
        null,
        h("th", { scope: "col" }, "Score"),
        h("th", { scope: "col", class: "n" }, h("span", { class: "sr" }, "mean "), runToken("A")),
        h("th", { scope: "col", class: "n" }, h("span", { class: "sr" }, "mean "), runToken("B")),
        h("th", { scope: "col", class: "n" }, "Δ B − A"),
        h("th", { scope: "col", class: "n hide-n" }, `${level} interval`),
        h(
          "th",
          { scope: "col", class: "effect hide-n", title: EFFECT_TITLE },
          h("span", null, "◂ worse"),
          h("span", null, "effect ±0.5"),
          h("span", null, "better ▸"),
        ),
        h("th", { scope: "col", class: "n hide-n", title: P_TITLE }, "p adj."),
        h(
          "th",
          { scope: "col", class: "flip" },
          h("span", { class: "hide-n" }, mark("▼", "down"), " regressed · same · improved ", mark("▲", "up")),
          h("span", { class: "only-n" }, "changed"),
        ),
        h(
          "th",
          { scope: "col", class: "n", title: "Items in the means, of those in both runs" },
          view.withErrors ? "counted" : "scored",
        ),
      ),
    ),
    h("tbody", null, ...lines),
  );
}

function mark(glyph: string, className: string): HTMLElement {
  return h("span", { class: `mark ${className}`, "aria-hidden": true }, glyph);
}

function drawLine(
  score: ScoreComparison,
  index: number,
  view: CompareView,
  isSelected: boolean,
  actions: SummaryActions,
): HTMLTableRowElement {
  const format = toScoreFormat(score, view.base, view.candidate, view.locale);
  const hint = score.higherIsBetter ? null : h("span", { class: "ty" }, "↓ lower is better");
  const values =
    score.infinite === 1 ? "1 infinite value" : `${formatCount(score.infinite, view.locale)} infinite values`;
  const why = score.infinite > 0 ? `Not estimable: ${values}.` : undefined;
  const shown = shownComparison(score, view.withErrors);
  const mean = (value: number | null) =>
    h("td", { class: "n", title: why }, formatMeanOf(value, shown, format));
  const { matched } = view.summary.join;
  const effect = toEffectView(score);
  return h(
    "tr",
    {
      tabindex: isSelected ? 0 : -1,
      "aria-selected": isSelected,
      on: { click: () => actions.select(index) },
    },
    h(
      "td",
      { class: "wide", title: score.contract?.description },
      dataText(score.name),
      hint,
      why !== undefined && h("span", { class: "ty" }, values),
    ),
    mean(shown.baseMean),
    mean(shown.candidateMean),
    h(
      "td",
      { class: "n" },
      drawDelta(formatMeanDelta(shown, format), changeOf(shown.delta, score.higherIsBetter)),
    ),
    h("td", { class: "n hide-n", title: statisticsHint(score, view) }, formatIntervalOf(score, format)),
    h(
      "td",
      { class: "effect hide-n" },
      effect === null ? h("span", { class: "na" }, NO_VALUE) : drawEffect(effect),
    ),
    h("td", { class: "n hide-n muted" }, formatAdjustedP(score, format)),
    h("td", { class: "flip" }, drawFlips(score, index, view.locale, actions)),
    h(
      "td",
      { class: "n muted" },
      `${formatCount(shown.n, view.locale)}/${formatCount(matched, view.locale)}`,
    ),
  );
}

/** Regressed, same and improved: the counts filter the rows. */
function drawFlips(
  score: ScoreComparison,
  index: number,
  locale: string,
  actions: SummaryActions,
): HTMLElement {
  const count = (value: number) => formatCount(value, locale);
  const button = (filter: "regressed" | "improved", value: number, glyph: string, className: string) =>
    h(
      "button",
      {
        type: "button",
        "aria-label": `${count(value)} ${filter} on ${score.name}, show them`,
        on: {
          click: (event) => {
            event.stopPropagation();
            actions.filter(index, filter);
          },
        },
      },
      mark(glyph, className),
      count(value),
    );
  const spoken = `${count(score.regressed)} regressed, ${count(score.same)} same, ${count(score.improved)} improved`;
  return h(
    "div",
    { class: "flips" },
    button("regressed", score.regressed, "▼", "down"),
    drawShareBar("track", spoken, [
      { className: "r", count: score.regressed },
      { className: "s", count: score.same },
      { className: "i", count: score.improved },
    ]),
    button("improved", score.improved, "▲", "up"),
  );
}

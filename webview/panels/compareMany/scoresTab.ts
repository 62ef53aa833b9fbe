// Every score of every candidate as an interval on one axis, better to the right, with its numbers beside it; or as a table.
import { shownComparison } from "../../../src/core/compare/compareErrors.ts";
import type { ScoreComparison } from "../../../src/core/compare/compareTypes.ts";
import { letterOf } from "../../../src/core/compare/manyText.ts";
import { formatCount } from "../../../src/core/text/formatNumber.ts";
import type { ManyView } from "../../../src/protocol/manyPanel.ts";
import { drawEffect, toEffectView } from "../../charts/effectLane.ts";
import { drawTwin, type TableTwin, twinToCsv } from "../../charts/tableTwin.ts";
import { dataText, fill, h, iconButton, runToken } from "../../shared/dom.ts";
import {
  formatAdjustedP,
  formatIntervalOf,
  formatMeanDelta,
  formatMeanOf,
  type ScoreFormat,
  toScoreFormat,
} from "../compare/scoreFormat.ts";

const LANE_PX = 280;

/** One candidate on one score. `at`: of the score in the summary; `run`: from 1. */
export interface ScoreLine {
  readonly at: number;
  readonly run: number;
  readonly name: string;
  readonly score: ScoreComparison;
  readonly means: string;
  readonly delta: string;
  readonly limits: string;
  readonly p: string;
  readonly n: string;
}

export function scoreLines(view: ManyView): readonly ScoreLine[] {
  const [base] = view.runs;
  return view.summary.scores.flatMap(({ name, candidates }, at) =>
    candidates.flatMap((score, i) => {
      const run = view.runs[i + 1];
      if (score === null || base === undefined || run === undefined) return [];
      const format: ScoreFormat = toScoreFormat(score, base, run, view.locale);
      const shown = shownComparison(score, view.withErrors);
      const mean = (value: number | null): string => formatMeanOf(value, shown, format);
      return {
        ...{ at, run: i + 1, name, score },
        means: `${mean(shown.baseMean)} → ${mean(shown.candidateMean)}`,
        delta: formatMeanDelta(shown, format),
        limits: formatIntervalOf(score, format),
        p: formatAdjustedP(score, format),
        n: formatCount(shown.n, view.locale),
      };
    }),
  );
}

export function scoresTwin(lines: readonly ScoreLine[]): TableTwin {
  return {
    caption: "Scores of every candidate as a table",
    head: ["score", "candidate", "means", "Δ to A", "interval", "p adj.", "n"],
    lines: lines.map(({ name, run, means, delta, limits, p, n }) => [
      name,
      letterOf(run),
      means,
      delta,
      limits,
      p,
      n,
    ]),
  };
}

export interface ScoresTabActions {
  readonly setTable: (isTable: boolean) => void;
  readonly copy: (text: string) => void;
  readonly choose: (score: number, run: number) => void;
}

export function drawScoresTab(
  slot: HTMLElement,
  view: ManyView,
  isTable: boolean,
  actions: ScoresTabActions,
): void {
  const lines = scoreLines(view);
  const twin = scoresTwin(lines);
  const table = iconButton("table", isTable ? "Show Intervals" : "Show as a Table", () =>
    actions.setTable(!isTable),
  );
  table.setAttribute("aria-pressed", String(isTable));
  const legend = [
    "in deviations of the row differences",
    "hollow: not clearly different",
    "hatched: noise of reruns",
  ];
  const hadFocus = slot.contains(document.activeElement);
  const focused = document.activeElement?.getAttribute("data-line") ?? null;
  fill(
    slot,
    h(
      "div",
      { class: "chart-h" },
      h("h3", null, "All scores, Δ to A"),
      h("span", { class: "legend tn" }, ...legend.map((fact) => h("span", null, fact))),
      h("span", { class: "grow" }),
      table,
      iconButton("copy", "Copy Scores as CSV", () => actions.copy(twinToCsv(twin))),
    ),
    isTable ? drawTwin(twin) : drawLines(lines, actions),
  );
  if (hadFocus && focused !== null)
    slot.querySelector<HTMLElement>(`[data-line="${CSS.escape(focused)}"]`)?.focus();
}

function drawLines(lines: readonly ScoreLine[], { choose }: ScoresTabActions): HTMLElement {
  const ends = h("span", { class: "ends muted" }, h("span", null, "◂ worse"), h("span", null, "better ▸"));
  const head = h(
    "tr",
    null,
    h("th", { scope: "col" }, "Score"),
    h("th", { scope: "col", class: "lane-h" }, h("span", { class: "sr" }, "interval"), ends),
    ...["Δ", "interval", "p adj.", "n"].map((label) => h("th", { scope: "col", class: "n" }, label)),
  );
  const body = lines.map((line, i) => {
    const isFirst = lines[i - 1]?.at !== line.at;
    const effect = toEffectView(line.score);
    return h(
      "tr",
      { class: isFirst ? "first" : "" },
      h("td", { title: line.name }, drawPick(line, isFirst, choose)),
      h("td", { class: "lane" }, effect === null ? null : drawEffect(effect, LANE_PX)),
      ...[line.delta, line.limits, line.p, line.n].map((text) => h("td", { class: "n" }, text)),
    );
  });
  return h(
    "div",
    { class: "score-lines tn", tabindex: 0, role: "region", "aria-label": "Scores of every candidate" },
    h("table", { class: "t" }, h("thead", null, head), h("tbody", null, ...body)),
  );
}

/** Whose line it is: the name stands beside the first candidate only. */
function drawPick(
  { name, at, run }: ScoreLine,
  isFirst: boolean,
  choose: ScoresTabActions["choose"],
): HTMLElement {
  const words = `Look at ${name} of ${letterOf(run)}`;
  const button = h(
    "button",
    {
      class: "link run-pick",
      type: "button",
      title: words,
      "aria-label": words,
      "data-line": `${at} ${run}`,
      on: { click: () => choose(at, run) },
    },
    runToken(letterOf(run)),
  );
  return h("div", { class: "score-of" }, dataText(name, isFirst ? "clip" : "sr"), button);
}

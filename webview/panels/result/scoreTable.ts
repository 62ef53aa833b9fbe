// The table of aggregates: one line per score, the selected one drives the chart.

import { type Run, type ScoreAggregate, scoreLabel } from "../../../src/core/run.ts";
import { shownMean } from "../../../src/core/scores/errorsAsZero.ts";
import { definitionOf } from "../../../src/core/scores/statisticText.ts";
import {
  formatCount,
  formatShare,
  type MeanParts,
  NO_VALUE,
  toMeanParts,
} from "../../../src/core/text/formatNumber.ts";
import { formatSpread, formatStatistic, scoredRows } from "../../charts/scoreFacts.ts";
import { drawSpark, toSparkView } from "../../charts/sparkline.ts";
import { dataText, h } from "../../shared/dom.ts";

/** One line of the table as text. */
export interface ScoreLine {
  readonly label: string;
  readonly type: string;
  readonly isLowerBetter: boolean;
  readonly count: string;
  readonly nan: string;
  readonly mean: MeanParts;
  readonly stdDev: string;
  readonly min: string;
  readonly p10: string;
  readonly median: string;
  readonly p90: string;
  readonly max: string;
  /** Items in the mean, of all: `35/37`. */
  readonly scored: string;
  readonly share: string;
  /** The mean without the excluded rows; `null` where no row is excluded. */
  readonly without: string | null;
  /** Whether errored rows are in the mean. */
  readonly hasErrors: boolean;
  readonly description: string | null;
}

/** What kind of score it is, in the words of its own domain. */
export function scoreType(score: ScoreAggregate): string {
  if (score.kind === "boolean") return "pass/fail";
  return score.kind === "label" ? "label" : score.scoreType;
}

export function toScoreLine(score: ScoreAggregate, run: Run, locale: string, withErrors = false): ScoreLine {
  const shown = shownMean(score, withErrors);
  const isNumber = score.kind === "number";
  const value = (number: number | null | undefined) =>
    isNumber ? formatStatistic(number ?? null, score, locale) : NO_VALUE;
  return {
    label: scoreLabel(score, run.scores),
    type: scoreType(score),
    isLowerBetter: score.kind !== "label" && !score.higherIsBetter,
    count: formatCount(scoredRows(score), locale),
    nan: formatCount(score.nanCount, locale),
    mean: toMeanParts(shown.mean, shown.standardError, score, locale),
    stdDev: score.kind === "label" ? NO_VALUE : formatSpread(score.stdDev, score, locale),
    min: value(score.min),
    p10: value(score.percentiles?.p10),
    median: value(score.percentiles?.p50),
    p90: value(score.percentiles?.p90),
    max: value(score.max),
    scored: `${formatCount(shown.items, locale)}/${formatCount(run.items, locale)}`,
    share: formatShare(shown.items, run.items, locale),
    without: meanWithout(score, run, locale, withErrors),
    hasErrors: shown.hasErrors,
    description: score.contract?.description ?? null,
  };
}

function meanWithout(score: ScoreAggregate, run: Run, locale: string, withErrors: boolean): string | null {
  const left = run.withoutExcluded?.scores[run.scores.indexOf(score)];
  if (left === undefined) return null;
  const { mean, standardError } = shownMean(left, withErrors);
  return toMeanParts(mean, standardError, score, locale).mean;
}

interface ScoreColumn {
  readonly name:
    | keyof Omit<ScoreLine, "label" | "isLowerBetter" | "share" | "hasErrors" | "description">
    | "distribution";
  readonly head: string;
  readonly meaning: string;
  /** The higher, the earlier it goes when the table is narrow; 0 stays. */
  readonly drop: number;
}

const COLUMNS: readonly ScoreColumn[] = [
  { name: "type", head: "type", meaning: "Range, rubric, pass or fail, or a label", drop: 4 },
  { name: "count", head: "count", meaning: definitionOf("count"), drop: 3 },
  { name: "nan", head: "NaN", meaning: definitionOf("nan"), drop: 5 },
  { name: "mean", head: "mean ± SE", meaning: definitionOf("itemMean"), drop: 0 },
  {
    name: "without",
    head: "w/o excluded",
    meaning: "Mean over items without the excluded rows",
    drop: 0,
  },
  { name: "stdDev", head: "std. dev.", meaning: definitionOf("stdDev"), drop: 7 },
  { name: "distribution", head: "distribution", meaning: definitionOf("histogram"), drop: 1 },
  { name: "min", head: "min", meaning: definitionOf("min"), drop: 9 },
  { name: "p10", head: "p10", meaning: definitionOf("percentile"), drop: 6 },
  { name: "median", head: "median", meaning: definitionOf("median"), drop: 2 },
  { name: "p90", head: "p90", meaning: definitionOf("percentile"), drop: 8 },
  { name: "max", head: "max", meaning: definitionOf("max"), drop: 9 },
  { name: "scored", head: "scored", meaning: definitionOf("scored"), drop: 0 },
];
const MOST_DROP = Math.max(...COLUMNS.map((column) => column.drop));
/** The columns that a run has. */
function columnsOf(run: Run): readonly ScoreColumn[] {
  return COLUMNS.filter(({ name }) => name !== "without" || run.withoutExcluded !== undefined);
}
const TEXT_COLUMNS: readonly ScoreColumn["name"][] = ["type", "distribution"];

/** Hides columns, least needed first, until the table fits its container. The chart's table has all numbers. */
export function fitColumns(container: HTMLElement): void {
  const cells = [...container.querySelectorAll<HTMLElement>("[data-drop]")];
  for (let dropped = MOST_DROP + 1; dropped > 0; dropped--) {
    for (const cell of cells) cell.hidden = Number(cell.dataset.drop) >= dropped;
    if (container.scrollWidth <= container.clientWidth) return;
  }
}

export function drawScoreTable(
  run: Run,
  locale: string,
  withErrors: boolean,
  selected: number,
  select: (index: number) => void,
): HTMLElement {
  const lines = run.scores.map((score, i) =>
    drawLine(score, toScoreLine(score, run, locale, withErrors), i === selected, () => select(i)),
  );
  const move = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const at = lines.indexOf(document.activeElement as HTMLElement);
    const next = at + step;
    if (step === 0 || event.altKey || lines[next] === undefined) return;
    event.preventDefault();
    select(next);
  };
  return h(
    "table",
    { class: "t scores", role: "grid", "aria-label": "Scores", on: { keydown: move } },
    h(
      "thead",
      null,
      h(
        "tr",
        null,
        h("th", { scope: "col" }, "Score"),
        ...columnsOf(run).map(({ name, head, meaning, drop }) =>
          h(
            "th",
            {
              scope: "col",
              class: TEXT_COLUMNS.includes(name) ? "" : "n",
              title: meaning,
              "data-drop": drop === 0 ? undefined : drop,
            },
            name === "scored" && withErrors ? "counted" : head,
          ),
        ),
      ),
    ),
    h("tbody", null, ...lines),
  );
}

function drawLine(
  score: ScoreAggregate,
  line: ScoreLine,
  isSelected: boolean,
  select: () => void,
): HTMLElement {
  return h(
    "tr",
    { tabindex: isSelected ? 0 : -1, "aria-selected": isSelected, on: { click: select } },
    h(
      "td",
      { class: "name", title: line.description ?? undefined },
      dataText(line.label),
      line.isLowerBetter &&
        h(
          "span",
          { class: "ty", title: "lower is better" },
          "↓",
          h("span", { class: "sr" }, " lower is better"),
        ),
    ),
    ...COLUMNS.filter((column) => column.name !== "without" || line.without !== null).map((column) =>
      drawCell(column, line, score),
    ),
  );
}

function drawCell({ name, drop }: ScoreColumn, line: ScoreLine, score: ScoreAggregate): HTMLElement {
  const place = { "data-drop": drop === 0 ? undefined : drop };
  if (name === "distribution") return h("td", place, drawSpark(toSparkView(score)));
  if (name === "type") return h("td", { ...place, class: "type muted" }, line.type);
  const text = (name === "mean" ? line.mean.mean : line[name]) ?? NO_VALUE;
  const error = name !== "mean" || line.mean.error === null ? null : ` ± ${line.mean.error}`;
  if (name === "scored") return h("td", { ...place, class: "n", title: `${line.share} scored` }, text);
  const content = error === null ? text : h("span", null, text, h("span", { class: "se" }, error));
  return h("td", { ...place, class: text === NO_VALUE ? "n na" : "n" }, content);
}

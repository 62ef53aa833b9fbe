// Bars for scores with few values: rubric levels in rubric order, labels, and pass or fail. Plain HTML.
import {
  formatCount,
  formatMeanWithError,
  formatPercent,
  formatShare,
  passWord,
} from "../../src/core/formatNumber.ts";
import type { ScoreAggregate } from "../../src/core/run.ts";
import { dataText, h } from "../shared/dom.ts";
import {
  apartSentence,
  formatSpread,
  formatStatistic,
  rowsInWords,
  rowsWithoutValue,
  scoredRows,
} from "./scoreFacts.ts";
import type { TableTwin } from "./tableTwin.ts";

export interface LevelBar {
  readonly label: string;
  readonly description: string | null;
  readonly countText: string;
  readonly shareText: string;
  /** 0..1 of the longest bar. */
  readonly length: number;
  readonly isMode: boolean;
  /** Rows without a value: hatched, outside of the shares. */
  readonly isApart: boolean;
  /** What the level is called in the filter of its column; `null`: it can't be selected. */
  readonly value: string | null;
}

export interface LevelBarsView {
  /** The pass rate in large, for scores that pass or fail. */
  readonly headline: { readonly rate: string; readonly words: string } | null;
  readonly bars: readonly LevelBar[];
  readonly legend: readonly string[];
  readonly spoken: string;
  readonly twin: TableTwin;
}

interface Level {
  readonly label: string;
  readonly value: string;
  readonly description: string | null;
  readonly count: number;
}

function levelsOf(score: ScoreAggregate): readonly Level[] {
  if (score.kind !== "boolean")
    return score.rubric.map((level) => ({
      description: level.description,
      count: level.count,
      value: score.kind === "label" ? level.label : String(level.value),
      label:
        score.kind === "number" && level.label !== String(level.value)
          ? `${level.value} ${level.label}`
          : level.label,
    }));
  const passed = Math.round((score.mean ?? 0) * score.count);
  return [
    { label: passWord(true, score), value: "1", description: null, count: passed },
    { label: passWord(false, score), value: "0", description: null, count: score.count - passed },
  ];
}

export function toLevelBarsView(score: ScoreAggregate, label: string, locale: string): LevelBarsView {
  const levels = levelsOf(score);
  const total = scoredRows(score);
  const without = rowsWithoutValue(score, locale);
  const longest = Math.max(1, ...levels.map((level) => level.count), ...without.map((kind) => kind.count));
  const bars: LevelBar[] = levels.map((level, i) => ({
    label: level.label,
    description: level.description,
    countText: formatCount(level.count, locale),
    shareText: formatShare(level.count, total, locale),
    length: level.count / longest,
    isMode:
      score.kind !== "boolean" &&
      score.modeCategory !== null &&
      score.rubric[i]?.label === score.modeCategory,
    isApart: false,
    value: level.value,
  }));
  for (const kind of without)
    bars.push({
      label: kind.words.replace(/^\S+ /u, ""),
      description: null,
      countText: formatCount(kind.count, locale),
      shareText: "apart",
      length: kind.count / longest,
      isMode: false,
      isApart: true,
      value: null,
    });
  const passed = levels[0]?.count ?? 0;
  const isBoolean = score.kind === "boolean";
  const rate = isBoolean && total > 0 ? formatPercent(passed / total, locale) : null;
  const words = `${formatCount(passed, locale)} of ${formatCount(total, locale)} ${score.higherIsBetter ? "pass" : "are yes"}`;
  return {
    headline: rate === null ? null : { rate, words },
    bars,
    legend: legendOf(score, total, locale),
    spoken:
      (rate === null ? `Distribution of ${label}` : `Pass rate of ${label}: ${rate}, ${words}`) +
      `, ${rowsInWords(total, locale)}. ` +
      `${levels.map((level) => `${level.label} ${formatCount(level.count, locale)}`).join(", ")}.` +
      apartSentence(score, locale),
    twin: {
      caption: `Distribution of ${label} as a table`,
      head: [label, "rows", "share"],
      lines: bars.map((bar) => [bar.label, bar.countText, bar.shareText]),
    },
  };
}

function legendOf(score: ScoreAggregate, total: number, locale: string): readonly string[] {
  const rows = rowsInWords(total, locale);
  if (score.kind === "label") return [rows, `${formatCount(score.rubric.length, locale)} labels`];
  const mean = formatMeanWithError(score.itemMean, score.standardError, score, locale);
  if (score.kind === "boolean") return [rows, `mean ± SE ${mean}`];
  return [
    rows,
    `mean ± SE ${mean}`,
    `median ${formatStatistic(score.percentiles?.p50 ?? null, score, locale)}`,
    `std. dev. ${formatSpread(score.stdDev, score, locale)}`,
  ];
}

/** Which levels filter the rows, and what pressing one does. */
export interface LevelChoice {
  readonly chosen: readonly string[];
  readonly toggle: (value: string) => void;
}

export function drawLevelBars(view: LevelBarsView, { chosen, toggle }: LevelChoice): HTMLElement {
  const lines = view.bars.map((bar) => {
    const { value } = bar;
    const isFaded = chosen.length > 0 && (value === null || !chosen.includes(value));
    const fillBar = h("i", { class: `bar${bar.isApart ? " apart" : ""}${isFaded ? " faded" : ""}` });
    fillBar.style.width = `${Math.max(bar.length * 100, bar.length > 0 ? 0.5 : 0)}%`;
    const name = dataText(bar.label, bar.isApart ? "clip muted" : "clip");
    if (bar.description !== null) name.title = bar.description;
    const parts = [
      h("span", { class: "row-flex tight" }, name, bar.isMode && h("span", { class: "tag" }, "mode")),
      h("span", { class: "lane" }, fillBar),
      h("span", { class: "n" }, bar.countText),
      h("span", { class: "n muted" }, bar.shareText),
    ];
    if (value === null) return h("div", { class: "level" }, ...parts);
    const attributes = {
      class: "level",
      type: "button",
      "aria-pressed": chosen.includes(value),
      "aria-label": `${bar.label}, ${bar.countText} rows, ${bar.shareText}`,
      "data-brush": value,
      on: { click: () => toggle(value) },
    } as const;
    return h("button", attributes, ...parts);
  });
  const bars = h("div", { class: "bars tn", on: { keydown: (event) => moveBetween(event, bars) } }, ...lines);
  return h(
    "div",
    { class: "levels", role: "group", "aria-label": view.spoken },
    view.headline === null
      ? null
      : h("div", { class: "rate" }, h("b", null, view.headline.rate), " ", view.headline.words),
    bars,
  );
}

/** Up and down move between the bars that can be pressed. */
function moveBetween(event: KeyboardEvent, bars: HTMLElement): void {
  const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (by === 0 || event.altKey) return;
  const buttons = [...bars.querySelectorAll("button")];
  buttons[buttons.indexOf(event.target as HTMLButtonElement) + by]?.focus();
  event.preventDefault();
}

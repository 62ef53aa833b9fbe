// Bars for scores with few values, as data: rubric levels in rubric order, the most frequent labels, and pass or fail.

import type { ScoreAggregate } from "../../src/core/run.ts";
import {
  formatCount,
  formatMeanWithError,
  formatPercent,
  formatShare,
  passWord,
} from "../../src/core/text/formatNumber.ts";
import type { LinesPicture } from "./linesPicture.ts";
import {
  apartSentence,
  coverageFacts,
  type Fact,
  fact,
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
  /** Labels that are folded, or could be again; `null` where all fit. */
  readonly fold: { readonly words: string; readonly isExpanded: boolean } | null;
  readonly legend: readonly Fact[];
  readonly spoken: string;
  readonly twin: TableTwin;
}

interface Level {
  readonly label: string;
  readonly value: string;
  readonly description: string | null;
  readonly count: number;
  readonly isMode: boolean;
}

/** Labels shown at first: the most frequent ones. */
const FIRST_LABELS = 12;
/** Labels shown when asked for more: each is an element of the page. */
const MOST_LABELS = 500;

function levelsOf(score: ScoreAggregate): readonly Level[] {
  if (score.kind === "boolean") {
    const passed = Math.round((score.mean ?? 0) * score.count);
    const level = { description: null, isMode: false };
    return [
      { ...level, label: passWord(true, score), value: "1", count: passed },
      { ...level, label: passWord(false, score), value: "0", count: score.count - passed },
    ];
  }
  const isLabel = score.kind === "label";
  const levels = score.rubric.map((level) => ({
    description: level.description,
    count: level.count,
    isMode: score.modeCategory !== null && level.label === score.modeCategory,
    value: isLabel ? level.label : String(level.value),
    label: isLabel || level.label === String(level.value) ? level.label : `${level.value} ${level.label}`,
  }));
  // Rubrics have an order of their own; labels have none, so the most frequent come first.
  return isLabel ? levels.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count) : levels;
}

/** The labels shown, and those behind them as one. */
function foldLevels(score: ScoreAggregate, levels: readonly Level[], isExpanded: boolean) {
  const most = isExpanded ? MOST_LABELS : FIRST_LABELS;
  if (score.kind !== "label" || levels.length <= FIRST_LABELS + 1) return { shown: levels, rest: [] };
  return { shown: levels.slice(0, most), rest: levels.slice(most) };
}

/** `isExpanded`: more than the most frequent labels are shown. */
export function toLevelBarsView(
  score: ScoreAggregate,
  label: string,
  locale: string,
  isExpanded = false,
): LevelBarsView {
  const levels = levelsOf(score);
  const { shown, rest } = foldLevels(score, levels, isExpanded);
  const total = scoredRows(score);
  const without = rowsWithoutValue(score, locale);
  const folded = rest.reduce((sum, { count }) => sum + count, 0);
  const counts = [...shown, ...without].map(({ count }) => count);
  const longest = Math.max(1, ...counts);
  const bar = ({ label: name, description, count, isMode, value }: Level): LevelBar => ({
    label: name,
    description,
    countText: formatCount(count, locale),
    shareText: formatShare(count, total, locale),
    length: count / longest,
    isMode,
    isApart: false,
    value,
  });
  const others = `${formatCount(rest.length, locale)} other ${rest.length === 1 ? "value" : "values"}`;
  const apart = without.map(
    (kind): LevelBar => ({
      label: kind.words.replace(/^\S+ /u, ""),
      description: null,
      countText: formatCount(kind.count, locale),
      shareText: "apart",
      length: kind.count / longest,
      isMode: false,
      isApart: true,
      value: null,
    }),
  );
  // Many values together are no value: a bar would dwarf the others.
  const foldedBar = { ...bar({ ...NO_LEVEL, label: others, count: folded }), value: null, length: 0 };
  const passed = levels[0]?.count ?? 0;
  const isBoolean = score.kind === "boolean";
  const rate = isBoolean && total > 0 ? formatPercent(passed / total, locale) : null;
  const words = `${formatCount(passed, locale)} of ${formatCount(total, locale)} ${score.higherIsBetter ? "pass" : "are yes"}`;
  const canFold = score.kind === "label" && levels.length > FIRST_LABELS + 1;
  return {
    headline: rate === null ? null : { rate, words },
    bars: [...shown.map(bar), ...(rest.length === 0 ? [] : [foldedBar]), ...apart],
    fold: canFold ? { words: isExpanded ? "Show Fewer" : "Show More", isExpanded } : null,
    legend: legendOf(score, locale),
    spoken:
      (rate === null ? `Distribution of ${label}` : `Pass rate of ${label}: ${rate}, ${words}`) +
      `, ${rowsInWords(total, locale)}. ` +
      `${shown.map((level) => `${level.label} ${formatCount(level.count, locale)}`).join(", ")}` +
      `${rest.length === 0 ? "" : `, ${others} ${formatCount(folded, locale)}`}.` +
      apartSentence(score, locale),
    twin: {
      caption: `Distribution of ${label} as a table`,
      head: [label, "rows", "share"],
      lines: [...levels.map(bar), ...apart].map((line) => [line.label, line.countText, line.shareText]),
    },
  };
}

const NO_LEVEL: Level = { label: "", value: "", description: null, count: 0, isMode: false };

function legendOf(score: ScoreAggregate, locale: string): readonly Fact[] {
  const rows = coverageFacts(score, locale);
  if (score.kind === "label") {
    const used = score.rubric.filter((level) => level.count > 0).length;
    return [
      ...rows,
      fact(`${formatCount(used, locale)} different ${used === 1 ? "value" : "values"}`, "levels"),
    ];
  }
  const mean = fact(
    `mean ± SE ${formatMeanWithError(score.itemMean, score.standardError, score, locale)}`,
    "itemMean",
  );
  if (score.kind === "boolean") return [...rows, mean];
  return [
    ...rows,
    mean,
    fact(`median ${formatStatistic(score.percentiles?.p50 ?? null, score, locale)}`, "median"),
    fact(`std. dev. ${formatSpread(score.stdDev, score, locale)}`, "stdDev"),
  ];
}

/** The bars as a picture of their own. */
export function levelsPicture(view: LevelBarsView, label: string): LinesPicture {
  const lines = view.bars.map(({ label: name, length, isApart, countText, shareText }) => ({
    name,
    bar: { from: 0, to: length },
    dot: null,
    isApart,
    texts: [countText, shareText],
  }));
  const rate = view.headline === null ? "" : `: ${view.headline.rate}, ${view.headline.words}`;
  return { title: `${label}${rate}`, lines, mark: null };
}

// The histogram of a range score: bars per bin, mean and median marked, rows without a value set apart.
import type { ChartConfiguration } from "chart.js";
import type { ScoreAggregate } from "../../src/core/run.ts";
import {
  formatCount,
  formatMeanWithError,
  formatScoreValue,
  formatShare,
  valueDecimals,
} from "../../src/core/text/formatNumber.ts";
import { type ScoreStyle, styleOf } from "../../src/core/text/scoreUnit.ts";
import type { ChartTheme } from "../shared/theme.ts";
import { barsOf, type ValueRange } from "./brush.ts";
import { marksStyle, tickStyle, tooltipStyle } from "./chartStyle.ts";
import { type ApartBar, apartWidthPx, type ValueMark } from "./marksPlugin.ts";
import {
  apartSentence,
  coverageFacts,
  type Fact,
  fact,
  formatSpread,
  formatStatistic,
  rowsInWords,
  rowsWithoutValue,
} from "./scoreFacts.ts";
import type { TableTwin } from "./tableTwin.ts";

export interface HistogramView {
  readonly label: string;
  readonly bins: readonly { readonly lower: number; readonly upper: number }[];
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** Ends of the axis; never equal. */
  readonly lower: number;
  readonly upper: number;
  readonly decimals: number;
  readonly marks: readonly ValueMark[];
  readonly apart: readonly ApartBar[];
  readonly binTexts: readonly string[];
  /** Facts under the chart. */
  readonly legend: readonly Fact[];
  /** One spoken sentence for the picture. */
  readonly spoken: string;
  readonly twin: TableTwin;
  /** The unit that numbers read in. */
  readonly style: ScoreStyle;
  readonly locale: string;
}

export function toHistogramView(score: ScoreAggregate, label: string, locale: string): HistogramView {
  const bins = score.histogram;
  const start = bins[0]?.lower ?? 0;
  const end = bins.at(-1)?.upper ?? 1;
  // All values equal: one bar in the middle of an axis that has some width.
  const spare = end > start ? 0 : Math.max(Math.abs(start) / 2, 0.5);
  const lower = start - spare;
  const upper = end + spare;
  const widthOfBin = bins.length === 0 ? 0 : (end - start) / bins.length;
  const decimals = Math.max(valueDecimals(score), widthOfBin < 0.02 && widthOfBin > 0 ? 3 : 0);
  const edge = (value: number) => formatScoreValue(value, decimals, score, locale);
  const binTexts = bins.map((bin) => `${edge(bin.lower)} to ${edge(bin.upper)}`);
  const meanText = formatMeanWithError(score.itemMean, null, score, locale);
  const median = score.percentiles?.p50 ?? null;
  const medianText = formatStatistic(median, score, locale);
  const without = rowsWithoutValue(score, locale);
  const binWord = bins.length === 1 ? "1 bin" : `${formatCount(bins.length, locale)} bins`;
  return {
    label,
    bins,
    points: bins.map((bin) => ({ x: (bin.lower + bin.upper) / 2, y: bin.count })),
    lower,
    upper,
    decimals,
    marks: [
      ...(median === null ? [] : [{ value: median, text: `median ${medianText}`, isMean: false }]),
      ...(score.itemMean === null ? [] : [{ value: score.itemMean, text: `mean ${meanText}`, isMean: true }]),
    ],
    apart: without.map((kind) => ({
      label: kind.short,
      count: kind.count,
      countText: formatCount(kind.count, locale),
    })),
    binTexts,
    legend: [
      ...coverageFacts(score, locale),
      fact(
        bins.length > 1
          ? `${binWord} of ${formatScoreValue(widthOfBin, Math.max(2, decimals), score, locale)}`
          : binWord,
        "histogram",
      ),
      fact(`std. dev. ${formatSpread(score.stdDev, score, locale)}`, "stdDev"),
      fact(
        `${formatStatistic(score.min, score, locale)} to ${formatStatistic(score.max, score, locale)}`,
        "min",
      ),
      ...(score.higherIsBetter ? [] : [fact("lower is better")]),
    ],
    spoken:
      `Histogram of ${label}, ${rowsInWords(score.count, locale)} in ${binWord}. ` +
      `Mean ${meanText}, median ${medianText}.${apartSentence(score, locale)}`,
    twin: histogramTwin(score, label, binTexts, locale),
    style: styleOf(score),
    locale,
  };
}

function histogramTwin(
  score: ScoreAggregate,
  label: string,
  binTexts: readonly string[],
  locale: string,
): TableTwin {
  const total = score.histogram.reduce((sum, bin) => sum + bin.count, 0);
  let seen = 0;
  const lines = score.histogram.map((bin, i) => {
    seen += bin.count;
    return [
      binTexts[i] ?? "",
      formatCount(bin.count, locale),
      formatShare(bin.count, total, locale),
      formatShare(seen, total, locale),
    ];
  });
  const apart = rowsWithoutValue(score, locale).map((kind) => [
    kind.words.replace(/^\S+ /u, ""),
    formatCount(kind.count, locale),
    "apart",
    "",
  ]);
  return {
    caption: `Histogram of ${label} as a table`,
    head: [label, "rows", "share", "cumulative"],
    lines: [...lines, ...apart],
  };
}

/** The chart as data. Missing rows are no bar of height 0: they stand beside the axis. */
export function toHistogramConfig(
  view: HistogramView,
  theme: ChartTheme,
  range: ValueRange | null = null,
): ChartConfiguration<"bar", { x: number; y: number }[]> {
  const selected = range === null ? null : barsOf(view.bins, range);
  const isIn = (bar: number) =>
    range === null || (selected !== null && bar >= selected.first && bar <= selected.last);
  const tick = tickStyle(theme);
  return {
    type: "bar",
    data: {
      datasets: [
        {
          data: view.points.map((point) => ({ ...point })),
          backgroundColor: view.bins.map((_, bar) => (isIn(bar) ? theme.bar : theme.faded)),
          hoverBackgroundColor: theme.series,
          borderColor: theme.isHighContrast ? theme.foreground : theme.bar,
          borderWidth: theme.isHighContrast ? 1 : 0,
          barPercentage: 0.95,
          categoryPercentage: 1,
          minBarLength: 1,
        },
      ],
    },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      layout: { padding: { top: 26, right: Math.max(10, apartWidthPx(view.apart.length)) } },
      interaction: { mode: "nearest", axis: "x", intersect: false },
      scales: {
        x: {
          type: "linear",
          min: view.lower,
          max: view.upper,
          offset: false,
          grid: { display: false },
          border: { color: theme.grid },
          ticks: {
            ...tick,
            maxTicksLimit: 6,
            maxRotation: 0,
            includeBounds: true,
            callback: (value) =>
              formatScoreValue(Number(value), Math.min(2, view.decimals), view.style, view.locale),
          },
        },
        y: {
          type: "linear",
          beginAtZero: true,
          grid: { color: theme.grid, drawTicks: false },
          border: { display: false },
          ticks: {
            ...tick,
            maxTicksLimit: 4,
            precision: 0,
            padding: 6,
            callback: (value) => formatCount(Number(value), view.locale),
          },
        },
      },
      plugins: {
        tooltip: {
          ...tooltipStyle(theme),
          callbacks: {
            title: (items) => view.binTexts[items[0]?.dataIndex ?? -1] ?? "",
            label: (item) => rowsInWords(Number(item.parsed.y), view.locale),
          },
        },
        evalMarks: {
          marks: view.marks,
          range: range === null ? null : { min: range.min ?? view.lower, max: range.max ?? view.upper },
          apart: view.apart,
          ...marksStyle(theme),
        },
      },
    },
  };
}

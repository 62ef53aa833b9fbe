// The percentiles of a score as a curve: which share of rows lies at or below a value.
import type { ChartConfiguration } from "chart.js";
import { PERCENTILE_NAMES, type ScoreAggregate } from "../../src/core/run.ts";
import { formatScoreValue, valueDecimals } from "../../src/core/text/formatNumber.ts";
import { type ScoreStyle, styleOf } from "../../src/core/text/scoreUnit.ts";
import type { ChartTheme } from "../shared/theme.ts";
import type { ValueRange } from "./brush.ts";
import { marksStyle, tickStyle, tooltipStyle } from "./chartStyle.ts";
import { coverageFacts, type Fact, fact, formatStatistic, rowsInWords } from "./scoreFacts.ts";

export interface PercentileView {
  readonly label: string;
  /** The tenths of the rows that have some width, for the brush. */
  readonly bins: readonly { readonly lower: number; readonly upper: number }[];
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly decimals: number;
  readonly legend: readonly Fact[];
  readonly spoken: string;
  /** The unit that numbers read in. */
  readonly style: ScoreStyle;
  readonly locale: string;
}

/** `null` when the score has no percentiles. */
export function toPercentileView(
  score: ScoreAggregate,
  label: string,
  locale: string,
): PercentileView | null {
  const percentiles = score.percentiles;
  if (percentiles === null || score.min === null) return null;
  const points = [
    { x: score.min, y: 0 },
    ...PERCENTILE_NAMES.map((name) => ({ x: percentiles[name], y: Number(name.slice(1)) })),
  ];
  const text = (value: number | null) => formatStatistic(value, score, locale);
  const facts = [
    `p10 ${text(percentiles.p10)}`,
    `median ${text(percentiles.p50)}`,
    `p90 ${text(percentiles.p90)}`,
  ];
  const edges = [...new Set(points.map(({ x }) => x))];
  return {
    label,
    bins: edges.length < 2 ? [] : edges.slice(1).map((upper, i) => ({ lower: edges[i] as number, upper })),
    points,
    decimals: valueDecimals(score),
    style: styleOf(score),
    legend: [
      ...coverageFacts(score, locale),
      ...facts.map((words) => fact(words, "percentile")),
      fact(`${text(score.min)} to ${text(score.max)}`, "min"),
    ],
    spoken: `Percentiles of ${label}, ${rowsInWords(score.count, locale)}: ${facts.join(", ")}.`,
    locale,
  };
}

/** The chart as data; `range`: the selected values. */
export function toPercentileConfig(
  view: PercentileView,
  theme: ChartTheme,
  range: ValueRange | null = null,
): ChartConfiguration<"line"> {
  const tick = tickStyle(theme);
  const first = view.points[0]?.x ?? 0;
  const last = view.points.at(-1)?.x ?? 1;
  return {
    type: "line",
    data: {
      datasets: [
        {
          data: view.points.map((point) => ({ ...point })),
          borderColor: theme.series,
          backgroundColor: theme.series,
          borderWidth: 2,
          pointRadius: 2.5,
          pointHoverRadius: 4,
          clip: 6,
        },
      ],
    },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      layout: { padding: { top: 8, right: 14 } },
      interaction: { mode: "nearest", axis: "y", intersect: false },
      scales: {
        x: {
          type: "linear",
          min: first,
          max: last > first ? last : first + 1,
          grid: { color: theme.grid, drawTicks: false },
          border: { display: false },
          ticks: {
            ...tick,
            maxTicksLimit: 6,
            maxRotation: 0,
            padding: 6,
            callback: (value) =>
              formatScoreValue(Number(value), Math.min(2, view.decimals), view.style, view.locale),
          },
        },
        y: {
          type: "linear",
          min: 0,
          max: 100,
          grid: { display: false },
          border: { color: theme.grid },
          ticks: { ...tick, stepSize: 25, padding: 4, callback: (value) => `p${value}` },
        },
      },
      plugins: {
        tooltip: {
          ...tooltipStyle(theme),
          callbacks: {
            title: () => "",
            label: (item) =>
              `p${item.parsed.y} ${formatScoreValue(Number(item.parsed.x), view.decimals, view.style, view.locale)}`,
          },
        },
        evalMarks: {
          marks: [],
          apart: [],
          range: range === null ? null : { min: range.min ?? first, max: range.max ?? last },
          ...marksStyle(theme),
        },
      },
    },
  };
}

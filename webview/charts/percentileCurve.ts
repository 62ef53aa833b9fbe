// The percentiles of a score as a curve: which share of rows lies at or below a value.
import type { ChartConfiguration } from "chart.js";
import { formatScoreValue, valueDecimals } from "../../src/core/formatNumber.ts";
import { PERCENTILE_NAMES, type ScoreAggregate } from "../../src/core/run.ts";
import { type ScoreStyle, styleOf } from "../../src/core/scoreUnit.ts";
import type { ChartTheme } from "../shared/theme.ts";
import { formatStatistic, rowsInWords } from "./scoreFacts.ts";

export interface PercentileView {
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly decimals: number;
  readonly legend: readonly string[];
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
  return {
    points,
    decimals: valueDecimals(score),
    style: styleOf(score),
    legend: [rowsInWords(score.count, locale), ...facts, `${text(score.min)} to ${text(score.max)}`],
    spoken: `Percentiles of ${label}, ${rowsInWords(score.count, locale)}: ${facts.join(", ")}.`,
    locale,
  };
}

export function toPercentileConfig(view: PercentileView, theme: ChartTheme): ChartConfiguration<"line"> {
  const font = { family: theme.fontFamily, size: theme.fontSizePx };
  const tick = { color: theme.muted, font };
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
          displayColors: false,
          backgroundColor: theme.background,
          borderColor: theme.muted,
          borderWidth: 1,
          cornerRadius: 3,
          bodyColor: theme.foreground,
          bodyFont: font,
          caretSize: 0,
          callbacks: {
            title: () => "",
            label: (item) =>
              `p${item.parsed.y} ${formatScoreValue(Number(item.parsed.x), view.decimals, view.style, view.locale)}`,
          },
        },
      },
    },
  };
}

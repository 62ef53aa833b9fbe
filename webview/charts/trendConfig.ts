// One score over results as a chart: points with error bars, the baseline square and dashed, the current one large.
import type { ChartConfiguration, PointStyle } from "chart.js";
// Only its types: the code is in the charts' own bundle.
import type {} from "chartjs-chart-error-bars";
import { formatScoreValue } from "../../src/core/text/formatNumber.ts";
import type { ChartTheme } from "../shared/theme.ts";
import { tickStyle, tooltipStyle } from "./chartStyle.ts";
import type { TrendMark, TrendView } from "./trendView.ts";

/** From so many points on, marks are small and intervals have no ends: they would touch. */
const MANY = 60;

/** The chart as data; `at`: the point that keys have reached. A result without a mean is a gap. */
export function toTrendConfig(
  view: TrendView,
  theme: ChartTheme,
  at: number | null = null,
): ChartConfiguration<"lineWithErrorBars"> {
  const { marks } = view;
  const isMany = marks.length > MANY;
  const edge = theme.isHighContrast ? theme.foreground : theme.series;
  const sizeOf = (mark: TrendMark, i: number): number =>
    (mark.isCurrent || mark.isBaseline ? 5.5 : isMany ? 2 : 3.5) + (i === at ? 3 : 0);
  const last = marks.length - 1;
  const bars = isMany ? theme.faded : theme.muted;
  // The plugin's points have a name of their own, and Chart.js looks for their options under it.
  const points = {
    pointStyle: marks.map(({ isBaseline }): PointStyle => (isBaseline ? "rect" : "circle")),
    pointWithErrorBarRadius: marks.map(sizeOf),
    pointWithErrorBarHoverRadius: marks.map((mark, i) => sizeOf(mark, i) + 1),
    pointWithErrorBarHitRadius: 8,
    // Filled is this result; the others are rings, so that colour is not the only sign.
    pointWithErrorBarBackgroundColor: marks.map(({ isCurrent }) =>
      isCurrent ? theme.foreground : theme.background,
    ),
    pointWithErrorBarBorderColor: marks.map(({ isCurrent, isBaseline }, i) =>
      i === at ? theme.focus : isCurrent || isBaseline ? theme.foreground : edge,
    ),
    pointWithErrorBarBorderWidth: marks.map((_, i) => (i === at ? 2.5 : 1.5)),
  };
  const baseline =
    view.baseline === null
      ? []
      : [
          {
            data: [-0.5, last + 0.5].map((x) => ({ x, y: view.baseline as number, ...NO_BAR })),
            borderColor: theme.muted,
            borderWidth: 1,
            borderDash: [5, 4],
            ...NO_POINTS,
          },
        ];
  return {
    type: "lineWithErrorBars",
    data: {
      datasets: [
        {
          data: marks.map(({ mean, low, high }, x) => ({
            x,
            y: mean ?? Number.NaN,
            ...(low === null || high === null ? NO_BAR : { yMin: low, yMax: high }),
          })),
          spanGaps: false,
          borderColor: theme.grid,
          borderWidth: 1,
          errorBarColor: bars,
          errorBarWhiskerColor: bars,
          errorBarLineWidth: 1,
          errorBarWhiskerLineWidth: 1,
          errorBarWhiskerRatio: 0,
          errorBarWhiskerSize: isMany ? 0 : 7,
          ...points,
          clip: 8,
        },
        ...baseline,
      ],
    },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      layout: { padding: { top: 10, right: 10 } },
      interaction: { mode: "nearest", axis: "x", intersect: false },
      scales: {
        x: {
          type: "linear",
          min: -0.5,
          max: Math.max(0, last) + 0.5,
          grid: { display: false },
          border: { color: theme.grid },
          ticks: {
            ...tickStyle(theme),
            maxTicksLimit: 7,
            maxRotation: 0,
            precision: 0,
            includeBounds: false,
            callback: (value) => marks[Number(value)]?.day ?? "",
          },
        },
        y: {
          type: "linear",
          grace: "8%",
          grid: { color: theme.grid, drawTicks: false },
          border: { display: false },
          ticks: {
            ...tickStyle(theme),
            maxTicksLimit: 5,
            padding: 6,
            callback: (value) =>
              formatScoreValue(Number(value), Math.min(3, view.decimals), view.style, view.locale),
          },
        },
      },
      plugins: {
        tooltip: {
          ...tooltipStyle(theme),
          filter: ({ datasetIndex }) => datasetIndex === 0,
          callbacks: {
            title: (items) => marks[items[0]?.dataIndex ?? -1]?.name ?? "",
            label: (item) => [...(marks[item.dataIndex]?.words ?? [])],
          },
        },
      },
    },
  };
}

/** A point that has no interval; the plugin draws nothing where there are no limits. */
const NO_BAR = { yMin: [], yMax: [] };
const NO_POINTS = {
  pointWithErrorBarRadius: 0,
  pointWithErrorBarHitRadius: 0,
  pointWithErrorBarHoverRadius: 0,
};

// Boxes with whiskers as a chart: what the plugin draws of a view.
// Only its types: the code is in the charts' own bundle.
import type {} from "@sgratzl/chartjs-chart-boxplot";
import type { ChartConfiguration } from "chart.js";
import { formatScoreValue } from "../../src/core/text/formatNumber.ts";
import type { ChartTheme } from "../shared/theme.ts";
import type { BoxView } from "./boxPlot.ts";
import type { ValueRange } from "./brush.ts";
import { marksStyle, tickStyle, tooltipStyle } from "./chartStyle.ts";

/** The chart as data; `range`: the selected values. */
export function toBoxConfig(
  view: BoxView,
  theme: ChartTheme,
  range: ValueRange | null = null,
): ChartConfiguration<"boxplot"> {
  const tick = tickStyle(theme);
  const edge = theme.isHighContrast ? theme.foreground : theme.series;
  return {
    type: "boxplot",
    data: {
      labels: view.lines.map(({ name }) => (name.length > 18 ? `${name.slice(0, 17)}…` : name)),
      datasets: [
        {
          data: view.lines.map(({ parts }) => ({
            min: parts.min,
            whiskerMin: parts.lowWhisker,
            q1: parts.q1,
            median: parts.median,
            q3: parts.q3,
            whiskerMax: parts.highWhisker,
            max: parts.max,
            mean: parts.mean ?? Number.NaN,
            items: [],
            outliers: [...parts.outliers],
          })),
          backgroundColor: theme.faded,
          borderColor: edge,
          borderWidth: 1,
          medianColor: theme.foreground,
          meanStyle: "rectRot",
          meanRadius: 4,
          meanBackgroundColor: theme.foreground,
          meanBorderColor: theme.background,
          outlierStyle: "circle",
          outlierRadius: 2,
          outlierBackgroundColor: edge,
          outlierBorderColor: edge,
          itemRadius: 0,
          maxBarThickness: 34,
          categoryPercentage: 0.8,
          barPercentage: 0.9,
        },
      ],
    },
    options: {
      indexAxis: "y",
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      layout: { padding: { top: 4, right: 12 } },
      interaction: { mode: "nearest", axis: "y", intersect: false },
      minStats: "min",
      maxStats: "max",
      scales: {
        x: {
          type: "linear",
          min: view.lower,
          max: view.upper,
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
          type: "category",
          grid: { display: false },
          border: { color: theme.grid },
          ticks: { ...tick, autoSkip: false, crossAlign: "far" },
        },
      },
      plugins: {
        tooltip: {
          ...tooltipStyle(theme),
          callbacks: {
            title: (items) => view.lines[items[0]?.dataIndex ?? -1]?.name ?? "",
            label: (item) => [...(view.lines[item.dataIndex]?.words ?? [])],
          },
        },
        evalMarks: {
          marks: [],
          apart: [],
          range: range === null ? null : { min: range.min ?? view.lower, max: range.max ?? view.upper },
          ...marksStyle(theme),
        },
      },
    },
  };
}

// A score of the base against the candidate: ▲ improved, ▼ regressed, ● the same, larger for more items. As data.
import type { Chart, ChartConfiguration, ChartDataset, Plugin } from "chart.js";
import type { PairedPlot, PairPoint } from "../../src/core/compare/evidenceTypes.ts";
import { formatCount } from "../../src/core/text/formatNumber.ts";
import type { ChartTheme } from "../shared/theme.ts";
import type { BarRange } from "./brush.ts";
import { tickStyle, tooltipStyle } from "./chartStyle.ts";
import { type AxisStep, axisSteps } from "./pairAxis.ts";
import type { TableTwin } from "./tableTwin.ts";

export interface ScatterView {
  /** The candidate's; the base is A. */
  readonly letter: string;
  readonly label: string;
  readonly points: readonly PairPoint[];
  /** Ends of both axes; never equal. */
  readonly low: number;
  readonly high: number;
  readonly base: readonly AxisStep[];
  readonly candidate: readonly AxisStep[];
  readonly counts: Readonly<Record<PairPoint["change"], number>>;
  readonly text: (value: number) => string;
  readonly count: (value: number) => string;
  readonly legend: readonly string[];
  readonly spoken: string;
  readonly twin: TableTwin;
}

/** Steps selected on each axis; `null`: all of it. */
export interface ScatterBrush {
  readonly base: BarRange | null;
  readonly candidate: BarRange | null;
}

const CHANGES = ["same", "improved", "regressed"] as const;
/** Lines of the table beside a chart of more points. */
const MOST_LINES = 200;

/** `text`: a value as the score prints it. `null` where no item is scored in both runs. */
export function toScatterView(
  plot: PairedPlot,
  label: string,
  text: (value: number) => string,
  locale: string,
  letter = "B",
): ScatterView | null {
  if (plot.low === null || plot.high === null) return null;
  const spare = plot.high > plot.low ? 0 : Math.max(Math.abs(plot.low) / 2, 0.5);
  const low = plot.low - spare;
  const high = plot.high + spare;
  const count = (value: number): string => formatCount(value, locale);
  const { improved, regressed, same, n } = plot;
  const sorted = [...plot.points].sort((a, b) => b.items - a.items);
  const items = n === 1 ? "1 item" : `${count(n)} items`;
  return {
    letter,
    label,
    points: plot.points,
    low,
    high,
    base: axisSteps(
      plot.points.map((point) => point.base),
      low,
      high,
    ),
    candidate: axisSteps(
      plot.points.map((point) => point.candidate),
      low,
      high,
    ),
    counts: { improved, regressed, same },
    text,
    count,
    legend: [items, plot.isGridded ? "nearby items together" : "larger: more items", "dashed: no change"],
    spoken: `${label} of A against ${letter}, ${items}: ${count(improved)} improved, ${count(regressed)} regressed, ${count(same)} the same.`,
    twin: {
      caption: `${label} of A against ${letter} as a table`,
      head: ["A", letter, "items", "change"],
      lines: sorted
        .slice(0, MOST_LINES)
        .map((point) => [text(point.base), text(point.candidate), count(point.items), point.change]),
    },
  };
}

type Point = { readonly x: number; readonly y: number };

export function toScatterConfig(
  view: ScatterView,
  theme: ChartTheme,
  brush: ScatterBrush,
): ChartConfiguration<"line", Point[]> {
  const colors = { improved: theme.improved, regressed: theme.regressed, same: theme.muted };
  const most = Math.max(1, ...view.points.map((point) => point.items));
  const isIn = inside(view, brush);
  const datasets = CHANGES.map((change): ChartDataset<"line", Point[]> => {
    const own = view.points.filter((point) => point.change === change);
    const tints = own.map((point) => (isIn(point) ? colors[change] : theme.faded));
    return {
      label: change,
      data: own.map(({ base, candidate }) => ({ x: base, y: candidate })),
      showLine: false,
      pointStyle: change === "same" ? "circle" : "triangle",
      pointRotation: change === "regressed" ? 180 : 0,
      pointRadius: own.map(({ items }) => 3 + 7 * Math.sqrt((items - 1) / most)),
      pointHoverRadius: own.map(({ items }) => 4 + 7 * Math.sqrt((items - 1) / most)),
      pointBackgroundColor: tints,
      pointBorderColor: theme.isHighContrast ? theme.foreground : theme.background,
      pointBorderWidth: theme.isHighContrast ? 1 : 0.5,
    };
  });
  const byChange = CHANGES.map((change) => view.points.filter((point) => point.change === change));
  const margin = (view.high - view.low) * 0.04;
  const axis = (title: string) => ({
    type: "linear" as const,
    min: view.low - margin,
    max: view.high + margin,
    grid: { color: theme.grid, drawTicks: false },
    border: { display: false },
    title: { display: true, text: title, color: theme.muted, font: tickStyle(theme).font },
    ticks: {
      ...tickStyle(theme),
      maxTicksLimit: 5,
      maxRotation: 0,
      includeBounds: false,
      callback: (value: string | number) => view.text(Number(value)),
    },
  });
  return {
    type: "line",
    data: {
      datasets: [
        ...datasets,
        {
          data: [
            { x: view.low, y: view.low },
            { x: view.high, y: view.high },
          ],
          borderColor: theme.muted,
          borderDash: [4, 3],
          borderWidth: 1,
          pointRadius: 0,
          pointHitRadius: 0,
        },
      ],
    },
    plugins: [brushPlugin(view, theme, brush)],
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      layout: { padding: { top: 6, right: 8 } },
      interaction: { mode: "nearest", intersect: true },
      scales: { x: axis("A"), y: axis(view.letter) },
      plugins: {
        tooltip: {
          ...tooltipStyle(theme),
          filter: (item) => item.datasetIndex < CHANGES.length,
          callbacks: {
            title: (items) => items.map((item) => CHANGES[item.datasetIndex] ?? "").slice(0, 1),
            label: (item) => {
              const point = byChange[item.datasetIndex]?.[item.dataIndex];
              if (point === undefined) return "";
              const items = point.items === 1 ? "1 item" : `${view.count(point.items)} items`;
              return `A ${view.text(point.base)}, ${view.letter} ${view.text(point.candidate)}: ${items}`;
            },
          },
        },
      },
    },
  };
}

function inside(view: ScatterView, brush: ScatterBrush): (point: PairPoint) => boolean {
  const holds = (steps: readonly AxisStep[], bars: BarRange | null, value: number): boolean =>
    bars === null ||
    (value >= (steps[bars.first]?.lower ?? 0) &&
      (value < (steps[bars.last]?.upper ?? 0) || bars.last === steps.length - 1));
  return (point) =>
    holds(view.base, brush.base, point.base) && holds(view.candidate, brush.candidate, point.candidate);
}

/** The selected rectangle, over everything. */
function brushPlugin(view: ScatterView, theme: ChartTheme, brush: ScatterBrush): Plugin<"line"> {
  return {
    id: "pairBrush",
    afterDatasetsDraw(chart) {
      if (brush.base === null && brush.candidate === null) return;
      const { left, right, top, bottom } = areaOf(chart as unknown as Chart, view, brush);
      const { ctx } = chart;
      ctx.save();
      ctx.fillStyle = theme.focus;
      ctx.globalAlpha = 0.12;
      ctx.fillRect(left, top, right - left, bottom - top);
      ctx.globalAlpha = 1;
      ctx.strokeStyle = theme.focus;
      ctx.lineWidth = 2;
      ctx.strokeRect(left, top, right - left, bottom - top);
      ctx.restore();
    },
  };
}

function areaOf({ chartArea, scales }: Chart, view: ScatterView, { base, candidate }: ScatterBrush) {
  const x = (value: number) => scales.x?.getPixelForValue(value) ?? 0;
  const y = (value: number) => scales.y?.getPixelForValue(value) ?? 0;
  return {
    left: base === null || base.first === 0 ? chartArea.left : x(view.base[base.first]?.lower ?? 0),
    right:
      base === null || base.last === view.base.length - 1
        ? chartArea.right
        : x(view.base[base.last]?.upper ?? 0),
    bottom:
      candidate === null || candidate.first === 0
        ? chartArea.bottom
        : y(view.candidate[candidate.first]?.lower ?? 0),
    top:
      candidate === null || candidate.last === view.candidate.length - 1
        ? chartArea.top
        : y(view.candidate[candidate.last]?.upper ?? 0),
  };
}

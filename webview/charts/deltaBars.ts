// How much items changed: bars of deltas on both sides of the items that are the same, whose bar is broken where it would
// dwarf the others. As data.
import type { ChartConfiguration, Plugin } from "chart.js";
import type { DeltaBin, PairedPlot } from "../../src/core/compare/evidenceTypes.ts";
import { formatCount } from "../../src/core/text/formatNumber.ts";
import type { ChartTheme } from "../shared/theme.ts";
import { type BarRange, barsOf, type ValueRange } from "./brush.ts";
import { tickStyle, tooltipStyle } from "./chartStyle.ts";
import type { TableTwin } from "./tableTwin.ts";

/** A bar: where it is drawn, and the deltas that it stands for; `bin` null: those that are the same. */
export interface DeltaBar {
  readonly lower: number;
  readonly upper: number;
  readonly bin: DeltaBin | null;
  readonly items: number;
  readonly change: "improved" | "regressed" | "same";
}

export interface DeltaView {
  readonly label: string;
  /** Left to right. */
  readonly bars: readonly DeltaBar[];
  /** The height of the broken bar; `null`: it is drawn whole. */
  readonly cut: number | null;
  /** What stands above the bars of lower deltas, of no change, of higher ones. */
  readonly heads: readonly [string, string, string];
  readonly text: (delta: number) => string;
  readonly count: (value: number) => string;
  readonly legend: readonly string[];
  readonly spoken: string;
  readonly twin: TableTwin;
}

/** `text`: a delta with its sign. `null` where no item is scored in both runs. */
export function toDeltaView(
  plot: PairedPlot,
  label: string,
  higherIsBetter: boolean,
  text: (delta: number) => string,
  locale: string,
  letter = "B",
): DeltaView | null {
  if (plot.n === 0) return null;
  const count = (value: number): string => formatCount(value, locale);
  const width = plot.deltas[0] === undefined ? 1 : plot.deltas[0].high - plot.deltas[0].low;
  const changed = plot.deltas.map((bin): DeltaBar => {
    const isUp = bin.low >= 0;
    const by = isUp ? width / 2 : -width / 2;
    const change = isUp === higherIsBetter ? "improved" : "regressed";
    return { lower: bin.low + by, upper: bin.high + by, bin, items: bin.items, change };
  });
  const same: DeltaBar = { lower: -width / 2, upper: width / 2, bin: null, items: plot.same, change: "same" };
  const bars = [...changed, same].sort((a, b) => a.lower - b.lower);
  const tallest = Math.max(0, ...changed.map((bar) => bar.items));
  const up = higherIsBetter ? `${count(plot.improved)} improved ▲` : `${count(plot.regressed)} regressed ▼`;
  const down = higherIsBetter ? `▼ ${count(plot.regressed)} regressed` : `▲ ${count(plot.improved)} improved`;
  return {
    label,
    bars,
    cut: tallest > 0 && plot.same > 1.5 * tallest ? 1.2 * tallest : null,
    heads: [down, `= ${count(plot.same)}`, up],
    text,
    count,
    legend: [
      ...(higherIsBetter ? [] : ["lower is better"]),
      changed.length === 0 ? "no item changed" : `bars of ${text(width).replace(/^[+−]/u, "")}`,
      `${letter} − A`,
    ],
    spoken: `Deltas of ${label}: ${count(plot.regressed)} regressed, ${count(plot.same)} the same, ${count(plot.improved)} improved.`,
    twin: {
      caption: `Deltas of ${label} as a table`,
      head: [`Δ ${label}`, "items", "change"],
      lines: bars.map((bar) => [barText(bar, text), count(bar.items), bar.change]),
    },
  };
}

function barText({ bin }: DeltaBar, text: (delta: number) => string): string {
  return bin === null ? "the same" : `${text(bin.low)} to ${text(bin.high)}`;
}

/**
 * The filter that bars stand for, as it is typed under the column of deltas; `"same"` for the middle one alone. Items that
 * are the same are in it only with the middle bar.
 */
export function deltaTyped(bars: readonly DeltaBar[], { first, last }: BarRange): string {
  const from = bars[first];
  const to = bars[last];
  if (from === undefined || to === undefined) return "";
  if (from === to && from.bin === null) return "same";
  const min = from.bin?.low ?? 0;
  const max = to.bin?.high ?? 0;
  const isEnd = last === bars.length - 1 && to.bin !== null;
  const opens = from.bin !== null && min === 0 ? ">" : "";
  return `${opens}${min} – ${isEnd || to.bin === null ? "" : "<"}${max}`;
}

/** A range as a filter of numbers has it. */
export interface BrushedRange extends ValueRange {
  readonly excludesMin: boolean;
}

/** The bars of a typed range. */
export function deltaBarsOf(bars: readonly DeltaBar[], range: BrushedRange | null): BarRange | null {
  const middle = bars.find((bar) => bar.bin === null);
  if (range === null || middle === undefined) return null;
  const half = middle.upper;
  const min = range.min ?? -Infinity;
  const max = range.max ?? Infinity;
  return barsOf(bars, {
    min: min < 0 || (min === 0 && !range.excludesMin) ? min - half : min + half,
    max: max > 0 || (max === 0 && !range.excludesMax) ? max + half : max - half,
    excludesMax: true,
  });
}

export function toDeltaConfig(
  view: DeltaView,
  theme: ChartTheme,
  selected: BarRange | null,
): ChartConfiguration<"bar", { x: number; y: number }[]> {
  const colors = { improved: theme.improved, regressed: theme.regressed, same: theme.muted };
  const isIn = (bar: number): boolean => selected === null || (bar >= selected.first && bar <= selected.last);
  const low = view.bars[0]?.lower ?? -1;
  const high = view.bars.at(-1)?.upper ?? 1;
  const first = view.bars.find((bar) => bar.bin !== null)?.bin?.low ?? 0;
  const last = view.bars.findLast((bar) => bar.bin !== null)?.bin?.high ?? 0;
  const ends = [low, 0, high];
  return {
    type: "bar",
    data: {
      datasets: [
        {
          data: view.bars.map((bar) => ({
            x: (bar.lower + bar.upper) / 2,
            y: bar.bin === null ? Math.min(bar.items, view.cut ?? Infinity) : bar.items,
          })),
          backgroundColor: view.bars.map((bar, i) => (isIn(i) ? colors[bar.change] : theme.faded)),
          borderColor: theme.foreground,
          borderWidth: theme.isHighContrast ? 1 : 0,
          barPercentage: 0.92,
          categoryPercentage: 1,
          minBarLength: 1,
        },
      ],
    },
    plugins: [headsPlugin(view, theme)],
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      layout: { padding: { top: 22, right: 8 } },
      interaction: { mode: "nearest", axis: "x", intersect: false },
      scales: {
        x: {
          type: "linear",
          min: low,
          max: high,
          offset: false,
          grid: { display: false },
          border: { color: theme.grid },
          afterBuildTicks: (scale) => {
            scale.ticks = [...new Set(ends)].map((value) => ({ value }));
          },
          ticks: {
            ...tickStyle(theme),
            maxRotation: 0,
            autoSkip: false,
            align: "inner",
            callback: (value) =>
              Number(value) === 0
                ? "0"
                : view.text(Number(value) < 0 ? Math.min(first, 0) : Math.max(last, 0)),
          },
        },
        y: {
          type: "linear",
          beginAtZero: true,
          grid: { color: theme.grid, drawTicks: false },
          border: { display: false },
          ticks: { ...tickStyle(theme), maxTicksLimit: 4, precision: 0, padding: 6 },
        },
      },
      plugins: {
        tooltip: {
          ...tooltipStyle(theme),
          callbacks: {
            title: (items) => {
              const bar = view.bars[items[0]?.dataIndex ?? -1];
              return bar === undefined ? "" : barText(bar, view.text);
            },
            label: (item) => {
              const items = view.bars[item.dataIndex]?.items ?? 0;
              return items === 1 ? "1 item" : `${view.count(items)} items`;
            },
          },
        },
      },
    },
  };
}

/** Counts above the bars, and the break in the bar that is cut. */
function headsPlugin(view: DeltaView, theme: ChartTheme): Plugin<"bar"> {
  return {
    id: "deltaHeads",
    afterDatasetsDraw({ ctx, chartArea, scales }) {
      const x = scales.x;
      const y = scales.y;
      if (x === undefined || y === undefined) return;
      const middle = x.getPixelForValue(0);
      ctx.save();
      ctx.font = `${theme.fontSizePx}px ${theme.fontFamily}`;
      ctx.fillStyle = theme.foreground;
      ctx.textBaseline = "alphabetic";
      const width = ctx.measureText(view.heads[1]).width;
      const at = Math.min(chartArea.right - width / 2, Math.max(chartArea.left + width / 2, middle));
      ctx.textAlign = "left";
      if (view.bars.some((bar) => bar.upper < 0))
        ctx.fillText(view.heads[0], chartArea.left, chartArea.top - 9);
      ctx.textAlign = "center";
      ctx.fillText(view.heads[1], at, chartArea.top - 9);
      ctx.textAlign = "right";
      if (view.bars.some((bar) => bar.lower > 0))
        ctx.fillText(view.heads[2], chartArea.right, chartArea.top - 9);
      if (view.cut !== null) {
        const half = Math.abs(
          x.getPixelForValue(view.bars.find((bar) => bar.bin === null)?.upper ?? 0) - middle,
        );
        const top = y.getPixelForValue(view.cut) + 12;
        ctx.strokeStyle = theme.background;
        ctx.lineWidth = 3;
        ctx.beginPath();
        ctx.moveTo(middle - half, top + 4);
        ctx.lineTo(middle, top - 2);
        ctx.lineTo(middle + half, top + 4);
        ctx.stroke();
      }
      ctx.restore();
    },
  };
}

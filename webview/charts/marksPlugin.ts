// Draws on a histogram what a bar cannot: lines for mean and median, and hatched bars, set apart from the axis, for
// rows without a value.
import type { Chart, Plugin } from "chart.js";

export interface ValueMark {
  readonly value: number;
  readonly text: string;
  readonly isMean: boolean;
}

export interface ApartBar {
  readonly label: string;
  readonly count: number;
  readonly countText: string;
}

/** Options of the plugin; colours come with them so that a config is complete as data. */
export interface MarksOptions {
  readonly marks: readonly ValueMark[];
  readonly apart: readonly ApartBar[];
  /** The selected values; `null`: none. */
  readonly range: { readonly min: number; readonly max: number } | null;
  readonly focus: string;
  readonly foreground: string;
  readonly muted: string;
  readonly font: string;
}

declare module "chart.js" {
  interface PluginOptionsByType<TType extends import("chart.js").ChartType> {
    evalMarks?: MarksOptions & { readonly forType?: TType };
  }
}

/** Width on the right that `count` apart bars take. */
export function apartWidthPx(count: number): number {
  return count === 0 ? 0 : 12 + count * APART_STEP_PX;
}

const APART_STEP_PX = 32;
const LABEL_GAP_PX = 8;

/** Where the labels of the marks begin, kept inside the chart and off one another. */
export function placeLabels(
  marks: readonly { readonly x: number; readonly width: number }[],
  left: number,
  right: number,
): readonly number[] {
  const order = marks.map((_, i) => i).sort((a, b) => (marks[a]?.x ?? 0) - (marks[b]?.x ?? 0));
  const starts = new Array<number>(marks.length).fill(0);
  let end = Number.NEGATIVE_INFINITY;
  for (const i of order) {
    const mark = marks[i];
    if (mark === undefined) continue;
    starts[i] = Math.max(end + LABEL_GAP_PX, left, mark.x - mark.width / 2);
    end = (starts[i] ?? 0) + mark.width;
  }
  let limit = right;
  for (const i of [...order].reverse()) {
    const mark = marks[i];
    if (mark === undefined) continue;
    starts[i] = Math.min(starts[i] ?? 0, limit - mark.width);
    limit = (starts[i] ?? 0) - LABEL_GAP_PX;
  }
  return starts;
}

function drawMarks(chart: Chart, options: MarksOptions): void {
  const { ctx, chartArea } = chart;
  const scale = chart.scales.x;
  if (scale === undefined) return;
  ctx.font = options.font;
  ctx.textBaseline = "alphabetic";
  ctx.textAlign = "left";
  const placed = options.marks.map((mark) => ({
    x: Math.round(scale.getPixelForValue(mark.value)),
    width: ctx.measureText(mark.text).width,
  }));
  const starts = placeLabels(placed, chartArea.left, chart.width - 2);
  options.marks.forEach((mark, i) => {
    const x = placed[i]?.x ?? 0;
    const color = mark.isMean ? options.foreground : options.muted;
    ctx.strokeStyle = color;
    ctx.fillStyle = color;
    ctx.lineWidth = mark.isMean ? 1.5 : 1;
    ctx.setLineDash(mark.isMean ? [] : [3, 2]);
    ctx.beginPath();
    ctx.moveTo(x, chartArea.top - 6);
    ctx.lineTo(x, chartArea.bottom);
    ctx.stroke();
    ctx.setLineDash([]);
    if (mark.isMean) {
      ctx.beginPath();
      ctx.moveTo(x - 4, chartArea.top - 7);
      ctx.lineTo(x + 4, chartArea.top - 7);
      ctx.lineTo(x, chartArea.top - 2);
      ctx.fill();
    }
    ctx.fillText(mark.text, starts[i] ?? 0, chartArea.top - 11);
  });
}

/** The edges of the selection, over the whole height. */
function drawRange(chart: Chart, { range, focus }: MarksOptions): void {
  const { ctx, chartArea } = chart;
  const scale = chart.scales.x;
  if (range === null || scale === undefined) return;
  const inside = (value: number) =>
    Math.min(chartArea.right, Math.max(chartArea.left, scale.getPixelForValue(value)));
  const left = inside(range.min);
  const width = inside(range.max) - left;
  ctx.fillStyle = focus;
  ctx.globalAlpha = 0.12;
  ctx.fillRect(left, chartArea.top, width, chartArea.height);
  ctx.globalAlpha = 1;
  ctx.fillRect(left - 1, chartArea.top, 2, chartArea.height);
  ctx.fillRect(left + width - 1, chartArea.top, 2, chartArea.height);
}

function drawApart(chart: Chart, options: MarksOptions): void {
  const { ctx, chartArea } = chart;
  const scale = chart.scales.y;
  if (scale === undefined || options.apart.length === 0) return;
  ctx.strokeStyle = options.muted;
  ctx.fillStyle = options.muted;
  ctx.lineWidth = 1;
  ctx.setLineDash([2, 2]);
  ctx.beginPath();
  ctx.moveTo(chartArea.right + 9.5, chartArea.top);
  ctx.lineTo(chartArea.right + 9.5, chartArea.bottom);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.font = options.font;
  ctx.textAlign = "center";
  options.apart.forEach((bar, i) => {
    const left = Math.round(chartArea.right + 20 + i * APART_STEP_PX) + 0.5;
    const top = Math.min(Math.max(chartArea.top, scale.getPixelForValue(bar.count)), chartArea.bottom - 3);
    const height = chartArea.bottom - top;
    ctx.save();
    ctx.beginPath();
    ctx.rect(left, top, 16, height);
    ctx.stroke();
    ctx.clip();
    for (let y = top - 16; y < chartArea.bottom + 16; y += 4) {
      ctx.beginPath();
      ctx.moveTo(left, y + 16);
      ctx.lineTo(left + 16, y);
      ctx.stroke();
    }
    ctx.restore();
    ctx.fillText(bar.countText, left + 8, top - 4);
    ctx.textBaseline = "top";
    ctx.fillText(bar.label, left + 8, chartArea.bottom + 11);
    ctx.textBaseline = "alphabetic";
  });
}

export const marksPlugin: Plugin = {
  id: "evalMarks",
  afterDatasetsDraw(chart, _args, options) {
    const marks = options as unknown as MarksOptions;
    if (!Array.isArray(marks.marks)) return;
    chart.ctx.save();
    drawRange(chart, marks);
    drawMarks(chart, marks);
    drawApart(chart, marks);
    chart.ctx.restore();
  },
};

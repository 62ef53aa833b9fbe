// Selecting bars of a histogram, or other parts of an axis: by dragging over them, by pressing one, and by keys.
import type { Chart } from "chart.js";
import { type BarRange, barAt, barsOf, brushKey, type ValueRange, valuesOf } from "./brush.ts";

/** The selection of a chart, and how to change it; `null`: no bar. */
export interface Brush {
  readonly range: ValueRange | null;
  readonly set: (range: ValueRange | null) => void;
}

/** What can be selected: parts of the axis, one beside the other, and what they are called together. */
export interface Brushed {
  readonly label: string;
  readonly bins: readonly { readonly lower: number; readonly upper: number }[];
  readonly parts: string;
}

/** Makes a plot over an axis of values selectable. `chart`: the one drawn now. */
export function wireBrush(
  plot: HTMLElement,
  chart: () => Pick<Chart, "scales" | "canvas"> | null,
  { bins, label, parts }: Brushed,
  brush: Brush,
): void {
  const current = brush.range === null ? null : barsOf(bins, brush.range);
  const set = (bars: BarRange): void => brush.set(valuesOf(bins, bars));
  plot.tabIndex = 0;
  plot.dataset.brush = "";
  plot.setAttribute("role", "group");
  plot.setAttribute(
    "aria-label",
    `${label}: arrow keys select ${parts} and filter the rows, Shift widens, Escape clears`,
  );
  plot.addEventListener("keydown", (event) => {
    const isStart = current === null && (event.key === " " || event.key === "Enter");
    const next = isStart
      ? { first: 0, last: 0 }
      : event.altKey || event.ctrlKey || event.metaKey
        ? null
        : brushKey(bins.length, current, event.key, event.shiftKey);
    if (next !== null) set(next);
    else if (event.key === "Escape" && brush.range !== null) brush.set(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  const barUnder = (event: PointerEvent): number | null => {
    const drawn = chart();
    const value = drawn?.scales.x?.getValueForPixel(
      event.clientX - drawn.canvas.getBoundingClientRect().left,
    );
    return value === undefined ? null : barAt(bins, value);
  };
  plot.addEventListener("pointerdown", (event) => {
    const from = barUnder(event);
    if (from === null || event.button !== 0) return;
    event.preventDefault();
    plot.focus({ preventScroll: true });
    plot.setPointerCapture(event.pointerId);
    const anchor = event.shiftKey && current !== null ? current : { first: from, last: from };
    plot.addEventListener(
      "pointerup",
      (end) => {
        const to = barUnder(end) ?? from;
        const next = { first: Math.min(anchor.first, from, to), last: Math.max(anchor.last, from, to) };
        // Pressing the only selected bar again lets it go.
        const isSame = current?.first === next.first && current.last === next.last;
        if (isSame && from === to) brush.set(null);
        else set(next);
      },
      { once: true },
    );
  });
}

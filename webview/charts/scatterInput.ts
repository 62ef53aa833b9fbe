// Selecting a rectangle of a chart of pairs: by dragging, by pressing a step, and by keys.
import type { Chart } from "chart.js";
import { type BarRange, brushKey } from "./brush.ts";
import { stepAt } from "./pairAxis.ts";
import type { ScatterBrush, ScatterView } from "./pairScatter.ts";

const NONE: ScatterBrush = { base: null, candidate: null };
const UPWARDS: Readonly<Record<string, string>> = { ArrowUp: "ArrowRight", ArrowDown: "ArrowLeft" };

/** The selection after a key; `null` for keys that do not select. ←→ select on A's axis, ↑↓ on B's. */
export function scatterKey(
  view: ScatterView,
  brush: ScatterBrush,
  key: string,
  isWidening: boolean,
): ScatterBrush | null {
  const upwards = UPWARDS[key];
  if (upwards !== undefined) {
    const candidate = brushKey(view.candidate.length, brush.candidate, upwards, isWidening);
    return candidate === null ? null : { ...brush, candidate };
  }
  const base = brushKey(view.base.length, brush.base, key, isWidening);
  return base === null ? null : { ...brush, base };
}

/** Makes the plot selectable. `chart`: the one drawn now. */
export function wireScatter(
  plot: HTMLElement,
  chart: () => Pick<Chart, "scales" | "canvas"> | null,
  view: ScatterView,
  brush: ScatterBrush,
  set: (brush: ScatterBrush) => void,
): void {
  plot.tabIndex = 0;
  plot.dataset.brush = "scatter";
  plot.setAttribute("role", "group");
  plot.setAttribute(
    "aria-label",
    `${view.label} of A against ${view.letter}: left and right select values of A, up and down of ${view.letter}, and filter the rows, Shift widens, Escape clears`,
  );
  plot.addEventListener("keydown", (event) => {
    const hasModifier = event.altKey || event.ctrlKey || event.metaKey;
    const next = hasModifier ? null : scatterKey(view, brush, event.key, event.shiftKey);
    if (next !== null) set(next);
    else if (event.key === "Escape" && (brush.base !== null || brush.candidate !== null)) set(NONE);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  const under = (event: PointerEvent) => {
    const drawn = chart();
    const box = drawn?.canvas.getBoundingClientRect();
    const x = drawn?.scales.x?.getValueForPixel(event.clientX - (box?.left ?? 0));
    const y = drawn?.scales.y?.getValueForPixel(event.clientY - (box?.top ?? 0));
    if (x === undefined || y === undefined) return null;
    return { base: stepAt(view.base, x), candidate: stepAt(view.candidate, y) };
  };
  plot.addEventListener("pointerdown", (event) => {
    const from = under(event);
    if (from === null || event.button !== 0) return;
    event.preventDefault();
    plot.focus({ preventScroll: true });
    plot.setPointerCapture(event.pointerId);
    plot.addEventListener(
      "pointerup",
      (end) => {
        const to = under(end) ?? from;
        const next = {
          base: between(from.base, to.base),
          candidate: between(from.candidate, to.candidate),
        };
        set(isSame(brush, next) ? NONE : next);
      },
      { once: true },
    );
  });
}

function between(a: number, b: number): BarRange {
  return { first: Math.min(a, b), last: Math.max(a, b) };
}

function isSame(a: ScatterBrush, b: ScatterBrush): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

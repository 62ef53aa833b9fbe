// Selecting bars of deltas: by dragging over them, by pressing one, and by keys.
import type { Chart } from "chart.js";
import { type BarRange, barAt } from "../../charts/brush.ts";
import type { DeltaView } from "../../charts/deltaBars.ts";

interface DeltaBrush {
  readonly selected: BarRange | null;
  /** The selection after a key; `null` for other keys. */
  readonly key: (pressed: string, isWidening: boolean) => BarRange | null;
  readonly set: (bars: BarRange | null) => void;
}

export function wireDeltas(
  plot: HTMLElement,
  chart: () => Pick<Chart, "scales" | "canvas"> | null,
  { bars, label }: DeltaView,
  { selected, key, set }: DeltaBrush,
): void {
  plot.tabIndex = 0;
  plot.dataset.brush = "deltas";
  plot.setAttribute("role", "group");
  plot.setAttribute(
    "aria-label",
    `Deltas of ${label}: arrow keys select bars and filter the rows, Shift widens, Escape clears`,
  );
  plot.addEventListener("keydown", (event) => {
    const hasModifier = event.altKey || event.ctrlKey || event.metaKey;
    const next = hasModifier ? null : key(event.key, event.shiftKey);
    if (next !== null) set(next);
    else if (event.key === "Escape" && selected !== null) set(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  const under = (event: PointerEvent): number | null => {
    const drawn = chart();
    const left = drawn?.canvas.getBoundingClientRect().left ?? 0;
    const value = drawn?.scales.x?.getValueForPixel(event.clientX - left);
    return value === undefined ? null : barAt(bars, value);
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
        const next = { first: Math.min(from, to), last: Math.max(from, to) };
        set(selected?.first === next.first && selected.last === next.last ? null : next);
      },
      { once: true },
    );
  });
}

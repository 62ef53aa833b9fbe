// Puts a Chart.js config on a canvas and keeps its colours with the theme. Knows nothing of what is drawn.
import type { ChartConfiguration, ChartType } from "chart.js";
import { h } from "../shared/dom.ts";
import { type ChartTheme, readTheme, watchTheme } from "../shared/theme.ts";
import { Chart } from "./chartSetup.ts";

export interface MountedChart {
  readonly element: HTMLElement;
  readonly dispose: () => void;
}

/** `spoken` is what a screen reader hears in place of the picture. */
export function mountChart<T extends ChartType, D>(
  spoken: string,
  toConfig: (theme: ChartTheme) => ChartConfiguration<T, D>,
): MountedChart {
  const canvas = h("canvas", { role: "img", "aria-label": spoken });
  const element = h("div", { class: "plot" }, canvas);
  let chart: { destroy(): void } | null = null;
  const draw = () => {
    chart?.destroy();
    chart = new Chart(canvas, toConfig(readTheme()));
  };
  // The canvas needs its place in the page to know its size.
  const frame = requestAnimationFrame(draw);
  const unwatch = watchTheme(draw);
  return {
    element,
    dispose() {
      cancelAnimationFrame(frame);
      unwatch();
      chart?.destroy();
    },
  };
}

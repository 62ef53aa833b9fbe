// Puts a Chart.js config on a canvas and keeps its colours with the theme. Knows nothing of what is drawn.
import type { Chart, ChartConfiguration, ChartType } from "chart.js";
import { h } from "../shared/dom.ts";
import { type ChartTheme, readTheme, watchTheme } from "../shared/theme.ts";
import { loadCharts } from "./loadCharts.ts";

export interface MountedChart {
  readonly element: HTMLElement;
  /** The picture as PNG on the theme's background; absent where it is no canvas. */
  readonly toPng?: () => Promise<Blob>;
  /** Draws it again, as its config is now; absent where nothing changes it. */
  readonly redraw?: () => void;
  readonly dispose: () => void;
}

/** `spoken` is what a screen reader hears in place of the picture. */
export function mountChart<T extends ChartType, D>(
  spoken: string,
  toConfig: (theme: ChartTheme) => ChartConfiguration<T, D>,
  wire?: (element: HTMLElement, chart: () => Chart | null) => void,
): MountedChart {
  const canvas = h("canvas", { role: "img", "aria-label": spoken });
  const element = h("div", { class: "plot" }, canvas);
  let chart: Chart | null = null;
  let isDisposed = false;
  const draw = async (): Promise<void> => {
    const ChartClass = await loadCharts();
    if (isDisposed) return;
    chart?.destroy();
    chart = new ChartClass(canvas, toConfig(readTheme()) as ChartConfiguration);
  };
  // The canvas needs its place in the page to know its size.
  const frame = requestAnimationFrame(() => void draw());
  const unwatch = watchTheme(() => void draw());
  wire?.(element, () => chart);
  return {
    element,
    toPng: () => canvasToPng(canvas, readTheme().background),
    redraw: () => void draw(),
    dispose() {
      isDisposed = true;
      cancelAnimationFrame(frame);
      unwatch();
      chart?.destroy();
    },
  };
}

/** A canvas has no ground of its own: a picture pasted elsewhere needs one. */
export function canvasToPng(canvas: HTMLCanvasElement, background: string): Promise<Blob> {
  const copy = document.createElement("canvas");
  copy.width = canvas.width;
  copy.height = canvas.height;
  const context = copy.getContext("2d");
  if (context === null) return Promise.reject(new Error("This picture is too large to copy."));
  context.fillStyle = background;
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(canvas, 0, 0);
  return new Promise((resolve, reject) =>
    copy.toBlob((blob) => {
      if (blob === null) reject(new Error("This picture is too large to copy."));
      else resolve(blob);
    }, "image/png"),
  );
}

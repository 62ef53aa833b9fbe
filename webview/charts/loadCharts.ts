// Loads the bundle that draws charts, once, from beside the page's own script and with its nonce.
import type { Chart } from "chart.js";

export type ChartClass = typeof Chart;

// Only while the page's script runs for the first time does the browser say which one it is.
const own = typeof document === "undefined" ? null : (document.currentScript as HTMLScriptElement | null);
let loading: Promise<ChartClass> | null = null;

/** Fails where the script can't be loaded; the next call tries again. */
export function loadCharts(): Promise<ChartClass> {
  loading ??= load().catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

function load(): Promise<ChartClass> {
  return new Promise((resolve, reject) => {
    const failed = (): void => reject(new Error("The charts could not be loaded."));
    if (own === null) return failed();
    const script = document.createElement("script");
    script.nonce = own.nonce;
    script.src = new URL("charts.js", own.src).href;
    script.addEventListener("error", failed);
    script.addEventListener("load", () => {
      const { evalResultsChart } = globalThis as { readonly evalResultsChart?: ChartClass };
      if (evalResultsChart === undefined) failed();
      else resolve(evalResultsChart);
    });
    document.head.append(script);
  });
}

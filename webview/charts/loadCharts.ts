// Loads the bundle that draws charts, once, from the folder that the page's own script names or comes from, with its nonce
// and once the page has drawn everything else that it has: half of what a panel may load must not hold its numbers up.
import type { Chart } from "chart.js";

export type ChartClass = typeof Chart;

// Only while the page's script runs for the first time does the browser say which one it is.
const own = typeof document === "undefined" ? null : (document.currentScript as HTMLScriptElement | null);
let loading: Promise<ChartClass> | null = null;
/** A page that never rests draws its charts all the same. */
const LATEST_MS = 400;

/** Fails where the script can't be loaded; the next call tries again. */
export function loadCharts(): Promise<ChartClass> {
  loading ??= rest()
    .then(load)
    .catch((error: unknown) => {
      loading = null;
      throw error;
    });
  return loading;
}

function rest(): Promise<void> {
  return new Promise((resolve) => {
    // Not every browser tells when it rests.
    if (typeof requestIdleCallback === "undefined") setTimeout(resolve, LATEST_MS / 4);
    else requestIdleCallback(() => resolve(), { timeout: LATEST_MS });
  });
}

function load(): Promise<ChartClass> {
  return new Promise((resolve, reject) => {
    const failed = (): void => reject(new Error("The charts could not be loaded."));
    if (own === null) return failed();
    const script = document.createElement("script");
    script.nonce = own.nonce;
    script.src = new URL("charts.js", own.dataset.folder ?? own.src).href;
    script.addEventListener("error", failed);
    script.addEventListener("load", () => {
      const { evalResultsChart } = globalThis as { readonly evalResultsChart?: ChartClass };
      if (evalResultsChart === undefined) failed();
      else resolve(evalResultsChart);
    });
    document.head.append(script);
  });
}

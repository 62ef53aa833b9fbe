import { describe, expect, it } from "vitest";
import { toHistogramConfig, toHistogramView } from "../../../../webview/charts/histogram.ts";
import type { ChartTheme } from "../../../../webview/shared/theme.ts";
import { aScore } from "../../../support/scoreBuilders.ts";

const THEME: ChartTheme = {
  foreground: "#111",
  muted: "#222",
  background: "#333",
  grid: "#444",
  series: "#555",
  bar: "#666",
  faded: "#777",
  focus: "#888",
  improved: "#999",
  regressed: "#aaa",
  fontFamily: "sans-serif",
  fontSizePx: 11,
  isHighContrast: false,
};

const HISTOGRAM = [
  { lower: 0, upper: 0.5, count: 1 },
  { lower: 0.5, upper: 1, count: 3 },
];

describe("histogram", () => {
  it("marks mean and median and names both in the spoken sentence", () => {
    const view = toHistogramView(aScore([0, 0.5, 0.75, 1], { histogram: HISTOGRAM }), "correctness", "en");
    expect(view.points).toEqual([
      { x: 0.25, y: 1 },
      { x: 0.75, y: 3 },
    ]);
    expect(view.marks.map((mark) => mark.text)).toEqual(["median 0.63", "mean 0.563"]);
    expect(view.spoken).toBe("Histogram of correctness, 4 rows in 2 bins. Mean 0.563, median 0.63.");
  });

  it("sets rows without a value apart from the axis, and counts them in the table", () => {
    const score = aScore([0, 1], { histogram: HISTOGRAM, nanCount: 5, errorCount: 1, missingCount: 0 });
    const view = toHistogramView(score, "correctness", "en");
    expect(view.apart).toEqual([
      { label: "NaN", count: 5, countText: "5" },
      { label: "err", count: 1, countText: "1" },
    ]);
    expect(view.spoken).toContain("Shown apart: 5 NaN, 1 error.");
    expect(view.twin.lines).toEqual([
      ["0.00 to 0.50", "1", "25.0%", "25.0%"],
      ["0.50 to 1.00", "3", "75.0%", "100%"],
      ["NaN", "5", "apart", ""],
      ["error", "1", "apart", ""],
    ]);
  });

  it("has an axis with some width when all values are equal", () => {
    const score = aScore([0.85], { histogram: [{ lower: 0.85, upper: 0.85, count: 1 }] });
    const view = toHistogramView(score, "correctness", "en");
    expect(view.lower).toBeLessThan(0.85);
    expect(view.upper).toBeGreaterThan(0.85);
    expect(view.legend[1]?.text).toBe("1 bin");
  });

  it("draws no mark for a mean that is not estimable", () => {
    const score = aScore([1, 2], { itemMean: null, infiniteCount: 2, histogram: HISTOGRAM });
    const view = toHistogramView(score, "perplexity", "en");
    expect(view.marks.map((mark) => mark.isMean)).toEqual([false]);
    expect(view.spoken).toContain("Mean —");
  });

  it("takes every colour of the chart from the theme, and does not animate", () => {
    const view = toHistogramView(aScore(), "correctness", "en");
    const config = toHistogramConfig(view, THEME);
    expect(config.options?.animation).toBe(false);
    expect(new Set(config.data.datasets[0]?.backgroundColor as string[])).toEqual(new Set(["#666"]));
    const { lower, upper } = view.bins[0] ?? { lower: 0, upper: 0 };
    const first = { min: lower, max: upper, excludesMax: true };
    const brushed = toHistogramConfig(view, THEME, first).data.datasets[0]?.backgroundColor as string[];
    expect(brushed).toEqual(["#666", ...brushed.slice(1).map(() => "#777")]);
    expect(brushed.length).toBeGreaterThan(1);
    expect(config.options?.plugins?.evalMarks?.foreground).toBe("#111");
    const inContrast = toHistogramConfig(view, { ...THEME, isHighContrast: true });
    expect(inContrast.data.datasets[0]?.borderWidth).toBe(1);
  });
});

// Colours of a chart for tests: each is its own name, so that a config can be read.
import type { ChartTheme } from "../../webview/shared/theme.ts";

export function aTheme(part: Partial<ChartTheme> = {}): ChartTheme {
  return {
    foreground: "foreground",
    muted: "muted",
    background: "background",
    grid: "grid",
    series: "series",
    bar: "bar",
    faded: "faded",
    focus: "focus",
    improved: "improved",
    regressed: "regressed",
    fontFamily: "sans",
    fontSizePx: 11,
    isHighContrast: false,
    ...part,
  };
}

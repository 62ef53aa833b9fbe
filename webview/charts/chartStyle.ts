// How ticks and tooltips look in every chart on a canvas.
import type { ChartTheme } from "../shared/theme.ts";

function fontOf(theme: ChartTheme) {
  return { family: theme.fontFamily, size: theme.fontSizePx };
}

/** For the `ticks` of a scale. */
export function tickStyle(theme: ChartTheme) {
  return { color: theme.muted, font: fontOf(theme) };
}

/** For the plugin that draws marks and the selection. */
export function marksStyle({ focus, foreground, muted, fontSizePx, fontFamily }: ChartTheme) {
  return { focus, foreground, muted, font: `${fontSizePx}px ${fontFamily}` };
}

/** For the tooltip plugin: a plain box in the colours of the theme. */
export function tooltipStyle(theme: ChartTheme) {
  const font = fontOf(theme);
  return {
    displayColors: false,
    backgroundColor: theme.background,
    borderColor: theme.muted,
    borderWidth: 1,
    cornerRadius: 3,
    titleColor: theme.foreground,
    bodyColor: theme.foreground,
    titleFont: { ...font, weight: "normal" as const },
    bodyFont: font,
    caretSize: 0,
  };
}

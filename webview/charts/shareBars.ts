// Stacked bars of counts: how items of two runs meet, and how the matched ones changed. Plain HTML.
import { h } from "../shared/dom.ts";

export interface ShareSegment {
  readonly className: string;
  readonly count: number;
}

/** One bar of segments proportional to their counts; empty ones are left out. */
export function drawShareBar(
  className: string,
  spoken: string,
  segments: readonly ShareSegment[],
): HTMLElement {
  const parts = segments
    .filter((segment) => segment.count > 0)
    .map((segment) => {
      const part = h("i", { class: segment.className });
      part.style.flex = `${segment.count} 1 0`;
      return part;
    });
  return h("div", { class: className, role: "img", "aria-label": spoken }, ...parts);
}

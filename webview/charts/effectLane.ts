// The change of a score on an axis that all scores share: in deviations of the row differences, better to the right, with
// the run-to-run noise hatched. Inline SVG: there are many to a page.
import type { ScoreComparison } from "../../src/core/compare/compareTypes.ts";
import { svg } from "../shared/dom.ts";

/** Ends of the axis, in deviations; what lies beyond is an arrow. */
const MOST = 0.5;
const WIDTH = 140;
const HEIGHT = 20;

/** Places are shares of the lane, 0 to 1, worse to better. */
export interface EffectView {
  readonly at: number;
  readonly from: number;
  readonly to: number;
  /** The change itself lies beyond an end. */
  readonly beyond: "better" | "worse" | null;
  readonly noise: { readonly from: number; readonly to: number } | null;
  readonly verdict: "better" | "worse" | "unclear";
  readonly spoken: string;
}

/** `null` where there is no interval or no spread to measure it by. */
export function toEffectView({ delta, statistics, higherIsBetter }: ScoreComparison): EffectView | null {
  const { interval, deviation, noise } = statistics;
  if (!interval.estimable || delta === null || deviation === null || deviation <= 0) return null;
  const size = (value: number): number => ((higherIsBetter ? 1 : -1) * value) / deviation;
  const ends = [size(interval.low), size(interval.high)];
  const [worst, best] = [Math.min(...ends), Math.max(...ends)];
  const place = (value: number): number => Math.min(1, Math.max(0, 0.5 + value / (2 * MOST)));
  const band = noise.estimable && !noise.isRough ? noise.band / deviation : null;
  return {
    at: place(size(delta)),
    from: place(worst),
    to: place(best),
    beyond: size(delta) >= MOST ? "better" : size(delta) <= -MOST ? "worse" : null,
    noise: band === null ? null : { from: place(-band), to: place(band) },
    verdict: worst > 0 ? "better" : best < 0 ? "worse" : "unclear",
    spoken: `effect ${size(delta).toFixed(2)}, from ${worst.toFixed(2)} to ${best.toFixed(2)} deviations towards better`,
  };
}

export function drawEffect(view: EffectView, width = WIDTH): SVGElement {
  const x = (share: number): number => 6 + share * (width - 12);
  const middle = HEIGHT / 2;
  const line = (x1: number, y1: number, x2: number, y2: number, className: string): SVGElement =>
    svg("line", { x1, y1, x2, y2, class: className });
  const parts: SVGElement[] = [line(x(0.5), 0, x(0.5), HEIGHT, "zero")];
  if (view.noise !== null) {
    const [from, to] = [x(view.noise.from), x(view.noise.to)];
    parts.push(
      svg("rect", { x: from, y: 2, width: Math.max(1, to - from), height: HEIGHT - 4, class: "noise" }),
    );
    for (let at = from - HEIGHT; at < to; at += 5) {
      const start = Math.max(from, at);
      const end = Math.min(to, at + HEIGHT - 4);
      if (end > start)
        parts.push(line(start, 2 + HEIGHT - 4 - (start - at), end, 2 + HEIGHT - 4 - (end - at), "hatch"));
    }
  }
  if (view.beyond !== null) {
    const to = view.beyond === "better" ? 1 : -1;
    const tip = view.beyond === "better" ? width - 4 : 4;
    parts.push(line(tip - 18 * to, middle, tip - 4 * to, middle, `stroke ${view.verdict}`));
    parts.push(
      svg("path", {
        d: `M${tip} ${middle} l${-7 * to} -4 v8 z`,
        class: `fill ${view.verdict}`,
      }),
    );
  } else {
    const [from, to] = [x(view.from), x(view.to)];
    parts.push(line(from, middle, to, middle, `stroke ${view.verdict}`));
    for (const end of [from, to])
      parts.push(line(end, middle - 4, end, middle + 4, `stroke ${view.verdict}`));
    parts.push(
      svg("circle", {
        cx: x(view.at),
        cy: middle,
        r: 3.5,
        class: view.verdict === "unclear" ? "hollow" : `fill ${view.verdict}`,
      }),
    );
  }
  return svg(
    "svg",
    {
      class: "effect",
      width,
      height: HEIGHT,
      viewBox: `0 0 ${width} ${HEIGHT}`,
      role: "img",
      "aria-label": view.spoken,
    },
    ...parts,
  );
}

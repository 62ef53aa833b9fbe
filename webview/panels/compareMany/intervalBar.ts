// The interval of a delta as a small drawing: zero line, band of rerun noise, interval and delta; right is always better.
// One scale for all candidates of a score, so that they can be compared at a glance. The numbers stand beside it.
import type { ScoreComparison } from "../../../src/core/compare/compareTypes.ts";
import { verdictOf } from "../../../src/core/statistics/verdict.ts";
import { svg } from "../../shared/dom.ts";

const WIDTH = 100;
const HEIGHT = 16;
const MIDDLE = HEIGHT / 2;
const CAP = 3;

/** Positions from 0 to 100, the zero line at 50. */
export interface IntervalPlace {
  readonly low: number;
  readonly high: number;
  readonly delta: number;
  /** Half the width of the noise band; `null` where it is not known. */
  readonly noise: number | null;
  readonly tone: "up" | "down" | "flat";
}

/** The largest size that any candidate's interval or noise reaches; 0 without any. */
export function intervalScale(candidates: readonly (ScoreComparison | null)[]): number {
  return Math.max(0, ...candidates.flatMap((score) => (score === null ? [] : reach(score))));
}

function reach({ statistics }: ScoreComparison): readonly number[] {
  const { interval } = statistics;
  return interval.estimable ? [Math.abs(interval.low), Math.abs(interval.high)] : [];
}

/** `null` where there is no interval or nothing to scale by. */
export function placeInterval(score: ScoreComparison, scale: number): IntervalPlace | null {
  const { interval, noise } = score.statistics;
  if (!interval.estimable || score.delta === null || scale === 0) return null;
  const turn = score.higherIsBetter ? 1 : -1;
  const at = (value: number): number => 50 + (turn * value * 47) / scale;
  const ends = [at(interval.low), at(interval.high)];
  const verdict = verdictOf(score);
  return {
    low: Math.min(...ends),
    high: Math.max(...ends),
    delta: at(score.delta),
    noise: noise.estimable ? Math.min(47, (noise.band * 47) / scale) : null,
    tone: verdict === "better" ? "up" : verdict === "worse" ? "down" : "flat",
  };
}

export function drawInterval(place: IntervalPlace): SVGElement {
  const { low, high, delta, noise, tone } = place;
  const line = (x1: number, y1: number, x2: number, y2: number, name: string) =>
    svg("line", { x1, y1, x2, y2, class: name, "vector-effect": "non-scaling-stroke" });
  const band =
    noise === null
      ? []
      : [svg("rect", { x: 50 - noise, y: 1, width: 2 * noise, height: HEIGHT - 2, class: "band" })];
  const drawing = svg(
    "svg",
    {
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      preserveAspectRatio: "none",
      class: `forest ${tone}`,
      "aria-hidden": "true",
    },
    ...band,
    line(50, 0, 50, HEIGHT, "zero"),
    line(low, MIDDLE, high, MIDDLE, "span"),
    line(low, MIDDLE - CAP, low, MIDDLE + CAP, "span"),
    line(high, MIDDLE - CAP, high, MIDDLE + CAP, "span"),
    line(delta, MIDDLE, delta + 0.01, MIDDLE, "point"),
  );
  return drawing;
}

// The small distribution beside a score: bars of its histogram or levels, a mark at the mean. Inline SVG.
import type { ScoreAggregate } from "../../src/core/run.ts";
import { svg } from "../shared/dom.ts";

const WIDTH_PX = 88;
const HEIGHT_PX = 18;

export interface SparkView {
  readonly bars: readonly {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  }[];
  /** Where the mean stands, in pixels; `null` when it has no place. */
  readonly meanX: number | null;
  /** A pass rate is one bar along its track. */
  readonly hasTrack: boolean;
}

/** `null` when there is nothing to draw. */
export function toSparkView(score: ScoreAggregate): SparkView | null {
  if (score.kind === "boolean") {
    if (score.mean === null) return null;
    const meanX = score.mean * WIDTH_PX;
    return { bars: [{ x: 0, y: 7, width: meanX, height: 4 }], meanX, hasTrack: true };
  }
  const isLevels = score.scoreType === "rubric" || score.kind === "label";
  const counts = isLevels
    ? score.rubric.map((level) => level.count)
    : score.histogram.map((bin) => bin.count);
  const most = Math.max(0, ...counts);
  if (most === 0) return null;
  const step = WIDTH_PX / counts.length;
  const bars = counts.map((count, i) => {
    const height = count === 0 ? 0 : Math.max(1, (count / most) * (HEIGHT_PX - 3));
    return { x: i * step, y: HEIGHT_PX - 1 - height, width: Math.max(1, step - 1), height };
  });
  const lower = score.histogram[0]?.lower ?? 0;
  const upper = score.histogram.at(-1)?.upper ?? lower;
  const hasMean = !isLevels && score.itemMean !== null && upper > lower;
  const meanX = hasMean ? (((score.itemMean ?? 0) - lower) / (upper - lower)) * WIDTH_PX : null;
  return { bars, meanX, hasTrack: false };
}

/** Decorative: the numbers beside it say the same. */
export function drawSpark(view: SparkView | null): Node {
  if (view === null) return document.createTextNode("");
  const bars = view.bars.map((bar) => svg("rect", { class: "g-bar", ...bar }));
  const base = view.hasTrack
    ? svg("rect", { class: "g-track", x: 0, y: 7, width: WIDTH_PX, height: 4 })
    : svg("line", { class: "g-axis", x1: 0, x2: WIDTH_PX, y1: HEIGHT_PX - 0.5, y2: HEIGHT_PX - 0.5 });
  const mark =
    view.meanX === null
      ? []
      : [svg("line", { class: "g-mark", x1: view.meanX, x2: view.meanX, y1: 1, y2: HEIGHT_PX - 1 })];
  return svg(
    "svg",
    { class: "spark", width: WIDTH_PX, height: HEIGHT_PX, "aria-hidden": "true" },
    base,
    ...bars,
    ...mark,
  );
}

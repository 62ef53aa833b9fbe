// The steps of an axis of values on which a chart of pairs is brushed, and how a selection of them is typed as a filter.
// Knows nothing of the page.
import { rangeText } from "../shared/filterText.ts";
import type { BarRange, ValueRange } from "./brush.ts";

/** More different values than this are brushed in equal parts of the axis. */
const MOST_LEVELS = 12;
const PARTS = 10;

/** One step: where it is drawn, and the values that it stands for. */
export interface AxisStep {
  readonly lower: number;
  readonly upper: number;
  readonly range: ValueRange;
}

/** Each value where there are few, else equal parts from `low` to `high`; the last one holds its end. */
export function axisSteps(values: readonly number[], low: number, high: number): readonly AxisStep[] {
  const levels = [...new Set(values)].sort((a, b) => a - b);
  if (levels.length <= MOST_LEVELS || high <= low)
    return levels.map((level, i) => ({
      lower: i === 0 ? low : (level + (levels[i - 1] as number)) / 2,
      upper: i === levels.length - 1 ? high : (level + (levels[i + 1] as number)) / 2,
      range: { min: level, max: level, excludesMax: false },
    }));
  const edge = (i: number): number => (i === PARTS ? high : low + ((high - low) * i) / PARTS);
  return Array.from({ length: PARTS }, (_, i) => ({
    lower: edge(i),
    upper: edge(i + 1),
    range: { min: edge(i), max: edge(i + 1), excludesMax: i < PARTS - 1 },
  }));
}

/** The steps selected, as a filter under a column is typed; empty for none. */
export function stepsTyped(steps: readonly AxisStep[], bars: BarRange | null): string {
  const first = bars === null ? undefined : steps[bars.first]?.range;
  const last = bars === null ? undefined : steps[bars.last]?.range;
  if (first?.min == null || last?.max == null) return "";
  return rangeText(first.min, last.max, last.excludesMax);
}

/** The steps that lie inside a range; `null` where none does. */
export function stepsInside(steps: readonly AxisStep[], range: ValueRange | null): BarRange | null {
  if (range === null) return null;
  const low = range.min ?? -Infinity;
  const high = range.max ?? Infinity;
  const inside = steps.flatMap((step, i) => {
    const middle = ((step.range.min ?? 0) + (step.range.max ?? 0)) / 2;
    return middle >= low && middle <= high ? [i] : [];
  });
  const [first] = inside;
  const last = inside.at(-1);
  return first === undefined || last === undefined ? null : { first, last };
}

/** The step at a place of the axis; places beyond the ends belong to the first and the last. */
export function stepAt(steps: readonly AxisStep[], value: number): number {
  const at = steps.findIndex(({ upper }) => value < upper);
  return at === -1 ? steps.length - 1 : at;
}

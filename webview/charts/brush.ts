// Which bars of a histogram are selected: as a range of values, which filters rows, and by keys. Knows nothing of the page.

/** From `min` to `max`, the upper end left out where `excludesMax` says so; `null`: no limit. */
export interface ValueRange {
  readonly min: number | null;
  readonly max: number | null;
  readonly excludesMax: boolean;
}

/** Bars by their places, both included. */
export interface BarRange {
  readonly first: number;
  readonly last: number;
}

interface Bin {
  readonly lower: number;
  readonly upper: number;
}

/** The values of some bars: bins leave out their upper end, the last bin does not. */
export function valuesOf(bins: readonly Bin[], { first, last }: BarRange): ValueRange {
  const min = bins[first]?.lower ?? null;
  return { min, max: bins[last]?.upper ?? null, excludesMax: last < bins.length - 1 };
}

/** The bars that hold values of a range; `null` where none does. */
export function barsOf(bins: readonly Bin[], range: ValueRange): BarRange | null {
  const low = range.min ?? -Infinity;
  const high = range.max ?? Infinity;
  const inside = bins.flatMap(({ lower, upper }, i) => {
    const isLast = i === bins.length - 1;
    const begins = lower < high || (lower === high && (low === high || lower === upper));
    const ends = upper > low || (upper === low && isLast);
    return begins && ends ? [i] : [];
  });
  const [first] = inside;
  const last = inside.at(-1);
  return first === undefined || last === undefined ? null : { first, last };
}

/** The bar at a value; values beyond the ends belong to the first and the last bar. */
export function barAt(bins: readonly Bin[], value: number): number {
  const at = bins.findIndex(({ upper }) => value < upper);
  return at === -1 ? bins.length - 1 : at;
}

/**
 * The selection after a key: arrows move it by a bar, with Shift its edge on that side widens, Home and End go to the ends.
 * `null` for other keys.
 */
export function brushKey(
  count: number,
  brush: BarRange | null,
  key: string,
  isWidening: boolean,
): BarRange | null {
  const end = count - 1;
  if (count === 0) return null;
  if (key === "Home" || key === "End") {
    const at = key === "Home" ? 0 : end;
    if (!isWidening || brush === null) return { first: at, last: at };
    return { first: Math.min(brush.first, at), last: Math.max(brush.last, at) };
  }
  const by = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0;
  if (by === 0) return null;
  if (brush === null) return by === 1 ? { first: 0, last: 0 } : { first: end, last: end };
  if (isWidening)
    return by === 1
      ? { first: brush.first, last: Math.min(end, brush.last + 1) }
      : { first: Math.max(0, brush.first - 1), last: brush.last };
  const step = Math.max(-brush.first, Math.min(end - brush.last, by));
  return { first: brush.first + step, last: brush.last + step };
}

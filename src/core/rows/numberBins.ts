// Numbers of a field as groups of about as many rows each, so that a field of many different numbers makes slices too.

/** More different numbers than this are put into groups. */
export const MOST_NUMBERS = 20;
/** Fifths of the rows. */
const GROUPS = 5;

/** A group of numbers, both ends among them. */
export interface NumberRange {
  readonly min: number;
  readonly max: number;
}

/**
 * Cuts at the quantiles of the rows (NaN: no number), equal numbers together, so that groups never share one. At most
 * five, ascending; fewer where one number is that frequent. No number: none.
 */
export function numberBins(numbers: Float64Array): readonly NumberRange[] {
  const sorted = numbers.filter((value) => !Number.isNaN(value)).sort();
  const bins: NumberRange[] = [];
  let from = 0;
  for (let group = 1; group <= GROUPS; group++) {
    let to = Math.ceil((group * sorted.length) / GROUPS);
    while (to > 0 && to < sorted.length && sorted[to] === sorted[to - 1]) to++;
    if (to <= from) continue;
    bins.push({ min: sorted[from] as number, max: sorted[to - 1] as number });
    from = to;
  }
  return bins;
}

/** The group that a number is in; -1 for NaN. */
export function binOf(bins: readonly NumberRange[], value: number): number {
  return bins.findIndex(({ max }) => value <= max);
}

// A range of numbers as filters have it: open or closed at either end, or without an end.

export interface NumberRange {
  /** `null`: no limit. */
  readonly min: number | null;
  readonly max: number | null;
  readonly excludesMin?: boolean;
  readonly excludesMax?: boolean;
}

/** NaN is in no range that has a limit. */
export function isInRange(value: number, { min, max, excludesMin, excludesMax }: NumberRange): boolean {
  const isAbove = min === null || value > min || (value === min && excludesMin !== true);
  return isAbove && (max === null || value < max || (value === max && excludesMax !== true));
}

// How the values of a field read where they split a score.
import type { NumberRange } from "../rows/numberBins.ts";
import { numberFormat, withRealMinus } from "../text/numberText.ts";

/** A value of a field, or a group of numbers. */
export interface FieldPart {
  /** The field as text (`fieldText`), `min..max` for a group of numbers; `null`: without the field. */
  readonly value: string | null;
  /** The numbers of a group; absent for a value that stands for itself. */
  readonly range?: NumberRange;
}

/** `missing`, `empty`, `12 – 45`; other values as they are. */
export function partName({ value, range }: FieldPart, locale: string): string {
  if (range !== undefined) return rangeName(range, locale);
  return value === null ? "missing" : value === "" ? "empty" : value;
}

function rangeName({ min, max }: NumberRange, locale: string): string {
  const text = (value: number): string =>
    withRealMinus(numberFormat(locale, { maximumSignificantDigits: 5, useGrouping: false }).format(value));
  return min === max ? text(min) : `${text(min)} – ${text(max)}`;
}

/** What to say of groups of numbers; `null` where every value stands for itself. */
export function groupsSentence(parts: readonly FieldPart[]): string | null {
  return parts.some(({ range }) => range !== undefined)
    ? "numbers in groups of about as many rows each"
    : null;
}

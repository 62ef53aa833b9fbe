// How plain numbers, counts and shares read. Pure: the locale comes in. Scores and their units: formatNumber.ts.

/** What stands for a value that does not exist. Never "NaN" and never 0. */
export const NO_VALUE = "—";
const MINUS = "\u2212";

const numberFormats = new Map<string, Intl.NumberFormat>();

export function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  let format = numberFormats.get(key);
  if (format === undefined) {
    try {
      format = new Intl.NumberFormat(locale, options);
    } catch {
      // A display language that Intl does not know as a tag must not blank a panel.
      format = new Intl.NumberFormat("en", options);
    }
    numberFormats.set(key, format);
  }
  return format;
}

export function withRealMinus(text: string): string {
  return text.replaceAll("-", MINUS);
}

/** Too small or too large to print with decimals: written with an exponent. */
export function isExtreme(value: number): boolean {
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-6 || size >= 1e15);
}

function clampDecimals(decimals: number): number {
  return Math.min(8, Math.max(0, decimals));
}

/** `value` with exactly `decimals` decimals, grouped, with U+2212 as minus and no negative zero. */
export function formatFixed(value: number, decimals: number, locale: string): string {
  if (isExtreme(value)) return formatExponent(value, "negative", locale);
  const format = numberFormat(locale, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    signDisplay: "negative",
  });
  return withRealMinus(format.format(value));
}

export function formatExponent(
  value: number,
  signDisplay: "negative" | "exceptZero",
  locale: string,
): string {
  const format = numberFormat(locale, {
    notation: "scientific",
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
    signDisplay,
  });
  return withRealMinus(format.format(value));
}

/** A whole number with the locale's grouping, never rounded to thousands. */
export function formatCount(count: number, locale: string): string {
  return numberFormat(locale, { maximumFractionDigits: 0 }).format(count);
}

/** Decimals that show `digits` significant digits of `value`, from 0 to 8; 0 for 0. */
export function decimalsFor(value: number, digits: number): number {
  const size = Math.abs(value);
  if (size === 0 || !Number.isFinite(size)) return 0;
  // Rounding first, so that 0.0996 with two digits counts as 0.10.
  const exponent = Number(size.toExponential(digits - 1).split("e")[1]);
  return clampDecimals(digits - 1 - exponent);
}

/**
 * `part` of `whole` in percent with one decimal: `98.6%`. Exact 0 and 100 are `0%` and `100%`; what would round to
 * them reads `<0.1%` and `>99.9%`. "—" when `whole` is 0.
 */
export function formatShare(part: number, whole: number, locale: string): string {
  if (whole === 0) return NO_VALUE;
  const fraction = part / whole;
  if (fraction === 0 || fraction === 1) return percent(fraction, 0, locale);
  if (fraction < 0.0005) return `<${percent(0.001, 1, locale)}`;
  if (fraction > 0.9995 && fraction < 1) return `>${percent(0.999, 1, locale)}`;
  return percent(fraction, 1, locale);
}

/** A rate 0..1 in percent, `95.3%`; gains decimals rather than reading 0 or 100 when it is neither. */
export function formatPercent(fraction: number, locale: string, decimals = 1): string {
  if (fraction === 0 || fraction === 1) return percent(fraction, decimals, locale);
  const distance = Math.min(Math.abs(fraction), Math.abs(1 - fraction)) * 100;
  const printsAsBound = distance < 0.5 * 10 ** -decimals;
  return percent(fraction, printsAsBound ? decimalsFor(distance, 1) : decimals, locale);
}

/** A share as it was typed: `98%`, `9.9%`, `0.075%`; at most six decimals. */
export function formatTypedShare(fraction: number, locale: string): string {
  return numberFormat(locale, { style: "percent", maximumFractionDigits: 6 }).format(fraction);
}

function percent(fraction: number, decimals: number, locale: string): string {
  const format = numberFormat(locale, {
    style: "percent",
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  return withRealMinus(format.format(fraction));
}

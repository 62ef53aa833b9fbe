// How numbers, shares and times read, everywhere: panels, tree and command line. Pure: the locale, and where needed
// the time zone, come in as arguments. Rules: design.md section 3 and the statistics reference, section 3.
import type { ScoreKind, ScoreState } from "./run.ts";

/** What stands for a value that does not exist. Never "NaN" and never 0. */
export const NO_VALUE = "—";
const MINUS = "\u2212";

const numberFormats = new Map<string, Intl.NumberFormat>();

function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
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

function withRealMinus(text: string): string {
  return text.replaceAll("-", MINUS);
}

/** Too small or too large to print with decimals: written with an exponent. */
function isExtreme(value: number): boolean {
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

function formatExponent(value: number, signDisplay: "negative" | "exceptZero", locale: string): string {
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

/** Decimals of a mean shown with its standard error: two digits of the error, one from a first digit of 3 on. */
function errorDecimals(standardError: number): number {
  const firstDigit = Number(standardError.toExponential(1)[0]);
  return decimalsFor(standardError, firstDigit >= 3 ? 1 : 2);
}

/** A mean and its standard error as separate texts, so that a table can style them apart. */
export interface MeanParts {
  readonly mean: string;
  /** Without the sign ±; `null` when there is no standard error. */
  readonly error: string | null;
}

/**
 * The texts of a mean. `kind` boolean: `mean` is a fraction 0..1 and reads as a percentage; the error is then in
 * points. Without a standard error the mean has three significant digits. `mean` null: "—".
 */
export function toMeanParts(
  mean: number | null,
  standardError: number | null,
  kind: ScoreKind,
  locale: string,
): MeanParts {
  if (mean === null || !Number.isFinite(mean)) return { mean: NO_VALUE, error: null };
  const error =
    standardError !== null && Number.isFinite(standardError) && standardError > 0 ? standardError : null;
  if (kind === "boolean") return toRateParts(mean, error, locale);
  if (error === null) return { mean: formatFixed(mean, meanDecimals([mean]), locale), error: null };
  const decimals = errorDecimals(error);
  return { mean: formatFixed(mean, decimals, locale), error: formatFixed(error, decimals, locale) };
}

function toRateParts(rate: number, error: number | null, locale: string): MeanParts {
  const points = error === null ? null : error * 100;
  const decimals = points !== null && points < 0.05 ? Math.max(1, errorDecimals(points)) : 1;
  const mean = formatPercent(rate, locale, decimals);
  return { mean, error: points === null ? null : formatFixed(points, decimals, locale) };
}

/** `0.742 ± 0.012`; pass rates `95.3% ± 0.8`; `0.742` without an error; "—" without a mean. See {@link toMeanParts}. */
export function formatMeanWithError(
  mean: number | null,
  standardError: number | null,
  kind: ScoreKind,
  locale: string,
): string {
  const parts = toMeanParts(mean, standardError, kind, locale);
  return parts.error === null ? parts.mean : `${parts.mean} ± ${parts.error}`;
}

/** As {@link formatMeanWithError} without the space after ±, for a tree: `0.742 ±0.012`. */
export function formatMeanTight(
  mean: number | null,
  standardError: number | null,
  kind: ScoreKind,
  locale: string,
): string {
  const parts = toMeanParts(mean, standardError, kind, locale);
  return parts.error === null ? parts.mean : `${parts.mean} ±${parts.error}`;
}

/** Decimals for means that stand side by side without errors: three significant digits of the largest. */
export function meanDecimals(means: readonly (number | null)[]): number {
  const largest = Math.max(0, ...means.map((mean) => Math.abs(mean ?? 0)).filter(Number.isFinite));
  return decimalsFor(largest, 3);
}

/** How a delta is printed. */
export interface DeltaStyle {
  /** As many as the means beside it have. A delta that is not 0 gets more rather than printing as 0. */
  readonly decimals: number;
  /** `points`: the delta is a difference of fractions and reads in percentage points, `−2.6 pp`. */
  readonly unit?: "points";
}

/** A signed difference: `+0.031`, `−0.90` (U+2212), exactly zero is `0` (`0 pp`); `null` is "—". */
export function formatDelta(delta: number | null, style: DeltaStyle, locale: string): string {
  if (delta === null || !Number.isFinite(delta)) return NO_VALUE;
  const unit = style.unit === "points" ? " pp" : "";
  if (delta === 0) return `0${unit}`;
  const shown = style.unit === "points" ? delta * 100 : delta;
  if (isExtreme(shown)) return formatExponent(shown, "exceptZero", locale) + unit;
  const printsAsZero = Math.abs(shown) < 0.5 * 10 ** -style.decimals;
  const decimals = printsAsZero ? decimalsFor(shown, 2) : style.decimals;
  const format = numberFormat(locale, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    signDisplay: "exceptZero",
  });
  return withRealMinus(format.format(shown)) + unit;
}

/** What is known of the values of one column. */
export interface ValueScale {
  readonly min: number | null;
  readonly max: number | null;
  readonly sum: number | null;
  readonly percentiles: Readonly<Record<string, number>> | null;
}

/** Decimals for the values of one score's column: 0 for whole numbers, 2 in general, more for values far below 1. */
export function valueDecimals(scale: ValueScale): number {
  const values = [scale.min, scale.max, ...Object.values(scale.percentiles ?? {})].filter(
    (value): value is number => value !== null && Number.isFinite(value),
  );
  if (values.length === 0) return 2;
  if (Number.isInteger(scale.sum) && values.every(Number.isInteger)) return 0;
  const largest = Math.max(...values.map(Math.abs));
  return largest >= 0.1 ? 2 : Math.max(2, decimalsFor(largest, 3));
}

/** What one row says about a score, as a table cell prints it. */
export interface CellValue {
  readonly state: ScoreState;
  readonly value: number | boolean | string | null;
}

/**
 * A score on one row: numbers with the column's `decimals` (never printing a nonzero value as 0), booleans as pass or
 * fail, labels as they are. Missing, null and NaN are "—", an infinite value "∞", a failed one "error".
 */
export function formatRowValue(cell: CellValue, decimals: number, locale: string): string {
  if (cell.state === "error") return "error";
  if (cell.state === "infinite") return cell.value === Number.NEGATIVE_INFINITY ? "−∞" : "∞";
  if (typeof cell.value === "boolean") return cell.value ? "pass" : "fail";
  if (typeof cell.value === "string") return cell.value;
  if (cell.value === null || !Number.isFinite(cell.value)) return NO_VALUE;
  return formatValue(cell.value, decimals, locale);
}

/** A number of a column with `decimals`; more where the value is not whole or would print as 0. */
export function formatValue(value: number, decimals: number, locale: string): string {
  const needed = decimals === 0 && !Number.isInteger(value) ? 2 : decimals;
  const printsAsZero = value !== 0 && Math.abs(value) < 0.5 * 10 ** -needed;
  return formatFixed(value, printsAsZero ? decimalsFor(value, 2) : needed, locale);
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

function percent(fraction: number, decimals: number, locale: string): string {
  const format = numberFormat(locale, {
    style: "percent",
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  return withRealMinus(format.format(fraction));
}

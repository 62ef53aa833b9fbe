// How numbers, shares and times read, everywhere: panels, tree and command line. Pure: the locale, and where needed
// the time zone, come in as arguments. Rules: design.md section 3 and the statistics reference, section 3.
// Decimals follow from the errors, the unit from the metric contract.
import {
  decimalsFor,
  formatExponent,
  formatFixed,
  formatPercent,
  isExtreme,
  NO_VALUE,
  numberFormat,
  withRealMinus,
} from "./numberText.ts";
import type { ScoreKind, ScoreState } from "./run.ts";
import { type ScoreStyle, type ScoreUnit, unitOf } from "./scoreUnit.ts";

export { decimalsFor, formatCount, formatFixed, formatPercent, formatShare, NO_VALUE } from "./numberText.ts";

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
 * The texts of a mean, in the unit of its score. Shares (pass or fail, or by the contract) read in percent, their error
 * in points. Without a standard error the mean has three significant digits. `mean` null: "—".
 */
export function toMeanParts(
  mean: number | null,
  standardError: number | null,
  style: ScoreStyle | ScoreKind,
  locale: string,
): MeanParts {
  if (mean === null || !Number.isFinite(mean)) return { mean: NO_VALUE, error: null };
  const error =
    standardError !== null && Number.isFinite(standardError) && standardError > 0 ? standardError : null;
  const unit = unitOf(style, [mean], locale);
  if (unit.isPercent) return toRateParts(mean, error, unit, locale);
  const shown = mean * unit.factor;
  const around = error === null ? null : error * unit.factor;
  const natural = around === null ? decimalsOf(unit, shown) : errorDecimals(around);
  const decimals = unit.fixedDecimals ?? natural;
  return {
    mean: `${wrapped(formatFixed(shown, decimals, locale), unit)}${unit.behindMean}`,
    error: around === null ? null : formatFixed(around, decimals, locale),
  };
}

function decimalsOf(unit: ScoreUnit, shown: number): number {
  return unit.usualDecimals?.(shown) ?? meanDecimals([shown]);
}

/** The unit around a signed number: the sign stays in front, `−$0.12`. */
function wrapped(text: string, { wrap }: ScoreUnit): string {
  const sign = /^[+\u2212]/.exec(text)?.[0] ?? "";
  return sign + wrap(text.slice(sign.length));
}

function toRateParts(rate: number, error: number | null, unit: ScoreUnit, locale: string): MeanParts {
  const points = error === null ? null : error * 100;
  const natural = points !== null && points < 0.05 ? Math.max(1, errorDecimals(points)) : 1;
  const decimals = unit.fixedDecimals ?? natural;
  const mean = formatPercent(rate, locale, decimals);
  return { mean, error: points === null ? null : formatFixed(points, decimals, locale) };
}

/** `0.742 ± 0.012`; pass rates `95.3% ± 0.8`; `0.742` without an error; "—" without a mean. See {@link toMeanParts}. */
export function formatMeanWithError(
  mean: number | null,
  standardError: number | null,
  style: ScoreStyle | ScoreKind,
  locale: string,
): string {
  const parts = toMeanParts(mean, standardError, style, locale);
  return parts.error === null ? parts.mean : `${parts.mean} ± ${parts.error}`;
}

/** As {@link formatMeanWithError} without the space after ±, for a tree: `0.742 ±0.012`. */
export function formatMeanTight(
  mean: number | null,
  standardError: number | null,
  style: ScoreStyle | ScoreKind,
  locale: string,
): string {
  const parts = toMeanParts(mean, standardError, style, locale);
  return parts.error === null ? parts.mean : `${parts.mean} ±${parts.error}`;
}

/**
 * A mean beside others of its score: all of `beside` in one unit and with the same decimals. `null` is "—".
 * `natural`: decimals that an interval of their difference gives, in the shown unit; the metric contract's come first.
 */
export function formatMeanBeside(
  mean: number | null,
  beside: readonly (number | null)[],
  style: ScoreStyle | ScoreKind,
  locale: string,
  natural: number | null = null,
): string {
  if (mean === null || !Number.isFinite(mean)) return NO_VALUE;
  const unit = unitOf(style, beside, locale);
  const decimals = besideDecimals(unit, beside, natural);
  if (unit.isPercent) return formatPercent(mean, locale, decimals);
  return `${wrapped(formatFixed(mean * unit.factor, decimals, locale), unit)}${unit.behindMean}`;
}

function besideDecimals(unit: ScoreUnit, beside: readonly (number | null)[], natural: number | null): number {
  if (unit.isPercent) return unit.fixedDecimals ?? natural ?? 1;
  const shown = beside.map((mean) => (mean === null ? null : mean * unit.factor));
  const largest = Math.max(0, ...shown.map((mean) => Math.abs(mean ?? 0)).filter(Number.isFinite));
  return unit.fixedDecimals ?? natural ?? unit.usualDecimals?.(largest) ?? meanDecimals(shown);
}

/**
 * Decimals of a number that stands beside a mean shown with its standard error, in the shown unit; `null` where there is
 * no error, or for percent, which has its own.
 */
export function decimalsByError(
  standardError: number | null,
  beside: readonly (number | null)[],
  style: ScoreStyle | ScoreKind,
  locale: string,
): number | null {
  const unit = unitOf(style, beside, locale);
  if (unit.isPercent || standardError === null || standardError === 0) return null;
  return errorDecimals(standardError * unit.factor);
}

/** The difference of two means of a score, in their unit and with their decimals (see {@link formatMeanBeside}). */
export function formatScoreDelta(
  delta: number | null,
  beside: readonly (number | null)[],
  style: ScoreStyle | ScoreKind,
  locale: string,
  natural: number | null = null,
): string {
  const unit = unitOf(style, beside, locale);
  const decimals = besideDecimals(unit, beside, natural);
  if (unit.isPercent) return formatDelta(delta, { decimals, unit: "points" }, locale);
  if (delta === null || !Number.isFinite(delta)) return NO_VALUE;
  return wrapped(formatDelta(delta * unit.factor, { decimals }, locale), unit);
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
 * A score on one row: numbers with the column's `decimals` (never printing a nonzero value as 0) in the score's unit,
 * booleans as pass or fail (yes or no where `true` is the worse), labels as they are. Missing, null and NaN are "—", an
 * infinite value "∞", a failed one "error".
 */
export function formatRowValue(
  cell: CellValue,
  decimals: number,
  locale: string,
  style: ScoreStyle = { kind: "number" },
): string {
  if (cell.state === "error") return "error";
  if (cell.state === "infinite") return cell.value === Number.NEGATIVE_INFINITY ? "−∞" : "∞";
  if (typeof cell.value === "boolean") return passWord(cell.value, style);
  if (typeof cell.value === "string") return cell.value;
  if (cell.value === null || !Number.isFinite(cell.value)) return NO_VALUE;
  return formatScoreValue(cell.value, decimals, style, locale);
}

/** What a boolean says: pass or fail, but yes or no for a score such as `refused`, where `true` is the worse. */
export function passWord(
  value: boolean,
  { higherIsBetter = true }: Pick<ScoreStyle, "higherIsBetter">,
): string {
  if (!higherIsBetter) return value ? "yes" : "no";
  return value ? "pass" : "fail";
}

/** A single value or statistic of a score, with the column's decimals unless the contract says how it reads. */
export function formatScoreValue(value: number, decimals: number, style: ScoreStyle, locale: string): string {
  const { contract } = style;
  if (contract?.format === undefined && contract?.decimals === undefined)
    return formatValue(value, decimals, locale);
  const unit = unitOf({ kind: "number", contract }, [value], locale);
  if (unit.isPercent) return formatPercent(value, locale, unit.fixedDecimals ?? 1);
  const shown = value * unit.factor;
  const wanted = unit.fixedDecimals ?? unit.usualDecimals?.(shown) ?? decimals;
  return wrapped(formatValue(shown, wanted, locale), unit);
}

/** A number of a column with `decimals`; more where the value is not whole or would print as 0. */
export function formatValue(value: number, decimals: number, locale: string): string {
  const needed = decimals === 0 && !Number.isInteger(value) ? 2 : decimals;
  const printsAsZero = value !== 0 && Math.abs(value) < 0.5 * 10 ** -needed;
  return formatFixed(value, printsAsZero ? decimalsFor(value, 2) : needed, locale);
}

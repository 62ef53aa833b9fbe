// How numbers, shares and times read, everywhere: panels, tree and command line. Pure: the locale, and where needed
// the time zone, come in as arguments. Rules: design.md section 3 and the statistics reference, section 3.
// Decimals follow from the errors, the unit from the metric contract.

import type { ScoreKind } from "../run.ts";
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
import { type ScoreStyle, type ScoreUnit, unitOf, wrapped } from "./scoreUnit.ts";

export type { CellValue, ValueScale } from "./formatValue.ts";
export { formatRowValue, formatScoreValue, formatValue, passWord, valueDecimals } from "./formatValue.ts";
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

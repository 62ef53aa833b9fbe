// How single values read in a column: numbers in the unit of their score, booleans in words, states by their marks.

import type { ScoreState } from "../run.ts";
import { decimalsFor, formatFixed, formatPercent, NO_VALUE } from "./numberText.ts";
import { type ScoreStyle, unitOf, wrapped } from "./scoreUnit.ts";

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

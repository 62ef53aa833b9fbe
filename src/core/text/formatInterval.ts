// How deltas with intervals and p-values read, everywhere. Rules: the statistics reference, section 3. Numbers
// themselves come from formatNumber.ts.

import { decimalsFor, formatCount, formatDelta, formatFixed } from "./formatNumber.ts";
import { type ScoreStyle, unitOf } from "./scoreUnit.ts";

/** What a score is measured in. `points`: fractions 0..1 that read as percentage points; else as they are. */
export type DeltaUnit = "points" | "plain";

/** A delta with its limits in the score's own unit. */
export interface DeltaInterval {
  readonly delta: number;
  readonly low: number;
  readonly high: number;
  /** Nominal coverage, 0 to 1. */
  readonly level: number;
}

function inUnit(value: number, unit: DeltaUnit): number {
  return unit === "points" ? value * 100 : value;
}

/**
 * Decimals for a delta, its limits and both means alike, in display units: two significant digits of the half-width,
 * max(0, 1 − ⌊log₁₀ h⌋), more (up to 8) while a limit that is not 0 would print as 0.
 */
export function intervalDecimals({ low, high }: Omit<DeltaInterval, "delta">, unit: DeltaUnit): number {
  const limits = [inUnit(low, unit), inUnit(high, unit)];
  const half = Math.abs(inUnit(high, unit) - inUnit(low, unit)) / 2;
  let decimals = half > 0 ? Math.min(8, Math.max(0, 1 - Math.floor(Math.log10(half)))) : 0;
  const printsAsZero = () => limits.some((x) => x !== 0 && Math.abs(x) < 0.5 * 10 ** -decimals);
  while (decimals < 8 && printsAsZero()) decimals++;
  return decimals;
}

/** A signed difference in its unit without the unit's name: `+3.1`, `−41`, `0`. */
export function formatChange(delta: number, decimals: number, unit: DeltaUnit, locale: string): string {
  return formatDelta(inUnit(delta, unit), { decimals }, locale);
}

/** A limit or a size: `0.4`, `−16`; plain 0 is `0`. */
export function formatLimit(value: number, decimals: number, unit: DeltaUnit, locale: string): string {
  const shown = inUnit(value, unit);
  return shown === 0 ? "0" : formatFixed(shown, decimals, locale);
}

/** `95 %`, `99.5 %`: the level as people name it. */
export function formatLevel(level: number, locale: string): string {
  const percent = Number((level * 100).toPrecision(12));
  return `${formatFixed(percent, (String(percent).split(".")[1] ?? "").length, locale)} %`;
}

/** `95 % interval 0.4 to 5.8`, with as many decimals as the delta beside it. */
export function formatLimits(interval: DeltaInterval, unit: DeltaUnit, locale: string): string {
  const decimals = intervalDecimals(interval, unit);
  const limit = (value: number) => formatLimit(value, decimals, unit, locale);
  return `${formatLevel(interval.level, locale)} interval ${limit(interval.low)} to ${limit(interval.high)}`;
}

/** `+3.1 points (95 % interval 0.4 to 5.8)`. `unitName` follows the delta. */
export function formatDeltaInterval(
  interval: DeltaInterval,
  unit: DeltaUnit,
  unitName: string,
  locale: string,
): string {
  const change = formatChange(interval.delta, intervalDecimals(interval, unit), unit, locale);
  return `${change}${unitName === "" ? "" : ` ${unitName}`} (${formatLimits(interval, unit, locale)})`;
}

/**
 * For a table cell: `[0.4, 5.8]`, in the unit and with the decimals of the means beside it. Points and plain numbers go
 * without their unit, which the delta has.
 */
export function formatScoreLimits(
  { low, high }: Pick<DeltaInterval, "low" | "high">,
  beside: readonly (number | null)[],
  style: ScoreStyle,
  locale: string,
): string {
  const unit = unitOf(style, beside, locale);
  const scale = unit.isPercent ? 100 : unit.factor;
  const [from, to] = [low * scale, high * scale];
  const decimals = unit.fixedDecimals ?? intervalDecimals({ low: from, high: to, level: 0 }, "plain");
  return `[${formatLimit(from, decimals, "plain", locale)}, ${formatLimit(to, decimals, "plain", locale)}]`;
}

/** `612 rows`, `1 row`. */
export function formatRows(count: number, locale: string): string {
  return `${formatCount(count, locale)} ${count === 1 ? "row" : "rows"}`;
}

/**
 * A p-value: two significant digits below 0.1, else two decimals; `< 0.001`, `> 0.99`, and `1` only if exactly 1. Gains
 * digits where rounding would land on or cross `alpha`.
 */
export function formatPValue(p: number, alpha: number, locale: string): string {
  if (p === 1) return "1";
  if (p < 0.001 && alpha >= 0.001) return `< ${formatFixed(0.001, 3, locale)}`;
  if (p > 0.99) return `> ${formatFixed(0.99, 2, locale)}`;
  let decimals = p < 0.1 ? decimalsFor(p, 2) : 2;
  const moves = () => p !== alpha && Math.sign(Number(p.toFixed(decimals)) - alpha) !== Math.sign(p - alpha);
  while (decimals < 12 && moves()) decimals++;
  return formatFixed(p, decimals, locale);
}

/** `p = 0.031`, `p < 0.001`: a p-value in a sentence. */
export function formatPEquals(p: number, alpha: number, locale: string): string {
  const text = formatPValue(p, alpha, locale);
  return /^[<>]/.test(text) ? `p ${text}` : `p = ${text}`;
}

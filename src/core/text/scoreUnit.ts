// In which unit the numbers of a score read, by the metric contract: factor, decimals, and what stands around them.

import type { ScoreKind } from "../run.ts";
import type { MetricRule } from "../scores/metricRule.ts";
import { decimalsFor, numberFormat } from "./numberText.ts";

/** What of a score decides how its numbers read; a kind alone is a score without a contract. */
export interface ScoreStyle {
  readonly kind: ScoreKind;
  readonly higherIsBetter?: boolean;
  readonly contract?: Pick<MetricRule, "format" | "unit" | "decimals">;
}

/** Just these parts of a score. */
export function styleOf({ kind, higherIsBetter, contract }: ScoreStyle): ScoreStyle {
  return {
    kind,
    ...(higherIsBetter === undefined ? {} : { higherIsBetter }),
    ...(contract === undefined ? {} : { contract }),
  };
}

export interface ScoreUnit {
  /** Shares read in percent, their differences in percentage points; `factor` is then 1. */
  readonly isPercent: boolean;
  /** Recorded values are multiplied by it. */
  readonly factor: number;
  /** Decimals that the contract asks for, or that the unit has by custom for a number without an error. */
  readonly fixedDecimals: number | null;
  readonly usualDecimals: ((shown: number) => number) | null;
  /** The unit around a number: `412 ms`, `$0.0009`. */
  readonly wrap: (text: string) => string;
  /** A free unit (`tokens`) behind a mean; cells and differences go without, for their width. */
  readonly behindMean: string;
}

const bare = (text: string): string => text;

/** The unit for numbers of these sizes (recorded values): durations below 1 s read in ms. */
export function unitOf(
  style: ScoreStyle | ScoreKind,
  sizes: readonly (number | null)[],
  locale: string,
): ScoreUnit {
  const { kind, contract = {} } = typeof style === "string" ? { kind: style } : style;
  const plain: ScoreUnit = {
    isPercent: contract.format === "percent" || (contract.format === undefined && kind === "boolean"),
    factor: 1,
    fixedDecimals: contract.decimals ?? null,
    usualDecimals: null,
    wrap: bare,
    behindMean: "",
  };
  switch (contract.format) {
    case "s":
    case "ms":
      return { ...plain, ...duration(contract.format, sizes) };
    case "currency":
      return { ...plain, wrap: currency(contract.unit ?? "USD", locale), usualDecimals: moneyDecimals };
    default:
      return { ...plain, behindMean: contract.unit === undefined ? "" : ` ${contract.unit}` };
  }
}

function duration(recorded: "s" | "ms", sizes: readonly (number | null)[]) {
  const perSecond = recorded === "s" ? 1 : 1000;
  const largest = Math.max(0, ...sizes.map((size) => Math.abs(size ?? 0)).filter(Number.isFinite));
  const isShort = largest < perSecond;
  return {
    factor: (isShort ? 1000 : 1) / perSecond,
    usualDecimals: isShort ? (shown: number) => (Math.abs(shown) >= 10 ? 0 : decimalsFor(shown, 2)) : () => 2,
    wrap: (text: string) => `${text} ${isShort ? "ms" : "s"}`,
  };
}

/** Cents from 1 up, two significant digits below. */
function moneyDecimals(shown: number): number {
  return Math.abs(shown) >= 1 || shown === 0 ? 2 : Math.max(2, decimalsFor(shown, 2));
}

/** Where the locale puts a currency's sign, seen on a number of one digit. */
function currency(code: string, locale: string): (text: string) => string {
  const sample = numberFormat(locale, {
    style: "currency",
    currency: code,
    minimumFractionDigits: 0,
    maximumFractionDigits: 0,
  }).format(1);
  return (text) => sample.replace(/\p{Nd}/u, () => text);
}

/** The unit around a signed number: the sign stays in front, `−$0.12`. */
export function wrapped(text: string, { wrap }: ScoreUnit): string {
  const sign = /^[+\u2212]/.exec(text)?.[0] ?? "";
  return sign + wrap(text.slice(sign.length));
}

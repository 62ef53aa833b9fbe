// How the numbers of one column read where someone chose it in the list of columns. Copies and exports keep full precision.

import type { ScoreSummary } from "../../src/core/run.ts";
import { formatFixed, formatPercent } from "../../src/core/text/numberText.ts";

/** So many decimals, or a percentage with one. */
export const NUMBER_FORMATS = ["1", "2", "3", "4", "6", "percent"] as const;
export type NumberFormat = (typeof NUMBER_FORMATS)[number];

/** The format as an example of it: `0.50`, `50.0%`. */
export function formatExample(format: NumberFormat, locale: string): string {
  return format === "percent" ? formatPercent(0.5, locale) : formatFixed(0.5, Number(format), locale);
}

/** A score that reads as chosen; as it is without a choice. */
export function withNumberFormat<S extends ScoreSummary>(score: S, format: NumberFormat | undefined): S {
  if (format === undefined) return score;
  const chosen = format === "percent" ? { format, decimals: 1 } : { decimals: Number(format) };
  return { ...score, contract: { ...score.contract, ...chosen } };
}

/** A kept format, by this version or another; `undefined` for what is none. */
export function readNumberFormat(kept: unknown): NumberFormat | undefined {
  return NUMBER_FORMATS.find((format) => format === kept);
}

// What a whole run took to answer: a sum and a median of each measure, over the rows that have it.
import { formatFixed, numberFormat } from "../text/numberText.ts";
import { MEASURE_NAMES, type MeasureName } from "./rowMeasures.ts";

/** One measure over the rows that have it: at least one. */
export interface MeasureSummary {
  readonly measure: MeasureName;
  readonly count: number;
  readonly sum: number;
  /** The middle value, or the mean of the two in the middle. */
  readonly median: number;
}

/** `values`: one a row, NaN where it was not measured. `null` where no row has it. */
export function summariseMeasure(measure: MeasureName, values: Float64Array): MeasureSummary | null {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const count = sorted.length;
  if (count === 0) return null;
  const upper = sorted[Math.floor(count / 2)] as number;
  const lower = sorted[Math.floor((count - 1) / 2)] as number;
  return { measure, count, sum: sorted.reduce((sum, value) => sum + value, 0), median: (lower + upper) / 2 };
}

/** A fact about a run: `median latency 812 ms`, `1.2M tokens out`, `$3.41 in total`. */
export interface MeasureFact {
  readonly text: string;
  /** Over how many rows, of how many. */
  readonly hint: string;
}

/** In the order of the measures: latency by its median, counts and cost by their sum. */
export function measureFacts(
  measures: readonly MeasureSummary[],
  rows: number,
  locale: string,
): readonly MeasureFact[] {
  const count = (value: number): string => numberFormat(locale, {}).format(value);
  const words = ({ measure, sum, median }: MeasureSummary): string => {
    switch (measure) {
      case "latencyMs":
        return `median latency ${latencyText(median, locale)}`;
      case "costUsd":
        return `total cost ${moneyText(sum, locale)}`;
      default:
        return `${numberFormat(locale, { notation: "compact", maximumFractionDigits: 1 }).format(sum)} ${TOKENS[measure]}`;
    }
  };
  const hint = (one: MeasureSummary): string =>
    `Over the ${count(one.count)} of ${count(rows)} rows that tell it: sum ${valueText(one.measure, one.sum, locale)}, median ${valueText(one.measure, one.median, locale)}`;
  return MEASURE_NAMES.flatMap((name) => {
    const own = measures.find(({ measure }) => measure === name);
    return own === undefined ? [] : [{ text: words(own), hint: hint(own) }];
  });
}

const TOKENS = { inputTokens: "tokens in", outputTokens: "tokens out", totalTokens: "tokens" } as const;

function valueText(measure: MeasureName, value: number, locale: string): string {
  if (measure === "latencyMs") return latencyText(value, locale);
  if (measure === "costUsd") return moneyText(value, locale);
  return numberFormat(locale, { maximumFractionDigits: 1 }).format(value);
}

function latencyText(ms: number, locale: string): string {
  return ms < 1_000 ? `${formatFixed(ms, 0, locale)} ms` : `${formatFixed(ms / 1_000, 2, locale)} s`;
}

/** Cents for what costs dollars, two significant digits below. */
function moneyText(usd: number, locale: string): string {
  return usd === 0 || usd >= 1
    ? `$${formatFixed(usd, 2, locale)}`
    : `$${numberFormat(locale, { maximumSignificantDigits: 2 }).format(usd)}`;
}

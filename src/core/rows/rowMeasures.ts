// What a row took to answer: time, tokens, money. Beside its scores, as they say nothing of how good the answer is; formats
// whose services name them as scores keep them as such.
import { isJsonObject, type Json } from "../json/json.ts";

/** The units are in the names. Append only: stored columns bear them. `totalTokens` where no more is told than a total. */
export const MEASURE_NAMES = ["latencyMs", "inputTokens", "outputTokens", "costUsd", "totalTokens"] as const;
export type MeasureName = (typeof MEASURE_NAMES)[number];

/** Finite numbers of at least 0; absent: not measured, which is never 0. */
export type RowMeasures = Partial<Readonly<Record<MeasureName, number>>>;

/** As heads of columns and files call them. */
export const MEASURE_LABELS: Readonly<Record<MeasureName, string>> = {
  latencyMs: "latency (ms)",
  inputTokens: "tokens in",
  outputTokens: "tokens out",
  costUsd: "cost (USD)",
  totalTokens: "tokens",
};

/** `latency in s`, `tokens in`: a measure with the unit that its numbers have in a file. */
export function measureWords({
  measure,
  factor,
}: {
  readonly measure: MeasureName;
  readonly factor: number;
}): string {
  if (measure === "latencyMs") return factor === 1 ? "latency in ms" : "latency in s";
  return MEASURE_LABELS[measure];
}

/** Those that are measured: what a reader has for each name, where it is a number of at least 0. */
export function toMeasures(read: Partial<Readonly<Record<MeasureName, Json | undefined>>>): RowMeasures {
  const known = MEASURE_NAMES.flatMap((name) => {
    const value = read[name];
    return typeof value === "number" && Number.isFinite(value) && value >= 0 ? [[name, value] as const] : [];
  });
  return Object.fromEntries(known);
}

/** The tokens of a completion as OpenAI's and Anthropic's responses count them. */
export function usageOf(response: Json | undefined): RowMeasures {
  const usage = isJsonObject(response) && isJsonObject(response.usage) ? response.usage : {};
  return toMeasures({
    inputTokens: usage.prompt_tokens ?? usage.input_tokens,
    outputTokens: usage.completion_tokens ?? usage.output_tokens,
  });
}

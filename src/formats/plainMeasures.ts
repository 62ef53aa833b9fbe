// What rows of plain files took to answer: which columns tell it, guessed by their names and values, and how they are read.
import { isJsonObject, type Json, type JsonObject } from "../core/json/json.ts";
import type { FileProbe, MeasureColumn } from "../core/resultFormat.ts";
import { fieldValue, numberOfText } from "../core/rows/rowField.ts";
import { type MeasureName, type RowMeasures, toMeasures } from "../core/rows/rowMeasures.ts";

const LATENCY =
  /^(?:latency|duration|elapsed|elapsed_time|response_time|time_taken|run_?time|wall_time)(?:_(.+))?$/;
const MILLISECONDS = ["ms", "millis", "milliseconds"];
const SECONDS = ["s", "sec", "secs", "seconds"];
/** A bare `latency` of typical values from here on is taken for milliseconds: no answer takes minutes, few take less than 0.1 s. */
const LEAST_BARE_MS = 100;

const COUNTS: readonly (readonly [MeasureName, RegExp])[] = [
  ["inputTokens", /^(?:num_|n_)?(?:input|prompt)_tokens?(?:_count)?$|^tokens?_in$/],
  ["outputTokens", /^(?:num_|n_)?(?:output|completion|generated)_tokens?(?:_count)?$|^tokens?_out$/],
  ["totalTokens", /^(?:num_|n_|total_)?tokens?(?:_used|_total)?$/],
  ["costUsd", /^(?:total_)?(?:cost|price)(?:_(?:in_)?(?:usd|dollars?))?$/],
];
const USAGE = /^(?:token_)?usage$/;
const USAGE_MEMBERS: readonly (readonly [MeasureName, readonly string[]])[] = [
  ["inputTokens", ["prompt_tokens", "input_tokens", "prompt", "input"]],
  ["outputTokens", ["completion_tokens", "output_tokens", "completion", "output"]],
  ["totalTokens", ["total_tokens", "total"]],
];

/** At most one column a measure, the first in the file; members of a `usage` object by their path. */
export function guessMeasures({ records }: FileProbe): readonly MeasureColumn[] {
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))];
  const found = new Map<MeasureName, MeasureColumn>();
  const offer = (measure: MeasureName, column: string, factorOf: (typical: number) => number): void => {
    const values = records.flatMap((record) => numberAt(record, column) ?? []).sort((a, b) => a - b);
    const typical = values[Math.floor(values.length / 2)];
    if (typical === undefined || (values[0] ?? 0) < 0 || found.has(measure)) return;
    found.set(measure, { measure, column, factor: factorOf(typical) });
  };
  for (const name of names) {
    const plain = snakeCase(name);
    const unit = LATENCY.exec(plain);
    if (unit !== null && isUnit(unit[1])) offer("latencyMs", name, (typical) => factorOf(unit[1], typical));
    for (const [measure, pattern] of COUNTS) if (pattern.test(plain)) offer(measure, name, () => 1);
    if (!USAGE.test(plain)) continue;
    for (const [measure, members] of USAGE_MEMBERS)
      for (const member of members) offer(measure, `${name}.${member}`, () => 1);
  }
  return [...found.values()];
}

/** What a record's columns tell, in the units of the measures. */
export function readMeasures(record: JsonObject, columns: readonly MeasureColumn[]): RowMeasures {
  return toMeasures(
    Object.fromEntries(
      columns.map(({ measure, column, factor }) => [measure, scaled(numberAt(record, column), factor)]),
    ),
  );
}

function scaled(value: number | null, factor: number): number | undefined {
  return value === null ? undefined : value * factor;
}

/** Cells of CSV are texts. */
function numberAt(record: JsonObject, column: string): number | null {
  const value: Json | undefined = fieldValue({ item: record }, column);
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  return typeof value === "string" && !isJsonObject(value) ? numberOfText(value) : null;
}

function isUnit(unit: string | undefined): boolean {
  return unit === undefined || MILLISECONDS.includes(unit) || SECONDS.includes(unit);
}

function factorOf(unit: string | undefined, typical: number): number {
  const isMs = unit === undefined ? typical >= LEAST_BARE_MS : MILLISECONDS.includes(unit);
  return isMs ? 1 : 1_000;
}

/** `latencyMs`, `Latency (ms)` and `latency-ms` as `latency_ms`. */
function snakeCase(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_|_$/g, "");
}

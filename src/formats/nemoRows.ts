// NeMo Evaluator row scores (JSONL: item, sample, metrics, requests), with aggregate scores beside them or not.
// Source: NeMo Evaluator metric results API, sections 4 and 7.
import type { ItemPlace } from "../core/join/digest.ts";
import { isJsonObject, type Json, type JsonObject } from "../core/json/json.ts";
import { Problem } from "../core/problem.ts";
import type { Companion, FileProbe, ResultFormat, RowTexts, ScannedRow } from "../core/resultFormat.ts";
import { type RowMeasures, usageOf } from "../core/rows/rowMeasures.ts";
import type { RowScore } from "../core/run.ts";
import { nemoCompanion, nemoCompanionNames } from "./nemoAggregates.ts";
import { toRowScore } from "./scoreValue.ts";
import { asText, completionText, firstText, without } from "./text.ts";

const ITEM: ItemPlace = { member: "item" };
const OUTPUT_KEYS = ["output_text", "output", "response", "completion", "text", "content"] as const;
const EXPECTED_KEYS = [
  "expected",
  "reference",
  "ref",
  "reference_answer",
  "ground_truth",
  "target",
  "answer",
] as const;

export const nemoRows: ResultFormat = {
  id: "nemo-rows",
  label: "NeMo row scores",
  detect: (probe) => probe.shape === "jsonl" && probe.records.some(isNemoRow),
  reader: () => ({ scan: scanNemoRow, texts: nemoTexts, measures: nemoMeasures, meta: nemoMeta }),
  facts: (probe) => ({
    name: probe.name.replace(/\.[^.]*$/, "").replace(/[._-]?row[._-]?scores$/i, "") || probe.name,
    ...onlyMetric(probe),
    ...onlyModel(probe),
  }),
  companions: nemoCompanionNames,
  readCompanion: (text): Companion | null => nemoCompanion(text),
};

function isNemoRow(record: JsonObject): boolean {
  return isJsonObject(record.item) && isJsonObject(record.metrics);
}

/** The run's metric where all records name the same one by reference (`workspace/name`). */
function onlyMetric(probe: FileProbe): { metric?: string } {
  const keys = new Set<string>();
  for (const record of probe.records)
    if (isJsonObject(record.metrics)) for (const key of Object.keys(record.metrics)) keys.add(key);
  const [only] = keys;
  return keys.size === 1 && only !== undefined ? { metric: only } : {};
}

/** The model that answered, where every recorded completion names the same one. */
function onlyModel(probe: FileProbe): { model?: string } {
  const models = new Set<string>();
  for (const { sample } of probe.records)
    if (isJsonObject(sample) && isJsonObject(sample.response) && typeof sample.response.model === "string")
      models.add(sample.response.model);
  const [only] = models;
  return models.size === 1 && only !== undefined ? { model: only } : {};
}

function scanNemoRow(record: JsonObject): ScannedRow {
  if (isJsonObject(record.error) && record.item === undefined) {
    const reason = asText(record.error.message) ?? "no reason given";
    throw new Problem("badInput", `the service reported an error here: ${reason}`);
  }
  if (!isJsonObject(record.item)) throw new Problem("badInput", "no `item` object");
  const errors = isJsonObject(record.metric_errors) ? record.metric_errors : null;
  return {
    item: record.item,
    place: ITEM,
    facet: "",
    scores: isJsonObject(record.metrics) ? readScores(record.metrics, errors) : [],
    error: rowError(record, errors),
  };
}

/** Tokens of the answering model: `requests` also hold those of judges. The service measures neither time nor cost. */
function nemoMeasures({ sample }: JsonObject): RowMeasures {
  return isJsonObject(sample) ? usageOf(sample.response) : {};
}

/** What else a row's members are; `requests` are exchanges, shown as such. */
const NOT_META = new Set(["item", "sample", "metrics", "requests", "metric_errors", "error"]);
const NOT_META_OF_SAMPLE = new Set<string>([...OUTPUT_KEYS, "response", "inference_error"]);

/** Members that the record has of its own, and of the sample what is no output: its model, and why the answer ended. */
function nemoMeta(record: JsonObject): JsonObject {
  const own = without(record, NOT_META);
  if (!isJsonObject(record.sample)) return own;
  const { response } = record.sample;
  const [choice] = isJsonObject(response) && Array.isArray(response.choices) ? response.choices : [];
  const sample = {
    ...without(record.sample, NOT_META_OF_SAMPLE),
    ...(isJsonObject(response) && typeof response.model === "string" ? { model: response.model } : {}),
    ...(isJsonObject(choice) && typeof choice.finish_reason === "string"
      ? { finish_reason: choice.finish_reason }
      : {}),
  };
  return Object.keys(sample).length === 0 ? own : { ...own, sample };
}

function nemoTexts(record: JsonObject): RowTexts {
  const sample = isJsonObject(record.sample) ? record.sample : {};
  const item = isJsonObject(record.item) ? record.item : {};
  return {
    output: completionText(sample.response) ?? firstText(sample, OUTPUT_KEYS),
    expected: firstText(item, EXPECTED_KEYS),
  };
}

/**
 * One score per output of each metric. Era A values may be numbers or `"NaN"`; later ones any JSON. A metric that
 * failed without an output has no score name, so its failure stands in the row's error alone.
 */
function readScores(metrics: JsonObject, errors: JsonObject | null): RowScore[] {
  const scores: RowScore[] = [];
  for (const metric in metrics) {
    const outputs = metrics[metric];
    if (!Array.isArray(outputs)) continue;
    for (const output of outputs as readonly Json[]) {
      if (!isJsonObject(output) || typeof output.name !== "string") continue;
      const score = toRowScore({ metric, name: output.name }, output.value);
      const hasFailed = errors !== null && (errors[metric] ?? null) !== null;
      // The service counts a failed score that it wrote as "NaN" in nan_count, so the state stays NaN.
      scores.push(
        hasFailed && score.state !== "nan" && score.state !== "value" ? { ...score, state: "error" } : score,
      );
    }
  }
  return scores;
}

function rowError(record: JsonObject, errors: JsonObject | null): string | null {
  // A failed request is told in the sample; metric_errors then only hold what followed from it.
  const cause = isJsonObject(record.sample) ? asText(record.sample.inference_error) : null;
  const own = cause ?? asText(record.error);
  if (own !== null || errors === null) return own;
  const parts = Object.entries(errors)
    .filter(([, text]) => text !== null)
    .map(([metric, text]) => `${metric}: ${asText(text) ?? ""}`);
  return parts.length === 0 ? null : parts.join("; ");
}

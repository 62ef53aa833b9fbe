// Rows of a Weave evaluation run as they are stored: one JSON line a trial, with the resolved input as `item`, the service's
// own `row_digest` beside it, and the trial as the service sent it. Source: Weave evaluation API, sections 6 and 7.
import type { ItemPlace } from "../core/join/digest.ts";
import { isJsonObject, type JsonObject } from "../core/json/json.ts";
import { parseTolerant } from "../core/json/jsonText.ts";
import { Problem } from "../core/problem.ts";
import type { Companion, ResultFormat, RowTexts, ScannedRow } from "../core/resultFormat.ts";
import { type RowMeasures, toMeasures } from "../core/rows/rowMeasures.ts";
import type { RowScore } from "../core/run.ts";
import { completionText, firstText, without } from "./text.ts";
import { readWeaveScores } from "./weaveScores.ts";
import { weaveAggregates } from "./weaveSummary.ts";

const ITEM: ItemPlace = { member: "item" };
const OUTPUT_KEYS = ["output", "output_text", "response", "completion", "text", "content", "answer"] as const;
const EXPECTED_KEYS = [
  "expected",
  "target",
  "reference",
  "ground_truth",
  "expected_output",
  "answer",
] as const;

export const weaveRows: ResultFormat = {
  id: "weave-rows",
  label: "Weave evaluation rows",
  detect: (probe) =>
    probe.shape === "jsonl" &&
    probe.records.some((record) => typeof record.row_digest === "string" && isJsonObject(record.trial)),
  reader: () => ({ scan: scanWeaveRow, texts: weaveTexts, meta: weaveMeta, measures: weaveMeasures }),
  facts: (probe) => ({ name: probe.name.replace(/(?:\.weave)?\.[^.]*$/, "") || probe.name }),
  readCompanion: (text): Companion | null => weaveCompanion(text),
  rowDigest: { service: "Weave", of: rowDigestOf },
};

/** As a pull stores it, it stands at the beginning. */
const FIRST_DIGEST = /^\{"row_digest":"([^"\\]*)"/;

function rowDigestOf(line: string): string {
  const first = FIRST_DIGEST.exec(line)?.[1];
  if (first !== undefined) return first;
  const record = parseTolerant(line);
  return isJsonObject(record) ? String(record.row_digest) : "";
}

function scanWeaveRow(record: JsonObject): ScannedRow {
  const { item, trial } = record;
  if (!isJsonObject(item)) throw new Problem("badInput", "no `item` object");
  if (!isJsonObject(trial)) throw new Problem("badInput", "no `trial` object");
  const scores = isJsonObject(trial.scores) ? readWeaveScores(trial.scores) : [];
  const error = trialError(trial, scores);
  return { item, place: ITEM, facet: "", scores: [...scores, ...measures(trial, scores)], error };
}

/** The service has no field for it: neither an output nor scores is all that a trial that failed, or still runs, leaves. */
function trialError(trial: JsonObject, scores: readonly RowScore[]): string | null {
  return (trial.model_output ?? null) === null && scores.length === 0
    ? "Failed or not finished: the service has neither an output nor scores of this trial."
    : null;
}

/** What the service measures of a trial, as scores of these names. */
const MEASURES = [
  ["model_latency_seconds", "latency_seconds"],
  ["total_tokens", "total_tokens"],
  ["total_cost", "total_cost"],
] as const;

/** A scorer of the same name wins; what was not measured is no score. */
function measures(trial: JsonObject, scores: readonly RowScore[]): RowScore[] {
  return MEASURES.flatMap(([member, name]): RowScore[] => {
    const value = trial[member];
    if (typeof value !== "number" || scores.some((score) => score.name === name)) return [];
    return [{ metric: null, name, state: "value", value }];
  });
}

const NOT_META = new Set(["item", "row_digest", "trial"]);
/** Ids of calls tell nothing of a row. */
const NOT_META_OF_TRIAL = new Set<string>([
  "model_output",
  "scores",
  "predict_and_score_call_id",
  "predict_call_id",
  "scorer_call_ids",
  "genai_span_ref",
  ...MEASURES.map(([member]) => member),
]);

/** What newer services say of a trial stands there under its own name. */
function weaveMeta(record: JsonObject): JsonObject {
  const trial = isJsonObject(record.trial) ? record.trial : {};
  return { ...without(record, NOT_META), ...without(trial, NOT_META_OF_TRIAL) };
}

/** The same beside the scores, for heads, filters and orders that all formats share. */
function weaveMeasures({ trial }: JsonObject): RowMeasures {
  if (!isJsonObject(trial)) return {};
  const seconds = trial.model_latency_seconds;
  return toMeasures({
    latencyMs: typeof seconds === "number" ? seconds * 1_000 : undefined,
    totalTokens: trial.total_tokens,
    costUsd: trial.total_cost,
  });
}

function weaveTexts({ item, trial }: JsonObject): RowTexts {
  const output = isJsonObject(trial) ? trial.model_output : undefined;
  return {
    output: isJsonObject(output)
      ? (completionText(output) ?? firstText(output, OUTPUT_KEYS) ?? JSON.stringify(output))
      : firstText({ output: output ?? null }, ["output"]),
    expected: isJsonObject(item) ? firstText(item, EXPECTED_KEYS) : null,
  };
}

/** An evaluation's entry of the service's summary, as it is stored beside the rows. */
function weaveCompanion(text: string): Companion | null {
  const document = parseTolerant(text);
  if (!isJsonObject(document) || !Array.isArray(document.scorer_stats)) return null;
  return { facts: {}, aggregates: weaveAggregates(document.scorer_stats), rubrics: [], directions: [] };
}

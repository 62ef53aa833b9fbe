// lm-evaluation-harness samples (`samples_<task>_<time>.jsonl`) with their results file.
// Source: result file formats, section 2; checked on files of releases 0.4 (2024) to 0.4.13.
import { isJsonObject, type Json, type JsonObject } from "../core/json/json.ts";
import { Problem } from "../core/problem.ts";
import type { FileProbe, ResultFormat, RowTexts, RunFacts, ScannedRow } from "../core/resultFormat.ts";
import type { RowScore } from "../core/run.ts";
import { sampleFileParts } from "./lmEvalFileName.ts";
import { lmEvalCompanion, lmEvalCompanionNames } from "./lmEvalResults.ts";
import { toRowScore } from "./scoreValue.ts";
import { asText, without } from "./text.ts";

/** Members of a line that are no scores; lines of 2024 do not list their metrics. */
const NOT_SCORES = new Set([
  "doc_id",
  "doc",
  "target",
  "arguments",
  "resps",
  "filtered_resps",
  "filter",
  "metrics",
  "doc_hash",
  "prompt_hash",
  "target_hash",
]);

export const lmEvalSamples: ResultFormat = {
  id: "lm-eval-samples",
  label: "lm-evaluation-harness samples",
  detect: (probe) =>
    probe.shape === "jsonl" && probe.records.some((r) => "doc_id" in r && "doc" in r && "resps" in r),
  reader: () => ({ scan: scanSample, texts: sampleTexts, meta: sampleMeta }),
  facts: fileFacts,
  companions: lmEvalCompanionNames,
  readCompanion: lmEvalCompanion,
};

function fileFacts(probe: FileProbe): RunFacts {
  const parts = sampleFileParts(probe.name);
  if (parts === null) return { name: probe.name.replace(/\.[^.]*$/, "") };
  const [date = "", time = ""] = parts.time.split("T");
  // The file name's time is the machine's local time without a zone; taken as UTC for want of better.
  const ms = Date.parse(`${date}T${time.replace(/-/g, ":").slice(0, 12)}Z`);
  return {
    name: parts.task,
    dataset: parts.task,
    ...(Number.isNaN(ms) ? {} : { createdAt: new Date(ms).toISOString() }),
  };
}

function scanSample(record: JsonObject): ScannedRow {
  if (!("doc" in record)) throw new Problem("badInput", "no `doc`");
  const facet = typeof record.filter === "string" ? record.filter : "none";
  const scores = readScores(record, facet);
  if (isJsonObject(record.doc))
    return { item: record.doc, place: { member: "doc" }, facet, scores, error: null };
  return { item: { doc: record.doc ?? null }, place: { fields: ["doc"] }, facet, scores, error: null };
}

function sampleTexts(record: JsonObject): RowTexts {
  return { output: readOutput(record), expected: asText(record.target) };
}

/** Of what is no score, what says something of the row: its place, the filter of its answer and the target. */
const SAYING = new Set(["doc_id", "filter", "target"]);

function sampleMeta(record: JsonObject): JsonObject {
  const silent = [...NOT_SCORES].filter((name) => !SAYING.has(name));
  return without(record, new Set([...silent, ...scoreNames(record)]));
}

function scoreNames(record: JsonObject): readonly string[] {
  return Array.isArray(record.metrics)
    ? (record.metrics as readonly Json[]).filter((name): name is string => typeof name === "string")
    : Object.keys(record).filter((key) => !NOT_SCORES.has(key) && isScalar(record[key]));
}

function readScores(record: JsonObject, filter: string): RowScore[] {
  const named = scoreNames(record);
  const suffix = filter === "none" ? "" : `,${filter}`;
  return named.map((name) => toRowScore({ metric: null, name: `${name}${suffix}` }, record[name]));
}

function isScalar(value: Json | undefined): boolean {
  return typeof value === "number" || typeof value === "boolean";
}

/** The generated text after the filter, or the continuation with the highest log-likelihood. */
function readOutput(record: JsonObject): string | null {
  const filtered = Array.isArray(record.filtered_resps) ? (record.filtered_resps as readonly Json[]) : [];
  const resps = Array.isArray(record.resps) ? (record.resps as readonly Json[]) : [];
  const first = filtered[0] ?? (Array.isArray(resps[0]) ? (resps[0] as readonly Json[])[0] : undefined);
  if (typeof first === "string") return first;
  const best = bestChoice(filtered);
  if (best === null) return asText(first);
  return continuation(record.arguments, best) ?? choiceText(record.doc, best) ?? `choice ${best + 1}`;
}

/** Index of the entry `[log-likelihood, is greedy]` with the highest first value; `null` for other shapes. */
function bestChoice(entries: readonly Json[]): number | null {
  let best = -1;
  let highest = Number.NEGATIVE_INFINITY;
  for (const [index, entry] of entries.entries()) {
    if (!Array.isArray(entry)) return null;
    const value = Number(entry[0]);
    if (Number.isNaN(value)) return null;
    if (best === -1 || value > highest) {
      best = index;
      highest = value;
    }
  }
  return best === -1 ? null : best;
}

function continuation(args: Json | undefined, index: number): string | null {
  if (isJsonObject(args)) {
    const one = args[`gen_args_${index}`];
    return isJsonObject(one) && typeof one.arg_1 === "string" ? one.arg_1.trim() : null;
  }
  const one = Array.isArray(args) ? (args as readonly Json[])[index] : undefined;
  return Array.isArray(one) && typeof one[1] === "string" ? one[1].trim() : null;
}

function choiceText(doc: Json | undefined, index: number): string | null {
  const choices = isJsonObject(doc) ? doc.choices : undefined;
  return Array.isArray(choices) ? asText((choices as readonly Json[])[index]) : null;
}

// Plain JSONL and CSV: columns are input fields, one output, and scores; roles say which is which.
import { isJsonObject, type Json, type JsonObject } from "../core/json/json.ts";
import { Problem } from "../core/problem.ts";
import type {
  ColumnRoles,
  FileProbe,
  ResultFormat,
  RowReader,
  RunFacts,
  ScannedRow,
} from "../core/resultFormat.ts";
import type { RowScore } from "../core/run.ts";
import { readMeasures } from "./plainMeasures.ts";
import { toRowScore, toRowScoreFromText } from "./scoreValue.ts";
import { asText, without } from "./text.ts";

export const plainJsonl: ResultFormat = {
  id: "jsonl",
  label: "plain JSONL",
  detect: (probe) => probe.shape === "jsonl" && probe.records.length > 0,
  reader: (roles) => plainReader(roles, toRowScore),
  facts: plainFacts,
};

export const plainCsv: ResultFormat = {
  id: "csv",
  label: "CSV",
  detect: (probe) => probe.shape === "csv" && probe.records.length > 0,
  reader: (roles) => plainReader(roles, (key, value) => toRowScoreFromText(key, asText(value as Json) ?? "")),
  facts: plainFacts,
};

/** The file's stem, and the model where a `model` column holds one value throughout. */
function plainFacts(probe: FileProbe): RunFacts {
  const name = probe.name.replace(/\.[^.]*$/, "") || probe.name;
  const models = new Set(probe.records.map((record) => asText(record.model)));
  const [model] = models;
  return models.size === 1 && typeof model === "string" && model !== "" ? { name, model } : { name };
}

type ToScore = typeof toRowScore;

function plainReader(roles: ColumnRoles | null, toScore: ToScore): RowReader {
  if (roles === null) throw new Problem("needsRoles", "Plain files need column roles.");
  const [only] = roles.input.length === 1 ? roles.input : [];
  const { measures = [] } = roles;
  const taken = new Set([...roles.input, ...roles.scores, roles.output ?? "", roles.error ?? ""]);
  const textAt = (record: JsonObject, column: string | null): string | null =>
    column === null ? null : asText(record[column]);
  return {
    scan(record): ScannedRow {
      const { item, place } = itemOf(record, roles.input, only);
      if (Object.keys(item).length === 0)
        throw new Problem("badInput", `none of the input columns ${roles.input.join(", ")}`);
      const scores = roles.scores.flatMap((column) => readScores(record, column, toScore));
      return { item, place, facet: "", scores, error: emptyToNull(textAt(record, roles.error)) };
    },
    texts: (record) => ({ output: textAt(record, roles.output), expected: textAt(record, roles.expected) }),
    meta: (record) => without(record, taken),
    ...(measures.length === 0 ? {} : { measures: (record) => readMeasures(record, measures) }),
  };
}

/** The input columns as one object. A single one that holds an object is the item itself, as in NeMo's rows. */
function itemOf(
  record: JsonObject,
  fields: readonly string[],
  only: string | undefined,
): Pick<ScannedRow, "item" | "place"> {
  const whole = only === undefined ? undefined : record[only];
  if (only !== undefined && isJsonObject(whole)) return { item: whole, place: { member: only } };
  return { item: pick(record, fields), place: { fields } };
}

function emptyToNull(text: string | null): string | null {
  return text === "" ? null : text;
}

function pick(record: JsonObject, fields: readonly string[]): JsonObject {
  const item: Record<string, Json> = {};
  for (const field of fields) {
    const value = record[field];
    if (value !== undefined) item[field] = value;
  }
  return item;
}

/** A column's scores: one, or for an object (`"scores": {"exact": 1}`) one per leaf, paths joined with dots. */
function readScores(record: JsonObject, column: string, toScore: ToScore): RowScore[] {
  const value = record[column];
  if (!isJsonObject(value)) return [toScore({ metric: null, name: column }, value)];
  const leaves: RowScore[] = [];
  const walk = (object: JsonObject, path: string): void => {
    for (const [key, leaf] of Object.entries(object)) {
      const name = path === "" ? key : `${path}.${key}`;
      if (isJsonObject(leaf)) walk(leaf, name);
      else leaves.push(toScore({ metric: null, name }, leaf));
    }
  };
  walk(value, "");
  return leaves;
}

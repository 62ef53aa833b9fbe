// The JSON of a filter or search to a condition. What is not known is one sentence that names the key: nothing is left
// out in silence. Source: NeMo metric results API, sections 5 and 6.

import { isJsonObject, type JsonObject } from "../json/json.ts";
import { Problem } from "../problem.ts";
import type { Condition, OrderOperator } from "./condition.ts";
import { instantOf } from "./instant.ts";
import { FIELD_NAMES, type QueryField, SEARCH_FIELDS, toField } from "./queryFields.ts";

export type QuerySide = "filter" | "search";

const LOGICAL: readonly string[] = ["$and", "$or", "$not"];
const OPERATORS = ["$eq", "$like", "$lt", "$lte", "$gt", "$gte", "$in", "$nin", "$and", "$or", "$not"];
/** Deeper or longer trees are no one's wish, and more than SQLite parses. */
const MAX_DEPTH = 20;
const MAX_CONDITIONS = 500;
const MAX_VALUES = 10_000;

/** The condition of one side; `null` for an absent one. Throws a `badInput` Problem. */
export function parseCondition(side: QuerySide, json: unknown): Condition | null {
  if (json === undefined || json === null) return null;
  return new Parser(side).node(json, [], null);
}

class Parser {
  private conditions = 0;
  private values = 0;

  constructor(private readonly side: QuerySide) {}

  /** An object of fields or one logical key; inside a field, of operators. */
  node(json: unknown, path: readonly string[], field: QueryField | null): Condition {
    if (!isJsonObject(json))
      throw this.problem(path, `takes a JSON object such as ${field ? '{"$like":"a"}' : '{"model":"w/m"}'}`);
    if (path.length > MAX_DEPTH) throw this.problem([], `is nested more than ${MAX_DEPTH} levels deep`);
    const keys = Object.keys(json);
    const logical = keys.find((key) => LOGICAL.includes(key));
    if (keys.length === 0) throw this.problem(path, "is empty");
    if (logical !== undefined && keys.length > 1)
      throw this.problem([...path, logical], `stands beside other keys; put all of them into one "$and"`);
    if (logical !== undefined) return this.logical(logical, json[logical], path, field);
    const parts = keys.map((key) => this.member(key, json, path, field));
    return parts.length === 1 ? (parts[0] as Condition) : { kind: "all", parts };
  }

  private logical(key: string, json: unknown, path: readonly string[], field: QueryField | null): Condition {
    const here = [...path, key];
    if (key === "$not") return { kind: "not", part: this.node(json, here, field) };
    if (!Array.isArray(json) || json.length === 0)
      throw this.problem(here, "takes a list of at least one JSON object");
    const parts = json.map((part, i) => this.node(part, [...path, `${key}[${i}]`], field));
    return { kind: key === "$and" ? "all" : "any", parts };
  }

  private member(
    key: string,
    json: JsonObject,
    path: readonly string[],
    field: QueryField | null,
  ): Condition {
    if (++this.conditions > MAX_CONDITIONS)
      throw this.problem([], `has more than ${MAX_CONDITIONS} conditions`);
    const value = json[key];
    const here = [...path, key];
    if (field !== null) return this.operator(key, value, here, field);
    const own = this.field(key, path);
    if (isJsonObject(value)) return this.node(value, here, own);
    if (value === null) return { kind: "absent", field: own };
    // A bare value: exact in a filter, a part of the text in a search.
    return this.operator(this.side === "filter" ? "$eq" : "$like", value, here, own);
  }

  private field(key: string, path: readonly string[]): QueryField {
    const field = toField(key);
    const isSearchable = this.side === "filter" || SEARCH_FIELDS.includes(key);
    if (field !== null && isSearchable) return field;
    const known = this.side === "filter" ? FIELD_NAMES : SEARCH_FIELDS;
    const what = key.startsWith("$") ? "no operator in place of a field, such as" : "no field";
    throw this.problem(path, `knows ${what} ${quoted(key)}; its fields are ${known.join(", ")}`);
  }

  private operator(key: string, value: unknown, path: readonly string[], field: QueryField): Condition {
    switch (key) {
      case "$eq":
        if (value === null) return { kind: "absent", field };
        return { kind: "in", field, values: [this.comparable(value, path, field)] };
      case "$like":
        return { kind: "like", field, value: this.text(value, path) };
      case "$in":
        return { kind: "in", field, values: this.list(value, path, field) };
      case "$nin":
        return { kind: "not", part: { kind: "in", field, values: this.list(value, path, field) } };
      case "$lt":
      case "$lte":
      case "$gt":
      case "$gte": {
        const operator = key.slice(1) as OrderOperator;
        return { kind: "order", field, operator, value: this.comparable(value, path, field) };
      }
      default:
        throw this.problem(
          path.slice(0, -1),
          `knows no operator ${quoted(key)}; operators are ${OPERATORS.join(", ")}`,
        );
    }
  }

  /** A JSON list, or a text split at its commas, untrimmed. */
  private list(value: unknown, path: readonly string[], field: QueryField): readonly string[] {
    const list: unknown = typeof value === "string" ? value.split(",") : value;
    if (!Array.isArray(list)) throw this.problem(path, "takes a list, or a text with commas");
    this.values += list.length;
    if (this.values > MAX_VALUES) throw this.problem([], `lists more than ${MAX_VALUES} values`);
    return list.map((one) => this.comparable(one, path, field));
  }

  private comparable(value: unknown, path: readonly string[], field: QueryField): string {
    const text = this.text(value, path);
    if (field.kind === "time" && instantOf(text) === null)
      throw this.problem(
        path,
        `takes a time such as 2026-01-31 or 2026-01-31T09:30:00Z, not ${quoted(text)}`,
      );
    return text;
  }

  /** Values compare as text, whatever their type. */
  private text(value: unknown, path: readonly string[]): string {
    if (typeof value === "string") return value;
    if (typeof value === "number" || typeof value === "boolean") return String(value);
    throw this.problem(path, `takes a text, not ${value === null ? "null" : "a list or an object"}`);
  }

  private problem(path: readonly string[], what: string): Problem {
    const place = path.length === 0 ? "" : ` at ${quoted(path.join("."))}`;
    return new Problem("badInput", `The ${this.side}${place} ${what}.`);
  }
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 79)}…` : text);
}

// Rows by the names people type: columns to sort by, and filters as JSON in the service's operators, such as
// {"f1": {"$lt": 0.5}, "item.topic": "billing", "error": true}. What is not known is one sentence that names it.
import { isJsonObject, type JsonObject } from "../json/json.ts";
import { Problem } from "../problem.ts";
import { type Run, type ScoreState, scoreLabel, scoreServiceName } from "../run.ts";
import { SCORE_STATES } from "../scores/scoreColumn.ts";
import type { BetweenCondition, RowCondition, RowFilter, SinglePlace, TextPlace } from "./rowFilter.ts";
import type { RowColumn } from "./rowQuery.ts";

type Fields = Pick<Run, "scores" | "itemFields"> & {
  /** Names of fields besides the item's own (rowField.ts); absent: unknown. */
  readonly moreFields?: readonly string[];
};

/** The column of a name: `row_index`, `output`, `error`, `trial`, `digest`, `item.X` or a score's. */
export function rowColumnOf(run: Fields, field: string): RowColumn {
  if (field === "row_index") return { kind: "index" };
  if (field === "output" || field === "error" || field === "trial" || field === "digest")
    return { kind: field };
  const score = scoreOf(run, field);
  if (score !== -1) return { kind: "score", score };
  const item = itemOf(run, field);
  if (item !== null) return { kind: "item", field: item };
  throw unknown(run, `Can't sort by ${field}`, ["row_index", "output", "error", "trial", "digest"]);
}

/** All members of the object have to hold. Throws a `badInput` Problem that names the field or operator at fault. */
export function parseRowFilter(run: Fields, json: JsonObject): RowFilter {
  return Object.entries(json).flatMap(([field, value]) => conditions(run, field, value));
}

function conditions(run: Fields, field: string, value: unknown): readonly RowCondition[] {
  if (field === "error" && typeof value === "boolean") return [{ kind: "errored", isErrored: value }];
  if (field === "repeated" && value === true) return [{ kind: "repeated" }];
  if (field === "excluded" && typeof value === "boolean") return [{ kind: "excluded", isExcluded: value }];
  if (field === "noted" && value === true) return [{ kind: "noted" }];
  const score = scoreOf(run, field);
  if (score !== -1) return operators(field, value, "$eq").map((one) => scoreCondition(score, field, one));
  return operators(field, value, "$like").map((one) => textCondition(placeOf(run, field), field, one));
}

type Operator = readonly [name: string, operand: unknown];

/** An operator object's members, or a bare value as the one operator it stands for. */
function operators(field: string, value: unknown, bare: string): readonly Operator[] {
  if (!isJsonObject(value)) return [[bare, value]];
  const entries = Object.entries(value);
  if (entries.length === 0) throw new Problem("badInput", `The filter on ${field} is empty.`);
  return entries;
}

function scoreCondition(score: number, field: string, [name, operand]: Operator): RowCondition {
  if (name === "$state") return { kind: "state", score, states: statesOf(field, operand) };
  if ((name === "$eq" || name === "$in") && areTexts(listOf(operand)))
    return { kind: "label", score, labels: listOf(operand) as string[] };
  const number = typeof operand === "boolean" ? Number(operand) : operand;
  if (typeof number !== "number" || !Number.isFinite(number))
    throw new Problem("badInput", `${name} on ${field} takes a number, true, false or a label.`);
  switch (name) {
    case "$eq":
      return { kind: "range", score, min: number, max: number };
    case "$gte":
      return { kind: "range", score, min: number, max: null };
    case "$lte":
      return { kind: "range", score, min: null, max: number };
    case "$gt":
      return { kind: "range", score, min: number, max: null, excludesMin: true };
    case "$lt":
      return { kind: "range", score, min: null, max: number, excludesMax: true };
    default:
      throw operatorProblem(name, field, ["$eq", "$lt", "$lte", "$gt", "$gte", "$in", "$state"]);
  }
}

function textCondition(place: TextPlace, field: string, [name, operand]: Operator): RowCondition {
  if (place.kind === "item" && name !== "$like" && name !== "$regex")
    return fieldCondition(place, field, [name, operand]);
  if (name !== "$like" && name !== "$regex") throw operatorProblem(name, field, ["$like", "$regex"]);
  if (typeof operand !== "string" || operand === "")
    throw new Problem("badInput", `${name} on ${field} takes a text of at least one character.`);
  return { kind: name === "$like" ? "contains" : "regex", place, text: operand };
}

const LIMITS: Readonly<Record<string, (value: number) => Omit<BetweenCondition, "kind" | "place">>> = {
  $gte: (min) => ({ min, max: null }),
  $gt: (min) => ({ min, max: null, excludesMin: true }),
  $lte: (max) => ({ min: null, max }),
  $lt: (max) => ({ min: null, max, excludesMax: true }),
};

/** Whole values and ranges of numbers; `null` stands for rows without the field. */
function fieldCondition(place: SinglePlace, field: string, [name, operand]: Operator): RowCondition {
  const limits = LIMITS[name];
  if (limits !== undefined) {
    if (typeof operand !== "number" || !Number.isFinite(operand))
      throw new Problem("badInput", `${name} on ${field} takes a number.`);
    return { kind: "between", place, ...limits(operand) };
  }
  if (name !== "$eq") throw operatorProblem(name, field, ["$like", "$regex", "$eq", ...Object.keys(LIMITS)]);
  const text = operand === null || typeof operand === "string" ? operand : JSON.stringify(operand);
  return { kind: "equals", place, text };
}

function placeOf(run: Fields, field: string): TextPlace {
  if (field === "output" || field === "expected" || field === "error" || field === "any")
    return { kind: field };
  const item = itemOf(run, field);
  if (item !== null) return { kind: "item", field: item };
  throw unknown(run, `Can't filter by ${field}`, [
    "output",
    "expected",
    "error",
    "any",
    "repeated",
    "excluded",
    "noted",
  ]);
}

function statesOf(field: string, operand: unknown): readonly ScoreState[] {
  const states = listOf(operand);
  const wrong = states.find((state) => !SCORE_STATES.includes(state as ScoreState));
  if (wrong !== undefined || states.length === 0)
    throw new Problem("badInput", `$state on ${field} takes ${SCORE_STATES.join(", ")}, or a list of them.`);
  return states as ScoreState[];
}

function listOf(operand: unknown): readonly unknown[] {
  return Array.isArray(operand) ? operand : [operand];
}

function areTexts(values: readonly unknown[]): boolean {
  return values.length > 0 && values.every((value) => typeof value === "string");
}

/** By label, service name or metric and name; -1 for none. */
function scoreOf({ scores }: Fields, field: string): number {
  return scores.findIndex((one) =>
    [scoreLabel(one, scores), scoreServiceName(one, scores), `${one.metric}:${one.name}`].includes(field),
  );
}

function itemOf({ itemFields, moreFields = [] }: Fields, field: string): string | null {
  const names = field.startsWith("item.") ? [field.slice(5), field] : [field];
  return names.find((name) => itemFields.includes(name) || moreFields.includes(name)) ?? null;
}

function operatorProblem(name: string, field: string, known: readonly string[]): Problem {
  return new Problem("badInput", `${field} has no operator ${name}. Operators: ${known.join(", ")}.`);
}

function unknown(
  { scores, itemFields, moreFields = [] }: Fields,
  what: string,
  own: readonly string[],
): Problem {
  const labels = scores.map((one) => scoreLabel(one, scores));
  const known = [...own, ...itemFields.map((name) => `item.${name}`), ...moreFields, ...labels];
  return new Problem("badInput", `${what}. Fields: ${known.join(", ")}.`);
}

// A condition as SQL over a run with its notes, every value bound. It means what `toTest` (core) means: texts compare by
// code point, letter case by the same function, and nothing is ever NULL.
import type { Condition, OrderOperator } from "../core/results/condition.ts";
import { keyOf } from "../core/results/condition.ts";
import type { QueryField, TextField, TimeField } from "../core/results/queryFields.ts";
import { LOCAL_SOURCE, STORED_STATUS } from "../core/results/runNotes.ts";
import { foldCase } from "../core/text/foldCase.ts";

/** A piece of SQL and the values of its question marks, in their order. */
export interface Sql {
  readonly text: string;
  readonly values: readonly (string | number)[];
}

/** What every query reads from; corrections are in `notes`. */
export const RESULTS = "run LEFT JOIN notes ON notes.run = run.id";

/** A run's texts as people see them; NULL where absent. */
export const TEXT_SQL: Readonly<Record<TextField, string>> = {
  id: "run.id",
  name: "coalesce(notes.name, run.name)",
  workspace: "NULL",
  project: "NULL",
  metric: "coalesce(notes.metric, run.metric)",
  dataset: "coalesce(notes.dataset, run.dataset)",
  model: "coalesce(notes.model, run.model)",
  source: `'${LOCAL_SOURCE}'`,
  status: `'${STORED_STATUS}'`,
  format: "run.format",
  starred: "CASE notes.star WHEN 1 THEN 'true' ELSE 'false' END",
  note: "nullif(notes.note, '')",
};

/** Times as moments. */
export const TIME_SQL: Readonly<Record<TimeField, string>> = {
  created_at: "run.created_us",
  updated_at: "coalesce(notes.changed_us, run.imported_us)",
};
const TIME_TEXT_SQL: Readonly<Record<TimeField, string>> = {
  created_at: "CASE WHEN run.created_us IS NOT NULL THEN run.created END",
  updated_at: `CASE WHEN ${TIME_SQL.updated_at} IS NOT NULL THEN coalesce(notes.changed, run.imported) END`,
};

const OPERATORS: Readonly<Record<OrderOperator, string>> = { lt: "<", lte: "<=", gt: ">", gte: ">=" };

/** The condition as an expression that is 0 or 1; without one, 1. */
export function conditionSql(condition: Condition | null): Sql {
  if (condition === null) return { text: "1", values: [] };
  switch (condition.kind) {
    case "all":
      return joined(condition.parts, " AND ");
    case "any":
      return joined(condition.parts, " OR ");
    case "not": {
      const part = conditionSql(condition.part);
      return { text: `NOT ${part.text}`, values: part.values };
    }
    case "absent":
      return absentSql(condition.field);
    default:
      return leafSql(condition);
  }
}

function joined(conditions: readonly Condition[], operator: string): Sql {
  const parts = conditions.map(conditionSql);
  return {
    text: `(${parts.map(({ text }) => text).join(operator)})`,
    values: parts.flatMap((part) => part.values),
  };
}

function absentSql(field: QueryField): Sql {
  if (field.kind === "text") return { text: `(${TEXT_SQL[field.name]} IS NULL)`, values: [] };
  if (field.kind === "time") return { text: `(${TIME_SQL[field.name]} IS NULL)`, values: [] };
  return among(field, { text: "1", values: [] }, "NOT EXISTS");
}

type Leaf = Extract<Condition, { kind: "in" | "like" | "order" }>;

function leafSql(leaf: Leaf): Sql {
  const { field } = leaf;
  if (field.kind === "text") return present(TEXT_SQL[field.name], leaf);
  if (field.kind === "time")
    return present(leaf.kind === "like" ? TIME_TEXT_SQL[field.name] : TIME_SQL[field.name], leaf);
  return among(field, valueSql("one.value", leaf), "EXISTS");
}

/** False, not NULL, where the value is absent. */
function present(value: string, leaf: Leaf): Sql {
  const test = valueSql(value, leaf);
  return { text: `(${value} IS NOT NULL AND ${test.text})`, values: test.values };
}

/** Over the several values of a field. */
function among(field: Extract<QueryField, { kind: "tags" | "label" }>, test: Sql, word: string): Sql {
  const from =
    field.kind === "tags"
      ? "tag AS one WHERE one.run = run.id"
      : "label AS one WHERE one.run = run.id AND one.key = ?";
  const key = field.kind === "tags" ? [] : [field.key];
  return { text: `(${word} (SELECT 1 FROM ${from} AND ${test.text}))`, values: [...key, ...test.values] };
}

function valueSql(value: string, leaf: Leaf): Sql {
  if (leaf.kind === "like")
    return { text: `instr(fold_case(${value}), ?) > 0`, values: [foldCase(leaf.value)] };
  if (leaf.kind === "order")
    return { text: `${value} ${OPERATORS[leaf.operator]} ?`, values: [keyOf(leaf.field, leaf.value)] };
  const keys = leaf.values.map((one) => keyOf(leaf.field, one));
  return { text: `${value} IN (${keys.map(() => "?").join(",")})`, values: keys };
}

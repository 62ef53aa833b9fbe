// A filter or search, parsed: the same small tree for SQL, for results in memory and for services.

import { compareCodePoints } from "../json/pythonJson.ts";
import { foldCase } from "../text/foldCase.ts";
import { instantOf } from "./instant.ts";
import { type QueryField, type QuerySubject, valuesOf } from "./queryFields.ts";

/** `$lt` and its like. */
export type OrderOperator = "lt" | "lte" | "gt" | "gte";

/**
 * What must hold of a result. Two values only: a condition on a field that a result does not have is false, `absent`
 * aside, and `not` turns that round. So a result without a model is found by `{"model":{"$nin":["a"]}}` and by
 * `{"model":{"$not":{"$like":"a"}}}`; services leave this to their database (section 5).
 */
export type Condition =
  | { readonly kind: "all" | "any"; readonly parts: readonly Condition[] }
  | { readonly kind: "not"; readonly part: Condition }
  | { readonly kind: "absent"; readonly field: QueryField }
  /** Exact, letter case counts; times as moments. */
  | { readonly kind: "in"; readonly field: QueryField; readonly values: readonly string[] }
  /** A part of the text, letter case ignored; `%`, `_` and `\` are plain characters. */
  | { readonly kind: "like"; readonly field: QueryField; readonly value: string }
  /** Times as moments, texts by code point. */
  | {
      readonly kind: "order";
      readonly field: QueryField;
      readonly operator: OrderOperator;
      readonly value: string;
    };

type Test = (subject: QuerySubject) => boolean;

/** A condition as a test of one result; made once, used for many. */
export function toTest(condition: Condition): Test {
  switch (condition.kind) {
    case "all": {
      const tests = condition.parts.map(toTest);
      return (subject) => tests.every((test) => test(subject));
    }
    case "any": {
      const tests = condition.parts.map(toTest);
      return (subject) => tests.some((test) => test(subject));
    }
    case "not": {
      const test = toTest(condition.part);
      return (subject) => !test(subject);
    }
    case "absent":
      return (subject) => valuesOf(condition.field, subject).length === 0;
    default: {
      const test = toValueTest(condition);
      return (subject) => valuesOf(condition.field, subject).some(test);
    }
  }
}

type Leaf = Extract<Condition, { kind: "in" | "like" | "order" }>;

function toValueTest(leaf: Leaf): (value: string) => boolean {
  if (leaf.kind === "like") {
    const part = foldCase(leaf.value);
    return (value) => foldCase(value).includes(part);
  }
  if (leaf.kind === "in") {
    const wanted = new Set(leaf.values.map((value) => keyOf(leaf.field, value)));
    return (value) => wanted.has(keyOf(leaf.field, value));
  }
  const fits = ORDER[leaf.operator];
  const limit = keyOf(leaf.field, leaf.value);
  return (value) => fits(compareKeys(keyOf(leaf.field, value), limit));
}

const ORDER: Readonly<Record<OrderOperator, (order: number) => boolean>> = {
  lt: (order) => order < 0,
  lte: (order) => order <= 0,
  gt: (order) => order > 0,
  gte: (order) => order >= 0,
};

/** What a value is compared by: a moment for times, else the text itself. */
export function keyOf(field: QueryField, value: string): string | number {
  return field.kind === "time" ? (instantOf(value) ?? value) : value;
}

function compareKeys(a: string | number, b: string | number): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return compareCodePoints(String(a), String(b));
}

/** Conditions that must all hold, as one; `null` for none. */
export function allOf(parts: readonly (Condition | null)[]): Condition | null {
  const some = parts.filter((part) => part !== null);
  const [only] = some;
  return some.length <= 1 ? (only ?? null) : { kind: "all", parts: some };
}

// The conditions of the Weave test server: `{"$expr": …}` over one trial of a row. As in a database, a comparison with what is
// not there is neither true nor false. Source: Weave evaluation API, section 6.
import type { StoredTrial } from "./stored.ts";

/** 422: a field that can't be asked for. */
export class UnsupportedField extends Error {}
/** 400: texts and numbers don't compare. */
export class TypeMismatch extends Error {}

type Value = unknown;
type Truth = boolean | null;
type Expression = Readonly<Record<string, unknown>>;

/** Whether the trial passes. */
export function passes(query: unknown, trial: StoredTrial): boolean {
  const expression = (query as { readonly $expr?: Expression } | null)?.$expr;
  if (expression === undefined) throw new TypeMismatch("a filter needs $expr");
  return truthOf(expression, trial) === true;
}

function truthOf(expression: Expression, trial: StoredTrial): Truth {
  const [[operator, operand] = ["", null]] = Object.entries(expression);
  const list = (): readonly Expression[] => operand as readonly Expression[];
  switch (operator) {
    case "$and":
      return all(list().map((one) => truthOf(one, trial)));
    case "$or":
      return negated(all(list().map((one) => negated(truthOf(one, trial)))));
    case "$not":
      return negated(truthOf(list()[0] ?? {}, trial));
    case "$in": {
      const [wanted, options] = operand as readonly [Expression, readonly Expression[]];
      const value = operandOf(wanted, trial);
      return value === null ? null : options.some((option) => operandOf(option, trial) === value);
    }
    case "$contains": {
      const { input, substr, case_insensitive } = operand as Readonly<Record<string, Expression>>;
      const [text, part] = [operandOf(input ?? {}, trial), operandOf(substr ?? {}, trial)];
      if (typeof text !== "string" || typeof part !== "string") return null;
      const isLoose = (case_insensitive as unknown) === true;
      return isLoose ? text.toLowerCase().includes(part.toLowerCase()) : text.includes(part);
    }
    case "$eq":
    case "$gt":
    case "$lt":
    case "$gte":
    case "$lte":
      return compared(operator, operandOf(list()[0] ?? {}, trial), operandOf(list()[1] ?? {}, trial));
    default:
      throw new TypeMismatch(`unknown operator ${operator}`);
  }
}

function all(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.includes(null) ? null : true;
}

function negated(truth: Truth): Truth {
  return truth === null ? null : !truth;
}

function compared(operator: "$eq" | "$gt" | "$lt" | "$gte" | "$lte", a: Value, b: Value): Truth {
  if (a === null || b === null) return null;
  if (operator === "$eq") return a === b;
  if (typeof a !== typeof b) throw new TypeMismatch(`can't compare ${typeof a} with ${typeof b}`);
  const [x, y] = [a as number, b as number];
  if (operator === "$gt") return x > y;
  if (operator === "$lt") return x < y;
  return operator === "$gte" ? x >= y : x <= y;
}

function operandOf(operand: Expression, trial: StoredTrial): Value {
  if ("$literal" in operand) return operand.$literal ?? null;
  if ("$getField" in operand) return fieldOf(String(operand.$getField), trial);
  if ("$size" in operand) {
    const value = operandOf(operand.$size as Expression, trial);
    return Array.isArray(value) ? value.length : null;
  }
  if ("$convert" in operand) {
    const { input, to } = operand.$convert as { readonly input: Expression; readonly to: string };
    return converted(operandOf(input, trial), to);
  }
  return truthOf(operand, trial);
}

function converted(value: Value, to: string): Value {
  if (to === "exists") return value !== null;
  if (value === null) return null;
  if (to === "string") return typeof value === "string" ? value : JSON.stringify(value);
  if (to === "bool") return value === true || value === "true" || value === 1;
  const number = Number(value);
  if (Number.isNaN(number) || typeof value === "object") return null;
  return to === "int" ? Math.trunc(number) : number;
}

/** A value of the trial; `null` where it is not there. */
export function fieldOf(field: string, { scores, output, row }: StoredTrial): Value {
  const [root, ...path] = field.split(".");
  if (path.length === 0 || !["scores", "inputs", "output"].includes(root ?? ""))
    throw new UnsupportedField(`Unsupported field: ${field}`);
  let value: Value = root === "scores" ? scores : root === "output" ? output : JSON.parse(row);
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return null;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return value ?? null;
}

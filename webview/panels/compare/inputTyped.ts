// Conditions on inputs as they are typed for a field, and back: a filter is kept as it was typed. Knows nothing of the page.

import { type InputCondition, toInputCondition } from "../../../src/core/compare/inputCondition.ts";
import { inputKey } from "../../compareShared/typedColumns.ts";
import type { Filters } from "../../shared/filterRow.ts";
import { betweenText, MISSING, readFilter } from "../../shared/filterText.ts";

/** What is typed for a field as a condition; `null` for nothing, or for what can't be read. */
export function typedInput(field: string, typed: string): InputCondition | null {
  const place = { kind: "item", field } as const;
  const read = readFilter({ key: inputKey(field), label: field, kind: "text", place }, typed);
  if (read === null || "problem" in read || !("place" in read.condition)) return null;
  return toInputCondition(read.condition);
}

/** Conditions as they would be typed, by the keys of their fields. */
export function typedOf(inputs: readonly InputCondition[]): Filters {
  return Object.fromEntries(inputs.map((input) => [inputKey(input.field), inputTyped(input)]));
}

function inputTyped(input: InputCondition): string {
  if ("contains" in input) return input.contains;
  if ("matches" in input) return `/${input.matches}/`;
  if ("min" in input) return betweenText(input);
  return input.equals === null ? MISSING : `=${input.equals}`;
}

/** The conditions with another one on a field, or none. */
export function withInput(
  inputs: readonly InputCondition[],
  field: string,
  typed: string,
): readonly InputCondition[] {
  const others = inputs.filter((input) => input.field !== field);
  const own = typedInput(field, typed);
  return own === null ? others : [...others, own];
}

// Conditions on inputs as they would be typed for a field. Knows nothing of the page.

import type { InputCondition } from "../../../src/core/compare/inputCondition.ts";
import { inputKey } from "../../compareShared/typedColumns.ts";
import type { Filters } from "../../shared/filterRow.ts";
import { betweenText, MISSING } from "../../shared/filterText.ts";

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

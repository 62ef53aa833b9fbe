// Conditions on the inputs of a comparison: what a field of the item says. They choose which items are compared, where
// conditions on outcomes only choose which are shown.
import { fieldLabel } from "../rows/rowField.ts";
import type { BetweenCondition, TextCondition } from "../rows/rowFilter.ts";
import { isBetween, rowHolds, textMatches } from "../rows/rowTests.ts";

/**
 * A field (by name, as `fieldValue` has it) contains a text (letter case ignored), is a text as tables show it (`null`:
 * absent), matches a pattern, or is a number in a range.
 */
export type InputCondition =
  | { readonly field: string; readonly contains: string }
  | { readonly field: string; readonly equals: string | null }
  | { readonly field: string; readonly matches: string }
  | ({ readonly field: string } & Omit<BetweenCondition, "kind" | "place">);

/** The same as a condition on rows. */
export function toTextCondition(input: InputCondition): TextCondition {
  const place = { kind: "item", field: input.field } as const;
  if ("contains" in input) return { kind: "contains", place, text: input.contains };
  if ("matches" in input) return { kind: "regex", place, text: input.matches };
  if ("min" in input) {
    const { field: _field, ...range } = input;
    return { ...range, kind: "between", place };
  }
  return { kind: "equals", place, text: input.equals };
}

/** The condition that a filter of a row's field stands for; `null` for one on anything else. */
export function toInputCondition(condition: TextCondition): InputCondition | null {
  const { place } = condition;
  if (place.kind !== "item") return null;
  if (condition.kind === "equals") return { field: place.field, equals: condition.text };
  if (condition.kind === "between") {
    const { kind: _kind, place: _place, ...range } = condition;
    return { ...range, field: place.field };
  }
  return condition.kind === "contains"
    ? { field: place.field, contains: condition.text }
    : { field: place.field, matches: condition.text };
}

/**
 * The test of a field's text; `null` stands for an absent field. Objects and lists are searched as the JSON that a table
 * shows. Throws a `badInput` Problem for a pattern that can't be read.
 */
export function inputTest(input: InputCondition): (text: string | null) => boolean {
  if ("equals" in input) return (text) => text === input.equals;
  if ("min" in input) return (text) => isBetween(text, input);
  const condition = toTextCondition(input);
  if (condition.kind !== "contains" && condition.kind !== "regex") return () => false;
  const isFound = textMatches(condition);
  return (text) => text !== null && isFound(text);
}

/** All conditions on a row; see `rowHolds`. */
export function inputsHold(inputs: readonly InputCondition[]): ReturnType<typeof rowHolds> {
  return rowHolds(inputs.map(toTextCondition));
}

/** `topic contains “storage”`, `topic is billing`, `topic is missing`, `turns 3 – 7`. */
export function inputInWords(input: InputCondition): string {
  const field = fieldLabel(input.field, []);
  if ("contains" in input) return `${field} contains “${input.contains}”`;
  if ("matches" in input) return `${field} matches /${input.matches}/`;
  if ("min" in input) return `${field} ${rangeInWords(input)}`;
  if (input.equals === null) return `${field} is missing`;
  return `${field} is ${input.equals === "" ? "empty" : input.equals}`;
}

function rangeInWords({
  min,
  max,
  excludesMin,
  excludesMax,
}: Omit<BetweenCondition, "kind" | "place">): string {
  if (min === null) return max === null ? "is a number" : `${excludesMax === true ? "<" : "≤"} ${max}`;
  if (max === null) return `${excludesMin === true ? ">" : "≥"} ${min}`;
  return `${excludesMin === true ? ">" : ""}${min} – ${excludesMax === true ? "<" : ""}${max}`;
}

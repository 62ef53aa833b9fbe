// Conditions on the inputs of a comparison: what a field of the item says. They choose which items are compared, where
// conditions on outcomes only choose which are shown.
import { rowHolds, type TextCondition, textMatches } from "../rows/rowFilter.ts";

/** A field contains a text (letter case ignored), is a text as tables show it (`null`: absent), or matches a pattern. */
export type InputCondition =
  | { readonly field: string; readonly contains: string }
  | { readonly field: string; readonly equals: string | null }
  | { readonly field: string; readonly matches: string };

/** The same as a condition on rows. */
export function toTextCondition(input: InputCondition): TextCondition {
  const place = { kind: "item", field: input.field } as const;
  if ("contains" in input) return { kind: "contains", place, text: input.contains };
  if ("matches" in input) return { kind: "regex", place, text: input.matches };
  return { kind: "equals", place, text: input.equals };
}

/** The condition that a filter of a row's field stands for; `null` for one on anything else. */
export function toInputCondition(condition: TextCondition): InputCondition | null {
  const { place } = condition;
  if (place.kind !== "item") return null;
  if (condition.kind === "equals") return { field: place.field, equals: condition.text };
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
  const condition = toTextCondition(input);
  if (condition.kind === "equals") return () => false;
  const isFound = textMatches(condition);
  return (text) => text !== null && isFound(text);
}

/** All conditions on a row; see `rowHolds`. */
export function inputsHold(inputs: readonly InputCondition[]): ReturnType<typeof rowHolds> {
  return rowHolds(inputs.map(toTextCondition));
}

/** `topic contains “storage”`, `topic is billing`, `topic is missing`. */
export function inputInWords(input: InputCondition): string {
  const { field } = input;
  if ("contains" in input) return `${field} contains “${input.contains}”`;
  if ("matches" in input) return `${field} matches /${input.matches}/`;
  if (input.equals === null) return `${field} is missing`;
  return `${field} is ${input.equals === "" ? "empty" : input.equals}`;
}

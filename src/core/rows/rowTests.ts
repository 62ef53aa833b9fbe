// Conditions that a row itself decides: its texts, the numbers in them, and what it took.
import type { JsonObject } from "../json/json.ts";
import type { RunRow } from "../run.ts";
import { textPattern } from "../text/textPattern.ts";
import { measureHolds } from "./measureFilter.ts";
import { isInRange, type NumberRange } from "./numberRange.ts";
import { type FieldsOfRow, fieldText, fieldValue, numberOfText } from "./rowField.ts";
import {
  needsRow,
  type RowFilter,
  type SinglePlace,
  type TextCondition,
  type TextPlace,
} from "./rowFilter.ts";

/** The test that a row's texts have to pass; throws a `badInput` Problem for a pattern that can't be read. */
export function rowHolds(filter: RowFilter): (row: RunRow) => boolean {
  const tests = filter.filter(needsRow).map((condition) => {
    if (condition.kind === "measure" || condition.kind === "unmeasured")
      return (row: RunRow): boolean => measureHolds(row.measures ?? {}, condition);
    if (condition.kind === "equals") {
      const { place, text } = condition;
      return (row: RunRow): boolean => textAt(row, place) === text;
    }
    if (condition.kind === "between")
      return (row: RunRow): boolean => isBetween(textAt(row, condition.place), condition);
    const isFound = textMatches(condition);
    return (row: RunRow): boolean => textsAt(row, condition.place).some(isFound);
  });
  return (row) => tests.every((test) => test(row));
}

/** Whether a text is a number in the range. */
export function isBetween(text: string | null, range: NumberRange): boolean {
  const value = numberOfText(text);
  return value !== null && isInRange(value, range);
}

/** The test of one text; throws a `badInput` Problem for a pattern that can't be read. */
export function textMatches({
  kind,
  text,
  matchCase,
}: Extract<TextCondition, { kind: "contains" | "regex" }>): (text: string) => boolean {
  if (kind === "contains") {
    if (matchCase === true) return (one) => one.includes(text);
    const folded = text.toLowerCase();
    return (one) => one.toLowerCase().includes(folded);
  }
  return textPattern(text, matchCase === true);
}

/** The one text of a row at a place, as a table shows it. */
export function textAt(
  row: Pick<RunRow, "output" | "expected" | "error"> & FieldsOfRow,
  place: SinglePlace,
): string | null {
  return place.kind === "item" ? fieldText(row, place.field) : row[place.kind];
}

/** The texts of a row at a place. Numbers inside items count as text, as the table shows them. */
function textsAt(row: RunRow, place: TextPlace): readonly string[] {
  switch (place.kind) {
    case "item":
      return leaves(fieldValue(row, place.field));
    case "any": {
      const own = [row.output, row.expected, row.error].filter((text) => text !== null);
      const scored = row.scores.flatMap(({ state, value, reason }) => [
        ...(state === "text" ? [String(value)] : []),
        ...(reason === undefined ? [] : [reason]),
      ]);
      return [...leaves(row.item), ...own, ...scored];
    }
    default: {
      const text = row[place.kind];
      return text === null ? [] : [text];
    }
  }
}

function leaves(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (value === null || value === undefined) return [];
  if (typeof value === "object") return Object.values(value as JsonObject).flatMap(leaves);
  return [String(value)];
}

// The item of a row as its source wrote it: exports must not turn `1.0` into `1`.
import { memberText, quoteConstants } from "../../core/json/jsonText.ts";
import type { PlacedRow } from "../../core/rows/makeRowSheet.ts";
import { fieldValue } from "../../core/rows/rowField.ts";

export type FullRow = PlacedRow;

/** The item as JSON text, numbers as written; bare NaN and infinities (no JSON) become strings of that name. */
export function itemJson(row: FullRow): string {
  const fields = Object.keys(row.item).map((field) => {
    const source = fieldSource(row, field);
    const value = source === null ? JSON.stringify(row.item[field]) : quoteConstants(source);
    return `${JSON.stringify(field)}:${value}`;
  });
  return `{${fields.join(",")}}`;
}

/** A text, or the source of a value that is none: a number, a list, an object. */
export type FieldCell = string | { readonly source: string };

/** A field by name as a cell: strings as they are, the item's own other values as their source text; `null` when absent. */
export function fieldCell(row: FullRow, field: string): FieldCell | null {
  const value = fieldValue(row, field);
  if (value === undefined) return null;
  if (typeof value === "string") return value;
  const source = Object.hasOwn(row.item, field) ? fieldSource(row, field) : null;
  return { source: source ?? JSON.stringify(value) };
}

function fieldSource(row: FullRow, field: string): string | null {
  const object = "member" in row.place ? memberText(row.source, row.place.member) : row.source;
  return object === null ? null : memberText(object, field);
}

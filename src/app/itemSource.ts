// The item of a row as its source wrote it: exports must not turn `1.0` into `1`.
import type { ItemPlace } from "../core/digest.ts";
import { memberText } from "../core/jsonText.ts";
import type { RowDetail } from "../core/rowQuery.ts";

/** A row in full that knows where its item stands in the source line. */
export interface FullRow extends RowDetail {
  readonly place: ItemPlace;
}

/** The item as JSON text, numbers as written; bare NaN and infinities (no JSON) become strings of that name. */
export function itemJson(row: FullRow): string {
  const fields = Object.keys(row.item).map((field) => {
    const source = fieldSource(row, field);
    const isJson =
      source !== null && !/^-?(?:NaN|Infinity)$/.test(source) && !/[[{].*\b(?:NaN|Infinity)\b/s.test(source);
    return `${JSON.stringify(field)}:${isJson ? source : JSON.stringify(row.item[field])}`;
  });
  return `{${fields.join(",")}}`;
}

/** A field as a cell: strings as they are, other values as their source text; `null` when absent. */
export function fieldCell(row: FullRow, field: string): string | null {
  const value = row.item[field];
  if (value === undefined) return null;
  return typeof value === "string" ? value : (fieldSource(row, field) ?? JSON.stringify(value));
}

function fieldSource(row: FullRow, field: string): string | null {
  const object = "member" in row.place ? memberText(row.source, row.place.member) : row.source;
  return object === null ? null : memberText(object, field);
}

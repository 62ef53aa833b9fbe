// Fields of a row by name: of the item, of objects inside it (`source.page`), and of what its record says beside it
// (`meta:filter`). One name means the same in slices, filters, columns, saved comparisons and on the command line.
import { isJsonObject, type Json, type JsonObject } from "../json/json.ts";

/** In front of a path into what a record says beside the item. No dataset names its columns so. */
export const META_PREFIX = "meta:";
/** A longer path names nothing. */
const MOST_DOTS = 20;

/** What fields are looked up in. */
export interface FieldsOfRow {
  readonly item: JsonObject;
  /** What the record says beside item, output and scores; absent: nothing. */
  readonly meta?: JsonObject;
}

/** Whether a name is of what stands beside the item. */
export function isMetaField(name: string): boolean {
  return name.startsWith(META_PREFIX);
}

/** A field's value; `undefined` when absent. A member whose own name has dots comes before a path. */
export function fieldValue({ item, meta = {} }: FieldsOfRow, name: string): Json | undefined {
  if (Object.hasOwn(item, name)) return item[name];
  if (isMetaField(name)) return valueOnPath(meta, name.slice(META_PREFIX.length), MOST_DOTS);
  return name.includes(".") ? valueOnPath(item, name, MOST_DOTS) : undefined;
}

function valueOnPath(object: JsonObject, path: string, dots: number): Json | undefined {
  if (Object.hasOwn(object, path)) return object[path];
  if (dots === 0) return undefined;
  for (let dot = path.indexOf("."); dot !== -1; dot = path.indexOf(".", dot + 1)) {
    const head = path.slice(0, dot);
    const inner = Object.hasOwn(object, head) ? object[head] : undefined;
    if (isJsonObject(inner)) return valueOnPath(inner, path.slice(dot + 1), dots - 1);
  }
  return undefined;
}

/** A field as text: strings as they are, other values as JSON, a list as one value; `null` when absent. */
export function fieldText(row: FieldsOfRow, name: string): string | null {
  const value = fieldValue(row, name);
  if (value === undefined) return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}

const NUMBER = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i;

/** A field's text as the number that it is; `null` for anything else. Cells of CSV are texts, so numbers are told by form. */
export function numberOfText(text: string | null): number | null {
  if (text === null || !NUMBER.test(text)) return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

/** The name as people read it: without the prefix, unless a field of the item reads alike. */
export function fieldLabel(name: string, itemFields: readonly string[]): string {
  const plain = isMetaField(name) ? name.slice(META_PREFIX.length) : name;
  return isMetaField(name) && itemFields.includes(plain) ? `${plain} (metadata)` : plain;
}

/** Whether rows whose items have these fields may have one of that name. */
export function mayHaveField(itemFields: readonly string[], name: string): boolean {
  return isMetaField(name) || itemFields.some((field) => field === name || name.startsWith(`${field}.`));
}

/** Names beyond this many are not listed. */
const MOST_NAMES = 200;
/** Objects deeper than this are one value. */
const MOST_DEPTH = 6;

/** Names that some of these rows have besides the item's own: paths into its objects, then what stands beside it. */
export function moreFieldNames(rows: readonly FieldsOfRow[]): readonly string[] {
  const nested = new Set<string>();
  const beside = new Set<string>();
  for (const { item, meta = {} } of rows) {
    for (const [name, value] of Object.entries(item))
      if (isJsonObject(value)) addLeaves(value, name, nested, 1);
    for (const [name, value] of Object.entries(meta)) addLeaf(value, META_PREFIX + name, beside, 1);
  }
  return [...nested, ...beside];
}

function addLeaves(object: JsonObject, path: string, into: Set<string>, depth: number): void {
  for (const [name, value] of Object.entries(object)) addLeaf(value, `${path}.${name}`, into, depth + 1);
}

function addLeaf(value: Json, path: string, into: Set<string>, depth: number): void {
  if (isJsonObject(value) && depth < MOST_DEPTH) addLeaves(value, path, into, depth);
  else if (isPlain(value) && into.size < MOST_NAMES) into.add(path);
}

/** Lists of objects are exchanges and the like: nothing to split rows by. */
function isPlain(value: Json): boolean {
  if (Array.isArray(value)) return value.every((one: Json) => typeof one !== "object" || one === null);
  return !isJsonObject(value);
}

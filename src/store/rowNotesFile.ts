// A file of row notes: JSON that other programs may read and write too, one row a line. Members that this version does
// not know stay as they are.

import { isJsonObject, type Json, type JsonObject } from "../core/json/json.ts";
import { instantOf } from "../core/results/instant.ts";
import type { RowNote } from "../core/rows/rowNotes.ts";

export const ROW_NOTES_FORMAT = "eval-results-row-notes";
const VERSION = 1;

/** An entry of the file, with what other versions keep in it. */
export interface RowNoteEntry extends RowNote {
  readonly others: JsonObject;
}

/** What a file of row notes says. `damaged`: it can't be read, and why; `newer`: this version must not write it. */
export type ReadRowNotes =
  | {
      readonly kind: "notes";
      readonly entries: readonly RowNoteEntry[];
      /** Numbers without the excluded rows as they were kept, which may be those of other rows. */
      readonly without?: Json;
      readonly others: JsonObject;
    }
  | { readonly kind: "damaged" | "newer"; readonly reason: string };

/** No file. */
export const NO_ROW_FILE: Extract<ReadRowNotes, { kind: "notes" }> = {
  kind: "notes",
  entries: [],
  others: {},
};

/** Reads the notes of the rows of run `id`. One wrong entry makes the file unreadable: a guess could count a row. */
export function parseRowNotes(text: string, id: string): ReadRowNotes {
  const damaged = (why: string): ReadRowNotes => ({ kind: "damaged", reason: reasonOf(id, why) });
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return damaged("the file is not JSON");
  }
  if (!isJsonObject(content)) return damaged("the file holds no JSON object");
  const { format, version = 1, id: named = id, rows = [], without, ...others } = content;
  if (format !== ROW_NOTES_FORMAT) return damaged(`its format is not ${ROW_NOTES_FORMAT}`);
  if (typeof version !== "number") return damaged("its version is no number");
  if (version > VERSION)
    return { kind: "newer", reason: reasonOf(id, "a newer version of Eval Results wrote them") };
  if (named !== id) return damaged("they name another result");
  if (!Array.isArray(rows)) return damaged("rows is no list");
  const entries = new Map<number, RowNoteEntry>();
  for (const [at, value] of (rows as readonly Json[]).entries()) {
    const entry = parseEntry(value);
    if (typeof entry === "string") return damaged(`entry ${at + 1}: ${entry}`);
    if (entries.has(entry.row)) return damaged(`row ${entry.row} stands there twice`);
    entries.set(entry.row, entry);
  }
  return {
    kind: "notes",
    entries: inOrder([...entries.values()]),
    ...(without === undefined ? {} : { without }),
    others,
  };
}

function reasonOf(id: string, why: string): string {
  return `The row notes of result ${id} can't be read: ${why}.`;
}

/** The entry, or what is wrong with it. */
function parseEntry(value: Json): RowNoteEntry | string {
  if (!isJsonObject(value)) return "it is no object";
  const { row, digest, exclusion = null, note = "", changed_at: changed = null, ...others } = value;
  if (typeof row !== "number" || !Number.isInteger(row) || row < 0) return "row is no row number";
  if (typeof digest !== "string") return "digest is no text";
  if (exclusion !== null && (typeof exclusion !== "string" || exclusion.trim() === ""))
    return "exclusion is no reason";
  if (typeof note !== "string") return "note is no text";
  const isMoment = typeof changed === "string" && instantOf(changed) !== null;
  return { row, digest, exclusion, note, changedAt: isMoment ? changed : null, others };
}

export function inOrder(entries: readonly RowNoteEntry[]): readonly RowNoteEntry[] {
  return [...entries].sort((a, b) => a.row - b.row);
}

/** The file's text; `without`: the numbers without the rows that the entries exclude. */
export function rowNotesText(
  id: string,
  entries: readonly RowNoteEntry[],
  others: JsonObject,
  without: Json | null = null,
): string {
  const head = JSON.stringify({ format: ROW_NOTES_FORMAT, version: VERSION, id, ...others });
  const lines = inOrder(entries).map(({ row, digest, exclusion, note, changedAt, others: more }) =>
    JSON.stringify({ row, digest, exclusion, note, changed_at: changedAt, ...more }),
  );
  const list = lines.length === 0 ? "[]" : `[\n  ${lines.join(",\n  ")}\n]`;
  const numbers = without === null ? "" : `,"without":${JSON.stringify(without)}`;
  return `${head.slice(0, -1)},"rows":${list}${numbers}}\n`;
}

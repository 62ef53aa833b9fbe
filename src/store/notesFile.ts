// A notes file: JSON that other programs may read and write too. Members that this version does not know stay as they are.

import { isJsonObject, type Json, type JsonObject } from "../core/json/json.ts";
import { instantOf } from "../core/results/instant.ts";
import { CORRECTABLE, NO_NOTES, type RunNotes } from "../core/results/runNotes.ts";

export const NOTES_FORMAT = "eval-results-notes";
const NOTES_VERSION = 1;

/** What a notes file says. `damaged`: it can't be read, and why; `newer`: it must not be written by this version. */
export type ReadNotes =
  | { readonly kind: "notes"; readonly notes: RunNotes; readonly others: JsonObject }
  | { readonly kind: "damaged" | "newer"; readonly reason: string };

/** No file. */
export const NO_FILE: Extract<ReadNotes, { kind: "notes" }> = { kind: "notes", notes: NO_NOTES, others: {} };

/** Reads the notes of run `id`. A member that is missing says nothing; one of a wrong type makes the file unreadable. */
export function parseNotes(text: string, id: string): ReadNotes {
  const damaged = (why: string): ReadNotes => ({ kind: "damaged", reason: reasonOf(id, why) });
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return damaged("the file is not JSON");
  }
  if (!isJsonObject(content)) return damaged("the file holds no JSON object");
  const { format, version = 1, id: named = id, changed_at: changedAt = null, ...rest } = content;
  const { star = false, tags = [], note = "", name = null, model = null, ...more } = rest;
  const { dataset = null, metric = null, ...others } = more;
  if (format !== NOTES_FORMAT) return damaged(`its format is not ${NOTES_FORMAT}`);
  if (typeof version !== "number") return damaged("its version is no number");
  if (version > NOTES_VERSION)
    return { kind: "newer", reason: reasonOf(id, "a newer version of Eval Results wrote them") };
  if (named !== id) return damaged("they name another result");
  const corrections = { name, model, dataset, metric };
  const wrong = CORRECTABLE.find((fact) => !isTextOrNull(corrections[fact]));
  if (wrong !== undefined) return damaged(`${wrong} is no text`);
  if (typeof star !== "boolean") return damaged("star is neither true nor false");
  if (typeof note !== "string") return damaged("note is no text");
  if (!isTextList(tags)) return damaged("tags is no list of texts");
  const isMoment = typeof changedAt === "string" && instantOf(changedAt) !== null;
  const facts = corrections as Readonly<Record<(typeof CORRECTABLE)[number], string | null>>;
  return {
    kind: "notes",
    notes: { star, tags: [...new Set(tags)], note, ...facts, changedAt: isMoment ? changedAt : null },
    others,
  };
}

function reasonOf(id: string, why: string): string {
  return `The notes of result ${id} can't be read: ${why}.`;
}

function isTextOrNull(value: Json): value is string | null {
  return value === null || typeof value === "string";
}

function isTextList(value: Json): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}

/** The file's text, one member a line. */
export function notesText(id: string, notes: RunNotes, others: JsonObject): string {
  const { changedAt, ...rest } = notes;
  const content = {
    format: NOTES_FORMAT,
    version: NOTES_VERSION,
    id,
    changed_at: changedAt,
    ...rest,
    ...others,
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

// Notes in the catalogue: what the notes folder held when it was last looked at, so that queries see corrections and tags.
import { instantOf } from "../core/instant.ts";
import type { DamagedRun } from "../core/runStore.ts";
import type { Database } from "./database.ts";
import { NO_FILE, parseNotes } from "./notesFile.ts";
import type { SeenNotes } from "./notesFolder.ts";

/** Notes as the catalogue has them, by run. */
export function cataloguedNotes(database: Database): Map<string, SeenNotes> {
  const rows = database.all("SELECT run, text, size, modified, settled FROM notes");
  return new Map(
    rows.map((row) => [
      String(row.run),
      {
        text: String(row.text),
        sizeBytes: Number(row.size),
        modifiedMs: typeof row.modified === "number" ? row.modified : null,
        isSettled: row.settled === 1,
      },
    ]),
  );
}

/** Puts notes in; those that can't be read say nothing, as if there were none. */
export function putNotes(database: Database, id: string, seen: SeenNotes): void {
  const read = parseNotes(seen.text, id);
  const { notes } = read.kind === "notes" ? read : NO_FILE;
  dropNotes(database, id);
  database.run("INSERT INTO notes VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)", [
    id,
    seen.text,
    seen.sizeBytes,
    seen.modifiedMs,
    seen.isSettled ? 1 : 0,
    notes.star ? 1 : 0,
    notes.note,
    notes.name,
    notes.model,
    notes.dataset,
    notes.metric,
    notes.changedAt,
    notes.changedAt === null ? null : instantOf(notes.changedAt),
  ]);
  for (const [pos, tag] of notes.tags.entries())
    database.run("INSERT INTO tag VALUES (?,?,?)", [id, pos, tag]);
}

export function dropNotes(database: Database, id: string): void {
  database.run("DELETE FROM tag WHERE run = ?", [id]);
  database.run("DELETE FROM notes WHERE run = ?", [id]);
}

/** Why the notes of a run can't be read; `null` when they can. */
export function notesDamage(id: string, { text }: SeenNotes): DamagedRun | null {
  const read = parseNotes(text, id);
  return read.kind === "notes" ? null : { id, reason: read.reason, isNotes: true };
}

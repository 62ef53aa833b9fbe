// Notes in the catalogue: what the notes folder held when it was last looked at, so that queries see corrections and tags.
import { instantOf } from "../core/results/instant.ts";
import type { DamagedRun } from "../core/runStore.ts";
import type { Database } from "./database.ts";
import type { SeenNotes } from "./noteFiles.ts";
import { NO_FILE, parseNotes } from "./notesFile.ts";
import type { NotesFolder } from "./notesFolder.ts";

/** Notes as the catalogue has them, by run. */
function cataloguedNotes(database: Database): Map<string, SeenNotes> {
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

function dropNotes(database: Database, id: string): void {
  database.run("DELETE FROM tag WHERE run = ?", [id]);
  database.run("DELETE FROM notes WHERE run = ?", [id]);
}

/** That so many notes files need not be read again at the next start is worth saving the catalogue. */
const WORTH_A_SAVE = 50;

export interface TakenNotes {
  /** Notes that can't be read, and why; also those of runs in the trash. */
  readonly damaged: readonly DamagedRun[];
  /** The catalogue now differs from its file by more than what the next look finds anyway. */
  readonly isWorthSaving: boolean;
  /** Some text changed, came or went. */
  readonly isChanged: boolean;
}

/** Keeps the catalogue's notes up to date with the folder. */
export class NotesIndex {
  /** Notes in the catalogue. */
  private known: ReadonlyMap<string, SeenNotes> | null = null;
  private readonly damaged = new Map<string, DamagedRun>();

  async take(database: Database, folder: NotesFolder): Promise<TakenNotes> {
    const known = this.known ?? this.start(database, folder);
    const seen = await folder.look();
    const fresh = [...seen].filter(([id, { text }]) => known.get(id)?.text !== text);
    const settled = [...seen].filter(
      ([id, { isSettled }]) => isSettled && known.get(id)?.isSettled === false,
    );
    const vanished = [...known.keys()].filter((id) => !seen.has(id));
    if (fresh.length + settled.length + vanished.length > 0)
      database.transaction(() => {
        for (const [id, one] of [...fresh, ...settled]) putNotes(database, id, one);
        for (const id of vanished) dropNotes(database, id);
      });
    for (const id of vanished) this.damaged.delete(id);
    for (const [id, one] of fresh) this.judge(id, one);
    this.known = seen;
    const isChanged = fresh.length + vanished.length > 0;
    const isWorthSaving = isChanged || settled.length > WORTH_A_SAVE;
    return { damaged: [...this.damaged.values()], isChanged, isWorthSaving };
  }

  private start(database: Database, folder: NotesFolder): ReadonlyMap<string, SeenNotes> {
    const known = cataloguedNotes(database);
    folder.trust(known);
    for (const [id, one] of known) this.judge(id, one);
    return known;
  }

  private judge(id: string, { text }: SeenNotes): void {
    const read = parseNotes(text, id);
    if (read.kind === "notes") this.damaged.delete(id);
    else this.damaged.set(id, { id, reason: read.reason, isNotes: true });
  }
}

// The notes of rows, one small file a run: held against the rows' digests, changed a few rows at a time.
import { DIGEST_BYTES, digestName } from "../core/join/digest.ts";
import type { JsonObject } from "../core/json/json.ts";
import type { Hashes } from "../core/ports.ts";
import { Problem } from "../core/problem.ts";
import {
  changedRowNote,
  excludedRows,
  NO_ROW_NOTES,
  type RowNote,
  type RowNoteChange,
  type RowNotes,
} from "../core/rows/rowNotes.ts";
import { keptWithout, listedWithout, readWithout, withoutRows } from "../core/rows/withoutExcluded.ts";
import type { RunId } from "../core/run.ts";
import type { StoredRun } from "../core/runStore.ts";
import type { StoreLayout } from "./layout.ts";
import { ROW_NOTES } from "./names.ts";
import { NoteFiles, type SeenNotes } from "./noteFiles.ts";
import { notWritable } from "./notesFolder.ts";
import { inOrder, NO_ROW_FILE, parseRowNotes, type RowNoteEntry, rowNotesText } from "./rowNotesFile.ts";

type OpenRun = (id: RunId) => Promise<StoredRun>;

/** Runs whose notes are remembered as they were last held against their rows. */
const KEPT = 500;

export class RowNotesFolder {
  private readonly files: NoteFiles;
  private readonly held = new Map<RunId, { readonly text: string; readonly notes: Promise<RowNotes> }>();

  constructor(
    private readonly layout: StoreLayout,
    private readonly hashes: Hashes,
    private readonly open: OpenRun,
  ) {
    this.files = new NoteFiles(layout, ROW_NOTES);
  }

  /** All files as they are now, by run. */
  look(): Promise<ReadonlyMap<string, SeenNotes>> {
    return this.files.look();
  }

  /** What is said of the rows of a run now. Entries that fit none of its rows are left out and told of. */
  async notesOf(id: RunId): Promise<RowNotes> {
    const seen = await this.files.lookAt(id);
    return seen === null ? NO_ROW_NOTES : this.holdAgainst(id, seen.text);
  }

  /** The same of those runs that anything is said of. */
  async notesOfAll(ids: readonly RunId[]): Promise<ReadonlyMap<RunId, RowNotes>> {
    const seen = await this.files.look();
    const found = new Map<RunId, RowNotes>();
    for (const id of ids) {
      const text = seen.get(id)?.text;
      // A run that was deleted or damaged meanwhile is told of by the list itself.
      if (text !== undefined) found.set(id, await this.holdAgainst(id, text).catch(() => NO_ROW_NOTES));
    }
    return found;
  }

  private holdAgainst(id: RunId, text: string): Promise<RowNotes> {
    const known = this.held.get(id);
    if (known?.text === text) return known.notes;
    const notes = this.checked(id, text);
    if (this.held.size >= KEPT) this.held.clear();
    this.held.set(id, { text, notes });
    notes.catch(() => this.held.delete(id));
    return notes;
  }

  private async checked(id: RunId, text: string): Promise<RowNotes> {
    const stamp = `${text.length}.${this.hashes.crc32(new TextEncoder().encode(text), 0)}`;
    const found = parseRowNotes(text, id);
    if (found.kind !== "notes") return { notes: [], problem: found.reason, stamp };
    const stored = await this.open(id);
    const inRange = found.entries.filter(({ row }) => row < stored.record.run.rows);
    const digests = await digestNames(
      stored,
      inRange.map(({ row }) => row),
    );
    const notes = inRange
      .filter(({ digest }, i) => digest === digests[i])
      .map(({ others: _others, ...note }): RowNote => note);
    const strays = found.entries.length - notes.length;
    const problem =
      strays === 0
        ? null
        : `${strays} of ${found.entries.length} row notes of result ${id} fit no row of it and are not used.`;
    const without = readWithout(found.without, excludedRows(notes));
    return { notes, problem, stamp, ...(without === null ? {} : { without }) };
  }

  /** Does work that changes notes once what was asked before is done. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.files.inTurn(work);
  }

  /** Changes what is said of rows, to be called in turn; gives the entries before, one a change. */
  async change(id: RunId, changes: readonly RowNoteChange[]): Promise<readonly (RowNote | null)[]> {
    const stored = await this.open(id);
    const { rows } = stored.record.run;
    const wrong = changes.find(({ row }) => !Number.isInteger(row) || row < 0 || row >= rows);
    if (wrong !== undefined)
      throw new Problem("notFound", `There is no row ${wrong.row}; the result has ${rows} rows.`);
    const digests = await digestNames(
      stored,
      changes.map(({ row }) => row),
    );
    return this.files.flushed(async () => {
      const text = await this.files.read(id);
      const found = text === null ? NO_ROW_FILE : parseRowNotes(text, id);
      if (found.kind === "newer") throw notWritable(found.reason);
      if (found.kind === "damaged") await this.files.setAside(id);
      const { entries, others } = found.kind === "notes" ? found : NO_ROW_FILE;
      const next = new Map(entries.map((entry) => [entry.row, entry]));
      const changedAt = new Date(this.layout.environment.nowMs()).toISOString();
      const former = changes.map((change, i) => {
        const digest = digests[i] as string;
        const before = entryOf(next, change.row, digest);
        const after = changedRowNote(before, change, digest, changedAt);
        if (after === null && before !== undefined) next.delete(change.row);
        else if (after !== null && after !== before)
          next.set(change.row, { ...after, others: before?.others ?? {} });
        return before ?? null;
      });
      const isSame = next.size === entries.length && entries.every((entry) => next.get(entry.row) === entry);
      const isNeeded = next.size > 0 || Object.keys(others).length > 0;
      if (!isSame) {
        const kept = [...next.values()];
        const without = isNeeded ? await numbersWithout(stored, kept) : null;
        await this.files.write(id, isNeeded ? rowNotesText(id, kept, others, without) : null);
      }
      return former.map((entry) => (entry === null ? null : withoutOthers(entry)));
    });
  }
}

/** What is said of a row; what was said of another one that stood there says nothing. */
function entryOf(entries: ReadonlyMap<number, RowNoteEntry>, row: number, digest: string) {
  const entry = entries.get(row);
  return entry?.digest === digest ? entry : undefined;
}

function withoutOthers({ others: _others, ...note }: RowNoteEntry): RowNote {
  return note;
}

/** The numbers without the rows that entries exclude; `null` where none does, or a column can't be read. */
async function numbersWithout(
  stored: StoredRun,
  entries: readonly RowNoteEntry[],
): Promise<JsonObject | null> {
  const inRange = inOrder(entries).filter(({ row }) => row < stored.record.run.rows);
  const digests = await digestNames(
    stored,
    inRange.map(({ row }) => row),
  );
  const rows = excludedRows(inRange.filter(({ digest }, i) => digest === digests[i]));
  if (rows.length === 0) return null;
  try {
    return keptWithout(listedWithout(await withoutRows(stored, rows)), rows);
  } catch (error) {
    // What was said must not be lost with it; the list then shows no number without these rows.
    if (error instanceof Problem) return null;
    throw error;
  }
}

async function digestNames(stored: StoredRun, rows: readonly number[]): Promise<readonly string[]> {
  const digests = await stored.digestsOf(rows);
  return rows.map((_, i) => digestName(digests, i * DIGEST_BYTES));
}

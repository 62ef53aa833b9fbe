// The notes of runs, one small file each, changed by rename; the last writer wins. Seen by content: a file's time tells
// only that it has to be read, and is trusted once it is older than any file system's tick.
import type { JsonObject } from "../core/json.ts";
import { Problem } from "../core/problem.ts";
import type { RunId } from "../core/run.ts";
import {
  changedNotes,
  type FormerNotes,
  isBlank,
  type NotesChange,
  type RunNotes,
} from "../core/runNotes.ts";
import { hexOf } from "../util/bytes.ts";
import { type StoreLayout, writeNew } from "./layout.ts";
import { parseNotesName, parseTrashName } from "./names.ts";
import { NO_FILE, notesText, parseNotes, type ReadNotes } from "./notesFile.ts";

/** File systems tell times to two seconds at worst: two writes within a tick leave the same time. */
const TICK_MS = 3_000;
const READ_TOGETHER = 32;

/** A notes file as it was last read. */
export interface SeenNotes {
  readonly text: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number | null;
  /** Read a tick after its time was first seen: while size and time stay, so does the text. */
  readonly isSettled: boolean;
}

interface Known extends SeenNotes {
  /** When this size and time were first seen, by our clock; `null`: before this process. */
  readonly sinceMs: number | null;
}

export class NotesFolder {
  private known = new Map<string, Known>();
  private writing: Promise<unknown> = Promise.resolve();

  constructor(private readonly layout: StoreLayout) {}

  /** What an earlier process saw, to spare reading it again. */
  trust(seen: ReadonlyMap<string, SeenNotes>): void {
    for (const [id, one] of seen) if (!this.known.has(id)) this.known.set(id, { ...one, sinceMs: null });
  }

  /** All notes as they are now, by run. */
  async look(): Promise<ReadonlyMap<string, SeenNotes>> {
    const { fs, notes } = this.layout;
    const ids = (await fs.list(notes)).flatMap(({ name, isFolder }) =>
      isFolder ? [] : (parseNotesName(name) ?? []),
    );
    const found = new Map<string, Known>();
    for (let at = 0; at < ids.length; at += READ_TOGETHER)
      await Promise.all(
        ids.slice(at, at + READ_TOGETHER).map(async (id) => {
          const one = await this.see(id);
          if (one !== null) found.set(id, one);
        }),
      );
    this.known = found;
    return found;
  }

  private async see(id: string): Promise<Known | null> {
    const { fs, environment } = this.layout;
    const path = this.layout.notesFile(id);
    const facts = await fs.stat(path);
    if (facts === null) return null;
    const modifiedMs = facts.modifiedMs ?? null;
    const before = this.known.get(id);
    const isSame =
      before !== undefined && before.sizeBytes === facts.sizeBytes && before.modifiedMs === modifiedMs;
    if (isSame && before.isSettled) return before;
    const nowMs = environment.nowMs();
    const sinceMs = (isSame ? before.sinceMs : null) ?? nowMs;
    const text = await readText(this.layout, id);
    if (text === null) return null;
    const isSettled = modifiedMs !== null && nowMs - sinceMs > TICK_MS;
    return { text, sizeBytes: facts.sizeBytes, modifiedMs, isSettled, sinceMs };
  }

  /** The notes of one run, from its file. */
  read(id: RunId): Promise<ReadNotes> {
    return readNotes(this.layout, id);
  }

  /** Does work that changes notes once what was asked before is done: changes of one process never cross. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.writing.then(work);
    this.writing = done.catch(() => undefined);
    return done;
  }

  /** Changes the notes of runs one after another, to be called in turn; gives those before. */
  async change(ids: readonly RunId[], change: NotesChange): Promise<readonly FormerNotes[]> {
    await this.layout.ensure(this.layout.notes);
    const former: FormerNotes[] = [];
    try {
      for (const id of ids) former.push({ id, notes: await this.changeOne(id, change) });
    } finally {
      await this.layout.fs.syncFolder(this.layout.notes);
    }
    return former;
  }

  private async changeOne(id: RunId, change: NotesChange): Promise<RunNotes> {
    const found = await this.read(id);
    if (found.kind === "newer")
      throw new Problem(
        "readOnly",
        `${found.reason.replace(/\.$/, "")}; update the extension to change them.`,
      );
    if (found.kind === "damaged") await this.setAside(id);
    const { notes, others } = found.kind === "notes" ? found : NO_FILE;
    const changed = changedNotes(notes, change, new Date(this.layout.environment.nowMs()).toISOString());
    if (!isSameNotes(notes, changed)) await this.write(id, changed, others);
    return notes;
  }

  /** Notes that say nothing need no file, unless another version keeps something in it. */
  private async write(id: RunId, notes: RunNotes, others: JsonObject): Promise<void> {
    const { fs } = this.layout;
    const path = this.layout.notesFile(id);
    if (isBlank(notes) && Object.keys(others).length === 0) return fs.remove(path);
    await this.layout.ensure(this.layout.tmp);
    const draft = this.layout.staging("notes");
    try {
      await writeNew(fs, draft, new TextEncoder().encode(notesText(id, notes, others)));
      // Never by removing the old file first: it is nobody's cache.
      await fs.rename(draft, path);
    } catch (error) {
      await fs.remove(draft).catch(() => undefined);
      throw error;
    }
  }

  /** Damaged notes are moved out of the way under a name of their own: someone may still mend them. */
  private async setAside(id: RunId): Promise<void> {
    const { fs, notes, environment } = this.layout;
    await fs.rename(
      this.layout.notesFile(id),
      fs.join(notes, `${id}.damaged-${hexOf(environment.randomBytes(4))}.json`),
    );
  }
}

/** The notes of one run as they are now. */
export async function readNotes(layout: StoreLayout, id: RunId): Promise<ReadNotes> {
  const text = await readText(layout, id);
  return text === null ? NO_FILE : parseNotes(text, id);
}

/** `null` where there is none; it may go between a look and a read. */
async function readText(layout: StoreLayout, id: string): Promise<string | null> {
  const path = layout.notesFile(id);
  try {
    if ((await layout.fs.stat(path)) === null) return null;
    return new TextDecoder().decode(await layout.fs.read(path));
  } catch (error) {
    if ((await layout.fs.stat(path)) === null) return null;
    throw error;
  }
}

/**
 * Whether a run is neither stored nor in the trash. The trash is looked at before and after, so that a run on its way
 * there or back is not taken for gone.
 */
export async function isGone(layout: StoreLayout, id: string): Promise<boolean> {
  const isTrashed = async (): Promise<boolean> =>
    (await layout.fs.list(layout.trash)).some(({ name }) => parseTrashName(name)?.id === id);
  return !(await isTrashed()) && (await layout.fs.stat(layout.run(id))) === null && !(await isTrashed());
}

/** Removes the notes of a run that is gone for good, those set aside too. */
export async function removeNotes(layout: StoreLayout, id: RunId): Promise<void> {
  for (const { name } of await layout.fs.list(layout.notes))
    if (name.startsWith(`${id}.`)) await layout.fs.remove(layout.fs.join(layout.notes, name));
}

/** The time aside. */
function isSameNotes(a: RunNotes, b: RunNotes): boolean {
  return JSON.stringify({ ...a, changedAt: null }) === JSON.stringify({ ...b, changedAt: null });
}

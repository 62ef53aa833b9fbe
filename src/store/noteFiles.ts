// Small files of what people say about runs, one a run, changed by rename; the last writer wins. Seen by content: a file's
// time tells only that it has to be read, and is trusted once it is older than any file system's tick.
import { hexOf } from "../util/bytes.ts";
import { type StoreLayout, writeNew } from "./layout.ts";
import type { NoteFileName } from "./names.ts";

/** File systems tell times to two seconds at worst: two writes within a tick leave the same time. */
const TICK_MS = 3_000;
const READ_TOGETHER = 32;

/** A file as it was last read. */
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

/** The files of one kind in the notes folder. */
export class NoteFiles {
  private known = new Map<string, Known>();
  private writing: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly layout: StoreLayout,
    private readonly name: NoteFileName,
  ) {}

  /** What an earlier process saw, to spare reading it again. */
  trust(seen: ReadonlyMap<string, SeenNotes>): void {
    for (const [id, one] of seen) if (!this.known.has(id)) this.known.set(id, { ...one, sinceMs: null });
  }

  /** All files as they are now, by run. */
  async look(): Promise<ReadonlyMap<string, SeenNotes>> {
    const { fs, notes } = this.layout;
    const ids = (await fs.list(notes)).flatMap(({ name, isFolder }) =>
      isFolder ? [] : (this.name.parse(name) ?? []),
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

  /** The file of one run as it is now, read only where it may have changed; `null` where there is none. */
  async lookAt(id: string): Promise<SeenNotes | null> {
    const one = await this.see(id);
    if (one === null) this.known.delete(id);
    else this.known.set(id, one);
    return one;
  }

  private async see(id: string): Promise<Known | null> {
    const { fs, environment } = this.layout;
    const facts = await fs.stat(this.path(id));
    if (facts === null) return null;
    const modifiedMs = facts.modifiedMs ?? null;
    const before = this.known.get(id);
    const isSame =
      before !== undefined && before.sizeBytes === facts.sizeBytes && before.modifiedMs === modifiedMs;
    if (isSame && before.isSettled) return before;
    const nowMs = environment.nowMs();
    const sinceMs = (isSame ? before.sinceMs : null) ?? nowMs;
    const text = await this.read(id);
    if (text === null) return null;
    const isSettled = modifiedMs !== null && nowMs - sinceMs > TICK_MS;
    return { text, sizeBytes: facts.sizeBytes, modifiedMs, isSettled, sinceMs };
  }

  /** The text of a run's file, from the file; `null` where there is none. It may go between a look and a read. */
  async read(id: string): Promise<string | null> {
    const path = this.path(id);
    try {
      if ((await this.layout.fs.stat(path)) === null) return null;
      return new TextDecoder().decode(await this.layout.fs.read(path));
    } catch (error) {
      if ((await this.layout.fs.stat(path)) === null) return null;
      throw error;
    }
  }

  /** Does work that changes files once what was asked before is done: changes of one process never cross. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.writing.then(work);
    this.writing = done.catch(() => undefined);
    return done;
  }

  /** Writes a run's file over any there, whole or not at all; `null` removes it. The folder is flushed by `flushed`. */
  async write(id: string, text: string | null): Promise<void> {
    const { fs } = this.layout;
    if (text === null) return fs.remove(this.path(id));
    await this.layout.ensure(this.layout.tmp);
    const draft = this.layout.staging("notes");
    try {
      await writeNew(fs, draft, new TextEncoder().encode(text));
      // Never by removing the old file first: it is nobody's cache.
      await fs.rename(draft, this.path(id));
    } catch (error) {
      await fs.remove(draft).catch(() => undefined);
      throw error;
    }
  }

  /** Does work that writes files and makes it durable, whatever becomes of it. */
  async flushed<T>(work: () => Promise<T>): Promise<T> {
    await this.layout.ensure(this.layout.notes);
    try {
      return await work();
    } finally {
      await this.layout.fs.syncFolder(this.layout.notes);
    }
  }

  /** Damaged files are moved out of the way under a name of their own: someone may still mend them. */
  async setAside(id: string): Promise<void> {
    const { fs, notes, environment } = this.layout;
    const chance = hexOf(environment.randomBytes(4));
    await fs.rename(
      this.path(id),
      fs.join(notes, this.name.of(id).replace(/json$/, `damaged-${chance}.json`)),
    );
  }

  private path(id: string): string {
    return this.layout.fs.join(this.layout.notes, this.name.of(id));
  }
}

// The notes of runs, one small file each: read, changed and removed.
import { Problem } from "../core/problem.ts";
import {
  changedNotes,
  type FormerNotes,
  isBlank,
  type NotesChange,
  type RunNotes,
} from "../core/results/runNotes.ts";
import type { RunId } from "../core/run.ts";
import type { StoreLayout } from "./layout.ts";
import { parseTrashName, RUN_NOTES } from "./names.ts";
import { NoteFiles, type SeenNotes } from "./noteFiles.ts";
import { NO_FILE, notesText, parseNotes, type ReadNotes } from "./notesFile.ts";

export class NotesFolder {
  private readonly files: NoteFiles;

  constructor(private readonly layout: StoreLayout) {
    this.files = new NoteFiles(layout, RUN_NOTES);
  }

  /** What an earlier process saw, to spare reading it again. */
  trust(seen: ReadonlyMap<string, SeenNotes>): void {
    this.files.trust(seen);
  }

  /** All notes as they are now, by run. */
  look(): Promise<ReadonlyMap<string, SeenNotes>> {
    return this.files.look();
  }

  /** Does work that changes notes once what was asked before is done. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.files.inTurn(work);
  }

  /** Changes the notes of runs one after another, to be called in turn; gives those before. */
  change(ids: readonly RunId[], change: NotesChange): Promise<readonly FormerNotes[]> {
    return this.files.flushed(async () => {
      const former: FormerNotes[] = [];
      for (const id of ids) former.push({ id, notes: await this.changeOne(id, change) });
      return former;
    });
  }

  private async changeOne(id: RunId, change: NotesChange): Promise<RunNotes> {
    const found = await readNotes(this.layout, id);
    if (found.kind === "newer") throw notWritable(found.reason);
    if (found.kind === "damaged") await this.files.setAside(id);
    const { notes, others } = found.kind === "notes" ? found : NO_FILE;
    const changed = changedNotes(notes, change, new Date(this.layout.environment.nowMs()).toISOString());
    // Notes that say nothing need no file, unless another version keeps something in it.
    const isNeeded = !isBlank(changed) || Object.keys(others).length > 0;
    if (!isSameNotes(notes, changed))
      await this.files.write(id, isNeeded ? notesText(id, changed, others) : null);
    return notes;
  }
}

/** For notes that only a newer version may write. */
export function notWritable(reason: string): Problem {
  return new Problem("readOnly", `${reason.replace(/\.$/, "")}; update the extension to change them.`);
}

/** The notes of one run as they are now. */
export async function readNotes(layout: StoreLayout, id: RunId): Promise<ReadNotes> {
  const text = await new NoteFiles(layout, RUN_NOTES).read(id);
  return text === null ? NO_FILE : parseNotes(text, id);
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

// Deleted runs: moved to the trash as they are, moved back the same, and removed for good only by request or by rule.
import { Problem } from "../core/problem.ts";
import type { RunId } from "../core/run.ts";
import type { TrashedRun, TrashLimits } from "../core/runStore.ts";
import type { StoreLayout } from "./layout.ts";
import { MANIFEST_FILE, type Manifest } from "./manifest.ts";
import { parseTrashName, trashName } from "./names.ts";
import { isGone, readNotes, removeNotes } from "./notesFolder.ts";
import { checkFolder } from "./runIndex.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
/** The size rule spares what was deleted so recently: its Undo may still be on screen. */
const UNDO_MS = 60 * 60 * 1000;

/** Moves that another process crossed are tried so often. */
const ATTEMPTS = 3;

/** A deleted run with its folder in the trash. */
export interface TrashEntry extends TrashedRun {
  readonly folder: string;
  readonly isWhole: boolean;
}

export function toTrashedRun({ id, name, deletedAtMs, sizeBytes }: TrashEntry): TrashedRun {
  return { id, name, deletedAtMs, sizeBytes };
}

export class Trash {
  constructor(private readonly layout: StoreLayout) {}

  /** Moves runs here, all of them or, when one is not there at the start, none. */
  async take(ids: readonly RunId[]): Promise<void> {
    const { layout } = this;
    for (const id of ids) if ((await layout.fs.stat(layout.run(id))) === null) throw notThere(id);
    await layout.ensure(layout.trash);
    try {
      for (const id of ids) await this.takeOne(id);
    } finally {
      await this.syncMoves();
    }
  }

  private async takeOne(id: RunId): Promise<void> {
    const { fs, environment } = this.layout;
    let ms = environment.nowMs();
    while ((await fs.stat(this.layout.trashed(trashName(id, ms)))) !== null) ms++;
    try {
      await fs.rename(this.layout.run(id), this.layout.trashed(trashName(id, ms)));
    } catch (error) {
      // Another process deleted it this moment.
      if ((await fs.stat(this.layout.run(id))) === null) throw notThere(id);
      throw error;
    }
  }

  /** Moves runs back. Of several entries of one run, the last deleted that is whole. */
  async giveBack(ids: readonly RunId[]): Promise<void> {
    await this.layout.ensure(this.layout.runs);
    try {
      for (const id of ids) await this.giveBackOne(id);
    } finally {
      await this.syncMoves();
    }
  }

  private async giveBackOne(id: RunId): Promise<void> {
    const { fs } = this.layout;
    const target = this.layout.run(id);
    for (let attempt = 1; ; attempt++) {
      if ((await checkFolder(fs, target, id)).kind === "run") return;
      const own = (await this.entries()).filter((entry) => entry.id === id);
      const best = own.find((entry) => entry.isWhole) ?? own[0];
      if (best === undefined)
        throw new Problem("notFound", `Result ${id} is not in the trash of this store.`);
      try {
        // What stands there is the rest of a move that was cut. It changes places, for another process may have put
        // the whole run there this moment: then the next attempt brings it back.
        if ((await fs.stat(target)) !== null) await this.takeOne(id);
        await fs.rename(this.layout.trashed(best.folder), target);
        return;
      } catch (error) {
        if (attempt === ATTEMPTS && (await checkFolder(fs, target, id)).kind !== "run") throw error;
      }
    }
  }

  /** What lies here, last deleted first. Rests of work in several steps are not listed. */
  async entries(): Promise<readonly TrashEntry[]> {
    const { fs } = this.layout;
    const found: TrashEntry[] = [];
    for (const { name } of await fs.list(this.layout.trash)) {
      const parsed = parseTrashName(name);
      if (parsed === null || (await this.isRest(name, parsed.id))) continue;
      const check = await checkFolder(fs, this.layout.trashed(name), parsed.id);
      if (check.kind === "run")
        found.push({
          ...parsed,
          name: await this.nameOf(check.manifest),
          sizeBytes: sizeOf(check.manifest),
          isWhole: true,
        });
      else if (check.kind === "damaged")
        found.push({ ...parsed, name: parsed.id, sizeBytes: await this.measure(name), isWhole: false });
    }
    return found.sort((a, b) => b.deletedAtMs - a.deletedAtMs);
  }

  /** Its name as corrected: notes stay where they are, so that a restored run is as it was. */
  private async nameOf({ record: { run } }: Manifest): Promise<string> {
    const found = await readNotes(this.layout, run.id);
    return (found.kind === "notes" ? found.notes.name : null) ?? run.name;
  }

  /** The rest of a removal for good, which takes the manifest first, or of a move of a run that is whole elsewhere. */
  private async isRest(folder: string, id: RunId): Promise<boolean> {
    const { fs } = this.layout;
    if (fs.hasAtomicRename) return false;
    const manifest = await fs.stat(fs.join(this.layout.trashed(folder), MANIFEST_FILE));
    return manifest === null || (await checkFolder(fs, this.layout.run(id), id)).kind === "run";
  }

  private async measure(folder: string): Promise<number> {
    const { fs } = this.layout;
    const path = this.layout.trashed(folder);
    let bytes = 0;
    for (const { name } of await fs.list(path)) bytes += (await fs.stat(fs.join(path, name)))?.sizeBytes ?? 0;
    return bytes;
  }

  /** Removes entries for good. One that another process restored or removed meanwhile is none of our business. */
  async purge(entries: readonly TrashEntry[]): Promise<readonly TrashEntry[]> {
    const purged: TrashEntry[] = [];
    for (const entry of entries) {
      const path = this.layout.trashed(entry.folder);
      try {
        await this.layout.purge(path);
        purged.push(entry);
        if (await isGone(this.layout, entry.id)) await removeNotes(this.layout, entry.id);
      } catch (error) {
        if ((await this.layout.fs.stat(path)) !== null) throw error;
      }
    }
    return purged;
  }

  private async syncMoves(): Promise<void> {
    await this.layout.fs.syncFolder(this.layout.runs);
    await this.layout.fs.syncFolder(this.layout.trash);
  }
}

/** For a run that is asked for by its id. */
export function notThere(id: RunId): Problem {
  return new Problem("notFound", `Result ${id} is not in this store; it may have been deleted elsewhere.`);
}

function sizeOf(manifest: Manifest): number {
  return Object.values(manifest.files).reduce((sum, file) => sum + file.sizeBytes, 0);
}

/**
 * What the limits no longer allow, oldest first: everything older than the age, then the oldest until the rest fits the
 * size. A time of deletion yet to come (a clock was wrong) counts as now.
 */
export function beyondLimits(
  entries: readonly TrashEntry[],
  limits: TrashLimits,
  nowMs: number,
): readonly TrashEntry[] {
  const oldestFirst = [...entries].sort((a, b) => a.deletedAtMs - b.deletedAtMs);
  const maxAgeMs = limits.maxAgeDays === null ? Number.POSITIVE_INFINITY : limits.maxAgeDays * DAY_MS;
  const maxBytes = limits.maxSizeMB === null ? Number.POSITIVE_INFINITY : limits.maxSizeMB * 1024 * 1024;
  let bytes = entries.reduce((sum, entry) => sum + entry.sizeBytes, 0);
  return oldestFirst.filter((entry) => {
    const ageMs = Math.max(0, nowMs - entry.deletedAtMs);
    const mayGo = ageMs > maxAgeMs || (bytes > maxBytes && ageMs > UNDO_MS);
    if (mayGo) bytes -= entry.sizeBytes;
    return mayGo;
  });
}

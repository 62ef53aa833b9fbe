// Where things lie in a store folder, and the few moves that every part of the store makes there.
import type { Environment, FileSystem } from "../core/ports.ts";
import type { RunId } from "../core/run.ts";
import { stagingName } from "./names.ts";

export class StoreLayout {
  readonly runs: string;
  readonly trash: string;
  readonly notes: string;
  readonly digests: string;
  readonly tmp: string;
  readonly catalogue: string;
  readonly lock: string;
  readonly storeFile: string;

  constructor(
    readonly fs: FileSystem,
    readonly environment: Environment,
    /** The store folder; made on the first write. */
    readonly folder: string,
  ) {
    this.runs = this.path("runs");
    this.trash = this.path("trash");
    this.notes = this.path("notes");
    this.digests = this.path("digests");
    this.tmp = this.path("tmp");
    this.catalogue = this.path("catalogue.sqlite");
    this.lock = this.path("catalogue.lock");
    this.storeFile = this.path("STORE.json");
  }

  run(id: RunId | string): string {
    return this.path("runs", id);
  }

  trashed(folder: string): string {
    return this.path("trash", folder);
  }

  /** A new place in `tmp`. */
  staging(what: string): string {
    return this.path("tmp", stagingName(what, this.environment));
  }

  /** Makes a folder of the store. Its entry is flushed too: a run flushed inside a lost folder would be lost. */
  async ensure(folder: string): Promise<void> {
    if ((await this.fs.stat(folder)) !== null) return;
    const isStoreNew = (await this.fs.stat(this.folder)) === null;
    await this.fs.makeFolder(folder);
    await this.fs.syncFolder(this.folder);
    if (isStoreNew) await this.fs.syncFolder(this.fs.join(this.folder, ".."));
  }

  /**
   * Removes a folder with all in it so that it vanishes from its place at once: renamed into `tmp`, then removed.
   * Where folders are not renamed in one step, its manifest goes first, so that no reader takes the rest for whole.
   */
  async purge(folder: string): Promise<void> {
    if (this.fs.hasAtomicRename) {
      await this.ensure(this.tmp);
      const away = this.staging("purge");
      await this.fs.rename(folder, away);
      await this.fs.remove(away);
    } else {
      await this.fs.remove(this.fs.join(folder, "manifest.json"));
      await this.fs.remove(folder);
    }
  }

  private path(...parts: readonly string[]): string {
    return this.fs.join(this.folder, ...parts);
  }
}

/** Writes a small file whole and flushed. It must not exist. */
export async function writeNew(fs: FileSystem, path: string, bytes: Uint8Array): Promise<void> {
  const sink = await fs.create(path);
  try {
    await sink.write(bytes);
    await sink.close();
  } catch (error) {
    await sink.abandon();
    throw error;
  }
}

/**
 * The present by the file system's own clock, in epoch ms: a fresh file's time. Ours may be wrong, and another machine's
 * may differ. `null` where the file system tells no times.
 */
export async function fileSystemNow(layout: StoreLayout): Promise<number | null> {
  const { fs } = layout;
  await layout.ensure(layout.tmp);
  const probe = layout.staging("now");
  try {
    await writeNew(fs, probe, new Uint8Array(0));
    return (await fs.stat(probe))?.modifiedMs ?? null;
  } finally {
    await fs.remove(probe);
  }
}

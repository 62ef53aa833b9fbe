// The catalogue, kept up to date with the run folders: the folders are listed, only manifests not yet known are read.
// Several processes may do so at once; each gets the same from the same folders.
import type { FileSystem, Hashes } from "../core/ports.ts";
import { Problem } from "../core/problem.ts";
import type { DamagedRun } from "../core/runStore.ts";
import { catalogueIds } from "./catalogue.ts";
import { type LoadedCatalogue, loadCatalogue, saveCatalogue } from "./catalogueFile.ts";
import { NotesIndex } from "./catalogueNotes.ts";
import { addRuns, dropRun } from "./catalogueWrites.ts";
import type { Database, LoadSql } from "./database.ts";
import type { StoreLayout } from "./layout.ts";
import { type Manifest, readManifest } from "./manifest.ts";
import { isRunFolder, parseTrashName, stagingSubject } from "./names.ts";
import type { NotesFolder } from "./notesFolder.ts";

/** Manifests read side by side: enough to keep a disk busy, few enough for every limit of open files. */
const READ_TOGETHER = 16;

export interface IndexParts {
  readonly notes: NotesFolder;
  readonly hashes: Hashes;
  readonly loadSql: LoadSql;
}

export class RunIndex {
  private loaded: LoadedCatalogue | null = null;
  /** Ids in the catalogue; asking it for thousands at every look would take longer than the look. */
  private known: Set<string> | null = null;
  private notes = new NotesIndex();
  private isUnsaved = false;
  private changes = 0;
  private lookedAtMs = Number.NEGATIVE_INFINITY;
  private setAside: readonly DamagedRun[] = [];
  private readonly distrusted = new Set<string>();
  private running: Promise<Database> | null = null;
  private next: Promise<Database> | null = null;

  /** `inMemory`: an empty catalogue to fill from the run folders alone; nothing is loaded or saved. */
  constructor(
    private readonly layout: StoreLayout,
    private readonly parts: IndexParts,
    private readonly inMemory: Database | null = null,
  ) {
    if (inMemory !== null) this.loaded = { database: inMemory, state: { kind: "missing" }, isChanged: false };
  }

  /** Another number whenever the catalogue has changed. */
  get revision(): number {
    return this.changes;
  }

  /** Run folders that can't be shown, as of the last refresh. */
  get damaged(): readonly DamagedRun[] {
    return this.setAside;
  }

  /**
   * The catalogue as the folders are now. One refresh runs at a time; who asks meanwhile gets the one after it, which
   * sees everything done before asking.
   */
  refresh(): Promise<Database> {
    if (this.running === null) {
      this.running = this.refreshNow().finally(() => {
        this.running = null;
      });
      return this.running;
    }
    const start = (): Promise<Database> => {
      this.next = null;
      return this.refresh();
    };
    this.next ??= this.running.then(start, start);
    return this.next;
  }

  /** The catalogue as of a look at most `maxAgeMs` old, or as the folders are now. */
  async recent(maxAgeMs: number): Promise<Database> {
    const ageMs = this.layout.environment.nowMs() - this.lookedAtMs;
    return this.loaded !== null && this.running === null && Math.abs(ageMs) <= maxAgeMs
      ? this.loaded.database
      : this.refresh();
  }

  private async refreshNow(): Promise<Database> {
    const startMs = this.layout.environment.nowMs();
    if (this.loaded === null) {
      this.loaded = await loadCatalogue(this.layout, this.parts.hashes, this.parts.loadSql);
      this.isUnsaved = this.loaded.isChanged;
    }
    const { database, state } = this.loaded;
    this.known ??= catalogueIds(database);
    const { fresh, vanished } = await this.look(this.known);
    if (fresh.length > 0 || vanished.length > 0) this.take(database, this.known, fresh, vanished);
    const taken = await this.notes.take(database, this.parts.notes);
    this.isUnsaved ||= taken.isWorthSaving;
    if (taken.isChanged) this.changes++;
    this.setAside = [...this.setAside, ...taken.damaged.filter(({ id }) => this.known?.has(id))];
    // A newer version's catalogue is left to it; this one's is made in memory.
    if (this.isUnsaved && this.inMemory === null && state.kind !== "newer")
      this.isUnsaved = !(await saveCatalogue(this.layout, this.parts.hashes, database));
    this.lookedAtMs = startMs;
    return database;
  }

  /** What came and what went since `known`, by the folders; those that can't be shown are set aside. */
  private async look(known: ReadonlySet<string>) {
    const present = new Set(foldersIn(await this.layout.fs.list(this.layout.runs)).filter(isRunFolder));
    const moving = await this.alsoInTrash(present);
    const doubted = (id: string): boolean => moving.has(id) || this.distrusted.has(id);
    const unsure = [...present].filter((id) => !known.has(id) || doubted(id));
    const whole = new Map<string, Manifest>();
    const refused: DamagedRun[] = [];
    const writing = unsure.length > 0 ? await this.beingWritten() : new Set();
    for (const found of await readAll(this.layout, unsure)) {
      if (found.kind === "run") whole.set(found.manifest.record.run.id, found.manifest);
      else if (found.kind === "damaged" && !writing.has(found.run.id))
        if (!(await this.isHalfMoved(found.run.id, moving))) refused.push(found.run);
    }
    const fresh = [...whole.values()].filter((manifest) => !known.has(manifest.record.run.id));
    const vanished = [...known].filter((id) => !present.has(id) || (doubted(id) && !whole.has(id)));
    this.setAside = refused;
    this.distrusted.clear();
    return { fresh, vanished };
  }

  private take(
    database: Database,
    known: Set<string>,
    fresh: readonly Manifest[],
    vanished: readonly string[],
  ): void {
    database.transaction(() => {
      addRuns(
        database,
        fresh.map(({ record }) => record),
      );
      for (const id of vanished) dropRun(database, id);
    });
    for (const { record } of fresh) known.add(record.run.id);
    for (const id of vanished) known.delete(id);
    this.isUnsaved = true;
    this.changes++;
  }

  close(): void {
    this.loaded?.database.close();
    this.forget();
  }

  /** Has a run that turned out damaged looked at again by the next refresh, though the catalogue knows it. */
  distrust(id: string): void {
    this.distrusted.add(id);
  }

  /** Forgets what is in memory: the next refresh starts from the file, or from the run folders without one. */
  forget(): void {
    this.changes++;
    this.loaded = null;
    this.known = null;
    this.notes = new NotesIndex();
  }

  /** Runs of which the trash holds something too: moved in several steps, maybe cut in the middle. */
  private async alsoInTrash(present: ReadonlySet<string>): Promise<ReadonlyMap<string, string>> {
    const both = new Map<string, string>();
    for (const name of foldersIn(await this.layout.fs.list(this.layout.trash))) {
      const id = parseTrashName(name)?.id;
      if (id !== undefined && present.has(id)) both.set(id, name);
    }
    return both;
  }

  /** Runs being written in place, or left half written: a file in `tmp` marks them, and they are not shown. */
  private async beingWritten(): Promise<ReadonlySet<string>> {
    const entries = await this.layout.fs.list(this.layout.tmp);
    return new Set(entries.filter((entry) => !entry.isFolder).map((entry) => stagingSubject(entry.name)));
  }

  /** A rest of a run whose other place holds it whole is no damage: it is shown there. */
  private async isHalfMoved(id: string, moving: ReadonlyMap<string, string>): Promise<boolean> {
    const folder = moving.get(id);
    if (folder === undefined) return false;
    return (await checkFolder(this.layout.fs, this.layout.trashed(folder), id)).kind === "run";
  }
}

function foldersIn(entries: Awaited<ReturnType<FileSystem["list"]>>): string[] {
  return entries.filter((entry) => entry.isFolder).map((entry) => entry.name);
}

/** A folder seen through the acceptance rule. `hidden`: gone again. */
export type FolderCheck =
  | { readonly kind: "run"; readonly manifest: Manifest }
  | { readonly kind: "damaged"; readonly run: DamagedRun }
  | { readonly kind: "hidden" };

/** Reads a folder's manifest; a folder that moves away or back meanwhile is looked at once more. */
export async function checkFolder(fs: FileSystem, folder: string, id: string): Promise<FolderCheck> {
  for (let attempt = 1; ; attempt++)
    try {
      return { kind: "run", manifest: await readManifest(fs, folder, id) };
    } catch (error) {
      if ((await isThere(fs, folder)) === false) return { kind: "hidden" };
      if (attempt < 2) continue;
      const why = error instanceof Error ? error.message : String(error);
      const reason = error instanceof Problem ? why : `Result ${id} can't be read: ${why}.`;
      return { kind: "damaged", run: { id, reason } };
    }
}

/** `null` where the file system refuses to say: the first failure is the one to tell. */
async function isThere(fs: FileSystem, path: string): Promise<boolean | null> {
  return fs.stat(path).then(
    (facts) => facts !== null,
    () => null,
  );
}

async function readAll(layout: StoreLayout, ids: readonly string[]): Promise<readonly FolderCheck[]> {
  const checks: FolderCheck[] = [];
  for (let at = 0; at < ids.length; at += READ_TOGETHER)
    checks.push(
      ...(await Promise.all(
        ids.slice(at, at + READ_TOGETHER).map((id) => checkFolder(layout.fs, layout.run(id), id)),
      )),
    );
  return checks;
}

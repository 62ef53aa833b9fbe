// The store in a workspace folder: immutable run folders are the truth, the catalogue is a cache that every refresh
// brings up to date. Several processes may use one folder; none needs a lock for correctness.
import type { Environment, FileSystem, Hashes } from "../core/ports.ts";
import { Problem } from "../core/problem.ts";
import type { RunId, RunSummary } from "../core/run.ts";
import type {
  DamagedRun,
  ListQuery,
  RunDraft,
  RunList,
  RunStore,
  StoredRun,
  TrashedRun,
} from "../core/runStore.ts";
import {
  addRun,
  catalogueIds,
  countRuns,
  dropRun,
  hasSourceBytes,
  listRuns,
  runByIdentity,
  runsByName,
} from "./catalogue.ts";
import { Database, type LoadSql } from "./database.ts";
import { type Manifest, readManifest } from "./manifest.ts";
import { newRunId, parseTrashName, trashName } from "./names.ts";
import { RunReader } from "./runReader.ts";
import { beginDraft } from "./runWriter.ts";

const CATALOGUE_FILE = "catalogue.sqlite";
/** Open readers kept, with the columns they have read. */
const KEPT_READERS = 8;

export interface StoreParts {
  readonly fs: FileSystem;
  readonly hashes: Hashes;
  readonly environment: Environment;
  readonly loadSql: LoadSql;
}

export class LocalStore implements RunStore {
  private database: Database | null = null;
  private damaged: readonly DamagedRun[] = [];
  private readonly readers = new Map<RunId, RunReader>();
  private refreshing: Promise<Database> | null = null;

  constructor(
    private readonly parts: StoreParts,
    /** The store folder; made on the first write. */
    readonly folder: string,
  ) {}

  async list(query: ListQuery): Promise<RunList> {
    const database = await this.refresh();
    return { runs: listRuns(database, query), total: countRuns(database), damaged: this.damaged };
  }

  async open(id: RunId): Promise<StoredRun> {
    const known = this.readers.get(id);
    const folder = this.runFolder(id);
    if (known !== undefined && (await this.parts.fs.stat(folder)) !== null) return this.keep(id, known);
    if ((await this.parts.fs.stat(folder)) === null)
      throw new Problem("notFound", `Result ${id} is not in this store; it may have been deleted elsewhere.`);
    return this.keep(id, new RunReader(this.parts.fs, folder, await readManifest(this.parts.fs, folder, id)));
  }

  private keep(id: RunId, reader: RunReader): RunReader {
    this.readers.delete(id);
    this.readers.set(id, reader);
    const [oldest] = this.readers.keys();
    if (this.readers.size > KEPT_READERS && oldest !== undefined) this.readers.delete(oldest);
    return reader;
  }

  async findByIdentity(identity: string): Promise<RunSummary | null> {
    return runByIdentity(await this.refresh(), identity);
  }

  async hasSourceOfSize(sizeBytes: number): Promise<boolean> {
    return hasSourceBytes(await this.refresh(), sizeBytes);
  }

  async findByName(name: string): Promise<readonly RunSummary[]> {
    return runsByName(await this.refresh(), name);
  }

  async begin(): Promise<RunDraft> {
    const { fs, hashes, environment } = this.parts;
    const id = newRunId(environment);
    const staging = this.path("tmp", `${id}~${environment.processName}`);
    return beginDraft(fs, hashes, { id, staging, final: this.runFolder(id), runs: this.path("runs") });
  }

  async remove(ids: readonly RunId[]): Promise<void> {
    const { fs, environment } = this.parts;
    await fs.makeFolder(this.path("trash"));
    for (const id of ids) {
      if ((await fs.stat(this.runFolder(id))) === null)
        throw new Problem("notFound", `Result ${id} is not in this store.`);
      await fs.rename(this.runFolder(id), this.path("trash", trashName(id, environment.nowMs())));
      this.readers.delete(id);
    }
    await this.syncMoves();
    await this.refresh();
  }

  async restore(ids: readonly RunId[]): Promise<void> {
    const { fs } = this.parts;
    const trash = await fs.list(this.path("trash"));
    await fs.makeFolder(this.path("runs"));
    for (const id of ids) {
      const newest = trash
        .flatMap((entry) => parseTrashName(entry.name) ?? [])
        .filter((entry) => entry.id === id)
        .sort((a, b) => b.deletedAtMs - a.deletedAtMs)[0];
      if (newest === undefined)
        throw new Problem("notFound", `Result ${id} is not in the trash of this store.`);
      await fs.rename(this.path("trash", newest.folder), this.runFolder(id));
    }
    await this.syncMoves();
    await this.refresh();
  }

  async trash(): Promise<readonly TrashedRun[]> {
    const { fs } = this.parts;
    const found: TrashedRun[] = [];
    for (const entry of await fs.list(this.path("trash"))) {
      const parsed = parseTrashName(entry.name);
      if (parsed === null) continue;
      const manifest = await this.manifestIn(this.path("trash", entry.name), parsed.id);
      const name = "record" in manifest ? manifest.record.run.name : parsed.id;
      found.push({ id: parsed.id, name, deletedAtMs: parsed.deletedAtMs });
    }
    return found.sort((a, b) => b.deletedAtMs - a.deletedAtMs);
  }

  /** The catalogue, brought up to date with the run folders. One refresh at a time; callers meanwhile share it. */
  private refresh(): Promise<Database> {
    this.refreshing ??= this.refreshNow().finally(() => {
      this.refreshing = null;
    });
    return this.refreshing;
  }

  private async refreshNow(): Promise<Database> {
    const database = this.database ?? (await this.loadCatalogue());
    this.database = database;
    const folders = (await this.parts.fs.list(this.path("runs"))).filter((entry) => entry.isFolder);
    const present = new Set(folders.map((entry) => entry.name));
    const known = catalogueIds(database);
    const added: Manifest[] = [];
    const damaged: DamagedRun[] = [];
    for (const id of present) {
      if (known.has(id)) continue;
      const manifest = await this.manifestIn(this.path("runs", id), id);
      if ("record" in manifest) added.push(manifest);
      else damaged.push(manifest);
    }
    const vanished = [...known].filter((id) => !present.has(id));
    this.damaged = damaged;
    if (added.length === 0 && vanished.length === 0) return database;
    database.transaction(() => {
      for (const manifest of added) addRun(database, manifest.record);
      for (const id of vanished) dropRun(database, id);
    });
    await this.saveCatalogue(database);
    return database;
  }

  private async manifestIn(folder: string, id: string): Promise<Manifest | DamagedRun> {
    try {
      return await readManifest(this.parts.fs, folder, id);
    } catch (error) {
      if (error instanceof Problem) return { id, reason: error.message };
      return {
        id,
        reason: `Result ${id} can't be read: ${error instanceof Error ? error.message : String(error)}.`,
      };
    }
  }

  private async loadCatalogue(): Promise<Database> {
    const engine = await this.parts.loadSql();
    const path = this.path(CATALOGUE_FILE);
    if ((await this.parts.fs.stat(path)) === null) return Database.empty(engine);
    return Database.from(engine, await this.parts.fs.read(path)) ?? Database.empty(engine);
  }

  /** Writes the snapshot beside and renames it over. A failure costs only speed at the next start. */
  private async saveCatalogue(database: Database): Promise<void> {
    const { fs, environment } = this.parts;
    try {
      await fs.makeFolder(this.path("tmp"));
      const draft = this.path("tmp", `catalogue-${newRunId(environment)}~${environment.processName}`);
      const sink = await fs.create(draft);
      await sink.write(database.bytes());
      await sink.close();
      await fs.rename(draft, this.path(CATALOGUE_FILE));
    } catch {
      // The catalogue is a cache: reading goes on from memory, in a read-only store for ever.
    }
  }

  private async syncMoves(): Promise<void> {
    await this.parts.fs.syncFolder(this.path("runs"));
    await this.parts.fs.syncFolder(this.path("trash"));
  }

  private runFolder(id: RunId): string {
    return this.path("runs", id);
  }

  private path(...parts: readonly string[]): string {
    return this.parts.fs.join(this.folder, ...parts);
  }
}

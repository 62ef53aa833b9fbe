// The tables of digests in a store: which rows of which runs begin with a digest, without opening the runs. A cache that
// may be removed at any time: files never change, are written beside and renamed, and what none of them tells is read from
// the run. Small files are made one from time to time; two processes that do so at once leave a run in two files, no harm.
import { beginningsOf, type DigestBeginnings, rowsBeginning } from "../core/join/digestBeginnings.ts";
import type { Hashes } from "../core/ports.ts";
import type { RunId } from "../core/run.ts";
import type { DigestLookup, StoredRun } from "../core/runStore.ts";
import { hexOf } from "../util/bytes.ts";
import { type DigestTable, decodeTable, encodeTable, sharedColumns } from "./digestTable.ts";
import { type StoreLayout, writeNew } from "./layout.ts";
import { readStoreState } from "./storeFile.ts";

/** Rows kept in memory: 64 MB. Tables beyond are read again at each look. */
const MOST_KEPT_ROWS = 8_000_000;
/** So many small tables are made one. */
const MOST_SMALL = 16;
/** A table of fewer rows is small: 1 MB. */
const SMALL_ROWS = 131_072;
/** A table's name tells its rows, so that none must be read to know which are small. */
const NAME = /^(\d+)-[0-9a-f]+\.table$/;

export class DigestTables implements DigestLookup {
  /** By file, the last read at the end. */
  private readonly kept = new Map<string, DigestTable>();
  /** What could not be written. */
  private readonly unsaved = new Map<RunId, DigestBeginnings>();
  private writing: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly layout: StoreLayout,
    private readonly hashes: Pick<Hashes, "crc32">,
  ) {}

  /** Rows of every run that the tables know whose digest begins as these 32 bytes do; none: an empty list. */
  async look(digest: Uint8Array): Promise<ReadonlyMap<RunId, readonly number[]>> {
    const found = new Map<RunId, readonly number[]>();
    // Runs with equal rows share a column, which is looked through once.
    const seen = new Map<DigestBeginnings, readonly number[]>();
    await this.each((table) => {
      for (const [id, own] of table) {
        const rows = seen.get(own) ?? rowsBeginning(own, digest);
        seen.set(own, rows);
        found.set(id, rows);
      }
    });
    return found;
  }

  /** The runs that the tables know. */
  async runs(): Promise<ReadonlySet<RunId>> {
    const known = new Set<RunId>();
    await this.each((table) => {
      for (const id of table.keys()) known.add(id);
    });
    return known;
  }

  /** Adds runs; where the folder takes no file they are kept in memory. One after another, so that merging sees all. */
  add(runs: DigestTable): Promise<void> {
    const done = this.writing.then(() => this.addNow(runs));
    this.writing = done;
    return done;
  }

  /** Adds a run just stored, so that no look need open it. Never throws: without it a look reads the run. */
  async addFrom(open: () => Promise<StoredRun>): Promise<void> {
    try {
      const stored = await open();
      await this.add(new Map([[stored.record.run.id, beginningsOf(await stored.digests())]]));
    } catch {
      // A cache.
    }
  }

  /** Names of files that are no table that this version can use. */
  async damaged(): Promise<readonly string[]> {
    const names: string[] = [];
    for (const name of await this.names()) if ((await this.read(name)) === "damaged") names.push(name);
    return names;
  }

  async removeDamaged(): Promise<void> {
    for (const name of await this.damaged()) await this.layout.fs.remove(this.path(name));
  }

  private path(name: string): string {
    return this.layout.fs.join(this.layout.digests, name);
  }

  private async addNow(runs: DigestTable): Promise<void> {
    if (runs.size === 0) return;
    try {
      if ((await readStoreState(this.layout)) === "newer")
        throw new Error("A newer version's store is read only.");
      await this.write(runs);
      await this.merge();
    } catch {
      for (const [id, own] of runs) if (this.roomFor(own)) this.unsaved.set(id, own);
    }
  }

  private roomFor({ first }: DigestBeginnings): boolean {
    let rows = first.length;
    for (const own of this.unsaved.values()) rows += own.first.length;
    return rows <= MOST_KEPT_ROWS;
  }

  private async each(take: (table: DigestTable) => void): Promise<void> {
    const names = await this.names();
    for (const name of this.kept.keys()) if (!names.includes(name)) this.kept.delete(name);
    take(this.unsaved);
    for (const name of names) {
      const table = await this.read(name);
      if (table !== "gone" && table !== "damaged") take(table);
    }
  }

  private async names(): Promise<readonly string[]> {
    const entries = await this.layout.fs.list(this.layout.digests);
    return entries.map(({ name }) => name).filter((name) => NAME.test(name));
  }

  /** `gone`: made one with others meanwhile; what was in it is read from the runs. */
  private async read(name: string): Promise<DigestTable | "gone" | "damaged"> {
    const known = this.kept.get(name);
    if (known !== undefined) return known;
    const bytes = await this.layout.fs.read(this.path(name)).catch(() => null);
    if (bytes === null) return "gone";
    const table = decodeTable(bytes, this.hashes.crc32);
    if (table === null) return "damaged";
    this.keep(name, table);
    return table;
  }

  private keep(name: string, table: DigestTable): void {
    this.kept.set(name, table);
    let rows = 0;
    for (const own of this.kept.keys()) rows += rowsOf(own);
    for (const oldest of this.kept.keys()) {
      if (rows <= MOST_KEPT_ROWS) return;
      this.kept.delete(oldest);
      rows -= rowsOf(oldest);
    }
  }

  private async write(runs: DigestTable): Promise<void> {
    const { fs, environment, digests } = this.layout;
    const shared = sharedColumns(runs, this.hashes.crc32);
    const draft = this.layout.staging("digests");
    await this.layout.ensure(this.layout.tmp);
    await this.layout.ensure(digests);
    try {
      await writeNew(fs, draft, encodeTable(shared, this.hashes.crc32));
      await fs.rename(draft, this.path(`${shared.rows}-${hexOf(environment.randomBytes(8))}.table`));
    } catch (error) {
      await fs.remove(draft).catch(() => undefined);
      throw error;
    }
  }

  /** Makes small tables one, without the runs that are gone. */
  private async merge(): Promise<void> {
    const small = (await this.names()).filter((name) => rowsOf(name) < SMALL_ROWS);
    if (small.length < MOST_SMALL) return;
    const { fs, runs } = this.layout;
    const present = new Set((await fs.list(runs)).map(({ name }) => name));
    const all = new Map<RunId, DigestBeginnings>();
    const merged: string[] = [];
    for (const name of small) {
      const table = await this.read(name);
      if (table === "gone") continue;
      merged.push(name);
      if (table !== "damaged") for (const [id, own] of table) if (present.has(id)) all.set(id, own);
    }
    if (all.size > 0) await this.write(all);
    for (const name of merged) {
      this.kept.delete(name);
      await fs.remove(this.path(name));
    }
  }
}

function rowsOf(name: string): number {
  return Number(NAME.exec(name)?.[1] ?? 0);
}

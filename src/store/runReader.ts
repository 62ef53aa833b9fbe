// An accepted run folder, open for reading: columns as they are asked for, source lines by their place.
import { DIGEST_BYTES } from "../core/digest.ts";
import { groupRows, type RowItems } from "../core/digestIndex.ts";
import { toFileProblem } from "../core/fileProblem.ts";
import type { FileSystem } from "../core/ports.ts";
import { Problem } from "../core/problem.ts";
import type { RunRecord, StoredRun } from "../core/runStore.ts";
import type { ScoreColumn } from "../core/scoreColumn.ts";
import { readColumn, readScoreColumn } from "./columnReader.ts";
import { COLUMN_FILE, type Manifest, partName } from "./manifest.ts";

/** Lines closer than this in one part are read in one go. */
const READ_TOGETHER_BYTES = 64 * 1024;

interface Places {
  readonly part: Uint16Array;
  readonly offset: Uint32Array;
  readonly length: Uint32Array;
}

/** Reads one run. Columns are kept once read; the store drops whole readers to free them. */
export class RunReader implements StoredRun {
  private readonly rows: number;
  private readonly columnPath: string;
  private readonly cache = new Map<string, Promise<unknown>>();

  constructor(
    private readonly fs: FileSystem,
    private readonly folder: string,
    private readonly manifest: Manifest,
  ) {
    this.rows = manifest.record.run.rows;
    this.columnPath = fs.join(folder, COLUMN_FILE);
  }

  get record(): RunRecord {
    return this.manifest.record;
  }

  digests(): Promise<Uint8Array> {
    return this.once("digest", () =>
      readColumn(
        this.fs,
        this.columnPath,
        this.manifest.columns,
        "digest",
        new Uint8Array(this.rows * DIGEST_BYTES),
        DIGEST_BYTES,
      ),
    );
  }

  items(): Promise<RowItems> {
    return this.once("items", async () => groupRows(await this.digests()));
  }

  trials(): Promise<Uint16Array> {
    return this.once("trial", () =>
      readColumn(this.fs, this.columnPath, this.manifest.columns, "trial", new Uint16Array(this.rows)),
    );
  }

  column(score: number): Promise<ScoreColumn> {
    const key = this.record.run.scores[score];
    if (key === undefined)
      throw new Problem("notFound", `${this.record.run.name} has no score number ${score}.`);
    const dictionary = this.manifest.dictionaries[score] ?? [];
    return this.once(`score ${score}`, () =>
      readScoreColumn(this.fs, this.columnPath, this.manifest.columns, score, { ...key, dictionary }),
    );
  }

  lines(rows: readonly number[]): Promise<readonly string[]> {
    return this.told(() => this.readLines(rows));
  }

  private async readLines(rows: readonly number[]): Promise<readonly string[]> {
    const places = await this.places();
    const order = rows
      .map((_, i) => i)
      .sort((a, b) => comparePlaces(places, rows[a] as number, rows[b] as number));
    const lines = new Array<string>(rows.length);
    const decoder = new TextDecoder();
    for (let start = 0; start < order.length; ) {
      const batch = this.batchFrom(places, rows, order, start);
      const bytes = await this.fs.readRange(
        this.fs.join(this.folder, partName(batch.part)),
        batch.from,
        batch.to - batch.from,
      );
      for (let i = start; i < batch.end; i++) {
        const at = order[i] as number;
        const row = rows[at] as number;
        const offset = (places.offset[row] as number) - batch.from;
        lines[at] = decoder.decode(bytes.subarray(offset, offset + (places.length[row] as number)));
      }
      start = batch.end;
    }
    return lines;
  }

  /** The next rows in file order that lie close enough to be read at once. */
  private batchFrom(places: Places, rows: readonly number[], order: readonly number[], start: number) {
    const first = rows[order[start] as number] as number;
    const part = places.part[first] as number;
    const from = places.offset[first] as number;
    let to = from + (places.length[first] as number);
    let end = start + 1;
    for (; end < order.length; end++) {
      const row = rows[order[end] as number] as number;
      const offset = places.offset[row] as number;
      if (places.part[row] !== part || offset > to + READ_TOGETHER_BYTES) break;
      to = Math.max(to, offset + (places.length[row] as number));
    }
    return { part, from, to, end };
  }

  private places(): Promise<Places> {
    const { columns } = this.manifest;
    return this.once("places", async () => ({
      part: await readColumn(this.fs, this.columnPath, columns, "part", new Uint16Array(this.rows)),
      offset: await readColumn(this.fs, this.columnPath, columns, "offset", new Uint32Array(this.rows)),
      length: await readColumn(this.fs, this.columnPath, columns, "length", new Uint32Array(this.rows)),
    }));
  }

  /** Reads; a run that another process deleted meanwhile is said to be deleted, not broken. */
  private async told<T>(read: () => Promise<T>): Promise<T> {
    try {
      return await read();
    } catch (error) {
      const { id, name } = this.record.run;
      if ((await this.fs.stat(this.folder).catch(() => null)) === null)
        throw new Problem("notFound", `Result ${name} (${id}) was deleted while it was read.`, {
          cause: error,
        });
      throw toFileProblem(error, { doing: "read the result", place: this.folder, isReading: true });
    }
  }

  private once<T>(key: string, read: () => Promise<T>): Promise<T> {
    const known = this.cache.get(key);
    if (known !== undefined) return known as Promise<T>;
    const fresh = this.told(read);
    this.cache.set(key, fresh);
    fresh.catch(() => this.cache.delete(key));
    return fresh;
  }
}

function comparePlaces(places: Places, a: number, b: number): number {
  return (
    (places.part[a] as number) - (places.part[b] as number) ||
    (places.offset[a] as number) - (places.offset[b] as number)
  );
}

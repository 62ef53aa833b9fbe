// An accepted run folder, open for reading: columns as they are asked for, source lines by their place.

import { toFileProblem } from "../core/fileProblem.ts";
import { DIGEST_BYTES } from "../core/join/digest.ts";
import { distinctRows, groupRows, type IndexedItems } from "../core/join/digestIndex.ts";
import type { FileSystem, Utf8 } from "../core/ports.ts";
import { Problem } from "../core/problem.ts";
import type { LinePattern } from "../core/rows/linePattern.ts";
import type { MeasureName } from "../core/rows/rowMeasures.ts";
import type { RunRecord, StoredRun } from "../core/runStore.ts";
import type { ScoreColumn } from "../core/scores/scoreColumn.ts";
import { ColumnReader } from "./columnReader.ts";
import { type LinePlaces, LineSearch, SEARCHED_TOGETHER, spansOf } from "./lineSearch.ts";
import { COLUMN_FILE, type Manifest, partName } from "./manifest.ts";

/** Lines closer than this in one part are read in one go. */
const READ_TOGETHER_BYTES = 64 * 1024;

export interface ReaderParts {
  readonly fs: FileSystem;
  readonly utf8: Utf8;
}

/** Reads one run. Whole columns are kept once read; the store drops whole readers to free them. */
export class RunReader implements StoredRun {
  private readonly rows: number;
  private readonly columns: ColumnReader;
  private readonly cache = new Map<string, Promise<unknown>>();

  constructor(
    private readonly parts: ReaderParts,
    private readonly folder: string,
    private readonly manifest: Manifest,
  ) {
    this.rows = manifest.record.run.rows;
    this.columns = new ColumnReader(
      parts.fs,
      parts.fs.join(folder, COLUMN_FILE),
      manifest.columns,
      manifest.groupRows,
    );
  }

  get record(): RunRecord {
    return this.manifest.record;
  }

  get itemOrder(): string | null {
    return this.manifest.itemOrder ?? null;
  }

  digests(): Promise<Uint8Array> {
    const into = (): Uint8Array => new Uint8Array(this.rows * DIGEST_BYTES);
    return this.once("digest", () => this.columns.whole("digest", into(), DIGEST_BYTES));
  }

  digestsOf(rows: readonly number[]): Promise<Uint8Array> {
    const into = new Uint8Array(rows.length * DIGEST_BYTES);
    return this.told(() => this.columns.some("digest", rows, into, DIGEST_BYTES));
  }

  items(): Promise<IndexedItems> {
    const { rows, items } = this.record.run;
    const group = items === rows ? distinctRows : groupRows;
    return this.once("items", async () => group(await this.digests()));
  }

  trials(): Promise<Uint16Array> {
    return this.once("trial", () => this.columns.whole("trial", new Uint16Array(this.rows)));
  }

  trialsOf(rows: readonly number[]): Promise<Uint16Array> {
    return this.told(() => this.columns.some("trial", rows, new Uint16Array(rows.length)));
  }

  errors(): Promise<Uint8Array> {
    return this.once("error", () => this.columns.whole("error", new Uint8Array(this.rows)));
  }

  column(score: number): Promise<ScoreColumn> {
    const key = this.record.run.scores[score];
    if (key === undefined)
      throw new Problem("notFound", `${this.record.run.name} has no score number ${score}.`);
    const dictionary = this.manifest.dictionaries[score] ?? [];
    return this.once(`score ${score}`, () => this.columns.score(score, { ...key, dictionary }));
  }

  measure(name: MeasureName): Promise<Float64Array> {
    return this.once(`measure ${name}`, () => this.columns.measure(name, this.rows));
  }

  lines(rows: readonly number[]): Promise<readonly string[]> {
    return this.told(() => this.readLines(rows));
  }

  async *search(pattern: LinePattern, signal: AbortSignal): AsyncIterable<readonly number[]> {
    const search = new LineSearch(pattern, this.parts.utf8);
    for (let from = 0; from < this.rows; from += SEARCHED_TOGETHER) {
      const count = Math.min(SEARCHED_TOGETHER, this.rows - from);
      const places = await this.told(() => this.placesOf(Array.from({ length: count }, (_, i) => from + i)));
      for (const span of spansOf(places)) {
        signal.throwIfAborted();
        const bytes = search.room(span.bytes);
        await this.told(() =>
          this.parts.fs.readInto(this.partPath(span.part), [{ offset: span.offset, target: bytes }]),
        );
        const found = search.linesIn(bytes, places, span);
        if (found.length > 0) yield found.map((at) => from + at);
      }
    }
  }

  private partPath(part: number): string {
    return this.parts.fs.join(this.folder, partName(part));
  }

  private async readLines(rows: readonly number[]): Promise<readonly string[]> {
    const places = await this.placesOf(rows);
    const order = rows.map((_, i) => i).sort((a, b) => comparePlaces(places, a, b));
    const lines = new Array<string>(rows.length);
    const decoder = new TextDecoder();
    for (let start = 0; start < order.length; ) {
      const batch = batchFrom(places, order, start);
      const bytes = new Uint8Array(batch.to - batch.from);
      await this.parts.fs.readInto(this.partPath(batch.part), [{ offset: batch.from, target: bytes }]);
      for (let i = start; i < batch.end; i++) {
        const at = order[i] as number;
        const offset = (places.offset[at] as number) - batch.from;
        lines[at] = decoder.decode(bytes.subarray(offset, offset + (places.length[at] as number)));
      }
      start = batch.end;
    }
    return lines;
  }

  private async placesOf(rows: readonly number[]): Promise<LinePlaces> {
    const n = rows.length;
    return {
      part: await this.columns.some("part", rows, new Uint16Array(n)),
      offset: await this.columns.some("offset", rows, new Uint32Array(n)),
      length: await this.columns.some("length", rows, new Uint32Array(n)),
    };
  }

  /** Reads; a run that another process deleted meanwhile is said to be deleted, not broken. */
  private async told<T>(read: () => Promise<T>): Promise<T> {
    try {
      return await read();
    } catch (error) {
      const { id, name } = this.record.run;
      if ((await this.parts.fs.stat(this.folder).catch(() => null)) === null)
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

/** The next rows in file order that lie close enough to be read at once. */
function batchFrom(places: LinePlaces, order: readonly number[], start: number) {
  const first = order[start] as number;
  const part = places.part[first] as number;
  const from = places.offset[first] as number;
  let to = from + (places.length[first] as number);
  let end = start + 1;
  for (; end < order.length; end++) {
    const at = order[end] as number;
    const offset = places.offset[at] as number;
    if (places.part[at] !== part || offset > to + READ_TOGETHER_BYTES) break;
    to = Math.max(to, offset + (places.length[at] as number));
  }
  return { part, from, to, end };
}

function comparePlaces(places: LinePlaces, a: number, b: number): number {
  return (
    (places.part[a] as number) - (places.part[b] as number) ||
    (places.offset[a] as number) - (places.offset[b] as number)
  );
}

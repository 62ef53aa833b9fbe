// Writes one run into a staging folder and makes it visible by one rename. Every file is flushed before the manifest,
// the manifest before the rename: after a crash a run is there whole or not at all.
import { DIGEST_BYTES, DIGEST_RULE } from "../core/digest.ts";
import { DigestIndex, type RowItems } from "../core/digestIndex.ts";
import type { FileSink, FileSystem, Hashes } from "../core/ports.ts";
import type { RunId } from "../core/run.ts";
import type { RunDraft, RunRecord, SealedDraft } from "../core/runStore.ts";
import type { ScannedBatch } from "../core/scannedBatch.ts";
import { ColumnGroups } from "./columnGroups.ts";
import { readScoreColumn } from "./columnReader.ts";
import {
  COLUMN_FILE,
  MANIFEST_FILE,
  type Manifest,
  partName,
  STORE_FORMAT,
  STORE_VERSION,
  type StoredFile,
} from "./manifest.ts";
import { NpzBuilder } from "./npz.ts";

/** A part is closed when the next chunk would take it past this size. */
export const PART_BYTES = 16 * 1024 * 1024;

/** Where a draft is written and where it goes on commit. */
export interface DraftPlace {
  readonly id: RunId;
  readonly staging: string;
  readonly final: string;
  readonly runs: string;
}

/** A file being written with its size and checksum. */
class CheckedSink {
  private size = 0;
  private crc = 0;

  constructor(
    readonly name: string,
    private readonly sink: FileSink,
    private readonly hashes: Hashes,
  ) {}

  get sizeBytes(): number {
    return this.size;
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.crc = this.hashes.crc32(bytes, this.crc);
    this.size += bytes.length;
    await this.sink.write(bytes);
  }

  async close(): Promise<readonly [string, StoredFile]> {
    await this.sink.close();
    return [this.name, { sizeBytes: this.size, crc32: this.crc }];
  }

  abandon(): Promise<void> {
    return this.sink.abandon();
  }
}

/** Counts repetitions: the k-th row of an item and facet is trial k. */
class TrialCounter {
  private readonly byFacet = new Map<string, number[]>();

  next(item: number, facet: string): number {
    let counts = this.byFacet.get(facet);
    if (counts === undefined) {
      counts = [];
      this.byFacet.set(facet, counts);
    }
    const trial = (counts[item] ?? 0) + 1;
    counts[item] = trial;
    return trial;
  }
}

/** Starts a draft: makes the staging folder and opens the column file. */
export async function beginDraft(fs: FileSystem, hashes: Hashes, place: DraftPlace): Promise<RunDraft> {
  await fs.makeFolder(place.staging);
  const columnFile = new CheckedSink(
    COLUMN_FILE,
    await fs.create(fs.join(place.staging, COLUMN_FILE)),
    hashes,
  );
  return new Draft(fs, hashes, place, columnFile);
}

class Draft implements RunDraft {
  private readonly npz = new NpzBuilder();
  private readonly columns = new ColumnGroups(this.npz);
  private readonly index = new DigestIndex(1024);
  private readonly trials = new TrialCounter();
  private readonly itemOf: number[] = [];
  /** Parts close while the next is written; each promise is awaited in `commit`. */
  private readonly closing: Promise<readonly [string, StoredFile]>[] = [];
  private part: CheckedSink | null = null;
  private partCount = 0;
  private duplicates = 0;
  private errored = 0;

  constructor(
    private readonly fs: FileSystem,
    private readonly hashes: Hashes,
    private readonly place: DraftPlace,
    private readonly columnFile: CheckedSink,
  ) {}

  get id(): RunId {
    return this.place.id;
  }

  get rows(): number {
    return this.itemOf.length;
  }

  async append(bytes: Uint8Array): Promise<{ readonly part: number; readonly offset: number }> {
    if (this.part !== null && this.part.sizeBytes > 0 && this.part.sizeBytes + bytes.length > PART_BYTES)
      this.closePart();
    if (this.part === null) {
      const name = partName(this.partCount++);
      this.part = new CheckedSink(
        name,
        await this.fs.create(this.fs.join(this.place.staging, name)),
        this.hashes,
      );
    }
    const offset = this.part.sizeBytes;
    await this.part.write(bytes);
    return { part: this.partCount - 1, offset };
  }

  private closePart(): void {
    if (this.part !== null) this.close(this.part);
    this.part = null;
  }

  /** Flushing to disk takes a while, and the next part and the statistics need not wait for it. */
  private close(sink: CheckedSink): void {
    const closed = sink.close();
    // A failure is reported by `commit`; until then it must not count as unhandled.
    closed.catch(() => undefined);
    this.closing.push(closed);
  }

  async addRows(batch: ScannedBatch, part: number, offset: number): Promise<void> {
    const trials = new Uint16Array(batch.rows);
    for (let row = 0; row < batch.rows; row++) {
      const item = this.index.add(batch.digests, row * DIGEST_BYTES);
      const facet =
        batch.facets === null
          ? (batch.facetNames[0] ?? "")
          : (batch.facetNames[batch.facets[row] as number] ?? "");
      const trial = this.trials.next(item, facet);
      if (trial > 1) this.duplicates++;
      if (batch.errors[row] === 1) this.errored++;
      trials[row] = Math.min(trial, 65_535);
      this.itemOf.push(item);
    }
    this.columns.add(batch, part, offset, trials);
    await this.writeColumns(this.npz.take());
  }

  private async writeColumns(pieces: readonly Uint8Array[]): Promise<void> {
    for (const piece of pieces) await this.columnFile.write(piece);
  }

  async seal(): Promise<SealedDraft> {
    this.columns.end();
    await this.writeColumns(this.npz.end());
    this.closePart();
    this.close(this.columnFile);
    const path = this.fs.join(this.place.staging, COLUMN_FILE);
    return {
      items: this.rowItems(),
      duplicates: this.duplicates,
      erroredRows: this.errored,
      scores: this.columns.scores,
      column: (score) =>
        readScoreColumn(this.fs, path, this.columns.members, score, {
          metric: this.columns.scores[score]?.metric ?? null,
          name: this.columns.scores[score]?.name ?? "",
          dictionary: this.columns.dictionary(score),
        }),
      commit: (record) => this.commit(record),
    };
  }

  private rowItems(): RowItems {
    const itemOf = Int32Array.from(this.itemOf);
    const firstRow = new Int32Array(this.index.size).fill(-1);
    const rowCount = new Int32Array(this.index.size);
    for (let row = 0; row < itemOf.length; row++) {
      const item = itemOf[row] as number;
      if (firstRow[item] === -1) firstRow[item] = row;
      rowCount[item] = (rowCount[item] as number) + 1;
    }
    return { index: this.index, itemOf, firstRow, rowCount };
  }

  private async commit(record: RunRecord): Promise<void> {
    const files = Object.fromEntries(await Promise.all(this.closing));
    const manifest: Manifest = {
      format: STORE_FORMAT,
      version: STORE_VERSION,
      digestRule: DIGEST_RULE,
      record,
      files,
      columns: this.columns.members,
      dictionaries: this.columns.scores.map((_, score) => this.columns.dictionary(score)),
    };
    const sink = await this.fs.create(this.fs.join(this.place.staging, MANIFEST_FILE));
    await sink.write(new TextEncoder().encode(`${JSON.stringify(manifest, null, 1)}\n`));
    await sink.close();
    await this.fs.syncFolder(this.place.staging);
    await this.fs.makeFolder(this.place.runs);
    await this.fs.rename(this.place.staging, this.place.final);
    await this.fs.syncFolder(this.place.runs);
  }

  async discard(): Promise<void> {
    try {
      await Promise.allSettled([...this.closing, this.part?.abandon(), this.columnFile.abandon()]);
      await this.fs.remove(this.place.staging);
    } catch {
      // Giving up must not hide the reason for it; the next start cleans what is left in tmp.
    }
  }
}

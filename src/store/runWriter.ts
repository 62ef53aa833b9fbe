// Writes one run into a staging folder and makes it visible by one rename. Every file is flushed before the manifest,
// the manifest before the rename: after a crash a run is there whole or not at all. Where folders are not renamed in one
// step it is written in its place instead, marked as unfinished, and its manifest makes it visible.
import { DIGEST_BYTES, DIGEST_RULE } from "../core/join/digest.ts";
import { DigestIndex } from "../core/join/digestIndex.ts";
import type { FileSystem, Hashes } from "../core/ports.ts";
import type { RunId } from "../core/run.ts";
import type { RunDraft, RunRecord, SealedDraft } from "../core/runStore.ts";
import type { ScannedBatch } from "../core/scannedBatch.ts";
import { IntList } from "../util/intList.ts";
import { CheckedSink } from "./checkedSink.ts";
import { ColumnGroups, GROUP_ROWS } from "./columnGroups.ts";
import { ColumnReader } from "./columnReader.ts";
import { type StoreLayout, writeNew } from "./layout.ts";
import {
  COLUMN_FILE,
  MANIFEST_FILE,
  MANIFEST_VERSION,
  type Manifest,
  partName,
  STORE_FORMAT,
  STORE_VERSION,
  type StoredFile,
} from "./manifest.ts";
import { NpzBuilder } from "./npz.ts";
import { TrialCounter } from "./trialCounter.ts";

/** A part is closed when the next chunk would take it past this size. */
export const PART_BYTES = 16 * 1024 * 1024;

/** Where a draft is written and where it goes on commit. */
export interface DraftPlace {
  readonly id: RunId;
  readonly layout: StoreLayout;
  readonly partBytes: number;
  /** Before the commit: throws when the store may not be written any more. */
  readonly beforeCommit: () => Promise<void>;
}

/** Starts a draft: makes its folder and opens the column file. */
export async function beginDraft(hashes: Hashes, place: DraftPlace): Promise<RunDraft> {
  const { layout, id } = place;
  const { fs } = layout;
  await layout.ensure(layout.tmp);
  const staging = layout.staging(id);
  const folder = fs.hasAtomicRename ? staging : layout.run(id);
  const mark = fs.hasAtomicRename ? null : staging;
  try {
    if (mark !== null) {
      await writeNew(fs, mark, new Uint8Array(0));
      await layout.ensure(layout.runs);
    }
    await fs.makeFolder(folder);
    const columnFile = await fs.create(fs.join(folder, COLUMN_FILE));
    const files = { folder, mark, columnFile: new CheckedSink(COLUMN_FILE, columnFile, hashes) };
    return new Draft(hashes, place, files);
  } catch (error) {
    await fs.remove(folder).catch(() => undefined);
    if (mark !== null) await fs.remove(mark).catch(() => undefined);
    throw error;
  }
}

/** What a draft starts with. */
interface DraftFiles {
  /** Written into: in `tmp`, or the run's own folder where it can't be renamed. */
  readonly folder: string;
  /** The file in `tmp` that marks a run written in place; it goes when the run is whole, or given up. */
  readonly mark: string | null;
  readonly columnFile: CheckedSink;
}

class Draft implements RunDraft {
  private readonly fs: FileSystem;
  private readonly npz: NpzBuilder;
  private readonly columns: ColumnGroups;
  private index = new DigestIndex(1024);
  private trials = new TrialCounter();
  private itemOf = new IntList();
  private readonly order: ReturnType<Hashes["sha256Stream"]>;
  private rowCount = 0;
  /** Parts close while the next is written; each promise is awaited in `commit`. */
  private readonly closing: Promise<readonly [string, StoredFile]>[] = [];
  private part: CheckedSink | null = null;
  private partCount = 0;
  private duplicates = 0;
  private errored = 0;
  /** Past the commit point: the run is there, and giving up must not take it away. */
  private isVisible = false;

  constructor(
    private readonly hashes: Hashes,
    private readonly place: DraftPlace,
    private readonly files: DraftFiles,
  ) {
    this.fs = place.layout.fs;
    this.npz = new NpzBuilder(hashes);
    this.order = hashes.sha256Stream();
    this.columns = new ColumnGroups(this.npz);
  }

  get id(): RunId {
    return this.place.id;
  }

  get rows(): number {
    return this.rowCount;
  }

  async append(bytes: Uint8Array): Promise<{ readonly part: number; readonly offset: number }> {
    if (
      this.part !== null &&
      this.part.sizeBytes > 0 &&
      this.part.sizeBytes + bytes.length > this.place.partBytes
    )
      this.closePart();
    if (this.part === null) {
      const name = partName(this.partCount++);
      this.part = new CheckedSink(
        name,
        await this.fs.create(this.fs.join(this.files.folder, name)),
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
    this.order.update(batch.digests.subarray(0, batch.rows * DIGEST_BYTES));
    this.rowCount += batch.rows;
    this.columns.add(batch, part, offset, trials);
    await this.writeColumns(this.npz.take());
  }

  private async writeColumns(pieces: readonly Uint8Array[]): Promise<void> {
    for (const piece of pieces) await this.files.columnFile.write(piece);
  }

  async seal(): Promise<SealedDraft> {
    this.columns.end();
    await this.writeColumns(this.npz.end());
    this.closePart();
    this.close(this.files.columnFile);
    const path = this.fs.join(this.files.folder, COLUMN_FILE);
    const items = { itemOf: this.itemOf.toArray(), count: this.index.size };
    // Of a million rows these are 50 MB that the statistics need no more.
    this.index = new DigestIndex(0);
    this.trials = new TrialCounter();
    this.itemOf = new IntList();
    return {
      items,
      errors: () =>
        new ColumnReader(this.fs, path, this.columns.members, this.columns.groupRows).whole(
          "error",
          new Uint8Array(this.rows),
        ),
      duplicates: this.duplicates,
      erroredRows: this.errored,
      scores: this.columns.scores,
      column: (score) =>
        new ColumnReader(this.fs, path, this.columns.members, this.columns.groupRows).score(score, {
          metric: this.columns.scores[score]?.metric ?? null,
          name: this.columns.scores[score]?.name ?? "",
          dictionary: this.columns.dictionary(score),
        }),
      measure: (name) =>
        new ColumnReader(this.fs, path, this.columns.members, this.columns.groupRows).measure(
          name,
          this.rows,
        ),
      commit: (record) => this.commit(record),
    };
  }

  private async commit(record: RunRecord): Promise<void> {
    const files = Object.fromEntries(await Promise.all(this.closing));
    const { groupRows } = this.columns;
    const isUsual = groupRows === GROUP_ROWS;
    const manifest: Manifest = {
      format: STORE_FORMAT,
      ...(isUsual ? { version: STORE_VERSION } : { version: MANIFEST_VERSION, groupRows }),
      digestRule: DIGEST_RULE,
      record,
      files,
      columns: this.columns.members,
      itemOrder: this.order.hex(),
      dictionaries: this.columns.scores.map((_, score) => this.columns.dictionary(score)),
    };
    await this.place.beforeCommit();
    const bytes = new TextEncoder().encode(`${JSON.stringify(manifest, null, 1)}\n`);
    await writeNew(this.fs, this.fs.join(this.files.folder, MANIFEST_FILE), bytes);
    await this.fs.syncFolder(this.files.folder);
    await this.makeVisible();
  }

  private async makeVisible(): Promise<void> {
    const { layout, id } = this.place;
    const { folder, mark } = this.files;
    await layout.ensure(layout.runs);
    if (mark === null) await this.fs.rename(folder, layout.run(id));
    this.isVisible = true;
    // With its manifest the run is whole; a mark that stays does no harm.
    if (mark !== null) await this.fs.remove(mark).catch(() => undefined);
    await this.fs.syncFolder(layout.runs);
  }

  async discard(): Promise<void> {
    try {
      await Promise.allSettled([...this.closing, this.part?.abandon(), this.files.columnFile.abandon()]);
      if (this.isVisible) return;
      await this.fs.remove(this.files.folder);
      if (this.files.mark !== null) await this.fs.remove(this.files.mark);
    } catch {
      // Giving up must not hide the reason for it; a later write cleans what is left.
    }
  }
}

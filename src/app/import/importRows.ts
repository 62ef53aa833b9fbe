// Streams the rows of one file, or of a service, into a draft: bytes go to the payload as they are, batches of lines are scanned (on a
// second thread where there is one) and their columns added in file order. Bad lines are counted, never stop it.
import { Problem } from "../../core/problem.ts";
import type { RunDraft } from "../../core/runStore.ts";
import type { ScannedBatch, SkippedLine } from "../../core/scannedBatch.ts";
import { concatenated, placesOf } from "../../util/bytes.ts";
import { CsvReader } from "./csvLines.ts";
import { BatchBuffers, lineBatches } from "./lineBatches.ts";
import { LISTED_SKIPS } from "./scanBatch.ts";

/** Item fields beyond this many are no table columns. */
const MAX_FIELDS = 200;
const CSV_BATCH_BYTES = 2 * 1024 * 1024;
const NEWLINE = 10;
/** Batches read ahead of the one whose rows are being added. */
const BATCHES_AHEAD = 8;

/** What a scan gives: the columns, and the bytes back, which may have been on another thread meanwhile. */
export interface Scanned {
  readonly rows: ScannedBatch;
  readonly bytes: Uint8Array;
}

/** Scans batches for one file. The bytes can't be used until they come back. */
export type ScanBatch = (bytes: Uint8Array) => Promise<Scanned>;

export interface RowImport {
  /** The bytes of the file in order; each chunk holds only until the next. */
  readonly chunks: AsyncIterable<Uint8Array>;
  readonly shape: "jsonl" | "csv";
  readonly scan: ScanBatch;
  readonly draft: RunDraft;
  readonly signal: AbortSignal;
  /** Hears the bytes of the file in order, for its hash. */
  readonly hear: (bytes: Uint8Array) => void;
  readonly progress: (rows: number, bytes: number) => void;
}

/** What was met on the way. */
export interface RowTally {
  readonly skippedCount: number;
  readonly skipped: readonly SkippedLine[];
  readonly itemFields: readonly string[];
}

/** Whole JSON lines on their way into the draft. */
interface Batch {
  readonly bytes: Uint8Array;
  /** How far the file is read with it. */
  readonly fileBytes: number;
  /** Source lines of the batch's lines, where they differ from counting on (CSV cells may hold line ends). */
  readonly sourceLines: readonly number[] | null;
}

export async function importRows(job: RowImport): Promise<RowTally> {
  const tally = new Tally();
  const buffers = new BatchBuffers();
  const ahead: {
    readonly scanned: Promise<Scanned>;
    readonly add: (rows: ScannedBatch) => Promise<void>;
  }[] = [];
  const addOldest = async (): Promise<void> => {
    const oldest = ahead.shift();
    if (oldest === undefined) return;
    const { rows, bytes } = await oldest.scanned;
    buffers.give(bytes);
    await oldest.add(rows);
  };
  try {
    for await (const batch of job.shape === "csv"
      ? csvBatches(job, buffers, tally)
      : jsonBatches(job, buffers)) {
      job.signal.throwIfAborted();
      const place = await job.draft.append(batch.bytes);
      const scanned = job.scan(batch.bytes);
      // A failure is met when its turn comes; until then it must not count as unhandled.
      scanned.catch(() => undefined);
      ahead.push({
        scanned,
        add: async (rows) => {
          tally.take(rows, batch.sourceLines);
          await job.draft.addRows(rows, place.part, place.offset);
          job.progress(job.draft.rows, batch.fileBytes);
        },
      });
      if (ahead.length > BATCHES_AHEAD) await addOldest();
    }
    while (ahead.length > 0) await addOldest();
  } finally {
    await Promise.allSettled(ahead.map((one) => one.scanned));
  }
  return tally;
}

async function* heard(job: RowImport): AsyncIterable<Uint8Array> {
  for await (const chunk of job.chunks) {
    job.hear(chunk);
    yield chunk;
  }
}

async function* jsonBatches(job: RowImport, buffers: BatchBuffers): AsyncIterable<Batch> {
  let fileBytes = 0;
  for await (const bytes of lineBatches(heard(job), buffers)) {
    fileBytes += bytes.length;
    yield { bytes, fileBytes, sourceLines: null };
  }
}

/** CSV records are stored as JSON lines. A quoted cell may hold any number of lines, so what is complete is read. */
async function* csvBatches(job: RowImport, buffers: BatchBuffers, tally: Tally): AsyncIterable<Batch> {
  const encoder = new TextEncoder();
  const ready: Batch[] = [];
  let pieces: Uint8Array[] = [];
  let sourceLines: number[] = [];
  let size = 0;
  let fileBytes = 0;
  const cut = (): void => {
    if (pieces.length > 0) ready.push({ bytes: concatenated(pieces), fileBytes, sourceLines });
    pieces = [];
    sourceLines = [];
    size = 0;
  };
  const unreadable: number[] = [];
  const reader = new CsvReader(({ line, lastLine, record, message }) => {
    while ((unreadable[0] ?? line) < line) unreadable.shift();
    if (record === null) tally.skip(line, message);
    else if ((unreadable[0] ?? Infinity) <= lastLine) tally.skip(line, "not valid UTF-8");
    else {
      const bytes = encoder.encode(`${JSON.stringify(record)}\n`);
      pieces.push(bytes);
      sourceLines.push(line);
      size += bytes.length;
      if (size > CSV_BATCH_BYTES) cut();
    }
    return !job.signal.aborted;
  });
  for await (const piece of textPieces(job, buffers)) {
    fileBytes = piece.fileBytes;
    for (const line of piece.unreadable) unreadable.push(line);
    // Every name of a column would be in doubt.
    if (unreadable[0] === 1) throw new Problem("badInput", "The header line is not UTF-8 text.");
    reader.push(piece.text);
    yield* ready.splice(0);
  }
  reader.end();
  cut();
  yield* ready;
}

/** A file's text in whole lines, and the 1-based lines whose bytes are not UTF-8 (the text has replacement characters). */
async function* textPieces(job: RowImport, buffers: BatchBuffers) {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let fileBytes = 0;
  let linesBefore = 0;
  for await (const bytes of lineBatches(heard(job), buffers)) {
    const text = decoder.decode(bytes);
    const wrong = text.includes("\ufffd") ? linesNotUtf8(bytes) : [];
    fileBytes += bytes.length;
    yield { text, unreadable: wrong.map((line) => linesBefore + line), fileBytes };
    linesBefore += placesOf(NEWLINE, bytes).length;
    buffers.give(bytes);
  }
}

function linesNotUtf8(bytes: Uint8Array): readonly number[] {
  const lines: number[] = [];
  const decoder = new TextDecoder("utf-8", { fatal: true });
  for (let from = 0, line = 1; from < bytes.length; line++) {
    const newline = bytes.indexOf(10, from);
    const end = newline === -1 ? bytes.length : newline;
    try {
      decoder.decode(bytes.subarray(from, end));
    } catch {
      lines.push(line); // the decoder's only failure
    }
    from = end + 1;
  }
  return lines;
}

class Tally implements RowTally {
  readonly skipped: SkippedLine[] = [];
  skippedCount = 0;
  private readonly fields = new Set<string>();
  private linesBefore = 0;

  get itemFields(): readonly string[] {
    return [...this.fields].slice(0, MAX_FIELDS);
  }

  skip(line: number, message: string): void {
    this.skippedCount++;
    if (this.skipped.length < LISTED_SKIPS) this.skipped.push({ line, message });
  }

  take(scanned: ScannedBatch, sourceLines: readonly number[] | null): void {
    for (const field of scanned.itemFields) this.fields.add(field);
    for (const { line, message } of scanned.skipped)
      this.skip(sourceLines?.[line - 1] ?? this.linesBefore + line, message);
    this.skippedCount += scanned.skippedCount - scanned.skipped.length;
    this.linesBefore += scanned.lines;
  }
}

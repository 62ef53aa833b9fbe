// Cuts a stream of bytes into batches of whole lines, and a batch into lines with their byte places.
import type { Utf8 } from "../../core/ports.ts";

const NEWLINE = 10;
const RETURN = 13;
const OPENING_BRACE = 123;
/** A chunk of 1 MB, and the beginning of a line from the chunk before. */
const BUFFER_BYTES = 1280 * 1024;

/** Buffers used again and again: reading a gigabyte must not leave a gigabyte to collect. */
export class BatchBuffers {
  private readonly free: Uint8Array[] = [];

  take(): Uint8Array {
    return this.free.pop() ?? new Uint8Array(BUFFER_BYTES);
  }

  /** A batch whose bytes nobody needs any more; of a long line's own buffer nothing is kept. */
  give(batch: Uint8Array): void {
    if (batch.buffer.byteLength === BUFFER_BYTES) this.free.push(new Uint8Array(batch.buffer));
  }
}

/**
 * Batches of whole lines, as they stand in the file; a line longer than a chunk makes a longer batch. A byte order mark
 * is dropped. Chunks are copied; a batch belongs to the caller, who may give its buffer back.
 */
export async function* lineBatches(
  chunks: AsyncIterable<Uint8Array>,
  buffers: BatchBuffers,
): AsyncIterable<Uint8Array> {
  let batch = buffers.take();
  let filled = 0;
  let isHead = true;
  for await (const chunk of chunks) {
    batch = withRoom(batch, filled, chunk.length);
    batch.set(chunk, filled);
    filled += chunk.length;
    if (isHead && filled < 3) continue;
    if (isHead && startsWithByteOrderMark(batch)) {
      batch.copyWithin(0, 3, filled);
      filled -= 3;
    }
    isHead = false;
    const end = batch.subarray(0, filled).lastIndexOf(NEWLINE) + 1;
    if (end === 0) continue;
    const next = withRoom(buffers.take(), 0, filled - end);
    next.set(batch.subarray(end, filled));
    yield batch.subarray(0, end);
    filled -= end;
    batch = next;
  }
  if (filled > 0) yield batch.subarray(0, filled);
}

function withRoom(buffer: Uint8Array, filled: number, bytes: number): Uint8Array {
  if (filled + bytes <= buffer.length) return buffer;
  const larger = new Uint8Array(Math.max(buffer.length * 2, filled + bytes));
  larger.set(buffer.subarray(0, filled));
  return larger;
}

function startsWithByteOrderMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

/** Where each line of a batch ends: before its newline, or at the end of the bytes. */
export function lineEnds(bytes: Uint8Array, utf8: Utf8): readonly number[] {
  const ends = utf8.placesOf(NEWLINE, bytes);
  if (bytes.length > 0 && bytes[bytes.length - 1] !== NEWLINE) ends.push(bytes.length);
  return ends;
}

/** One line of a batch: its text without the line end, or `null` when its bytes are not UTF-8. */
export interface Line {
  readonly text: string | null;
  /** 1-based, in the batch. */
  readonly number: number;
  /** Bytes from the batch's start; `length` without the line end. */
  readonly offset: number;
  readonly length: number;
}

/** The lines of a batch in order, blank ones left out. Validity is checked once for the whole batch where it holds. */
export function* linesOf(bytes: Uint8Array, ends: readonly number[], utf8: Utf8): Iterable<Line> {
  const isAllValid = utf8.isValid(bytes);
  let offset = 0;
  for (let i = 0; i < ends.length; i++) {
    const lineEnd = ends[i] as number;
    const end = lineEnd > offset && bytes[lineEnd - 1] === RETURN ? lineEnd - 1 : lineEnd;
    const isReadable = isAllValid || utf8.isValid(bytes.subarray(offset, end));
    const text = isReadable ? utf8.slice(bytes, offset, end) : null;
    if (text === null || !isBlank(text)) yield { text, number: i + 1, offset, length: end - offset };
    offset = lineEnd + 1;
  }
}

function isBlank(text: string): boolean {
  return text.charCodeAt(0) !== OPENING_BRACE && text.trim() === "";
}

// Cuts a stream of bytes into batches of whole lines, and a batch into lines with their byte places.
import type { Utf8 } from "../core/ports.ts";
import { concatenated } from "../util/bytes.ts";

const NEWLINE = 10;
const RETURN = 13;
const OPENING_BRACE = 123;

/** Batches of whole lines, as they stand in the file; a line longer than a chunk makes a longer batch. A byte order mark is dropped. */
export async function* lineBatches(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let carried: Uint8Array[] = [];
  let head: Uint8Array | null = new Uint8Array(0);
  for await (const raw of chunks) {
    let chunk = raw;
    if (head !== null) {
      chunk = head.length === 0 ? raw : concatenated([head, raw]);
      head = chunk.length < 3 ? chunk : null;
      if (head !== null) continue;
      chunk = withoutByteOrderMark(chunk);
    }
    const end = chunk.lastIndexOf(NEWLINE) + 1;
    if (end === 0) {
      carried.push(chunk);
      continue;
    }
    const batch = concatenated([...carried, chunk.subarray(0, end)]);
    carried = end === chunk.length ? [] : [chunk.slice(end)];
    yield batch;
  }
  if (head !== null && head.length > 0) yield head;
  if (carried.length > 0) yield concatenated(carried);
}

function withoutByteOrderMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

/** Where each line of a batch ends: before its newline, or at the end of the bytes. */
export function lineEnds(bytes: Uint8Array): readonly number[] {
  const ends: number[] = [];
  for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) ends.push(at);
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

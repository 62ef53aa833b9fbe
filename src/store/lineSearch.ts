// Looks for a text in the payload's bytes: spans of whole lines are read into one buffer and looked through without
// parsing. A fresh buffer for each span was measured four times slower.

import type { Utf8 } from "../core/ports.ts";
import { type LinePattern, PLAIN_ESCAPE } from "../core/rows/linePattern.ts";

/** Rows whose places are read at once. */
export const SEARCHED_TOGETHER = 65_536;

/** A span holds lines of up to so many bytes; a longer line makes a longer span. */
const SPAN_BYTES = 2 * 1024 * 1024;

/** Where some rows' lines lie, in the order the rows were asked for. */
export interface LinePlaces {
  readonly part: Uint16Array;
  readonly offset: Uint32Array;
  readonly length: Uint32Array;
}

/** Lines `first..end` of the places, one after another in a part. */
export interface Span {
  readonly first: number;
  readonly end: number;
  readonly part: number;
  readonly offset: number;
  readonly bytes: number;
}

/** The places in spans to read one by one. Rows are in file order, so a part's offsets ascend. */
export function* spansOf({ part, offset, length }: LinePlaces): Iterable<Span> {
  for (let first = 0; first < part.length; ) {
    const start = offset[first] as number;
    let end = first + 1;
    while (
      end < part.length &&
      part[end] === part[first] &&
      (offset[end] as number) + (length[end] as number) - start <= SPAN_BYTES
    )
      end++;
    const bytes = (offset[end - 1] as number) + (length[end - 1] as number) - start;
    yield { first, end, part: part[first] as number, offset: start, bytes };
    first = end;
  }
}

export class LineSearch {
  private buffer = new Uint8Array(SPAN_BYTES);

  constructor(
    private readonly pattern: LinePattern,
    private readonly utf8: Utf8,
  ) {}

  /** So many bytes to read a span into; they hold until the next call. */
  room(bytes: number): Uint8Array {
    if (bytes > this.buffer.length) this.buffer = new Uint8Array(bytes);
    return this.buffer.subarray(0, bytes);
  }

  /** Which lines of a span hold the pattern, as positions among its places. */
  linesIn(bytes: Uint8Array, { offset, length }: LinePlaces, span: Span): number[] {
    const text = this.utf8.latin1(bytes, 0, bytes.length);
    const regex = text.includes(PLAIN_ESCAPE) ? this.pattern.escaped : this.pattern.plain;
    const found: number[] = [];
    let line = span.first;
    regex.lastIndex = 0;
    for (let match = regex.exec(text); match !== null; match = regex.exec(text)) {
      const at = span.offset + match.index;
      while (line < span.end && (offset[line] as number) + (length[line] as number) <= at) line++;
      if (line === span.end) break;
      const start = (offset[line] as number) - span.offset;
      // Between rows there may be lines that could not be read: what is found there counts for no row.
      const isInRow = match.index >= start;
      if (isInRow) found.push(line);
      regex.lastIndex = isInRow ? start + (length[line] as number) : start;
    }
    return found;
  }
}

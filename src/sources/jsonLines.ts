// Lines of JSON out of bytes as they come: split anywhere, also inside a character; `\r\n`, blank lines and a missing last
// line end are fine, and so are Python's bare NaN and Infinity.
import { parseTolerant } from "../core/json/jsonText.ts";
import { Problem } from "../core/problem.ts";
import { concatenated } from "../util/bytes.ts";

const NEWLINE = 10;
/** A longer line is no row: it would fill the memory. */
const MAX_LINE_BYTES = 256 * 1024 * 1024;

/** A line's value and its number, from 1; blank lines count. */
export interface JsonLine {
  readonly line: number;
  readonly value: unknown;
}

/** Throws a `badResponse` Problem that names the first line that is no JSON. Chunks are copied where they must be kept. */
export async function* jsonLines(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<JsonLine, void, undefined> {
  const decoder = new TextDecoder();
  let line = 0;
  for await (const bytes of lineBytes(chunks)) {
    line++;
    const text = decoder.decode(bytes).trim();
    if (text !== "") yield { line, value: parsed(text, line) };
  }
}

function parsed(text: string, line: number): unknown {
  try {
    return parseTolerant(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Problem("badResponse", `Line ${line} of the service's answer is not JSON: ${why}.`, {
      cause: error,
    });
  }
}

async function* lineBytes(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  let rest = new LineRest();
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, from)) {
      yield rest.with(chunk.subarray(from, end));
      rest = rest.isEmpty ? rest : new LineRest();
      from = end + 1;
    }
    rest.add(chunk.subarray(from));
  }
  if (!rest.isEmpty) yield rest.with(new Uint8Array(0));
}

/** The beginning of a line whose end has not come yet. */
class LineRest {
  private readonly pieces: Uint8Array[] = [];
  private size = 0;

  get isEmpty(): boolean {
    return this.size === 0;
  }

  add(bytes: Uint8Array): void {
    this.size += bytes.length;
    if (this.size > MAX_LINE_BYTES)
      throw new Problem(
        "badResponse",
        `A line of the service's answer is longer than ${MAX_LINE_BYTES >> 20} MB.`,
      );
    if (bytes.length > 0) this.pieces.push(bytes.slice());
  }

  /** The whole line. */
  with(end: Uint8Array): Uint8Array {
    return concatenated([...this.pieces, end]);
  }
}

// A table of digests as a file: the beginnings of the digests of some runs. Runs with the same rows in the same order, as
// runs of one dataset mostly are, share one column. A head in JSON, then the columns as 32-bit words, low byte first.
import { DIGEST_RULE } from "../core/join/digest.ts";
import type { DigestBeginnings } from "../core/join/digestBeginnings.ts";
import { isJsonObject } from "../core/json/json.ts";
import type { RunId } from "../core/run.ts";

const FORMAT = "eval-results-digests";
const VERSION = 1;
/** CRC-32 of all that follows, then the head's length in bytes. */
const PRELUDE_BYTES = 8;
const CRC_BYTES = 4;

export type Crc32 = (bytes: Uint8Array, previous: number) => number;

/** Runs of one table; those with equal rows hold the same object. */
export type DigestTable = ReadonlyMap<RunId, DigestBeginnings>;

interface Head {
  readonly format: typeof FORMAT;
  readonly version: typeof VERSION;
  readonly digestRule: typeof DIGEST_RULE;
  /** Rows of each column. */
  readonly columns: readonly number[];
  /** Which column each run has. */
  readonly runs: readonly (readonly [RunId, number])[];
}

/** Distinct columns of runs, and which of them each run has. */
export function sharedColumns(runs: DigestTable, crc32: Crc32) {
  const columns: DigestBeginnings[] = [];
  const alike = new Map<string, number[]>();
  const places = new Map<DigestBeginnings, number>();
  const placeOf = (own: DigestBeginnings): number => {
    const known = places.get(own);
    if (known !== undefined) return known;
    const key = `${own.first.length} ${crc32(bytesOf(own.first), 0)} ${crc32(bytesOf(own.second), 0)}`;
    const same = alike.get(key) ?? [];
    let at = same.find((place) => isSame(columns[place], own));
    if (at === undefined) {
      at = columns.push(own) - 1;
      alike.set(key, [...same, at]);
    }
    places.set(own, at);
    return at;
  };
  const columnOf = [...runs].map(([id, own]) => [id, placeOf(own)] as const);
  return { columns, columnOf, rows: columns.reduce((sum, { first }) => sum + first.length, 0) };
}

function isSame(a: DigestBeginnings | undefined, b: DigestBeginnings): boolean {
  if (a === undefined) return false;
  return (
    a.first.every((word, row) => word === b.first[row]) &&
    a.second.every((word, row) => word === b.second[row])
  );
}

function bytesOf(words: Uint32Array): Uint8Array {
  return new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
}

export function encodeTable(
  { columns, columnOf }: Pick<ReturnType<typeof sharedColumns>, "columns" | "columnOf">,
  crc32: Crc32,
): Uint8Array {
  const head: Head = {
    format: FORMAT,
    version: VERSION,
    digestRule: DIGEST_RULE,
    columns: columns.map(({ first }) => first.length),
    runs: columnOf,
  };
  const text = JSON.stringify(head);
  // Words are read in place, so they begin at a multiple of four.
  const headBytes = new TextEncoder().encode(text + " ".repeat(3 - ((text.length + 3) % 4)));
  const words = columns.flatMap(({ first, second }) => [first, second]);
  const size = words.reduce((sum, { byteLength }) => sum + byteLength, PRELUDE_BYTES + headBytes.length);
  const bytes = new Uint8Array(size);
  let at = PRELUDE_BYTES + headBytes.length;
  for (const own of words) {
    bytes.set(bytesOf(own), at);
    at += own.byteLength;
  }
  bytes.set(headBytes, PRELUDE_BYTES);
  const prelude = new DataView(bytes.buffer);
  prelude.setUint32(CRC_BYTES, headBytes.length, true);
  prelude.setUint32(0, crc32(bytes.subarray(CRC_BYTES), 0), true);
  return bytes;
}

/** The runs of a table; `null`: it is damaged, or of another version. */
export function decodeTable(bytes: Uint8Array, crc32: Crc32): DigestTable | null {
  if (bytes.length < PRELUDE_BYTES) return null;
  const prelude = new DataView(bytes.buffer, bytes.byteOffset, PRELUDE_BYTES);
  if (crc32(bytes.subarray(CRC_BYTES), 0) !== prelude.getUint32(0, true)) return null;
  const headBytes = prelude.getUint32(CRC_BYTES, true);
  const head = readHead(bytes.subarray(PRELUDE_BYTES, PRELUDE_BYTES + headBytes));
  if (head === null) return null;
  let at = PRELUDE_BYTES + headBytes;
  const columns = head.columns.map((rows): DigestBeginnings => {
    const words = wordsAt(bytes, at, rows * 2);
    at += words.byteLength;
    return { first: words.subarray(0, rows), second: words.subarray(rows) };
  });
  const table = new Map<RunId, DigestBeginnings>();
  for (const [id, place] of head.runs) {
    const own = columns[place];
    if (own === undefined) return null;
    table.set(id, own);
  }
  return at === bytes.length ? table : null;
}

function wordsAt(bytes: Uint8Array, at: number, count: number): Uint32Array {
  const from = bytes.byteOffset + at;
  return from % 4 === 0
    ? new Uint32Array(bytes.buffer, from, count)
    : new Uint32Array(bytes.slice(at, at + count * 4).buffer);
}

/** What a checksum vouches for is as it was written; only its version is in question. */
function readHead(bytes: Uint8Array): Head | null {
  const head: unknown = JSON.parse(new TextDecoder().decode(bytes));
  const isOurs =
    isJsonObject(head) &&
    head.format === FORMAT &&
    head.version === VERSION &&
    head.digestRule === DIGEST_RULE;
  return isOurs ? (head as unknown as Head) : null;
}

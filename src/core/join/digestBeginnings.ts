// The first eight bytes of each row's digest: enough to look for an item in thousands of runs, a quarter of the size. Eight
// bytes of SHA-256 tell rows apart for counting; who shows a row compares the digest in full.
import { DIGEST_BYTES } from "./digest.ts";
import { digestWords } from "./digestIndex.ts";

const WORDS = DIGEST_BYTES / 4;

/** Shape of both: one entry a row; the first and the second word of its digest. */
export interface DigestBeginnings {
  readonly first: Uint32Array;
  readonly second: Uint32Array;
}

/** From a digest column, 32 bytes a row. */
export function beginningsOf(digests: Uint8Array): DigestBeginnings {
  const words = digestWords(digests);
  const first = new Uint32Array(words.length / WORDS);
  const second = new Uint32Array(first.length);
  for (let row = 0; row < first.length; row++) {
    first[row] = words[row * WORDS] as number;
    second[row] = words[row * WORDS + 1] as number;
  }
  return { first, second };
}

/** Rows whose digest begins as these 32 bytes do, ascending. */
export function rowsBeginning({ first, second }: DigestBeginnings, digest: Uint8Array): readonly number[] {
  const [wanted = 0, next = 0] = digestWords(digest);
  const rows: number[] = [];
  for (let row = first.indexOf(wanted); row !== -1; row = first.indexOf(wanted, row + 1))
    if (second[row] === next) rows.push(row);
  return rows;
}

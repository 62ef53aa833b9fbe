// Looks for one digest in the rows of many runs. The first eight bytes of every digest are kept in memory once read, so
// that the next look opens no run; a run's digests never change. Eight bytes of SHA-256 tell rows apart for counting; who
// shows a row compares the digest in full.
import { DIGEST_BYTES } from "../../core/join/digest.ts";
import { digestWords } from "../../core/join/digestIndex.ts";
import type { RunId } from "../../core/run.ts";
import type { StoredRun } from "../../core/runStore.ts";

/** Rows whose first bytes are kept: 64 MB. Runs beyond are read again at each look. */
const MOST_KEPT_ROWS = 8_000_000;
const WORDS = DIGEST_BYTES / 4;
/** The digests of longer runs are read one run after another: a million are 32 MB. */
const LONG_ROWS = 100_000;

/** The first and the second word of each row's digest. */
interface Beginnings {
  readonly first: Uint32Array;
  readonly second: Uint32Array;
}

export class DigestSearch {
  /** By run, the last used at the end. */
  private readonly kept = new Map<RunId, Beginnings>();
  private keptRows = 0;
  private reading: Promise<unknown> = Promise.resolve();

  constructor(private readonly open: (id: RunId) => Promise<StoredRun>) {}

  /** Rows of a run whose digest begins as these 32 bytes do, ascending. Throws as `open` where it was not read before. */
  async rowsOf(id: RunId, digest: Uint8Array): Promise<readonly number[]> {
    const [first = 0, second = 0] = digestWords(digest);
    const own = this.kept.get(id) ?? (await this.read(await this.open(id)));
    this.keep(id, own);
    const rows: number[] = [];
    for (let row = own.first.indexOf(first); row !== -1; row = own.first.indexOf(first, row + 1))
      if (own.second[row] === second) rows.push(row);
    return rows;
  }

  private read(stored: StoredRun): Promise<Beginnings> {
    const read = async (): Promise<Beginnings> => beginningsOf(await stored.digests());
    if (stored.record.run.rows <= LONG_ROWS) return read();
    const done = this.reading.then(read);
    this.reading = done.catch(() => undefined);
    return done;
  }

  private keep(id: RunId, own: Beginnings): void {
    if (this.kept.delete(id)) this.keptRows -= own.first.length;
    if (own.first.length > MOST_KEPT_ROWS) return;
    this.kept.set(id, own);
    this.keptRows += own.first.length;
    for (const [oldest, { first }] of this.kept) {
      if (this.keptRows <= MOST_KEPT_ROWS) return;
      this.kept.delete(oldest);
      this.keptRows -= first.length;
    }
  }
}

function beginningsOf(digests: Uint8Array): Beginnings {
  const words = digestWords(digests);
  const first = new Uint32Array(words.length / WORDS);
  const second = new Uint32Array(first.length);
  for (let row = 0; row < first.length; row++) {
    first[row] = words[row * WORDS] as number;
    second[row] = words[row * WORDS + 1] as number;
  }
  return { first, second };
}

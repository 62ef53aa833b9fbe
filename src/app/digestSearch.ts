// Looks for one digest in the rows of many runs. The first four bytes of every digest are kept in memory once read, so
// that the next look opens only runs that have the item; a run's digests never change.
import { DIGEST_BYTES } from "../core/digest.ts";
import { digestWords, isSameDigest } from "../core/digestIndex.ts";
import type { RunId } from "../core/run.ts";
import type { StoredRun } from "../core/runStore.ts";

/** Rows whose first bytes are kept: 64 MB. Runs beyond are read again at each look. */
const MOST_KEPT_ROWS = 16_000_000;
const WORDS = DIGEST_BYTES / 4;
/** The digests of longer runs are read one run after another: a million are 32 MB. */
const LONG_ROWS = 100_000;

export class DigestSearch {
  /** The first word of each row's digest, by run, the last used at the end. */
  private readonly kept = new Map<RunId, Uint32Array>();
  private keptRows = 0;
  private reading: Promise<unknown> = Promise.resolve();

  constructor(private readonly open: (id: RunId) => Promise<StoredRun>) {}

  /** Rows of a run whose digest these 32 bytes are, ascending. Throws as `open` where the run was not read before. */
  async rowsOf(id: RunId, digest: Uint8Array): Promise<readonly number[]> {
    const [first] = digestWords(digest);
    const known = this.kept.get(id);
    const stored = known === undefined ? await this.open(id) : null;
    const words = known ?? (await this.read(stored as StoredRun));
    this.keep(id, words);
    const candidates: number[] = [];
    for (let row = words.indexOf(first as number); row !== -1; row = words.indexOf(first as number, row + 1))
      candidates.push(row);
    if (candidates.length === 0) return candidates;
    const digests = await (stored ?? (await this.open(id))).digestsOf(candidates);
    return candidates.filter((_, i) => isSameDigest(digests, i, digest, 0));
  }

  private read(stored: StoredRun): Promise<Uint32Array> {
    const read = async (): Promise<Uint32Array> => firstWords(await stored.digests());
    if (stored.record.run.rows <= LONG_ROWS) return read();
    const done = this.reading.then(read);
    this.reading = done.catch(() => undefined);
    return done;
  }

  private keep(id: RunId, words: Uint32Array): void {
    if (this.kept.delete(id)) this.keptRows -= words.length;
    if (words.length > MOST_KEPT_ROWS) return;
    this.kept.set(id, words);
    this.keptRows += words.length;
    for (const [oldest, { length }] of this.kept) {
      if (this.keptRows <= MOST_KEPT_ROWS) return;
      this.kept.delete(oldest);
      this.keptRows -= length;
    }
  }
}

function firstWords(digests: Uint8Array): Uint32Array {
  const words = digestWords(digests);
  const first = new Uint32Array(words.length / WORDS);
  for (let row = 0; row < first.length; row++) first[row] = words[row * WORDS] as number;
  return first;
}

// Reads the beginnings of digests of the runs that the store's tables don't know.
import { beginningsOf, type DigestBeginnings } from "../../core/join/digestBeginnings.ts";
import { Problem } from "../../core/problem.ts";
import type { RunId } from "../../core/run.ts";
import type { RunStore, StoredRun } from "../../core/runStore.ts";

/** The digests of longer runs are read one run after another: a million are 32 MB. */
const LONG_ROWS = 100_000;
/** Rows that go into one table. */
const ROWS_TOGETHER = 1_000_000;

export class DigestReading {
  private reading: Promise<unknown> = Promise.resolve();

  constructor(private readonly open: (id: RunId) => Promise<StoredRun>) {}

  /** `null` for a result that can't be read: deleted meanwhile, or damaged, which the list tells. */
  async of(id: RunId): Promise<DigestBeginnings | null> {
    try {
      return await this.read(await this.open(id));
    } catch (error) {
      if (error instanceof Problem) return null;
      throw error;
    }
  }

  private read(stored: StoredRun): Promise<DigestBeginnings> {
    const read = async (): Promise<DigestBeginnings> => beginningsOf(await stored.digests());
    if (stored.record.run.rows <= LONG_ROWS) return read();
    const done = this.reading.then(read);
    this.reading = done.catch(() => undefined);
    return done;
  }
}

/** Adds every run that the tables don't know, as in stores of older versions. */
export async function completeDigests(store: RunStore, signal: AbortSignal): Promise<void> {
  const reading = new DigestReading((id) => store.openApart(id));
  const known = await store.digests.runs();
  let some = new Map<RunId, DigestBeginnings>();
  let rows = 0;
  for (const { id } of await store.outlines()) {
    signal.throwIfAborted();
    const own = known.has(id) ? null : await reading.of(id);
    if (own === null) continue;
    some.set(id, own);
    rows += own.first.length;
    if (rows < ROWS_TOGETHER) continue;
    await store.digests.add(some);
    some = new Map();
    rows = 0;
  }
  await store.digests.add(some);
}

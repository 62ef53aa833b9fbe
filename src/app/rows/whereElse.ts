// Where else a row's item occurs: asks the store's tables of digests, reads the results that they don't know, newest first,
// and tells what it finds while it looks. Never holds the worker up: results are read a few at a time, and whoever asked
// may give up; what was read is in the tables then.
import { DIGEST_BYTES, digestName } from "../../core/join/digest.ts";
import { type DigestBeginnings, rowsBeginning } from "../../core/join/digestBeginnings.ts";
import type { Environment } from "../../core/ports.ts";
import { Problem } from "../../core/problem.ts";
import type { FormatRegistry } from "../../core/resultFormat.ts";
import {
  type Elsewhere,
  type ElsewhereFound,
  type ElsewhereProgress,
  MAX_ELSEWHERE,
  MAX_ELSEWHERE_ROWS,
} from "../../core/rows/elsewhere.ts";
import type { RunId, RunSummary } from "../../core/run.ts";
import type { RunStore } from "../../core/runStore.ts";
import { sleep } from "../../util/sleep.ts";
import { DigestReading } from "./digestReading.ts";
import { RowPages } from "./rowPages.ts";

/** Results looked at side by side. */
const TOGETHER = 16;
/** Progress is told at most so often. */
const TELL_EVERY_MS = 100;

export interface WhereElseParts {
  readonly store: RunStore;
  readonly formats: FormatRegistry;
  readonly environment: Pick<Environment, "nowMs">;
  /** A run as the metric contract has it. */
  readonly applied: (run: RunSummary) => Promise<RunSummary>;
}

type Tell = (progress: ElsewhereProgress) => void;

interface Look {
  /** 32 bytes. */
  readonly digest: Uint8Array;
  /** What the tables tell. */
  readonly known: ReadonlyMap<RunId, readonly number[]>;
  /** What was read, for the tables. */
  readonly read: Map<RunId, DigestBeginnings>;
  readonly signal: AbortSignal;
  readonly tell: Tell;
}

export class WhereElse {
  private readonly reading: DigestReading;

  constructor(private readonly parts: WhereElseParts) {
    this.reading = new DigestReading((id) => parts.store.openApart(id));
  }

  /** Other results with the item of a row. Throws a `notFound` Problem for a row that is not there. */
  async find(
    id: RunId,
    row: number,
    signal: AbortSignal,
    tell: Tell = () => undefined,
  ): Promise<ElsewhereFound> {
    const stored = await this.parts.store.open(id);
    const { rows } = stored.record.run;
    if (!Number.isInteger(row) || row < 0 || row >= rows)
      throw new Problem("notFound", `There is no row ${row}; the result has ${rows} rows.`);
    const digest = (await stored.digestsOf([row])).slice(0, DIGEST_BYTES);
    const others = (await this.parts.store.outlines()).map((run) => run.id).filter((other) => other !== id);
    const known = await this.parts.store.digests.look(digest);
    const read = new Map<RunId, DigestBeginnings>();
    try {
      return await this.among(others, { digest, known, read, signal, tell });
    } finally {
      await this.parts.store.digests.add(read);
    }
  }

  private async among(
    others: readonly RunId[],
    { digest, known, read, signal, tell }: Look,
  ): Promise<ElsewhereFound> {
    const name = digestName(digest);
    const results: Elsewhere[] = [];
    let total = 0;
    let searched = 0;
    let told = { atMs: this.parts.environment.nowMs(), results: 0 };
    const rowsIn = async (other: RunId): Promise<readonly number[] | null> => {
      const own = known.get(other) === undefined ? await this.reading.of(other) : null;
      if (own !== null) read.set(other, own);
      return known.get(other) ?? (own === null ? null : rowsBeginning(own, digest));
    };
    for (let from = 0; from < others.length; from += TOGETHER) {
      signal.throwIfAborted();
      const some = others.slice(from, from + TOGETHER);
      const found = await Promise.all(some.map(rowsIn));
      const hits = some.flatMap((other, i) =>
        (found[i]?.length ?? 0) > 0 ? [{ id: other, rows: found[i] ?? [] }] : [],
      );
      const shown = hits.slice(0, MAX_ELSEWHERE - results.length);
      const described = await this.described(shown, name);
      // Tables know results that can't be read any more.
      const lost = shown.length - described.length;
      searched += found.filter((one) => one !== null).length - lost;
      total += hits.length - lost;
      results.push(...described);
      const nowMs = this.parts.environment.nowMs();
      if (nowMs - told.atMs < TELL_EVERY_MS) continue;
      tell({ searched, of: others.length, found: results.slice(told.results) });
      told = { atMs: nowMs, results: results.length };
      // Other requests of the worker get their turn, and news that nobody wants this any more gets in.
      await sleep(0, signal);
    }
    return { digest: name, results, total, searched };
  }

  private async described(
    hits: readonly { readonly id: RunId; readonly rows: readonly number[] }[],
    digest: string,
  ): Promise<readonly Elsewhere[]> {
    if (hits.length === 0) return [];
    const runs = await this.parts.store.summaries(hits.map((hit) => hit.id));
    const byId = new Map(runs.map((run) => [run.id, run]));
    const described: Elsewhere[] = [];
    for (const hit of hits) {
      const run = byId.get(hit.id);
      const one = run === undefined ? null : await this.describe(run, hit.rows, digest);
      if (one !== null) described.push(one);
    }
    return described;
  }

  private async describe(
    run: RunSummary,
    rows: readonly number[],
    digest: string,
  ): Promise<Elsewhere | null> {
    const { id, name, model, createdAt, scores } = await this.parts.applied(run);
    try {
      const stored = await this.parts.store.openApart(id);
      const pages = new RowPages(stored, this.parts.formats, () => this.parts.store.rowNotes(id));
      const found = await pages.previews(rows.slice(0, MAX_ELSEWHERE_ROWS));
      const shown = found.filter((row) => row.digest === digest);
      if (shown.length === 0) return null;
      return { id, name, model, createdAt, scores, trials: rows.length, rows: shown };
    } catch (error) {
      if (error instanceof Problem) return null;
      throw error;
    }
  }
}

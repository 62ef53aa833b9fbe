// The errored rows of listed runs' scores: the catalogue has no place for them, so they come from the manifests of the
// runs that have errors, once. Runs stored before manifests had them are counted from their columns.

import { Problem } from "../../core/problem.ts";
import type { RunId, RunSummary, ScoreAggregate } from "../../core/run.ts";
import type { RunStore, StoredRun } from "../../core/runStore.ts";
import type { ErrorShare } from "../../core/scores/errorShare.ts";
import { errorShareOf } from "../../core/scores/errorsAsZero.ts";

type Shares = readonly (ErrorShare | null)[];

/** Runs remembered; a share is a few numbers. */
const KEPT = 5_000;
/** Manifests read at a time. */
const READ_TOGETHER = 16;

export class ErroredScores {
  private readonly known = new Map<RunId, Shares>();

  constructor(private readonly store: RunStore) {}

  /** The runs with the errored rows of their scores; a run that can't be read stays as it is. */
  async addTo<R extends RunSummary>(runs: readonly R[]): Promise<readonly R[]> {
    const unknown = runs.filter((run) => run.erroredRows > 0 && !this.known.has(run.id));
    for (let at = 0; at < unknown.length; at += READ_TOGETHER)
      await Promise.all(unknown.slice(at, at + READ_TOGETHER).map((run) => this.learn(run.id)));
    return runs.map((run) => withShares(run, this.known.get(run.id)));
  }

  private async learn(id: RunId): Promise<void> {
    try {
      const scores = await withErrorShares(await this.store.open(id));
      if (this.known.size >= KEPT) this.known.clear();
      this.known.set(
        id,
        scores.map((score) => score.errorShare ?? null),
      );
    } catch (error) {
      // Deleted or damaged since it was listed: the next list says so.
      if (!(error instanceof Problem)) throw error;
    }
  }
}

function withShares<R extends RunSummary>(run: R, shares: Shares | undefined): R {
  if (shares === undefined || shares.every((share) => share === null)) return run;
  const scores = run.scores.map((score, i) => {
    const share = shares[i] ?? null;
    return share === null ? score : { ...score, errorShare: share };
  });
  return { ...run, scores };
}

type Scores = readonly ScoreAggregate[];

const counted = new WeakMap<StoredRun, Promise<Scores>>();

/** The scores of a stored run with their errored rows, also where its manifest does not have them yet. */
export function withErrorShares(stored: StoredRun): Promise<Scores> {
  const { erroredRows, scores } = stored.record.run;
  if (erroredRows === 0 || scores.some((score) => score.errorShare !== undefined))
    return Promise.resolve(scores);
  const known = counted.get(stored) ?? countErrors(stored);
  counted.set(stored, known);
  known.catch(() => counted.delete(stored));
  return known;
}

async function countErrors(stored: StoredRun): Promise<Scores> {
  const [items, errors] = await Promise.all([stored.items(), stored.errors()]);
  const scores: ScoreAggregate[] = [];
  for (const [index, score] of stored.record.run.scores.entries()) {
    const share = score.kind === "label" ? null : errorShareOf(await stored.column(index), items, errors);
    scores.push(share === null ? score : { ...score, errorShare: share });
  }
  return scores;
}

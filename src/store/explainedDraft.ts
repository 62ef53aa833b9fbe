// A draft whose failures are sentences ("Can't store the result: …") and whose commit is followed by a refresh.
import { explained, type FileTask } from "../core/fileProblem.ts";
import type { RunDraft, SealedDraft } from "../core/runStore.ts";

/** `afterCommit` runs once the run is stored; it must not throw. */
export function explainedDraft(
  draft: RunDraft,
  task: FileTask,
  afterCommit: () => Promise<unknown>,
): RunDraft {
  return {
    id: draft.id,
    get rows() {
      return draft.rows;
    },
    append: (bytes) => explained(task, () => draft.append(bytes)),
    addRows: (batch, part, offset) => explained(task, () => draft.addRows(batch, part, offset)),
    seal: async () => explainedSeal(await explained(task, () => draft.seal()), task, afterCommit),
    discard: () => draft.discard(),
  };
}

function explainedSeal(
  sealed: SealedDraft,
  task: FileTask,
  afterCommit: () => Promise<unknown>,
): SealedDraft {
  return {
    items: sealed.items,
    duplicates: sealed.duplicates,
    erroredRows: sealed.erroredRows,
    scores: sealed.scores,
    errors: () => explained(task, () => sealed.errors()),
    measure: (name) => explained(task, () => sealed.measure(name)),
    column: (score) => explained(task, () => sealed.column(score)),
    async commit(record) {
      await explained(task, () => sealed.commit(record));
      await afterCommit();
    },
  };
}

// What lies beside the rows of results: what people say of them with the numbers that follow from it, and
// the same items in other results.
import type { RowNote, RowNotesRequest } from "../core/rowNotes.ts";
import type { Run } from "../core/run.ts";
import type { StoredRun } from "../core/runStore.ts";
import { withErrorShares } from "./erroredScores.ts";
import { ExcludedRows } from "./excludedRows.ts";
import { WhereElse, type WhereElseParts } from "./whereElse.ts";

export class BesideRows {
  private readonly excluded: ExcludedRows;
  /** The same items in other results. */
  readonly elsewhere: WhereElse;

  constructor(private readonly parts: WhereElseParts) {
    this.excluded = new ExcludedRows(parts.store);
    this.elsewhere = new WhereElse(parts);
  }

  /** Changes what is said of rows; gives the former entry of each, for Undo. */
  annotate(request: RowNotesRequest): Promise<readonly (RowNote | null)[]> {
    return this.parts.store.annotateRows(request);
  }

  /** The run with the errored rows of its scores, and with its numbers without its excluded rows. */
  async complete(stored: StoredRun, run: Run): Promise<Run> {
    return this.excluded.addTo(stored, { ...run, scores: await withErrorShares(stored) });
  }
}

// What lies beside the rows of results: what people say of them with the numbers that follow from it, and
// the same items in other results.
import type { RowNote, RowNotes, RowNotesRequest } from "../../core/rows/rowNotes.ts";
import type { Run, RunId } from "../../core/run.ts";
import type { StoredRun } from "../../core/runStore.ts";
import { withErrorShares } from "../results/erroredScores.ts";
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

  /** What is said of rows now. */
  notes(id: RunId): Promise<RowNotes> {
    return this.parts.store.rowNotes(id);
  }

  /** The rows of the same items as these rows, themselves among them, ascending. */
  async sameItems(id: RunId, rows: readonly number[]): Promise<readonly number[]> {
    const { itemOf } = await (await this.parts.store.open(id)).items();
    const items = new Set(rows.map((row) => itemOf[row]));
    const all: number[] = [];
    for (let row = 0; row < itemOf.length; row++) if (items.has(itemOf[row])) all.push(row);
    return all;
  }

  /** The run with the errored rows of its scores, and with its numbers without the rows that `notes`, or those now, exclude. */
  async complete(stored: StoredRun, run: Run, notes?: RowNotes): Promise<Run> {
    return this.excluded.addTo(stored, { ...run, scores: await withErrorShares(stored) }, notes);
  }
}

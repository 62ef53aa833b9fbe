// The numbers of a run without its excluded rows, beside those over all rows: made by the same function from the same
// columns, and kept while the same rows are excluded.

import { excludedRows, type RowNotes } from "../../core/rows/rowNotes.ts";
import { withoutRows } from "../../core/rows/withoutExcluded.ts";
import type { Run, WithoutExcluded } from "../../core/run.ts";
import type { RunStore, StoredRun } from "../../core/runStore.ts";

interface Known {
  readonly rows: string;
  readonly without: Promise<WithoutExcluded>;
}

export class ExcludedRows {
  private readonly known = new WeakMap<StoredRun, Known>();

  constructor(private readonly store: RunStore) {}

  /** The run with its numbers without the rows excluded now, or by what is `known`; as it is where none is. */
  async addTo(stored: StoredRun, run: Run, known?: RowNotes): Promise<Run> {
    if (known === undefined && (run.rowMarks?.excluded ?? 0) === 0) return run;
    const rows = excludedRows((known ?? (await this.store.rowNotes(run.id))).notes);
    return rows.length === 0 ? run : { ...run, withoutExcluded: await this.without(stored, rows) };
  }

  private without(stored: StoredRun, excluded: readonly number[]): Promise<WithoutExcluded> {
    const rows = excluded.join();
    const known = this.known.get(stored);
    if (known?.rows === rows) return known.without;
    const without = withoutRows(stored, excluded);
    this.known.set(stored, { rows, without });
    without.catch(() => this.known.delete(stored));
    return without;
  }
}

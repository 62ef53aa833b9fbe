// The pages of each open run: its latest orders and filters go with it.
import type { FormatRegistry } from "../../core/resultFormat.ts";
import type { RowNotes } from "../../core/rows/rowNotes.ts";
import type { RunId } from "../../core/run.ts";
import type { StoredRun } from "../../core/runStore.ts";
import { RowPages } from "./rowPages.ts";

export class OpenPages {
  private readonly pages = new WeakMap<StoredRun, RowPages>();

  constructor(
    private readonly formats: FormatRegistry,
    /** What is said of a run's rows now. */
    private readonly notesOf: (id: RunId) => Promise<RowNotes>,
  ) {}

  of(stored: StoredRun): RowPages {
    let pages = this.pages.get(stored);
    if (pages === undefined) {
      pages = new RowPages(stored, this.formats, () => this.notesOf(stored.record.run.id));
      this.pages.set(stored, pages);
    }
    return pages;
  }
}

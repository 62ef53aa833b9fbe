// The pages of each open run: its latest orders and filters go with it.
import type { FormatRegistry } from "../core/resultFormat.ts";
import type { StoredRun } from "../core/runStore.ts";
import { RowPages } from "./rowPages.ts";

export class OpenPages {
  private readonly pages = new WeakMap<StoredRun, RowPages>();

  constructor(private readonly formats: FormatRegistry) {}

  of(stored: StoredRun): RowPages {
    let pages = this.pages.get(stored);
    if (pages === undefined) {
      pages = new RowPages(stored, this.formats);
      this.pages.set(stored, pages);
    }
    return pages;
  }
}

// The line above a comparison that says what failed, that a run is gone, or that not all diffs are open.
import type { OpenedDiffs } from "../../src/protocol/comparePanel.ts";
import { diffsSentence } from "../panels/compare/sentences.ts";
import { failureNote, goneNote, infoNote } from "../shared/blank.ts";
import { fill, h } from "../shared/dom.ts";

export class PanelNote {
  readonly element = h("div", { class: "note-slot" });

  clear(): void {
    fill(this.element);
  }

  failed(message: string): void {
    fill(this.element, failureNote(message));
  }

  /** A run of the comparison is in the store no more. */
  gone(): void {
    fill(this.element, goneNote("One of these runs was deleted."));
  }

  /** Does something that may fail; `what` stands before the reason then: `Not mapped`. */
  async attempt(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.failed(`${what}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /** Asks for the diffs of all rows shown, and says so where they are too many. */
  openDiffs(ask: () => Promise<OpenedDiffs>, locale: string): Promise<void> {
    return this.attempt("Diffs not opened", async () => {
      const { total, opened } = await ask();
      if (opened < total) fill(this.element, infoNote(diffsSentence(opened, total, locale)));
    });
  }
}

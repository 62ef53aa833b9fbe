// Where someone stands among the rows of a result: the current row, and the one open in the pane beside them.
import type { RowPreview } from "../../../src/core/rows/rowQuery.ts";
import type { Run } from "../../../src/core/run.ts";
import { markPainted } from "../../shared/paintMarks.ts";
import type { RowTable } from "../../shared/rowTable.ts";
import type { RowPane } from "./rowPane.ts";
import type { RowsState } from "./rowsState.ts";

export interface RowPlaceParts {
  readonly table: RowTable<RowPreview>;
  readonly rowPane: RowPane;
  /** The table and the pane beside it. */
  readonly split: HTMLElement;
  readonly state: () => Pick<RowsState, "open" | "current">;
  readonly change: (part: Partial<Pick<RowsState, "open" | "current">>) => void;
  /** What is shown; `null` before the first view. */
  readonly shown: () => { readonly run: Run; readonly locale: string } | null;
  /** The pane came or went: columns have other room. */
  readonly arranged: () => void;
}

const NARROW = matchMedia("(max-width: 900px)");

export class RowPlace {
  private isRestored = false;

  constructor(private readonly parts: RowPlaceParts) {}

  /** Opens the row at a position in view; the pane takes the focus where it was open before or hides the rows. */
  open(position: number): void {
    const { pane } = this.parts.rowPane;
    const wasOpen = pane.isOpen;
    this.parts.change({ open: position });
    if (!wasOpen) this.showPane();
    this.follow();
    if (wasOpen || NARROW.matches) pane.focus();
  }

  step(by: 1 | -1): void {
    const { table } = this.parts;
    table.moveTo((table.current ?? 0) + by);
  }

  /** Goes to a position and opens it, as soon as the rows in view are there. */
  goTo(position: number): void {
    this.parts.change({ open: position, current: position });
    this.isRestored = false;
    this.parts.table.clearCurrent();
    this.restore();
    this.parts.table.element.focus();
  }

  afterClose(): void {
    const { parts } = this;
    parts.split.classList.remove("has-pane");
    parts.change({ open: null });
    parts.arranged();
    parts.table.element.focus();
  }

  /** The pane follows the current row. */
  follow(): void {
    const { table, rowPane, state, change, shown } = this.parts;
    const { current, cache } = table;
    const view = shown();
    if (current === null || view === null) return;
    if (current !== state().current) change({ current });
    if (!rowPane.pane.isOpen) return;
    if (current !== state().open) change({ open: current });
    rowPane.follow(cache.row(current), current, cache.total ?? 0, view.run, view.locale);
  }

  /** After a reload the current row is current again, and open if it was, once it is loaded. */
  restore(): void {
    const { table, rowPane, state } = this.parts;
    const { open, current } = state();
    if (table.cache.isStale || (table.cache.total ?? 0) === 0) return;
    markPainted("rows");
    const position = open ?? current;
    if (!this.isRestored && position !== null && table.current === null) {
      this.isRestored = true;
      table.moveTo(position);
      if (open !== null && !rowPane.pane.isOpen) this.showPane();
    }
    this.isRestored = true;
    this.follow();
  }

  private showPane(): void {
    this.parts.rowPane.pane.open();
    this.parts.split.classList.add("has-pane");
    this.parts.arranged();
  }
}

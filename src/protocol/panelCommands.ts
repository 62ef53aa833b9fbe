// What keys, menus and the command palette ask of the panel that is in front; the host only passes it on.
import type { RowMarkAction } from "../core/rows/rowMarks.ts";
import type { ServiceRowAction } from "../core/services/rowActions.ts";

/** One command of a panel, as an event. */
export interface PanelCommand<Name extends string> {
  readonly name: Name;
  /** The row that a menu was opened on, by its index in the run; `null`: the panel's current row. */
  readonly row: number | null;
}

/** Commands of the result panel. */
export type ResultCommand =
  | "nextLow"
  | "previousLow"
  | "find"
  | "openInEditor"
  | "copyLink"
  | RowMarkAction
  | ServiceRowAction;

/** Commands of the compare panel. */
export type CompareCommand = "nextRegression" | "previousRegression" | "openDiff" | "openDiffs";

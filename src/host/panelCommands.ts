// Commands that the panel in front carries out itself: the manifest binds keys and menus to them, so that they show in the
// Keyboard Shortcuts editor and can be bound anew. Where no such panel is in front nothing happens.
import type { PanelCommand } from "../protocol/panelCommands.ts";

/** Commands of the manifest by what the result panel calls them. */
export const RESULT_COMMANDS = {
  "evalResults.rows.nextLow": "nextLow",
  "evalResults.rows.previousLow": "previousLow",
  "evalResults.rows.find": "find",
  "evalResults.row.openInEditor": "openInEditor",
  "evalResults.row.copyLink": "copyLink",
  "evalResults.row.openCall": "openCall",
  "evalResults.row.deletePrediction": "deletePrediction",
  "evalResults.row.exclude": "exclude",
  "evalResults.row.include": "include",
  "evalResults.row.note": "note",
} as const;

/** The same of the compare panel. */
export const COMPARE_COMMANDS = {
  "evalResults.compare.nextRegression": "nextRegression",
  "evalResults.compare.previousRegression": "previousRegression",
  "evalResults.compare.openDiff": "openDiff",
  "evalResults.compare.openDiffs": "openDiffs",
} as const;

/** The page of a panel, as far as commands go. */
export interface CommandedPage<Name extends string> {
  readonly run: (command: PanelCommand<Name>) => void;
}

type Forwarder = (context?: unknown) => void;

/** A handler for each id, which passes the command named to the panel in front. */
export function forwardCommands<Id extends string, Name extends string>(
  names: Readonly<Record<Id, Name>>,
  active: () => CommandedPage<Name> | null,
): Readonly<Record<Id, Forwarder>> {
  const forwarders = Object.entries<Name>(names).map(([id, name]): [string, Forwarder] => [
    id,
    (context) => active()?.run({ name, row: rowOfContext(context) }),
  ]);
  return Object.fromEntries(forwarders) as Record<Id, Forwarder>;
}

/** The row that a page's menu was opened on: the page is not trusted, so anything but a row is none. */
export function rowOfContext(context: unknown): number | null {
  const row = typeof context === "object" && context !== null && "row" in context ? context.row : null;
  return typeof row === "number" && Number.isSafeInteger(row) && row >= 0 ? row : null;
}

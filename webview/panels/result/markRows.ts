// Which rows a key or a menu marks: the one it was meant for, or with it all rows selected.
import type { RowMarkAction } from "../../../src/core/rows/rowMarks.ts";
import type { RowPreview } from "../../../src/core/rows/rowQuery.ts";
import type { RowsFrame } from "../../shared/rowsFrame.ts";
import type { RowTable } from "../../shared/rowTable.ts";
import type { ResultHost } from "./resultHost.ts";

/** Marks a row of the run, or with it all rows selected where it is one of them. */
export function markRows(
  { selection, cache }: RowTable<RowPreview>,
  frame: RowsFrame<RowPreview>,
  host: ResultHost,
  action: RowMarkAction,
  index: number,
): void {
  const count = selection === null ? 0 : selection.last - selection.first + 1;
  const known = Array.from({ length: count }, (_, i) => cache.row((selection?.first ?? 0) + i)?.index);
  const rows = known.filter((row) => row !== undefined);
  if (!rows.includes(index)) host.markRows(action, [index]);
  else if (rows.length < count) frame.say("Select fewer rows: not all of these are loaded");
  else host.markRows(action, rows);
}

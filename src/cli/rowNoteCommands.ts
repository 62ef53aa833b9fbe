// Commands that say something of single rows: exclude them from statistics with a reason, note something. Rows never change.

import { Problem } from "../core/problem.ts";
import { type RowNoteChange, rowNoteProblem } from "../core/rows/rowNotes.ts";
import type { RunId } from "../core/run.ts";
import { formatCount } from "../core/text/formatNumber.ts";
import type { CommandLine } from "./arguments.ts";
import { type CommandParts, exactly, printJson } from "./commandParts.ts";
import { inert, LOCALE } from "./render.ts";
import { resolveRun } from "./resolveRun.ts";

/** `exclude NAME ROW… --reason TEXT`, or `--remove` */
export async function excludeCommand(parts: CommandParts, line: CommandLine): Promise<void> {
  const [name = "", ...texts] = line.names;
  if (texts.length === 0)
    throw new Problem("badInput", "exclude takes the name of one result and at least one row.");
  const isRemoving = line.values.remove !== undefined;
  const reason = line.values.reason ?? "";
  if (isRemoving && reason !== "") throw new Problem("badInput", "--remove takes no reason.");
  const problem = isRemoving ? null : rowNoteProblem("reason", reason);
  if (problem !== null) throw new Problem("badInput", `exclude needs --reason TEXT. ${problem}`);
  const { id } = await resolveRun(parts.store, name);
  const typed = texts.map(rowNumber);
  const rows =
    line.values["all-trials"] === true ? await parts.engine.beside.sameItems(id, typed) : [...new Set(typed)];
  const exclusion = isRemoving ? null : reason;
  const what = rows.length === 1 ? `row ${rows[0]}` : `${formatCount(rows.length, LOCALE)} rows`;
  await change(
    parts,
    line,
    id,
    rows.map((row) => ({ row, exclusion })),
    (run) =>
      isRemoving
        ? `Counting ${what} of ${run} again.`
        : `Excluded ${what} of ${run}: ${inert(reason.trim(), 200)}.`,
  );
}

/** `note-row NAME ROW TEXT`; an empty text takes the note away. */
export async function noteRowCommand(parts: CommandParts, line: CommandLine): Promise<void> {
  exactly(line, 3, 'the name of one result, a row and a text in quotes ("" takes the note away)');
  const [name = "", text = "", note = ""] = line.names;
  const problem = rowNoteProblem("note", note);
  if (problem !== null) throw new Problem("badInput", problem);
  const { id } = await resolveRun(parts.store, name);
  const row = rowNumber(text);
  await change(parts, line, id, [{ row, note }], (run) =>
    note.trim() === ""
      ? `Took the note from row ${row} of ${run}.`
      : `Noted on row ${row} of ${run}: ${inert(note.trim(), 200)}.`,
  );
}

/** A row as typed: its index from 0, as `rows` prints it. */
export function rowNumber(text: string): number {
  const row = Number(text);
  if (text.trim() === "" || !Number.isInteger(row) || row < 0)
    throw new Problem("badInput", `A row is named by its row_index, a whole number from 0, not ${text}.`);
  return row;
}

async function change(
  parts: CommandParts,
  line: CommandLine,
  id: RunId,
  changes: readonly RowNoteChange[],
  said: (run: string) => string,
): Promise<void> {
  await parts.engine.beside.annotate({ id, changes });
  const run = await parts.engine.run(id);
  const { excluded = 0, noted = 0 } = run.rowMarks ?? {};
  if (line.values.json) {
    const { notes } = await parts.store.rowNotes(id);
    const changed = notes.filter(({ row }) => changes.some((one) => one.row === row));
    const rows = changed.map(({ row, digest, exclusion, note, changedAt }) => {
      return { row_index: row, digest, exclusion_reason: exclusion, note, changed_at: changedAt };
    });
    return printJson(parts, { id, name: run.name, excluded_rows: excluded, noted_rows: noted, rows });
  }
  const all = `${formatCount(excluded, LOCALE)} of ${formatCount(run.rows, LOCALE)} rows are excluded`;
  parts.print(`${said(inert(run.name))} ${all}, ${formatCount(noted, LOCALE)} noted.\n`);
}

// Rows of a result that a person excludes, counts again or notes something on: asks for the reason or the text, says what
// it did and offers Undo. Rows themselves never change.
import * as vscode from "vscode";
import { lineToNote, noteToLine } from "../core/results/noteInput.ts";
import type { RowMarkAction } from "../core/rows/rowMarks.ts";
import { type RowNote, type RowNoteChange, rowNoteProblem, undoOfRow } from "../core/rows/rowNotes.ts";
import type { RunId } from "../core/run.ts";
import { formatCount } from "../core/text/formatNumber.ts";
import type { Reporter } from "./report.ts";
import type { WorkspaceStore } from "./workspaceStore.ts";

interface RowFlowParts {
  readonly store: WorkspaceStore;
  readonly report: Reporter;
}

/** A change of some rows, and what to say once it is made. */
interface Wish {
  readonly changes: readonly RowNoteChange[];
  readonly said: string;
}

export async function markRows(
  parts: RowFlowParts,
  id: RunId,
  action: RowMarkAction,
  rows: readonly number[],
): Promise<void> {
  const { store } = parts;
  store.checkWritable();
  const known = (await store.call("rowNotes", { id })).notes.filter(({ row }) => rows.includes(row));
  const wish = await ask(parts, id, { action, rows, known });
  if (wish === null) return;
  const former = await store.call("annotateRows", { id, changes: wish.changes });
  store.notify();
  parts.report.run(async () => {
    const choice = await vscode.window.showInformationMessage(wish.said, "Undo");
    if (choice !== "Undo") return;
    const changes = wish.changes.map((change, i) => undoOfRow(change, former[i] ?? undefined));
    await store.call("annotateRows", { id, changes });
    store.notify();
  });
}

interface Asked {
  readonly action: RowMarkAction;
  readonly rows: readonly number[];
  /** What is said of them now. */
  readonly known: readonly RowNote[];
}

function ask(parts: RowFlowParts, id: RunId, asked: Asked): Promise<Wish | null> {
  if (asked.action === "exclude") return askReason(parts, id, asked);
  if (asked.action === "note") return askNote(asked);
  const rows = asked.known.flatMap(({ row, exclusion }) => (exclusion === null ? [] : [row]));
  if (rows.length === 0) return Promise.resolve(null);
  const said = `Counting ${rowsText(rows)} again.`;
  return Promise.resolve({ changes: rows.map((row) => ({ row, exclusion: null })), said });
}

async function askReason({ store }: RowFlowParts, id: RunId, { rows, known }: Asked): Promise<Wish | null> {
  const chosen = await withTrials(store, id, rows);
  if (chosen === null) return null;
  const reasons = new Set(known.flatMap(({ exclusion }) => exclusion ?? []));
  const [only = ""] = reasons;
  const line = await vscode.window.showInputBox({
    title: `Exclude ${rowsText(chosen)} from Statistics`,
    value: reasons.size === 1 ? noteToLine(only) : "",
    prompt: "Why it should not count. The row stays in the result and its exports, marked",
    validateInput: (text) => rowNoteProblem("reason", lineToNote(text)),
  });
  if (line === undefined) return null;
  const exclusion = lineToNote(line);
  return { changes: chosen.map((row) => ({ row, exclusion })), said: `Excluded ${rowsText(chosen)}.` };
}

/** The rows, or where they have repetitions all rows of their items, as the person chooses; `null`: given up. */
async function withTrials(
  store: WorkspaceStore,
  id: RunId,
  rows: readonly number[],
): Promise<readonly number[] | null> {
  const all = await store.call("sameItems", { id, rows });
  if (all.length <= rows.length) return rows;
  const choices = [
    { label: rowsText(rows), description: "its repetitions go on counting", rows },
    {
      label: `All ${formatCount(all.length, vscode.env.language)} rows of the item`,
      description: "",
      rows: all,
    },
  ];
  const title = "This item was run more than once";
  return (await vscode.window.showQuickPick(choices, { title }))?.rows ?? null;
}

async function askNote({ rows, known }: Asked): Promise<Wish | null> {
  const notes = new Set(rows.map((row) => known.find((one) => one.row === row)?.note ?? ""));
  const [only = ""] = notes;
  const line = await vscode.window.showInputBox({
    title: `Note on ${rowsText(rows)}`,
    value: notes.size === 1 ? noteToLine(only) : "",
    prompt:
      notes.size === 1 ? "⏎ is a line break; leave it empty to remove the note" : "Replaces their notes",
    validateInput: (text) => rowNoteProblem("note", lineToNote(text)),
  });
  if (line === undefined || (notes.size === 1 && lineToNote(line).trim() === only)) return null;
  const note = lineToNote(line);
  const said = note.trim() === "" ? `Removed the note on ${rowsText(rows)}.` : `Noted on ${rowsText(rows)}.`;
  return { changes: rows.map((row) => ({ row, note })), said };
}

/** `row 4`, or `12 rows`; rows count from 1 for people. */
function rowsText(rows: readonly number[]): string {
  const [only] = rows;
  const { language } = vscode.env;
  return rows.length === 1 && only !== undefined
    ? `row ${formatCount(only + 1, language)}`
    : `${formatCount(rows.length, language)} rows`;
}

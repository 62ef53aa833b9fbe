// Commands by which people note something about results: star, name, tags, note, corrections. Each says what it did and
// can be undone; the results themselves never change.
import * as vscode from "vscode";
import { lineToNote, nameProblem, noteToLine } from "../core/results/noteInput.ts";
import { undoOf } from "../core/results/runNotes.ts";
import type { RunSummary } from "../core/run.ts";
import type { Given } from "./commandTargets.ts";
import { askCorrection } from "./correctFlow.ts";
import { type NoteChange, type NoteFlowParts, whatText } from "./noteChange.ts";
import { askTags } from "./tagFlow.ts";
import type { WorkspaceStore } from "./workspaceStore.ts";

type Ask = (runs: readonly RunSummary[], parts: NoteFlowParts) => Promise<NoteChange | null>;

export function noteHandlers(parts: NoteFlowParts) {
  const several = (title: string, ask: Ask) => async (node?: Given, selection?: readonly Given[]) =>
    askAndChange(parts, await parts.targets.several(node, selection, title), ask);
  return {
    "evalResults.result.star": several("Star which results?", async () => ({
      change: { star: true },
      said: (what) => `Starred ${what}.`,
    })),
    "evalResults.result.unstar": several("Unstar which results?", async () => ({
      change: { star: false },
      said: (what) => `Unstarred ${what}.`,
    })),
    "evalResults.result.rename": async (node?: Given) => {
      const run = await parts.targets.oneSelected(node, "Rename which result?");
      await askAndChange(parts, run === null ? [] : [run], askName);
    },
    "evalResults.result.editTags": several("Tag which results?", askTags),
    "evalResults.result.editNote": several("Note something about which results?", askNote),
    "evalResults.result.correct": several("Correct which results?", askCorrection),
  } as const;
}

async function askAndChange(parts: NoteFlowParts, runs: readonly RunSummary[], ask: Ask): Promise<void> {
  if (runs.length === 0) return;
  parts.store.checkWritable();
  const asked = await ask(runs, parts);
  if (asked !== null) await changeWithUndo(parts, runs, asked);
}

async function changeWithUndo(
  { store, report }: NoteFlowParts,
  runs: readonly RunSummary[],
  { change, said }: NoteChange,
): Promise<void> {
  const former = await store.call("annotate", { ids: runs.map(({ id }) => id), change });
  store.notify();
  report.run(async () => {
    const choice = await vscode.window.showInformationMessage(said(whatText(runs)), "Undo");
    if (choice !== "Undo") return;
    try {
      for (const { id, notes } of former)
        await store.call("annotate", { ids: [id], change: undoOf(change, notes) });
    } finally {
      store.notify();
    }
  });
}

const askName: Ask = async ([run], { store }) => {
  if (run === undefined) return null;
  const imported = "name" in run.asImported ? run.asImported.name : run.name;
  const name = await vscode.window.showInputBox({
    title: `Rename ${run.name}`,
    value: run.name,
    prompt: `Imported as ${imported}; leave it empty to go back to that name`,
    validateInput: async (text) => nameProblem("name", text) ?? (await takenName(store, run, text.trim())),
  });
  if (name === undefined || name.trim() === run.name) return null;
  const next = name.trim() === "" ? imported : name.trim();
  return { change: { name: name.trim() }, said: () => `Renamed ${run.name} to ${next}.` };
};

/** Two results of one name are allowed, but the command line then asks for an id. */
async function takenName(store: WorkspaceStore, run: RunSummary, name: string) {
  if (name === "" || name === run.name) return null;
  const filter = { $and: [{ name: { $eq: name } }, { $not: { id: { $eq: run.id } } }] };
  const { total } = await store.call("list", { filter, page: 1, pageSize: 1 });
  if (total === 0) return null;
  const message = `Another result is named ${name}; the command line will ask for an id.`;
  return { message, severity: vscode.InputBoxValidationSeverity.Warning };
}

const askNote: Ask = async (runs) => {
  const notes = new Set(runs.map(({ note }) => note));
  const [only = ""] = notes;
  const line = await vscode.window.showInputBox({
    title: `Note on ${whatText(runs)}`,
    value: notes.size === 1 ? noteToLine(only) : "",
    prompt:
      notes.size === 1 ? "⏎ is a line break; leave it empty to remove the note" : "Replaces their notes",
  });
  if (line === undefined || (notes.size === 1 && lineToNote(line).trim() === only)) return null;
  const isRemoved = line.trim() === "";
  return {
    change: { note: lineToNote(line) },
    said: (what) => (isRemoved ? `Removed the note on ${what}.` : `Noted on ${what}.`),
  };
};

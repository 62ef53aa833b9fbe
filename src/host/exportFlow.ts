// Exports a result or a comparison through a save dialog, with progress and cancel.
import * as vscode from "vscode";
import type { ExportOptions } from "../core/rows/exportTypes.ts";
import { openAsNotebook } from "./notebookFlow.ts";
import { joinOf, type ManySubject } from "./panels/subjects.ts";
import { guardFormulas } from "./settings.ts";
import type { WorkspaceStore } from "./workspaceStore.ts";

const KINDS = [
  { label: "CSV", description: "for spreadsheets and data frames", format: "csv" },
  { label: "JSON Lines", description: "one object per row, nothing rounded", format: "jsonl" },
  {
    label: "Jupyter Notebook",
    description: "a CSV, and a notebook that reads it with pandas",
    format: "csv",
    hasNotebook: true,
  },
] as const;

export type WriteExport = (
  target: vscode.Uri,
  options: ExportOptions,
  signal: AbortSignal,
) => Promise<{ readonly bytes: number }>;

/** Asks for format and place, writes, and offers to open the file, or a notebook that reads it. */
export async function exportWithDialog(
  suggestedName: string,
  folder: vscode.Uri | null,
  write: WriteExport,
): Promise<void> {
  const kind = await vscode.window.showQuickPick(KINDS, {
    title: `Export ${suggestedName}`,
    placeHolder: "Format",
  });
  if (kind === undefined) return;
  const fileName = `${suggestedName.replace(/[\\/:*?"<>|\s]+/g, "-")}.${kind.format}`;
  const target = await vscode.window.showSaveDialog({
    ...(folder === null ? {} : { defaultUri: vscode.Uri.joinPath(folder, fileName) }),
    filters: { [kind.format === "csv" ? "CSV" : kind.label]: [kind.format] },
    saveLabel: "Export",
    title: `Export ${suggestedName}`,
  });
  if (target === undefined) return;
  const options = { format: kind.format, guardFormulas: guardFormulas() };
  await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: `Exporting ${suggestedName}`,
      cancellable: true,
    },
    (_progress, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => controller.abort());
      return write(target, options, controller.signal);
    },
  );
  const notebook = { format: kind.format, guardsFormulas: options.guardFormulas };
  if ("hasNotebook" in kind) {
    await openAsNotebook(target, notebook);
    return;
  }
  const choice = await vscode.window.showInformationMessage(
    `Exported ${suggestedName} to ${target.path.split("/").pop() ?? ""}.`,
    "Open File",
    "Open as Notebook…",
  );
  if (choice === "Open File") await vscode.commands.executeCommand("vscode.open", target);
  if (choice === "Open as Notebook…") await openAsNotebook(target, notebook);
}

/** A comparison of several runs. */
export function exportMany(store: WorkspaceStore, subject: ManySubject): Promise<void> {
  const { runs, names } = subject;
  const set = { runs, ...joinOf(subject) };
  return exportWithDialog(
    `${names[0] ?? ""} and ${runs.length - 1} more`,
    store.root,
    (target, options, signal) =>
      store.call("exportMany", { set, path: store.pathOf(target), options }, { signal }),
  );
}

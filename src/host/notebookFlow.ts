// Writes a notebook that reads an exported file, at a place that the person picks, and opens it.
import * as vscode from "vscode";
import { type NotebookFile, pathBetween, toNotebook } from "../core/rows/notebook.ts";

/** `data`: the exported file. Nothing is written when the dialog is left. */
export async function openAsNotebook(data: vscode.Uri, file: Omit<NotebookFile, "dataPath">): Promise<void> {
  const target = await vscode.window.showSaveDialog({
    defaultUri: data.with({ path: `${data.path.replace(/\.[^./]*$/u, "")}.ipynb` }),
    filters: { "Jupyter notebook": ["ipynb"] },
    saveLabel: "Save Notebook",
    title: `Notebook of ${data.path.split("/").pop() ?? ""}`,
  });
  if (target === undefined) return;
  const text = toNotebook({ ...file, dataPath: dataPathFor(target, data) });
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
  await vscode.commands.executeCommand("vscode.open", target);
}

/** Relative, so that both can be moved together; whole where no relative path leads from one to the other. */
function dataPathFor(notebook: vscode.Uri, data: vscode.Uri): string {
  const isSamePlace = notebook.scheme === data.scheme && notebook.authority === data.authority;
  const driveOf = ({ path }: vscode.Uri) => /^\/[a-z]:/iu.exec(path)?.[0].toLowerCase() ?? "";
  return isSamePlace && driveOf(notebook) === driveOf(data)
    ? pathBetween(notebook.path, data.path)
    : data.fsPath;
}

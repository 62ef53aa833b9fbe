// The one place where the editor's URIs become the engine's paths, and back.
import * as vscode from "vscode";
import { fromEditorPath, toEditorPath } from "../core/editorPath.ts";

/** A path on disk where the engine can read the disk itself, one of the editor's otherwise. */
export function toEnginePath(uri: vscode.Uri, hasDisk: boolean): string {
  return hasDisk && uri.scheme === "file" ? uri.fsPath : toEditorPath(uri);
}

/** The URI of a path that the engine asks the editor for. */
export function toUri(editorPath: string): vscode.Uri {
  return vscode.Uri.from(fromEditorPath(editorPath));
}

// What a command is given by a click, a key or the Explorer: results or files.
import * as vscode from "vscode";
import type { RunSummary } from "../core/run.ts";
import type { TreeNode } from "../core/treeNodes.ts";

export function runsOf(nodes: readonly (TreeNode | vscode.Uri)[]): readonly RunSummary[] {
  return nodes.flatMap((node) => ("run" in node ? [node.run] : []));
}

export function urisOf(file: unknown, files: unknown): readonly vscode.Uri[] {
  if (Array.isArray(files) && files.length > 0) return files.filter((one) => one instanceof vscode.Uri);
  return file instanceof vscode.Uri ? [file] : [];
}

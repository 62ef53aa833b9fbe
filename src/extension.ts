// Builds the object graph and registers it; holds no logic of its own.
import * as vscode from "vscode";
import { Commands } from "./host/commands.ts";
import { Reporter } from "./host/report.ts";
import { registerRowDocuments } from "./host/rowDocuments.ts";
import { WorkspaceStore } from "./host/workspaceStore.ts";

/** What tests may look at: state that no person sees, never a way to change it. */
export interface TestApi {
  readonly openPanels: () => { readonly results: number; readonly comparisons: number };
  readonly treeNodes: () => readonly unknown[];
}

export function activate(context: vscode.ExtensionContext): TestApi {
  const report = new Reporter();
  const bundleFolder = vscode.Uri.joinPath(context.extensionUri, "dist").fsPath;
  const store = new WorkspaceStore(bundleFolder, report);
  const commands = new Commands(context.extensionUri, store, report);
  context.subscriptions.push(report, store, commands, registerRowDocuments(store));
  return {
    openPanels: () => ({ results: commands.resultPanels.count, comparisons: commands.comparePanels.count }),
    treeNodes: () => commands.tree.nodes,
  };
}

// Builds the extension's object graph, the same on every host; holds no logic of its own.
import * as vscode from "vscode";
import { Commands } from "./commands.ts";
import type { EngineCall } from "./engineClient.ts";
import { ErrorsView } from "./errorsView.ts";
import { MetricDiagnostics } from "./metricDiagnostics.ts";
import { Reporter } from "./report.ts";
import { registerRowDocuments } from "./rowDocuments.ts";
import { ViewState } from "./viewState.ts";
import { type EngineHost, WorkspaceStore } from "./workspaceStore.ts";

/** What tests may look at: state that no person sees, and the engine, asked as a panel asks it. */
export interface TestApi {
  readonly openPanels: () => { readonly results: number; readonly comparisons: number };
  readonly treeNodes: () => readonly unknown[];
  readonly engine: EngineCall;
  readonly pathOf: (uri: vscode.Uri) => string;
}

export function activateHost(context: vscode.ExtensionContext, host: EngineHost): TestApi {
  const report = new Reporter();
  const store = new WorkspaceStore(vscode.Uri.joinPath(context.extensionUri, "dist"), host, report);
  const errors = new ErrorsView(context.workspaceState);
  const state = new ViewState(context.workspaceState);
  const commands = new Commands(context.extensionUri, store, report, errors, state);
  const diagnostics = new MetricDiagnostics(store, report);
  context.subscriptions.push(
    report,
    store,
    errors,
    state,
    commands,
    diagnostics,
    registerRowDocuments(store),
  );
  return {
    openPanels: () => ({ results: commands.resultPanels.count, comparisons: commands.comparePanels.count }),
    treeNodes: () => commands.tree.nodes,
    engine: store.call,
    pathOf: (uri) => store.pathOf(uri),
  };
}

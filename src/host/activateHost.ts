// Builds the extension's object graph, the same on every host; holds no logic of its own.
import * as vscode from "vscode";
import type { LocalKeys } from "../core/services/localKeys.ts";
import { Commands } from "./commands.ts";
import { ConnectionBook } from "./connections/connectionBook.ts";
import { connectionHttp } from "./connections/connectionHttp.ts";
import { ConnectionKeys } from "./connections/connectionKeys.ts";
import type { EngineCall } from "./engineClient.ts";
import { ErrorsView } from "./errorsView.ts";
import { MetricDiagnostics } from "./metricDiagnostics.ts";
import { Services } from "./remote/services.ts";
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

/** `localKeys`: `null` on the web, where a page sees neither environment nor home folder. */
export function activateHost(
  context: vscode.ExtensionContext,
  host: EngineHost,
  localKeys: LocalKeys | null,
): TestApi {
  const report = new Reporter();
  const book = new ConnectionBook(context.globalState);
  const keys = new ConnectionKeys(context.secrets);
  const http = connectionHttp(book, keys);
  const store = new WorkspaceStore(vscode.Uri.joinPath(context.extensionUri, "dist"), host, report, http);
  const errors = new ErrorsView(context.workspaceState);
  const state = new ViewState(context.workspaceState);
  const services = new Services({ store, report, state, book, keys, localKeys });
  const commands = new Commands(context.extensionUri, services, errors);
  const diagnostics = new MetricDiagnostics(store, report);
  context.subscriptions.push(
    report,
    book,
    keys,
    store,
    services,
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

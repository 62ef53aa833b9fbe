// Entry of the extension in a browser: the engine runs in a web worker that reads every file through the editor.
import * as vscode from "vscode";
import { activateHost, type TestApi } from "./host/activateHost.ts";
import { storeWebWorker } from "./web/storeWebWorker.ts";

export function activate(context: vscode.ExtensionContext): TestApi {
  const script = vscode.Uri.joinPath(context.extensionUri, "dist", "web", "storeWorker.js");
  const start = storeWebWorker(() => vscode.workspace.fs.readFile(script));
  return activateHost(context, { start, hasDisk: false }, null);
}

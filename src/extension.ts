// Entry of the extension in Node: the engine runs in a thread that reads the disk itself.
import * as vscode from "vscode";
import { activateHost, type TestApi } from "./host/activateHost.ts";
import { nodeLocalKeys } from "./node/localKeys.ts";
import { storeThread } from "./node/storeThread.ts";

export function activate(context: vscode.ExtensionContext): TestApi {
  const bundleFolder = vscode.Uri.joinPath(context.extensionUri, "dist").fsPath;
  return activateHost(context, { start: storeThread(bundleFolder), hasDisk: true }, nodeLocalKeys());
}

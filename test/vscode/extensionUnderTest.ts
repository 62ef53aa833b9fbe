// The extension as its tests reach it: through VS Code, and through the state that it shows to tests. Uses nothing of
// Node, because the suite can run in a browser's extension host too.
import * as vscode from "vscode";
import type { TreeNode } from "../../src/core/results/treeNodes.ts";
import type { TestApi } from "../../src/host/activateHost.ts";

const WAIT_LIMIT_MS = 20_000;

export function theExtension(): vscode.Extension<TestApi> {
  const extension = vscode.extensions.getExtension<TestApi>("eval-results.eval-results");
  if (extension === undefined) throw new Error("The extension is not there.");
  return extension;
}

/** Activates it, with its view shown: a tree lists nothing for nobody. */
export async function shownExtension(): Promise<TestApi> {
  await vscode.commands.executeCommand("evalResults.results.focus");
  return theExtension().activate();
}

/** The runs at the top of the tree, by name. */
export function runNames(api: TestApi): readonly string[] {
  return runNodes(api).map((node) => node.run.name);
}

/** The run's node, as a click in the tree would give it to a command. */
export function runNode(api: TestApi, name: string): TreeNode {
  const found = runNodes(api).find((node) => node.run.name === name);
  if (found === undefined) throw new Error(`No run ${name} among ${runNames(api).join(", ")}.`);
  return found;
}

function runNodes(api: TestApi) {
  return (api.treeNodes() as readonly TreeNode[]).flatMap((node) => (node.kind === "run" ? [node] : []));
}

/** Writes a file into the workspace, outside the store. */
export async function writeFile(name: string, text: string): Promise<vscode.Uri> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (folder === undefined) throw new Error("No folder is open.");
  const uri = vscode.Uri.joinPath(folder, name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}

/** Compares plain data. */
export function expectEqual<T>(actual: T, expected: T): void {
  const [is, should] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (is !== should) throw new Error(`Expected ${should}, but it is ${is}.`);
}

/** Resolves once the state is as wanted; the error names it. */
export async function until(what: string, isSo: () => boolean): Promise<void> {
  const endsAt = Date.now() + WAIT_LIMIT_MS;
  while (!isSo()) {
    if (Date.now() > endsAt) throw new Error(`Waited in vain: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Prints one line beside the tests' own. */
export function note(text: string): void {
  console.log(`  note  ${text}`);
}

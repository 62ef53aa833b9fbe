// The store's trash and its check, from the palette: restore, empty after asking, and what a check found.
import * as vscode from "vscode";
import { formatCount } from "../core/text/formatNumber.ts";
import type { WorkspaceStore } from "./workspaceStore.ts";

const locale = (): string => vscode.env.language;

/** Lets the person pick deleted results and brings them back. */
export async function restoreFromTrash(store: WorkspaceStore): Promise<void> {
  const trashed = await store.call("trash", null);
  const items = trashed.map(({ id, name, deletedAtMs }) => ({
    label: name,
    description: new Date(deletedAtMs).toLocaleString(locale()),
    id,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: "Restore deleted results",
    canPickMany: true,
    placeHolder: items.length === 0 ? "The trash is empty" : "Results in the trash",
  });
  if (picked === undefined || picked.length === 0) return;
  await store.call("restore", { ids: picked.map(({ id }) => id) });
  store.notify();
}

/** Removes everything in the trash for good, after asking: there is no undo. */
export async function emptyTrash(store: WorkspaceStore): Promise<void> {
  const trashed = await store.call("trash", null);
  if (trashed.length === 0) {
    void vscode.window.showInformationMessage("The trash is empty.");
    return;
  }
  const megabytes = trashed.reduce((sum, run) => sum + run.sizeBytes, 0) / 1e6;
  const size = megabytes.toLocaleString(locale(), { maximumFractionDigits: 1 });
  const names = trashed.slice(0, 10).map((run) => run.name);
  const rest = trashed.length > names.length ? [`and ${trashed.length - names.length} more`] : [];
  const choice = await vscode.window.showWarningMessage(
    `Remove ${formatCount(trashed.length, locale())} deleted results for good, ${size} MB?`,
    { modal: true, detail: `${[...names, ...rest].join("\n")}\n\nThey can't be restored afterwards.` },
    "Remove",
  );
  if (choice !== "Remove") return;
  const removed = await store.call("emptyTrash", null);
  void vscode.window.showInformationMessage(
    `Removed ${formatCount(removed.length, locale())} results for good.`,
  );
}

/** Reads every byte of the store and opens what was found as a plain text document. */
export async function checkStore(store: WorkspaceStore): Promise<void> {
  const report = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: "Checking the store", cancellable: true },
    (_progress, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => controller.abort());
      return store.call("check", { repair: false }, { signal: controller.signal });
    },
  );
  if (report.findings.length === 0) {
    void vscode.window.showInformationMessage(
      "The store is whole: every file, offset, digest and statistic fits.",
    );
    return;
  }
  const content = report.findings.map((finding) => `${finding.place}: ${finding.message}`).join("\n");
  const document = await vscode.workspace.openTextDocument({ language: "plaintext", content });
  await vscode.window.showTextDocument(document, { preview: true });
}

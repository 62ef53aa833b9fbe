// Deletes results after one question, then offers an Undo that restores them.
import * as vscode from "vscode";
import { distinctIds, totalRows } from "../core/results/treeNodes.ts";
import type { RunSummary } from "../core/run.ts";
import { formatCount } from "../core/text/formatNumber.ts";
import type { Reporter } from "./report.ts";
import type { WorkspaceStore } from "./workspaceStore.ts";

export interface DeleteFlowParts {
  readonly store: WorkspaceStore;
  readonly report: Reporter;
}

function countText(runs: readonly RunSummary[]): string {
  const count = (n: number): string => formatCount(n, vscode.env.language);
  const what = runs.length === 1 ? (runs[0]?.name ?? "") : `${count(runs.length)} results`;
  return `${what}, ${count(totalRows(runs))} rows`;
}

/** Asks, deletes, offers Undo. */
export async function confirmAndRemove(parts: DeleteFlowParts, runs: readonly RunSummary[]): Promise<void> {
  if (runs.length === 0) return;
  const names = runs.slice(0, 10).map((run) => run.name);
  const rest = runs.length > names.length ? [`and ${runs.length - names.length} more`] : [];
  const choice = await vscode.window.showWarningMessage(
    `Delete ${countText(runs)}?`,
    {
      modal: true,
      detail: `${[...names, ...rest].join("\n")}\n\nThey move to the store's trash and can be restored.`,
    },
    "Delete",
  );
  if (choice === "Delete") await removeWithUndo(parts, runs);
}

/** Deletes without asking; for undoing an import. */
export async function removeWithUndo(parts: DeleteFlowParts, runs: readonly RunSummary[]): Promise<void> {
  const ids = distinctIds(runs);
  await parts.store.call("remove", { ids });
  parts.store.notify();
  parts.report.run(async () => {
    const choice = await vscode.window.showInformationMessage(
      `Deleted ${countText(runs)}. They stay restorable in the store's trash.`,
      "Undo",
    );
    if (choice !== "Undo") return;
    await parts.store.call("restore", { ids });
    parts.store.notify();
  });
}

// Quick picks over the stored results, for commands that start from the palette.
import * as vscode from "vscode";
import type { RunId, RunSummary } from "../core/run.ts";
import { runDescription } from "../core/treeNodes.ts";
import type { WorkspaceStore } from "./workspaceStore.ts";

/** More results than this are not worth a flat list. */
const MAX_LISTED = 1000;

async function items(store: WorkspaceStore, except: RunId | null) {
  const { runs } = await store.call("list", { page: 1, pageSize: MAX_LISTED });
  return runs
    .filter((run) => run.id !== except)
    .map((run) => ({ label: run.name, description: runDescription(run, vscode.env.language), run }));
}

/** One result; `null` when the person turns away or there is none. */
export async function pickRun(
  store: WorkspaceStore,
  title: string,
  except: RunId | null = null,
): Promise<RunSummary | null> {
  const picked = await vscode.window.showQuickPick(items(store, except), {
    title,
    matchOnDescription: true,
    placeHolder: "Results in this workspace",
  });
  return picked?.run ?? null;
}

/** Any number of results. */
export async function pickRuns(store: WorkspaceStore, title: string): Promise<readonly RunSummary[]> {
  const picked = await vscode.window.showQuickPick(items(store, null), {
    title,
    canPickMany: true,
    matchOnDescription: true,
  });
  return picked?.map(({ run }) => run) ?? [];
}

// Copies what names a result elsewhere: its name; the reference of its model, dataset or metric; the digest of its content.
import * as vscode from "vscode";
import type { RunSummary } from "../core/run.ts";
import type { Given, RunTargets } from "./commandTargets.ts";
import { inert } from "./plainText.ts";
import type { WorkspaceStore } from "./workspaceStore.ts";

export interface CopyFlowParts {
  readonly store: WorkspaceStore;
  readonly targets: RunTargets;
}

export function copyHandlers({ store, targets }: CopyFlowParts) {
  const copying =
    (title: string, textsOf: (runs: readonly RunSummary[]) => Promise<readonly string[]>) =>
    async (node?: Given, selection?: readonly Given[]) => {
      const runs = await targets.several(node, selection, title);
      const texts = runs.length === 0 ? [] : await textsOf(runs);
      if (texts.length > 0) await vscode.env.clipboard.writeText(texts.join("\n"));
    };
  return {
    "evalResults.result.copyName": copying("Copy the names of which results?", async (runs) =>
      runs.map(({ name }) => name),
    ),
    "evalResults.result.copyReference": copying("Copy a reference of which results?", chooseReferences),
    // The identity of what was imported, format and roles included: equal digests are equal results, in any store.
    "evalResults.result.copyDigest": copying("Copy the digests of which results?", (runs) =>
      Promise.all(runs.map(async ({ id }) => `sha256:${(await store.call("origin", { id })).identity}`)),
    ),
  } as const;
}

/** `workspace/name` of a model, dataset or metric, each once; asks which where there are several kinds. */
async function chooseReferences(runs: readonly RunSummary[]): Promise<readonly string[]> {
  const items = (["model", "dataset", "metric"] as const).flatMap((fact) => {
    const references = [...new Set(runs.flatMap((run) => run[fact] ?? []))];
    const label = fact.charAt(0).toUpperCase() + fact.slice(1);
    return references.length === 0 ? [] : [{ label, description: inert(references.join(", ")), references }];
  });
  const [only, other] = items;
  if (only === undefined) {
    void vscode.window.showInformationMessage("Nothing to copy: no model, dataset or metric is known.");
    return [];
  }
  if (other === undefined) return only.references;
  const picked = await vscode.window.showQuickPick(items, { title: "Copy the reference of" });
  return picked?.references ?? [];
}

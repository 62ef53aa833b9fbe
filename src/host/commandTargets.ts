// What a command is given by a click, a key, the tree's selection or the Explorer: results or files. Where it is given
// nothing, it asks.
import * as vscode from "vscode";
import type { RunSummary } from "../core/run.ts";
import type { ListedRun } from "../core/runStore.ts";
import type { TreeNode } from "../core/treeNodes.ts";
import { pickRun, pickRuns } from "./pickRun.ts";
import type { WorkspaceStore } from "./workspaceStore.ts";

export type Given = TreeNode | vscode.Uri;
export type Handler = (node?: Given, selection?: readonly Given[]) => Promise<void> | void;

/** While a tree is drawn anew VS Code does not know its rows, and gives nothing for them. */
type Forgotten = undefined;

export function runsOf(nodes: readonly (Given | Forgotten)[]): readonly RunSummary[] {
  const known = nodes.filter((node) => node !== undefined);
  const runs = known.flatMap((node): readonly (RunSummary | ListedRun)[] =>
    "run" in node ? [node.run] : [],
  );
  // A result may be selected in several groups, or together with its scores.
  return [...new Map(runs.map((run) => [run.id, run])).values()];
}

export function urisOf(file: unknown, files: unknown): readonly vscode.Uri[] {
  if (Array.isArray(files) && files.length > 0) return files.filter((one) => one instanceof vscode.Uri);
  return file instanceof vscode.Uri ? [file] : [];
}

/** The node that a command of a tree's line was given; nothing from elsewhere. */
export function nodeOf(given: Given | undefined): TreeNode | undefined {
  return given !== undefined && "kind" in given ? given : undefined;
}

export class RunTargets {
  constructor(
    private readonly store: WorkspaceStore,
    private readonly selected: () => readonly TreeNode[],
  ) {}

  /** Runs that a click, a key or the tree's selection names. */
  given(node: Given | undefined, selection: readonly Given[] | undefined): readonly RunSummary[] {
    const runs = runsOf(selection ?? []);
    if (selection !== undefined && selection.length > 0)
      return selection.some((one) => one === undefined) ? this.selectedLike(selection.length) : runs;
    return runsOf(node === undefined ? this.selected() : [node]);
  }

  /** What is selected in the tree, where it is as many: the rows that a menu was opened on. */
  private selectedLike(count: number): readonly RunSummary[] {
    const selected = this.selected();
    return selected.length === count ? runsOf(selected) : [];
  }

  async several(
    node: Given | undefined,
    selection: readonly Given[] | undefined,
    title: string,
  ): Promise<readonly RunSummary[]> {
    const given = this.given(node, selection);
    return given.length > 0 ? given : pickRuns(this.store, title);
  }

  /** The one that was clicked; asked for otherwise, whatever the tree has selected. */
  async one(node: Given | undefined, title: string): Promise<RunSummary | null> {
    const [given] = node === undefined ? [] : runsOf([node]);
    return given ?? pickRun(this.store, title);
  }

  /** As `one`, but a key without a click means the result that is selected alone. */
  async oneSelected(node: Given | undefined, title: string): Promise<RunSummary | null> {
    const [only, other] = this.given(node, undefined);
    return only !== undefined && other === undefined ? only : pickRun(this.store, title);
  }
}

// What a command is given by a click, a key, the tree's selection or the Explorer: results or files. Where it is given
// nothing, it asks.
import * as vscode from "vscode";
import type { ViewNode } from "../core/results/connectionNodes.ts";
import type { RunSummary } from "../core/run.ts";
import type { ListedRun } from "../core/runStore.ts";
import type { ListedRemote } from "../core/services/evalSource.ts";
import { pickRun, pickRuns } from "./pickRun.ts";
import type { WorkspaceStore } from "./workspaceStore.ts";

export type Given = ViewNode | vscode.Uri;
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

/** Results of services among nodes, each once. */
export function remotesOf(nodes: readonly (Given | Forgotten)[]): readonly ListedRemote[] {
  const remotes = nodes.flatMap((node) => (node !== undefined && "remote" in node ? [node.remote] : []));
  return [...new Map(remotes.map((remote) => [remoteKey(remote), remote])).values()];
}

/** Ids of services are their own: another one may use the same. */
function remoteKey({ id, remote: { connection } }: ListedRemote): string {
  return `${connection} ${id}`;
}

export function urisOf(file: unknown, files: unknown): readonly vscode.Uri[] {
  if (Array.isArray(files) && files.length > 0) return files.filter((one) => one instanceof vscode.Uri);
  return file instanceof vscode.Uri ? [file] : [];
}

/** The node that a command of a tree's line was given; nothing from elsewhere. */
export function nodeOf(given: Given | undefined): ViewNode | undefined {
  return given !== undefined && "kind" in given ? given : undefined;
}

export class RunTargets {
  constructor(
    private readonly store: WorkspaceStore,
    private readonly selected: () => readonly ViewNode[],
    /** The stored copies of results of services, in their order; pulls those that are not there. */
    private readonly copiesOf: (remotes: readonly ListedRemote[]) => Promise<readonly RunSummary[]>,
  ) {}

  /** Nodes that a click, a key or the tree's selection names. */
  nodes(node: Given | undefined, selection: readonly Given[] | undefined): readonly Given[] {
    if (selection !== undefined && selection.length > 0)
      return selection.some((one) => one === undefined) ? this.selectedLike(selection.length) : selection;
    return node === undefined ? this.selected() : [node];
  }

  /** What is selected in the tree, where it is as many: the rows that a menu was opened on. */
  private selectedLike(count: number): readonly ViewNode[] {
    const selected = this.selected();
    return selected.length === count ? selected : [];
  }

  /** Runs that these nodes name, in their order. Those of services are pulled first. */
  async runs(nodes: readonly Given[]): Promise<readonly RunSummary[]> {
    const remotes = remotesOf(nodes);
    if (remotes.length === 0) return runsOf(nodes);
    const copies = await this.copiesOf(remotes);
    const copyOf = (node: Given): readonly RunSummary[] => {
      if (!("remote" in node)) return runsOf([node]);
      const copy = copies[remotes.findIndex((one) => remoteKey(one) === remoteKey(node.remote))];
      return copy === undefined ? [] : [copy];
    };
    return [...new Map(nodes.flatMap(copyOf).map((run) => [run.id, run])).values()];
  }

  /** As `runs`, of what a click, a key or the tree's selection names. */
  given(node: Given | undefined, selection: readonly Given[] | undefined): Promise<readonly RunSummary[]> {
    return this.runs(this.nodes(node, selection));
  }

  async several(
    node: Given | undefined,
    selection: readonly Given[] | undefined,
    title: string,
  ): Promise<readonly RunSummary[]> {
    const given = await this.given(node, selection);
    return given.length > 0 ? given : pickRuns(this.store, title);
  }

  /** The one that was clicked; asked for otherwise, whatever the tree has selected. */
  async one(node: Given | undefined, title: string): Promise<RunSummary | null> {
    const [given] = node === undefined ? [] : await this.runs([node]);
    return given ?? pickRun(this.store, title);
  }

  /** As `one`, but a key without a click means the result that is selected alone. */
  async oneSelected(node: Given | undefined, title: string): Promise<RunSummary | null> {
    const [only, other] = await this.given(node, undefined);
    return only !== undefined && other === undefined ? only : pickRun(this.store, title);
  }
}

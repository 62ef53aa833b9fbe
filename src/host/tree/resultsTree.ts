// The results view: groups, results and scores from the store, never their rows, and beside them those of services.
import * as vscode from "vscode";
import type { JsonObject } from "../../core/json/json.ts";
import { isServiceNode, type ViewNode } from "../../core/results/connectionNodes.ts";
import { groupingText } from "../../core/results/resultViewText.ts";
import { type Level, parentIdOf, type TreeNode } from "../../core/results/treeNodes.ts";
import type { RunId } from "../../core/run.ts";
import type { Connection } from "../../core/services/connection.ts";
import { Lifetime } from "../../util/lifetime.ts";
import type { Services } from "../remote/services.ts";
import { OwnResults, type OwnResultsParts } from "./ownResults.ts";
import { ResultMarks } from "./resultMarks.ts";
import { ResultsDragAndDrop } from "./resultsDragAndDrop.ts";
import { ServiceTree } from "./serviceTree.ts";
import { type TreeLook, tooltipOf, toTreeItem } from "./treeItems.ts";

const OWN_PLACE = "place own";

export interface ResultsTreeParts extends OwnResultsParts {
  readonly services: Services;
  readonly importFiles: (files: readonly vscode.Uri[]) => Promise<void>;
  readonly compare: (dragged: readonly ViewNode[], target: ViewNode) => Promise<void>;
}

export class ResultsTree implements vscode.TreeDataProvider<ViewNode>, vscode.Disposable {
  private readonly life = new Lifetime();
  private readonly changed = this.life.own(new vscode.EventEmitter<ViewNode | undefined>());
  private readonly own: OwnResults;
  private readonly services: ServiceTree;
  private readonly known = new Map<string, ViewNode>();

  readonly onDidChangeTreeData = this.changed.event;
  readonly view: vscode.TreeView<ViewNode>;

  constructor(private readonly parts: ResultsTreeParts) {
    this.own = new OwnResults(parts);
    this.services = new ServiceTree(parts.services, () => parts.state.value.parts.length > 0);
    this.life.own(new ResultMarks());
    this.view = this.life.own(
      vscode.window.createTreeView("evalResults.results", {
        treeDataProvider: this,
        dragAndDropController: this.life.own(
          new ResultsDragAndDrop({ ...parts, withErrors: () => this.look.withErrors }),
        ),
        canSelectMany: true,
        showCollapseAll: true,
      }),
    );
    this.life.own(parts.errors.onDidChange(() => this.changed.fire(undefined)));
    this.life.own(
      parts.store.onDidChange(() =>
        parts.report.run(async () => {
          if (parts.store.folder === null) return this.changed.fire(undefined);
          if (await this.own.renew()) this.changed.fire(undefined);
        }),
      ),
    );
    this.life.own(
      parts.services.onDidChange((id) => {
        const node = id === null ? null : this.services.nodeOf(id);
        this.changed.fire(node === null ? undefined : this.known.get(node.id));
      }),
    );
    this.life.own(
      parts.state.onDidChange(() => {
        this.own.reset();
        this.showGrouping();
        this.changed.fire(undefined);
      }),
    );
    this.showGrouping();
  }

  private showGrouping(): void {
    this.view.description = groupingText(this.parts.state.value.grouping);
  }

  private get look(): TreeLook {
    const { errors, state } = this.parts;
    return { locale: vscode.env.language, withErrors: errors.withErrors, by: state.value.grouping };
  }

  /** The top nodes as last listed. */
  get nodes(): readonly TreeNode[] {
    return this.own.nodes;
  }

  async getChildren(node?: ViewNode): Promise<ViewNode[]> {
    const nodes = await this.childrenOf(node);
    for (const one of nodes) this.known.set(one.id, one);
    return [...nodes];
  }

  private async childrenOf(node?: ViewNode): Promise<readonly ViewNode[]> {
    if (node === undefined) return this.hasPlaces ? this.places() : this.ownNodes();
    if (node.kind === "place") return this.ownNodes();
    return isServiceNode(node) ? this.services.children(node) : this.ownNodes(node);
  }

  /** Whether the workspace's own results stand in a node of their own, beside connections. */
  private get hasPlaces(): boolean {
    return this.parts.store.folder !== null && !this.services.isEmpty;
  }

  private async places(): Promise<readonly ViewNode[]> {
    return [{ kind: "place", id: OWN_PLACE, count: await this.own.count() }, ...this.services.tops()];
  }

  private async ownNodes(node?: TreeNode): Promise<readonly TreeNode[]> {
    const nodes = await this.own.below(node);
    // Without a message the property must be absent: an empty one keeps its line.
    this.view.message = this.own.message ?? (undefined as unknown as string);
    return nodes;
  }

  getTreeItem(node: ViewNode): vscode.TreeItem {
    if (isServiceNode(node)) return this.services.item(node, this.look.locale);
    return toTreeItem(node, this.look, this.isOpenAtFirst(node));
  }

  /** The only group there is needs no click. */
  private isOpenAtFirst(node: ViewNode): boolean {
    return node.kind === "group" && this.nodes.filter(({ kind }) => kind === "group").length === 1;
  }

  async resolveTreeItem(item: vscode.TreeItem, node: ViewNode): Promise<vscode.TreeItem> {
    if (node.kind !== "run") return item;
    // What can't be read any more still has its numbers to show.
    const origin = await this.parts.store.call("origin", { id: node.run.id }).catch(() => null);
    item.tooltip = tooltipOf(node.run, this.look, origin?.fileName ?? null);
    return item;
  }

  getParent(node: ViewNode): ViewNode | undefined {
    if (isServiceNode(node)) return "parent" in node ? this.known.get(node.parent) : undefined;
    const id = parentIdOf(node) ?? (this.hasPlaces ? OWN_PLACE : null);
    return id === null ? undefined : this.known.get(id);
  }

  /** Shows a hundred more on the level of a "Load more…" node; at the top without one. */
  async loadMore(node?: ViewNode): Promise<void> {
    if (node !== undefined && isServiceNode(node)) return this.services.more(node);
    const level = node?.kind === "more" ? node.level : null;
    await this.own.more(level, this.filterOf(level));
    this.changed.fire(level === null ? undefined : this.known.get(level));
  }

  private filterOf(level: Level): JsonObject | null {
    const node = level === null ? undefined : this.known.get(level);
    return node?.kind === "group" ? node.group.filter : null;
  }

  /** Selects a result, loading its level as far as it takes; false where a filter hides it. */
  async reveal(id: RunId): Promise<boolean> {
    const found = await this.own.find(id);
    if (found === null) return false;
    const { node, parent } = found;
    // VS Code knows nodes by identity: those it was given stay, one that it never asked for helps it to the parent.
    if (parent !== null && !this.known.has(parent.id)) this.known.set(parent.id, parent);
    this.changed.fire(undefined);
    await this.view.reveal(node, { select: true, focus: true });
    return true;
  }

  /** Selects and opens a connection, which asks it. */
  async revealConnection({ id }: Connection): Promise<void> {
    const node = this.services.nodeOf(id);
    if (node === null) return;
    // VS Code knows nodes by identity: one that it was given must stay the one that is told of changes.
    const shown = this.known.get(node.id) ?? node;
    this.known.set(node.id, shown);
    await this.view.reveal(shown, { select: true, focus: true, expand: true });
  }

  dispose(): void {
    this.life.dispose();
  }
}

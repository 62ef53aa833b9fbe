// The results view: groups, results and scores from the store, never their rows, and beside them those of services.
import * as vscode from "vscode";
import type { ListedComparison } from "../../core/compare/savedComparison.ts";
import type { JsonObject } from "../../core/json/json.ts";
import { isServiceNode, type ViewNode } from "../../core/results/connectionNodes.ts";
import { groupingText, groupLabels, viewMessage } from "../../core/results/resultViewText.ts";
import {
  groupId,
  type Level,
  parentIdOf,
  runNodeId,
  type TreeNode,
  toComparisonNodes,
  toGroupedNodes,
  toNothingNodes,
  toRunNodes,
  toSavedNodes,
  toScoreNodes,
  toTopNodes,
} from "../../core/results/treeNodes.ts";
import type { RunId } from "../../core/run.ts";
import type { RunList } from "../../core/runStore.ts";
import type { Connection } from "../../core/services/connection.ts";
import { Lifetime } from "../../util/lifetime.ts";
import type { ErrorsView } from "../errorsView.ts";
import type { Services } from "../remote/services.ts";
import type { Reporter } from "../report.ts";
import type { ViewState } from "../viewState.ts";
import type { WorkspaceStore } from "../workspaceStore.ts";
import { ResultLevels } from "./resultLevels.ts";
import { ResultMarks } from "./resultMarks.ts";
import { ResultsDragAndDrop } from "./resultsDragAndDrop.ts";
import { ServiceTree } from "./serviceTree.ts";
import { type TreeLook, tooltipOf, toTreeItem } from "./treeItems.ts";

const OWN_PLACE = "place own";

export interface ResultsTreeParts {
  readonly store: WorkspaceStore;
  readonly report: Reporter;
  readonly errors: ErrorsView;
  readonly state: ViewState;
  readonly services: Services;
  readonly importFiles: (files: readonly vscode.Uri[]) => Promise<void>;
  readonly compare: (dragged: readonly ViewNode[], target: ViewNode) => Promise<void>;
}

export class ResultsTree implements vscode.TreeDataProvider<ViewNode>, vscode.Disposable {
  private readonly life = new Lifetime();
  private readonly changed = this.life.own(new vscode.EventEmitter<ViewNode | undefined>());
  private readonly levels: ResultLevels;
  private readonly services: ServiceTree;
  private readonly known = new Map<string, ViewNode>();
  private top: readonly TreeNode[] = [];
  private saved: readonly ListedComparison[] = [];

  readonly onDidChangeTreeData = this.changed.event;
  readonly view: vscode.TreeView<ViewNode>;

  constructor(private readonly parts: ResultsTreeParts) {
    this.levels = new ResultLevels(parts.store.call, () => parts.state.value);
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
          const [isOther, isSavedOther] = [await this.levels.renew(), await this.renewSaved()];
          if (isOther || isSavedOther) this.changed.fire(undefined);
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
        this.levels.reset();
        this.showGrouping();
        this.changed.fire(undefined);
      }),
    );
    this.showGrouping();
  }

  /** Whether the saved comparisons are others than those shown. */
  private async renewSaved(): Promise<boolean> {
    const before = JSON.stringify(this.saved);
    this.saved = await this.parts.store.call("comparisons", null);
    return JSON.stringify(this.saved) !== before;
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
    return this.top;
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
    const count = await this.levels.list(null, null).then(
      ({ total }) => total,
      () => 0, // why they can't be listed is said below
    );
    return [{ kind: "place", id: OWN_PLACE, count }, ...this.services.tops()];
  }

  /** The workspace's own results: at the top, or below a group or result. */
  private async ownNodes(node?: TreeNode): Promise<readonly TreeNode[]> {
    if (node?.kind === "run") return toScoreNodes(node);
    if (node?.kind === "saved") return toComparisonNodes(node.comparisons);
    if (node !== undefined && node.kind !== "group") return [];
    const level: Level = node?.id ?? null;
    try {
      if (node === undefined) return await this.topNodes();
      return toRunNodes(await this.levels.list(level, node.group.filter), level);
    } catch (error) {
      this.parts.report.info(error instanceof Error ? (error.stack ?? error.message) : String(error));
      const reason = error instanceof Error ? error.message : String(error);
      return [{ kind: "failed", id: level === null ? "failed" : `${level} failed`, level, reason }];
    }
  }

  private async topNodes(): Promise<readonly TreeNode[]> {
    const { store, state } = this.parts;
    if (store.folder === null) return this.showTop([], false);
    const view = state.value;
    const list = await this.levels.list(null, null);
    const counts = view.parts.length === 0 ? null : await this.levels.counts();
    const isEmpty = list.total === 0 && (counts === null || counts.known === 0);
    const listed = isEmpty || list.total > 0 ? await this.listed(list) : await this.nothing(list);
    await this.renewSaved();
    const nodes = isEmpty ? listed : [...listed, ...toSavedNodes(this.saved)];
    const message = viewMessage(view, counts, this.parts.errors.withErrors, vscode.env.language);
    return this.showTop(nodes, !isEmpty, message);
  }

  private async listed(list: RunList): Promise<readonly TreeNode[]> {
    const { grouping } = this.parts.state.value;
    if (grouping === null) return toTopNodes(list);
    const groups = await this.levels.groups();
    return toGroupedNodes(list, grouping, groups, groupLabels(grouping, groups, vscode.env.language));
  }

  private async nothing(list: RunList): Promise<readonly TreeNode[]> {
    return toNothingNodes(list, this.parts.state.value.parts, await this.levels.kept());
  }

  /** Nothing is said above an empty store: it would hide the welcome. */
  private showTop(nodes: readonly TreeNode[], isSaid: boolean, message: string | null = null) {
    this.top = nodes;
    // Without a message the property must be absent: an empty one keeps its line.
    this.view.message = isSaid && message !== null ? message : (undefined as unknown as string);
    return nodes;
  }

  getTreeItem(node: ViewNode): vscode.TreeItem {
    if (isServiceNode(node)) return this.services.item(node, this.look.locale);
    return toTreeItem(node, this.look, this.isOpenAtFirst(node));
  }

  /** The only group there is needs no click. */
  private isOpenAtFirst(node: ViewNode): boolean {
    return node.kind === "group" && this.top.filter(({ kind }) => kind === "group").length === 1;
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
    await this.levels.more(level, this.filterOf(level));
    this.changed.fire(level === null ? undefined : this.known.get(level));
  }

  private filterOf(level: Level): JsonObject | null {
    const node = level === null ? undefined : this.known.get(level);
    return node?.kind === "group" ? node.group.filter : null;
  }

  /** Selects a result, loading its level as far as it takes; false where a filter hides it. */
  async reveal(id: RunId): Promise<boolean> {
    if (!(await this.levels.has(id))) return false;
    const level = await this.levelOf(id);
    const parent = (await this.ownNodes()).find((node) => node.id === level);
    const within = parent?.kind === "group" ? parent.group.filter : null;
    if (!(await this.levels.showAlso(id, level, within))) return false;
    // VS Code knows nodes by identity: those it was given stay, one that it never asked for helps it to the parent.
    if (parent !== undefined && !this.known.has(parent.id)) this.known.set(parent.id, parent);
    this.changed.fire(undefined);
    const nodes = await this.ownNodes(parent);
    const node = nodes.find((one) => one.id === runNodeId(id, level));
    if (node !== undefined) await this.view.reveal(node, { select: true, focus: true });
    return node !== undefined;
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

  private async levelOf(id: RunId): Promise<Level> {
    const { grouping } = this.parts.state.value;
    if (grouping === null) return null;
    const [group] = await this.levels.groups({ id: { $eq: id } });
    return group === undefined ? null : groupId(grouping, group.key);
  }

  dispose(): void {
    this.life.dispose();
  }
}

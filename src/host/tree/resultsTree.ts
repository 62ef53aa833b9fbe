// The results view: lists runs from the store, scores below them, files dropped on it are imported.
import * as vscode from "vscode";
import { type TreeNode, toScoreNodes, toTopNodes } from "../../core/treeNodes.ts";
import { Lifetime } from "../../util/lifetime.ts";
import type { ErrorsView } from "../errorsView.ts";
import type { Reporter } from "../report.ts";
import type { WorkspaceStore } from "../workspaceStore.ts";
import { DroppedContents } from "./droppedContents.ts";
import { FILE_MIMES, withDroppedFiles } from "./droppedFiles.ts";
import { type TreeLook, tooltipOf, toTreeItem } from "./treeItems.ts";

const PAGE_SIZE = 200;
const RUNS_MIME = "application/vnd.code.tree.evalresults.results";

export interface ResultsTreeParts {
  readonly store: WorkspaceStore;
  readonly report: Reporter;
  readonly errors: ErrorsView;
  readonly importFiles: (files: readonly vscode.Uri[]) => Promise<void>;
  readonly compare: (dragged: TreeNode, target: TreeNode) => Promise<void>;
}

export class ResultsTree
  implements vscode.TreeDataProvider<TreeNode>, vscode.TreeDragAndDropController<TreeNode>, vscode.Disposable
{
  private readonly life = new Lifetime();
  private readonly changed = this.life.own(new vscode.EventEmitter<void>());
  private readonly contents = this.life.own(new DroppedContents());
  private shown = PAGE_SIZE;
  private top: readonly TreeNode[] = [];

  readonly onDidChangeTreeData = this.changed.event;
  readonly dropMimeTypes = [...FILE_MIMES, RUNS_MIME];
  readonly dragMimeTypes = [RUNS_MIME];
  readonly view: vscode.TreeView<TreeNode>;

  constructor(private readonly parts: ResultsTreeParts) {
    this.view = this.life.own(
      vscode.window.createTreeView("evalResults.results", {
        treeDataProvider: this,
        dragAndDropController: this,
        canSelectMany: true,
        showCollapseAll: true,
      }),
    );
    this.life.own(parts.store.onDidChange(() => this.changed.fire()));
    this.life.own(parts.errors.onDidChange(() => this.showErrorsCount()));
    this.showErrorsCount();
  }

  /** Means that count errors say so above the list. */
  private showErrorsCount(): void {
    const text = "Errored rows are counted.";
    // Without a message the property must be absent: an empty one keeps its line.
    this.view.message = this.parts.errors.withErrors ? text : (undefined as unknown as string);
    this.changed.fire();
  }

  private get look(): TreeLook {
    return { locale: vscode.env.language, withErrors: this.parts.errors.withErrors };
  }

  /** The top nodes as last listed. */
  get nodes(): readonly TreeNode[] {
    return this.top;
  }

  refresh(): void {
    this.changed.fire();
  }

  loadMore(): void {
    this.shown += PAGE_SIZE;
    this.changed.fire();
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    if (node === undefined) return [...(await this.topNodes())];
    return node.kind === "run" ? [...toScoreNodes(node.run)] : [];
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    return toTreeItem(node, this.look, node.kind === "run" && node.run.scores.length > 0);
  }

  resolveTreeItem(item: vscode.TreeItem, node: TreeNode): vscode.TreeItem {
    if (node.kind === "run") item.tooltip = tooltipOf(node.run, this.look);
    return item;
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return node.kind === "score"
      ? this.top.find((one) => one.kind === "run" && one.run.id === node.run.id)
      : undefined;
  }

  private async topNodes(): Promise<readonly TreeNode[]> {
    if (this.parts.store.folder === null) return [];
    try {
      this.top = toTopNodes(await this.parts.store.call("list", { page: 1, pageSize: this.shown }));
    } catch (error) {
      this.parts.report.info(error instanceof Error ? (error.stack ?? error.message) : String(error));
      this.top = [
        { kind: "failed", id: "failed", reason: error instanceof Error ? error.message : String(error) },
      ];
    }
    return this.top;
  }

  handleDrag(nodes: readonly TreeNode[], data: vscode.DataTransfer): void {
    const runs = nodes.filter((node) => node.kind === "run");
    if (runs.length > 0) data.set(RUNS_MIME, new vscode.DataTransferItem(runs[0]));
  }

  async handleDrop(target: TreeNode | undefined, data: vscode.DataTransfer): Promise<void> {
    const dragged = data.get(RUNS_MIME)?.value as TreeNode | undefined;
    if (dragged !== undefined) {
      if (target !== undefined) await this.parts.compare(dragged, target);
      return;
    }
    try {
      await withDroppedFiles(data, this.contents, this.parts.importFiles);
    } catch (error) {
      this.parts.report.show(error);
    }
  }

  dispose(): void {
    this.life.dispose();
  }
}

// The workspace's own results in the view: which nodes stand at its top and below each of them, and what is said above.
import * as vscode from "vscode";
import type { ListedComparison } from "../../core/compare/savedComparison.ts";
import type { JsonObject } from "../../core/json/json.ts";
import { groupLabels, viewMessage } from "../../core/results/resultViewText.ts";
import {
  groupId,
  type Level,
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
import type { ErrorsView } from "../errorsView.ts";
import type { Reporter } from "../report.ts";
import type { ViewState } from "../viewState.ts";
import type { WorkspaceStore } from "../workspaceStore.ts";
import { ResultLevels } from "./resultLevels.ts";

export interface OwnResultsParts {
  readonly store: WorkspaceStore;
  readonly report: Reporter;
  readonly errors: ErrorsView;
  readonly state: ViewState;
}

/** A result with the node above it, where the view groups results. */
export interface FoundNode {
  readonly node: TreeNode;
  readonly parent: TreeNode | null;
}

export class OwnResults {
  private readonly levels: ResultLevels;
  private saved: readonly ListedComparison[] = [];
  private top: readonly TreeNode[] = [];
  /** What stands above the results; `null` where nothing does. */
  private above: string | null = null;

  constructor(private readonly parts: OwnResultsParts) {
    this.levels = new ResultLevels(parts.store.call, () => parts.state.value);
  }

  /** The top nodes as last listed. */
  get nodes(): readonly TreeNode[] {
    return this.top;
  }

  get message(): string | null {
    return this.above;
  }

  /** Lists anew what is shown; whether anything in it is another than before. */
  async renew(): Promise<boolean> {
    const [isOther, isSavedOther] = [await this.levels.renew(), await this.renewSaved()];
    return isOther || isSavedOther;
  }

  /** Forgets what was listed: it is shown in another way now. */
  reset(): void {
    this.levels.reset();
  }

  /** How many results there are; 0 where they can't be listed, as why is said in their place. */
  count(): Promise<number> {
    return this.levels.list(null, null).then(
      ({ total }) => total,
      () => 0,
    );
  }

  /** The nodes at the top, or below a group or result. */
  async below(node?: TreeNode): Promise<readonly TreeNode[]> {
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

  /** Lists a hundred more on a level, whose results hold `within`. */
  async more(level: Level, within: JsonObject | null): Promise<void> {
    await this.levels.more(level, within);
  }

  /** The node of a result, its level listed as far as it takes; `null` where a filter hides it. */
  async find(id: RunId): Promise<FoundNode | null> {
    if (!(await this.levels.has(id))) return null;
    const level = await this.levelOf(id);
    const parent = (await this.below()).find((node) => node.id === level);
    const within = parent?.kind === "group" ? parent.group.filter : null;
    if (!(await this.levels.showAlso(id, level, within))) return null;
    const node = (await this.below(parent)).find((one) => one.id === runNodeId(id, level));
    return node === undefined ? null : { node, parent: parent ?? null };
  }

  private async levelOf(id: RunId): Promise<Level> {
    const { grouping } = this.parts.state.value;
    if (grouping === null) return null;
    const [group] = await this.levels.groups({ id: { $eq: id } });
    return group === undefined ? null : groupId(grouping, group.key);
  }

  private async renewSaved(): Promise<boolean> {
    const before = JSON.stringify(this.saved);
    this.saved = await this.parts.store.call("comparisons", null);
    return JSON.stringify(this.saved) !== before;
  }

  private async topNodes(): Promise<readonly TreeNode[]> {
    const { store, state, errors } = this.parts;
    if (store.folder === null) return this.showTop([], null);
    const view = state.value;
    const list = await this.levels.list(null, null);
    const counts = view.parts.length === 0 ? null : await this.levels.counts();
    const isEmpty = list.total === 0 && (counts === null || counts.known === 0);
    const listed = isEmpty || list.total > 0 ? await this.listed(list) : await this.nothing(list);
    await this.renewSaved();
    if (isEmpty) return this.showTop(listed, null); // a message would hide the welcome
    const message = viewMessage(view, counts, errors.withErrors, vscode.env.language);
    return this.showTop([...listed, ...toSavedNodes(this.saved)], message);
  }

  private showTop(nodes: readonly TreeNode[], message: string | null): readonly TreeNode[] {
    this.top = nodes;
    this.above = message;
    return nodes;
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
}

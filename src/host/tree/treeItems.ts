// A node of the results view as VS Code draws it: one exhaustive switch. Texts from data stay texts.
import * as vscode from "vscode";
import { type RunSummary, scoreLabel } from "../../core/run.ts";
import type { ListedRun } from "../../core/runStore.ts";
import { runDescription, runTooltip, scoreDescription, type TreeNode } from "../../core/treeNodes.ts";

/** The command that a click or Enter on a run or score runs. */
export const OPEN_COMMAND = "evalResults.result.open";

/** What mends a notice, by a click on it. */
const NOTICE_COMMANDS: Readonly<Record<string, vscode.Command>> = {
  metrics: { command: "evalResults.metrics.open", title: "Open Metric Settings" },
  baselineGone: { command: "evalResults.result.restore", title: "Restore Deleted Results…" },
};

/** How the view shows every node: its language, and whether errored rows count. */
export interface TreeLook {
  readonly locale: string;
  readonly withErrors: boolean;
}

export function toTreeItem(node: TreeNode, view: TreeLook, isExpandable: boolean): vscode.TreeItem {
  const { locale } = view;
  switch (node.kind) {
    case "run":
      return runItem(node, view, isExpandable);
    case "score":
      return scoreItem(node, view);
    case "damaged":
      return noticeItem(node.id, "A result could not be read", node.reason, "warning");
    case "notice":
      return noticeItem(node.id, node.title, node.reason, "warning", NOTICE_COMMANDS[node.about]);
    case "failed":
      return noticeItem(node.id, "Results could not be listed", node.reason, "error");
    case "more": {
      const item = new vscode.TreeItem("Load more…");
      item.id = node.id;
      item.description = `${node.shown.toLocaleString(locale)} of ${node.total.toLocaleString(locale)}`;
      item.iconPath = new vscode.ThemeIcon("ellipsis");
      item.command = { command: "evalResults.results.loadMore", title: "Load More" };
      return item;
    }
  }
}

function runItem(
  node: Extract<TreeNode, { kind: "run" }>,
  { locale, withErrors }: TreeLook,
  isExpandable: boolean,
): vscode.TreeItem {
  const { Collapsed, None } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(node.run.name, isExpandable ? Collapsed : None);
  item.id = node.id;
  item.description = runDescription(node.run, locale, withErrors);
  item.iconPath = runIcon(node.run);
  item.contextValue = "run";
  item.command = { command: OPEN_COMMAND, title: "Open", arguments: [node] };
  item.accessibilityInformation = { label: `${node.run.name}, ${item.description}` };
  return item;
}

/** A baseline is a pin: the star means favourite. */
function runIcon(run: ListedRun): vscode.ThemeIcon {
  if (run.baseline?.kind === "self")
    return new vscode.ThemeIcon("pinned", new vscode.ThemeColor("charts.yellow"));
  return new vscode.ThemeIcon(run.erroredRows > 0 && isLowCoverage(run) ? "warning" : "graph");
}

/** Below 95 % of its items scored a mean needs a warning beside it (statistics reference, section 6). */
function isLowCoverage(run: RunSummary): boolean {
  const score = run.primaryScore === null ? undefined : run.scores[run.primaryScore];
  return score !== undefined && score.scoredItems < 0.95 * run.items;
}

const SCORE_ICONS = { number: "symbol-numeric", boolean: "pass", label: "list-unordered" } as const;

function scoreItem(
  node: Extract<TreeNode, { kind: "score" }>,
  { locale, withErrors }: TreeLook,
): vscode.TreeItem {
  const score = node.run.scores[node.score];
  const item = new vscode.TreeItem(score === undefined ? "" : scoreLabel(score, node.run.scores));
  item.id = node.id;
  if (score === undefined) return item;
  item.description = scoreDescription(node.run, score, locale, withErrors);
  if (score.contract?.description !== undefined) item.tooltip = score.contract.description;
  item.iconPath = new vscode.ThemeIcon(SCORE_ICONS[score.kind]);
  item.contextValue = "score";
  item.command = { command: OPEN_COMMAND, title: "Open", arguments: [node] };
  return item;
}

function noticeItem(
  id: string,
  label: string,
  reason: string,
  icon: "warning" | "error",
  command?: vscode.Command,
): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  item.id = id;
  item.description = reason;
  item.tooltip = reason;
  item.iconPath = new vscode.ThemeIcon(
    icon,
    new vscode.ThemeColor(icon === "error" ? "list.errorForeground" : "list.warningForeground"),
  );
  item.contextValue = icon;
  if (command !== undefined) item.command = command;
  return item;
}

/** The hover of a run, made when it is wanted. `appendText` escapes: no text of a run can become markup. */
export function tooltipOf(run: ListedRun, { locale, withErrors }: TreeLook): vscode.MarkdownString {
  const { title, facts, scores } = runTooltip(run, locale, withErrors);
  const text = new vscode.MarkdownString();
  const cell = (value: string): void => {
    text.appendMarkdown(" ").appendText(value.replace(/\s+/g, " ").slice(0, 120)).appendMarkdown(" |");
  };
  text
    .appendMarkdown("**")
    .appendText(title.slice(0, 120))
    .appendMarkdown("**\n\n|score|mean ± std. error|scored|\n|:--|--:|--:|\n");
  for (const row of scores.slice(0, 20)) {
    text.appendMarkdown("|");
    for (const value of row) cell(value);
    text.appendMarkdown("\n");
  }
  text.appendMarkdown("\n\n");
  for (const [name, value] of facts) text.appendText(`${name}: ${value}`).appendMarkdown("  \n");
  return text;
}

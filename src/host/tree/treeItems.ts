// A node of the results view as VS Code draws it: one exhaustive switch. Texts from data stay texts.
import * as vscode from "vscode";
import { type RunSummary, scoreLabel } from "../../core/run.ts";
import { runDescription, runTooltip, scoreDescription, type TreeNode } from "../../core/treeNodes.ts";

/** The command that a click or Enter on a run or score runs. */
export const OPEN_COMMAND = "evalResults.result.open";

export function toTreeItem(node: TreeNode, locale: string, isExpandable: boolean): vscode.TreeItem {
  switch (node.kind) {
    case "run":
      return runItem(node, locale, isExpandable);
    case "score":
      return scoreItem(node, locale);
    case "damaged":
      return noticeItem(node.id, "A result could not be read", node.reason, "warning");
    case "notice":
      return noticeItem(node.id, "Read-only", node.reason, "warning");
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
  locale: string,
  isExpandable: boolean,
): vscode.TreeItem {
  const { Collapsed, None } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(node.run.name, isExpandable ? Collapsed : None);
  item.id = node.id;
  item.description = runDescription(node.run, locale);
  item.iconPath = new vscode.ThemeIcon(
    node.run.erroredRows > 0 && isLowCoverage(node.run) ? "warning" : "graph",
  );
  item.contextValue = "run";
  item.command = { command: OPEN_COMMAND, title: "Open", arguments: [node] };
  item.accessibilityInformation = { label: `${node.run.name}, ${item.description}` };
  return item;
}

/** Below 95 % of its items scored a mean needs a warning beside it (statistics reference, section 6). */
function isLowCoverage(run: RunSummary): boolean {
  const score = run.primaryScore === null ? undefined : run.scores[run.primaryScore];
  return score !== undefined && score.scoredItems < 0.95 * run.items;
}

const SCORE_ICONS = { number: "symbol-numeric", boolean: "pass", label: "list-unordered" } as const;

function scoreItem(node: Extract<TreeNode, { kind: "score" }>, locale: string): vscode.TreeItem {
  const score = node.run.scores[node.score];
  const item = new vscode.TreeItem(score === undefined ? "" : scoreLabel(score, node.run.scores));
  item.id = node.id;
  if (score === undefined) return item;
  item.description = scoreDescription(node.run, score, locale);
  item.iconPath = new vscode.ThemeIcon(SCORE_ICONS[score.kind]);
  item.contextValue = "score";
  item.command = { command: OPEN_COMMAND, title: "Open", arguments: [node] };
  return item;
}

function noticeItem(id: string, label: string, reason: string, icon: "warning" | "error"): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  item.id = id;
  item.description = reason;
  item.tooltip = reason;
  item.iconPath = new vscode.ThemeIcon(
    icon,
    new vscode.ThemeColor(icon === "error" ? "list.errorForeground" : "list.warningForeground"),
  );
  item.contextValue = icon;
  return item;
}

/** The hover of a run, made when it is wanted. `appendText` escapes: no text of a run can become markup. */
export function tooltipOf(run: RunSummary, locale: string): vscode.MarkdownString {
  const { title, facts, scores } = runTooltip(run, locale);
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

// A node of the results view as VS Code draws it: one exhaustive switch. Texts from data stay texts.
import * as vscode from "vscode";
import { changeBeyondNoise, runDescription, scoreDescription } from "../../core/results/nodeTexts.ts";
import type { Grouping } from "../../core/results/resultQuery.ts";
import { keptText } from "../../core/results/resultViewText.ts";
import { runTooltip } from "../../core/results/runTooltip.ts";
import type { GroupNode, RunNode, TreeNode } from "../../core/results/treeNodes.ts";
import { type RunSummary, scoreLabel } from "../../core/run.ts";
import type { ListedRun } from "../../core/runStore.ts";
import { formatCount } from "../../core/text/formatNumber.ts";
import { markUri } from "./resultMarks.ts";

/** The command that a click or Enter on a run or score runs. */
export const OPEN_COMMAND = "evalResults.result.open";

/** What mends a notice, by a click on it. */
const NOTICE_COMMANDS: Readonly<Record<string, vscode.Command>> = {
  metrics: { command: "evalResults.metrics.open", title: "Open Metric Settings" },
  baselineGone: { command: "evalResults.result.restore", title: "Restore Deleted Results…" },
};

/** How the view shows every node: its language, whether errored rows count, what results are grouped by. */
export interface TreeLook {
  readonly locale: string;
  readonly withErrors: boolean;
  readonly by: Grouping | null;
}

export function toTreeItem(node: TreeNode, view: TreeLook, isOpenAtFirst: boolean): vscode.TreeItem {
  const { locale } = view;
  switch (node.kind) {
    case "group":
      return groupItem(node, view, isOpenAtFirst);
    case "run":
      return runItem(node, view);
    case "score":
      return scoreItem(node, view);
    case "saved": {
      const item = new vscode.TreeItem("Saved comparisons", vscode.TreeItemCollapsibleState.Collapsed);
      item.id = node.id;
      item.description = formatCount(node.comparisons.length, locale);
      item.iconPath = new vscode.ThemeIcon("git-compare");
      item.contextValue = "savedComparisons";
      return item;
    }
    case "comparison":
      return comparisonItem(node);
    case "damaged":
      return noticeItem(node.id, "A result could not be read", node.reason, "warning");
    case "notice":
      return noticeItem(node.id, node.title, node.reason, "warning", NOTICE_COMMANDS[node.about]);
    case "failed":
      return noticeItem(node.id, "Results could not be listed", node.reason, "error");
    case "more": {
      const count = `${formatCount(node.shown, locale)} of ${formatCount(node.total, locale)}`;
      return actionItem(node, "Load more…", count, "ellipsis", "evalResults.results.loadMore");
    }
    case "nothing":
      return noticeItem(node.id, node.title, "", "circle-slash");
    case "part": {
      const { part, kept } = node;
      const item = actionItem(
        node,
        part.label,
        keptText(kept, locale),
        "filter",
        "evalResults.results.clear",
      );
      item.tooltip = `Click to remove the filter ${part.label}`;
      return item;
    }
    case "clear":
      return actionItem(node, "Clear Filters", "", "clear-all", "evalResults.results.clear");
  }
}

/** A saved comparison opens by a click; one that can't be used opens its file. */
function comparisonItem(node: Extract<TreeNode, { kind: "comparison" }>): vscode.TreeItem {
  const { name, runs, problem } = node.comparison;
  const isBroken = problem !== null;
  const command = isBroken ? "evalResults.comparison.openFile" : "evalResults.comparison.open";
  const item = actionItem(
    node,
    name,
    isBroken ? problem : runs.join(", "),
    isBroken ? "warning" : "git-compare",
    command,
  );
  item.contextValue = "comparison";
  item.tooltip = isBroken
    ? `${name} can't be used: ${problem}. Click to open its file.`
    : `${runs.length} results: ${runs.join(", ")}`;
  return item;
}

/** A line that does something when it is clicked; the command is given the node. */
function actionItem(
  node: TreeNode,
  label: string,
  description: string,
  icon: string,
  command: string,
): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  item.id = node.id;
  item.description = description;
  item.iconPath = new vscode.ThemeIcon(icon);
  item.command = { command, title: label, arguments: [node] };
  return item;
}

const GROUP_ICONS: Readonly<Record<Grouping, string>> = {
  source: "folder",
  dataset: "database",
  model: "server-process",
  metric: "beaker",
  tag: "tag",
  day: "calendar",
};

function groupItem(
  { id, by, label, group }: GroupNode,
  { locale }: TreeLook,
  isOpenAtFirst: boolean,
): vscode.TreeItem {
  const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(label, isOpenAtFirst ? Expanded : Collapsed);
  item.id = id;
  item.description = `${formatCount(group.count, locale)} ${group.count === 1 ? "result" : "results"}`;
  item.iconPath = new vscode.ThemeIcon(GROUP_ICONS[by]);
  item.tooltip = `${by} ${group.key ?? label}`;
  item.contextValue = "group";
  item.accessibilityInformation = { label: `${by} ${label}, ${item.description}` };
  return item;
}

function runItem(node: RunNode, { locale, withErrors, by }: TreeLook): vscode.TreeItem {
  const { run } = node;
  const { Collapsed, None } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(run.name, run.scores.length > 0 ? Collapsed : None);
  item.id = node.id;
  item.description = runDescription(run, locale, withErrors, by);
  item.iconPath = runIcon(run);
  item.contextValue = runContext(run);
  item.command = { command: OPEN_COMMAND, title: "Open", arguments: [node] };
  const mark = changeBeyondNoise(run, withErrors);
  if (mark !== null) item.resourceUri = markUri(mark, run.id);
  const said = [
    run.name,
    item.description,
    ...(run.starred ? ["starred"] : []),
    ...(mark === null ? [] : [mark]),
  ];
  item.accessibilityInformation = { label: said.join(", ") };
  return item;
}

/** What menus may ask of a result: `viewItem =~ /^run\.pinned/`, `/^run.*\.weave\./`, `/^run.*\.starred$/`. */
function runContext(run: ListedRun): string {
  const pin = run.baseline?.kind === "self" ? "pinned" : "unpinned";
  return `run.${pin}.${run.format === "weave-rows" ? "weave" : "plain"}.${run.starred ? "starred" : "unstarred"}`;
}

/** A baseline is a pin: the star means favourite. Low coverage is said before both, as it decides about the number. */
export function runIcon(run: ListedRun): vscode.ThemeIcon {
  const gold = new vscode.ThemeColor("charts.yellow");
  if (run.baseline?.kind === "self") return new vscode.ThemeIcon("pinned", gold);
  if (run.erroredRows > 0 && isLowCoverage(run))
    return new vscode.ThemeIcon("warning", new vscode.ThemeColor("list.warningForeground"));
  return new vscode.ThemeIcon(run.starred ? "star-full" : "graph");
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

const NOTICE_COLORS = {
  error: new vscode.ThemeColor("list.errorForeground"),
  warning: new vscode.ThemeColor("list.warningForeground"),
  "circle-slash": undefined,
} as const;

function noticeItem(
  id: string,
  label: string,
  reason: string,
  icon: "warning" | "error" | "circle-slash",
  command?: vscode.Command,
): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  item.id = id;
  item.description = reason;
  item.tooltip = reason === "" ? label : reason;
  item.iconPath = new vscode.ThemeIcon(icon, NOTICE_COLORS[icon]);
  item.contextValue = icon;
  if (command !== undefined) item.command = command;
  return item;
}

/** The hover of a run, made when it is wanted. `appendText` escapes: no text of a run can become markup. */
export function tooltipOf(
  run: ListedRun,
  { locale, withErrors }: TreeLook,
  fileName: string | null,
): vscode.MarkdownString {
  const { title, facts, scores } = runTooltip(run, locale, withErrors, fileName);
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
  for (const [name, value] of facts)
    text.appendText(`${name}: ${value.slice(0, 400)}`).appendMarkdown("  \n");
  return text;
}

// A node of a service as VS Code draws it. Texts from services stay texts.
import * as vscode from "vscode";
import {
  type ConnectionNode,
  type ConnectionStanding,
  connectionDescription,
  connectionTooltip,
  failureTitle,
  hasFailed,
  type RemoteNode,
  remoteDescription,
  remoteScoreText,
  type ServiceNode,
} from "../../core/results/connectionNodes.ts";
import { scoreLabel } from "../../core/run.ts";
import { formatCount } from "../../core/text/formatNumber.ts";
import { OPEN_COMMAND } from "./treeItems.ts";

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
const WARNING = new vscode.ThemeColor("list.warningForeground");

const ICONS: Readonly<Record<ConnectionStanding, string | null>> = {
  notAsked: null,
  asking: null,
  connected: null,
  signedOut: "key",
  forbidden: "lock",
  offline: "debug-disconnect",
  wrong: "error",
  unapproved: "workspace-unknown",
};

/** The command that mends it, and what it is called. */
const MENDS: Readonly<Record<string, readonly [string, string]>> = {
  signedOut: ["evalResults.connection.signIn", "Enter a New Key…"],
  forbidden: ["evalResults.connection.signIn", "Enter a New Key…"],
  offline: ["evalResults.connection.tryAgain", "Try Again"],
  wrong: ["evalResults.connection.edit", "Edit Connection…"],
  unapproved: ["evalResults.connection.approve", "Approve Address…"],
};

export function toServiceItem(node: ServiceNode, locale: string): vscode.TreeItem {
  switch (node.kind) {
    case "place": {
      const item = new vscode.TreeItem("This Workspace", Expanded);
      item.description = `${formatCount(node.count, locale)} ${node.count === 1 ? "result" : "results"}`;
      item.iconPath = new vscode.ThemeIcon("folder");
      item.contextValue = "place";
      return withId(item, node);
    }
    case "connection":
      return connectionItem(node, locale);
    case "remote":
      return remoteItem(node, locale);
    case "remoteScore": {
      const score = node.remote.scores[node.score];
      const item = new vscode.TreeItem(score === undefined ? "" : scoreLabel(score, node.remote.scores));
      if (score !== undefined) item.description = remoteScoreText(score, locale);
      item.iconPath = new vscode.ThemeIcon(
        score?.scoreType === "rubric" ? "list-unordered" : "symbol-numeric",
      );
      item.contextValue = "remoteScore";
      return withId(item, node);
    }
    case "remoteMore": {
      const item = new vscode.TreeItem("Load more…");
      item.description = `${formatCount(node.shown, locale)} of ${formatCount(node.total, locale)}`;
      item.iconPath = new vscode.ThemeIcon("ellipsis");
      item.command = { command: "evalResults.results.loadMore", title: "Load More", arguments: [node] };
      return withId(item, node);
    }
    case "remoteFailure": {
      const item = new vscode.TreeItem(failureTitle(node.standing));
      item.description = node.message;
      item.tooltip = node.message;
      item.iconPath = new vscode.ThemeIcon(ICONS[node.standing] ?? "error", WARNING);
      item.contextValue = `failure.${node.standing}`;
      const mend = MENDS[node.standing];
      if (mend !== undefined) item.command = { command: mend[0], title: mend[1], arguments: [node] };
      item.accessibilityInformation = { label: `${failureTitle(node.standing)}. ${node.message}` };
      return withId(item, node);
    }
    case "remoteNote": {
      const item = new vscode.TreeItem(node.text);
      item.tooltip = node.text;
      item.iconPath = new vscode.ThemeIcon(node.id.endsWith(" none") ? "circle-slash" : "info");
      return withId(item, node);
    }
  }
}

function withId(item: vscode.TreeItem, { id }: ServiceNode): vscode.TreeItem {
  item.id = id;
  return item;
}

/** What menus may ask of a connection: `viewItem =~ /^connection\.signedOut/`, `/^connection.*\.weave/`, `/^connection.*\.key$/`. */
function connectionItem(node: ConnectionNode, locale: string): vscode.TreeItem {
  const { connection, content } = node;
  const item = new vscode.TreeItem(connection.name, Collapsed);
  item.description = connectionDescription(node, locale);
  const color = hasFailed(content.standing) ? WARNING : undefined;
  const icon = ICONS[content.standing] ?? (connection.kind === "nemo" ? "server" : "cloud");
  item.iconPath = new vscode.ThemeIcon(icon, color);
  item.tooltip = connectionTooltip(node);
  item.contextValue = `connection.${content.standing}.${connection.kind}.${connection.auth}`;
  item.accessibilityInformation = { label: `connection ${connection.name}, ${item.description}` };
  return withId(item, node);
}

function remoteItem(node: RemoteNode, locale: string): vscode.TreeItem {
  const { remote, isOneOfSeveral } = node;
  const item = new vscode.TreeItem(remote.name, remote.scores.length > 0 ? Collapsed : None);
  item.description = remoteDescription(remote, locale, isOneOfSeveral);
  const state = remote.copy === null ? "cloud" : remote.copy.isCurrent ? "pulled" : "newer";
  item.iconPath = new vscode.ThemeIcon(REMOTE_ICONS[state]);
  item.contextValue = `remote.${state}.${remote.format}`;
  item.command = { command: OPEN_COMMAND, title: "Open", arguments: [node] };
  item.tooltip = remoteTooltip(node);
  item.accessibilityInformation = { label: `${remote.name}, ${item.description}` };
  return withId(item, node);
}

const REMOTE_ICONS = { cloud: "cloud", pulled: "graph", newer: "cloud-download" } as const;

function remoteTooltip({ remote }: RemoteNode): string {
  const { copy } = remote;
  const told =
    copy === null
      ? "not pulled"
      : copy.isCurrent
        ? "pulled"
        : "the service has a newer one than the pulled copy";
  const facts = [
    ["model", remote.model],
    ["dataset", remote.dataset],
    ["metric", remote.metric],
    ["workspace", remote.workspace],
    ["created", remote.createdAt],
    ["updated", remote.updatedAt],
    ["copy", told],
  ] as const;
  return [
    remote.name,
    ...facts.flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`])),
  ].join("\n");
}

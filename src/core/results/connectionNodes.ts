// The nodes of services in the results view: connections, their results and what must be said of them. What they say, not
// how an editor draws them.

import type { ScoreAggregate } from "../run.ts";
import { type Connection, originOf } from "../services/connection.ts";
import type { ListedRemote } from "../services/evalSource.ts";
import { formatCount, formatMeanTight } from "../text/formatNumber.ts";
import { shortName } from "./nodeTexts.ts";
import type { TreeNode } from "./treeNodes.ts";

/**
 * How a connection stands. `notAsked`: nothing was asked of it in this window; `unapproved`: its address comes from the
 * workspace and waits for approval. The others as a service's state.
 */
export type ConnectionStanding =
  | "notAsked"
  | "asking"
  | "connected"
  | "signedOut"
  | "forbidden"
  | "offline"
  | "wrong"
  | "unapproved";

/** What is known of a connection's results: an answer may be there beside a later failure. */
export interface ConnectionContent {
  readonly standing: ConnectionStanding;
  /** For people, where it stands badly. */
  readonly message: string;
  /** When it began to stand so; epoch ms. */
  readonly sinceMs: number;
  /** The last answer; `null` where there was none. */
  readonly answer: {
    readonly runs: readonly ListedRemote[];
    readonly total: number;
    readonly notices: readonly string[];
  } | null;
}

export const NOT_ASKED: ConnectionContent = { standing: "notAsked", message: "", sinceMs: 0, answer: null };

export type ServiceNode =
  /** The workspace's own results, where connections stand beside them. */
  | { readonly kind: "place"; readonly id: string; readonly count: number }
  | {
      readonly kind: "connection";
      readonly id: string;
      readonly connection: Connection;
      readonly content: ConnectionContent;
      /** The file that names it; `null` for the user's own. */
      readonly from: string | null;
    }
  | {
      readonly kind: "remote";
      readonly id: string;
      readonly parent: string;
      readonly remote: ListedRemote;
      /** Whether its connection lists several workspaces, so that its own must be told. */
      readonly isOneOfSeveral: boolean;
    }
  | {
      readonly kind: "remoteScore";
      readonly id: string;
      readonly parent: string;
      readonly remote: ListedRemote;
      readonly score: number;
    }
  | {
      readonly kind: "remoteMore";
      readonly id: string;
      readonly parent: string;
      readonly connection: Connection;
      readonly shown: number;
      readonly total: number;
    }
  /** A failure with the action that mends it, a notice, or that there is nothing. */
  | {
      readonly kind: "remoteFailure";
      readonly id: string;
      readonly parent: string;
      readonly connection: Connection;
      readonly standing: ConnectionStanding;
      readonly message: string;
    }
  | { readonly kind: "remoteNote"; readonly id: string; readonly parent: string; readonly text: string };

/** Every node of the results view. */
export type ViewNode = TreeNode | ServiceNode;

export type ConnectionNode = Extract<ServiceNode, { kind: "connection" }>;
export type RemoteNode = Extract<ServiceNode, { kind: "remote" }>;

const FAILED: readonly ConnectionStanding[] = ["signedOut", "forbidden", "offline", "wrong", "unapproved"];

const SERVICE_KINDS: ReadonlySet<string> = new Set<ServiceNode["kind"]>([
  "place",
  "connection",
  "remote",
  "remoteScore",
  "remoteMore",
  "remoteFailure",
  "remoteNote",
]);

export function isServiceNode(node: ViewNode): node is ServiceNode {
  return SERVICE_KINDS.has(node.kind);
}

/** Whether a connection stands badly: there is something to mend. */
export function hasFailed(standing: ConnectionStanding): boolean {
  return FAILED.includes(standing);
}

/** What stands below a connection: a failure first, then what is known all the same. `isNarrowed`: the view filters. */
export function toConnectionChildren(node: ConnectionNode, isNarrowed: boolean): readonly ServiceNode[] {
  const { id: parent, connection, content } = node;
  const { standing, message, answer } = content;
  const failure: readonly ServiceNode[] = hasFailed(standing)
    ? [{ kind: "remoteFailure", id: `${parent} failure`, parent, connection, standing, message }]
    : [];
  if (answer === null) return failure;
  const notices = answer.notices.map(
    (text, i): ServiceNode => ({ kind: "remoteNote", id: `${parent} note ${i}`, parent, text }),
  );
  const runs = answer.runs.map(
    (remote): ServiceNode => ({
      kind: "remote",
      id: `${parent} ${remote.workspace} ${remote.id}`,
      parent,
      remote,
      isOneOfSeveral: connection.workspaces.length > 1,
    }),
  );
  const shown = runs.length;
  const text = isNarrowed ? "No result passes the filters" : "No results yet";
  const nothing: readonly ServiceNode[] =
    shown === 0 && failure.length === 0 ? [{ kind: "remoteNote", id: `${parent} none`, parent, text }] : [];
  const more: readonly ServiceNode[] =
    answer.total > shown
      ? [{ kind: "remoteMore", id: `${parent} more`, parent, connection, shown, total: answer.total }]
      : [];
  return [...failure, ...notices, ...runs, ...nothing, ...more];
}

/** The scores of a service's result, the primary one first. */
export function toRemoteScores({ id: parent, remote }: RemoteNode): readonly ServiceNode[] {
  const { scores, primaryScore } = remote;
  const order = scores.map((_, score) => score);
  const sorted = order.sort((a, b) => Number(b === primaryScore) - Number(a === primaryScore) || a - b);
  return sorted.map((score) => ({ kind: "remoteScore", id: `${parent} ${score}`, parent, remote, score }));
}

/** What stands behind a connection's name: `default, 128 results`, `offline since 11:40`, `not asked yet`. */
export function connectionDescription({ connection, content, from }: ConnectionNode, locale: string): string {
  const { standing, sinceMs, answer } = content;
  const where = connection.workspaces.join(", ");
  switch (standing) {
    case "notAsked":
      return `${where}, not asked yet`;
    case "asking":
      return answer === null ? `${where}, asking` : countText(where, answer.total, locale);
    case "connected":
      return countText(where, answer?.total ?? 0, locale);
    case "signedOut":
      return "signed out";
    case "forbidden":
      return "no access";
    case "offline":
      return `offline since ${clockText(sinceMs, locale)}`;
    case "wrong":
      return "answers in a way that can't be used";
    case "unapproved":
      return `address from ${from ?? "the workspace"}, not approved`;
  }
}

function countText(where: string, total: number, locale: string): string {
  return `${where}, ${formatCount(total, locale)} ${total === 1 ? "result" : "results"}`;
}

function clockText(ms: number, locale: string): string {
  const options = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  try {
    return new Intl.DateTimeFormat(locale, options).format(ms);
  } catch {
    return new Intl.DateTimeFormat("en", options).format(ms); // a display language that is no locale
  }
}

/** A failure's headline: what is wrong, without whose fault it is. */
export function failureTitle(standing: ConnectionStanding): string {
  switch (standing) {
    case "signedOut":
      return "Sign in to see its results";
    case "forbidden":
      return "No access";
    case "offline":
      return "No answer";
    case "unapproved":
      return "Approve the address to connect";
    default:
      return "Results could not be listed";
  }
}

/**
 * `0.75  38/40  llama-8b · qa-v2  team-a  pulled`: what stands behind a service's result, most wanted first. The service
 * tells no standard error. `isOneOfSeveral`: whether its workspace must be told.
 */
export function remoteDescription(remote: ListedRemote, locale: string, isOneOfSeveral: boolean): string {
  const score = remote.primaryScore === null ? undefined : remote.scores[remote.primaryScore];
  const facts = [shortName(remote.model), shortName(remote.dataset)].filter(
    (name) => name !== null && name !== remote.name,
  );
  return [
    ...(score === undefined ? [] : [remoteScoreText(score, locale)]),
    ...(facts.length === 0 ? [] : [facts.join(" · ")]),
    ...(isOneOfSeveral ? [remote.workspace] : []),
    ...copyText(remote),
  ].join("  ");
}

function copyText({ copy }: ListedRemote): readonly string[] {
  if (copy === null) return [];
  return [copy.isCurrent ? "pulled" : "newer than the pulled copy"];
}

/** `0.75  38/40`: mean, and how many of the rows have one; one number where all do. Texts have no mean: `labels  38/40`. */
export function remoteScoreText(score: ScoreAggregate, locale: string): string {
  const isLabel = score.kind === "label";
  const known = isLabel ? score.scoredItems : score.count;
  const rows = known + score.nanCount + score.missingCount;
  const mean = isLabel ? "labels" : formatMeanTight(score.mean, score.standardError, score, locale);
  const n = (value: number): string => formatCount(value, locale);
  return `${mean}  ${rows === known ? n(known) : `${n(known)}/${n(rows)}`}`;
}

/** The hover of a connection: lines of plain text. */
export function connectionTooltip({ connection, content, from }: ConnectionNode): string {
  const { name, baseUrl, workspaces, auth } = connection;
  return [
    name,
    `${baseUrl} (${auth === "none" ? "no key" : `key for ${originOf(baseUrl) ?? baseUrl} only`})`,
    workspaces.join(", "),
    ...(from === null ? [] : [`named by ${from}`]),
    ...(content.message === "" ? [] : ["", content.message]),
  ].join("\n");
}

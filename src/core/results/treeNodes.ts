// The nodes of the results view: what they say, not how an editor draws them. No row data is opened to make them.

import { flipsSentence, rankingFlips } from "../compare/rankingFlips.ts";
import type { ListedComparison } from "../compare/savedComparison.ts";
import type { RunId, RunSummary } from "../run.ts";
import type { ListedRun, ListNotice, RunList } from "../runStore.ts";
import type { Grouping, ResultGroup } from "./resultQuery.ts";
import type { FilterPart } from "./resultView.ts";
import { nothingText } from "./resultViewText.ts";

/** A level of the tree that holds results: a group's id, or `null` for the top. */
export type Level = string | null;

/** A node of the results view. `id` is stable across refreshes; a result in several groups has one node in each. */
export type TreeNode =
  | {
      readonly kind: "group";
      readonly id: string;
      readonly by: Grouping;
      readonly label: string;
      readonly group: ResultGroup;
    }
  | { readonly kind: "run"; readonly id: string; readonly level: Level; readonly run: ListedRun }
  | {
      readonly kind: "score";
      readonly id: string;
      readonly parent: string;
      readonly run: RunSummary;
      readonly score: number;
    }
  /** All saved comparisons, below the results. */
  | { readonly kind: "saved"; readonly id: string; readonly comparisons: readonly ListedComparison[] }
  | { readonly kind: "comparison"; readonly id: string; readonly comparison: ListedComparison }
  | { readonly kind: "damaged"; readonly id: string; readonly reason: string }
  | {
      readonly kind: "notice";
      readonly id: string;
      /** `store`: it can only be read; the others as in `ListNotice`; `flips`: errors change the order. */
      readonly about: "store" | "flips" | ListNotice["kind"];
      readonly title: string;
      readonly reason: string;
    }
  | { readonly kind: "failed"; readonly id: string; readonly level: Level; readonly reason: string }
  | {
      readonly kind: "more";
      readonly id: string;
      readonly level: Level;
      readonly shown: number;
      readonly total: number;
    }
  /** A filter leaves nothing: the sentence, what each part alone would keep, and the way out. */
  | { readonly kind: "nothing"; readonly id: string; readonly title: string }
  | { readonly kind: "part"; readonly id: string; readonly part: FilterPart; readonly kept: number }
  | { readonly kind: "clear"; readonly id: string };

export type RunNode = Extract<TreeNode, { kind: "run" }>;
export type GroupNode = Extract<TreeNode, { kind: "group" }>;

/** The id of the node that a node is below; `null` at the top. */
export function parentIdOf(node: TreeNode): string | null {
  if (node.kind === "score") return node.parent;
  if (node.kind === "comparison") return SAVED_ID;
  return "level" in node ? node.level : null;
}

/** A flat list: results, the rest behind "Load more…", and around them what must be said. */
export function toTopNodes(list: RunList): readonly TreeNode[] {
  return [...toNotices(list, list.runs), ...toRunNodes(list, null), ...toDamaged(list)];
}

/** The groups of a list, and around them what must be said. `labels` as `groupLabels` gives them. */
export function toGroupedNodes(
  list: RunList,
  by: Grouping,
  groups: readonly ResultGroup[],
  labels: readonly string[],
): readonly TreeNode[] {
  const nodes = groups.map((group, i): TreeNode => {
    const id = groupId(by, group.key);
    return { kind: "group", id, by, label: labels[i] ?? group.label, group };
  });
  // Which results errors would swap is said of lists that stand side by side: a flat one.
  return [...toNotices(list, []), ...nodes, ...toDamaged(list)];
}

/** The id of a group's node. No value is mistaken for the lack of one. */
export function groupId(by: Grouping, key: string | null): string {
  return key === null ? `group ${by}` : `group ${by} ${key}`;
}

/** The results of one level, in order, and the rest behind "Load more…". */
export function toRunNodes(list: RunList, level: Level): readonly TreeNode[] {
  const runs = list.runs.map((run): TreeNode => ({ kind: "run", id: runNodeId(run.id, level), level, run }));
  if (list.total <= runs.length) return runs;
  const id = level === null ? "more" : `${level} more`;
  return [...runs, { kind: "more", id, level, shown: runs.length, total: list.total }];
}

/** The node of the saved comparisons; none where none is saved. */
export function toSavedNodes(comparisons: readonly ListedComparison[]): readonly TreeNode[] {
  return comparisons.length === 0 ? [] : [{ kind: "saved", id: SAVED_ID, comparisons }];
}

/** The saved comparisons, by name. */
export function toComparisonNodes(comparisons: readonly ListedComparison[]): readonly TreeNode[] {
  return comparisons.map(
    (one): TreeNode => ({ kind: "comparison", id: `${SAVED_ID} ${one.name}`, comparison: one }),
  );
}

const SAVED_ID = "saved comparisons";

/** The id of a result's node on a level. */
export function runNodeId(id: RunId, level: Level): string {
  return level === null ? id : `${level} ${id}`;
}

/** What stands in place of results where a filter leaves none; `kept` is what each part alone would leave. */
export function toNothingNodes(
  list: RunList,
  parts: readonly FilterPart[],
  kept: readonly number[],
): readonly TreeNode[] {
  const each = parts.map(
    (part, i): TreeNode => ({ kind: "part", id: `part ${i}`, part, kept: kept[i] ?? 0 }),
  );
  return [
    ...toNotices(list, []),
    { kind: "nothing", id: "nothing", title: nothingText(parts) },
    ...(parts.length > 1 ? each : []),
    { kind: "clear", id: "clear" },
    ...toDamaged(list),
  ];
}

function toDamaged(list: RunList): readonly TreeNode[] {
  return list.damaged.map(({ id, reason }): TreeNode => ({ kind: "damaged", id: `damaged ${id}`, reason }));
}

/** What must be said above the results. */
function toNotices(list: RunList, runs: readonly ListedRun[]): readonly TreeNode[] {
  const store =
    list.notice === undefined ? [] : [{ about: "store" as const, title: "Read-only", reason: list.notice }];
  const said = (list.notices ?? []).map(({ kind, title, reason }) => ({ about: kind, title, reason }));
  const flips = rankingFlips(runs);
  const order =
    flips.length === 0
      ? []
      : [{ about: "flips" as const, title: "Errors change the order", reason: flipsSentence(flips) }];
  return [...store, ...said, ...order].map((notice, i) => ({
    kind: "notice",
    id: `notice ${notice.about} ${i}`,
    ...notice,
  }));
}

/** A run's scores, the primary one first. */
export function toScoreNodes({ id: parent, run }: Pick<RunNode, "id" | "run">): readonly TreeNode[] {
  const order = run.scores.map((_, score) => score);
  const sorted = order.sort(
    (a, b) => Number(b === run.primaryScore) - Number(a === run.primaryScore) || a - b,
  );
  return sorted.map((score) => ({ kind: "score", id: `${parent} ${score}`, parent, run, score }));
}

/** How many rows a set of runs holds, for confirmations. */
export function totalRows(runs: readonly RunSummary[]): number {
  return runs.reduce((sum, run) => sum + run.rows, 0);
}

/** Ids in order, each once. */
export function distinctIds(runs: readonly RunSummary[]): readonly RunId[] {
  return [...new Set(runs.map((run) => run.id))];
}

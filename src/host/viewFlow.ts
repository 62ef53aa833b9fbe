// Commands that decide how the results view is grouped and sorted, that find a result in it, and that clear what narrows it.
import * as vscode from "vscode";
import { GROUPINGS, type Grouping } from "../core/results/resultQuery.ts";
import { withoutPart } from "../core/results/resultView.ts";
import { sortText } from "../core/results/resultViewText.ts";
import type { RunId, RunSummary, ScoreKey } from "../core/run.ts";
import { scoreServiceName } from "../core/run.ts";
import { type Given, nodeOf } from "./commandTargets.ts";
import { askFilter } from "./filterFlow.ts";
import { findRun } from "./pickRun.ts";
import type { Reporter } from "./report.ts";
import type { ViewState } from "./viewState.ts";
import type { WorkspaceStore } from "./workspaceStore.ts";

export interface ViewFlowParts {
  readonly store: WorkspaceStore;
  readonly report: Reporter;
  readonly state: ViewState;
  readonly open: (run: RunSummary) => void;
  readonly compareWith: (run: RunSummary) => Promise<void>;
  /** Selects a result in the tree; false where a filter hides it. */
  readonly reveal: (id: RunId) => Promise<boolean>;
}

export function viewHandlers(parts: ViewFlowParts) {
  return {
    "evalResults.results.group": () => chooseGrouping(parts.state),
    "evalResults.results.sort": () => chooseSort(parts),
    "evalResults.results.filter": () => askFilter(parts),
    "evalResults.results.clear": (node?: Given) => clear(parts.state, node),
    "evalResults.results.goTo": () => goToResult(parts),
  } as const;
}

const GROUPING_LABELS: Readonly<Record<Grouping, string>> = {
  source: "Source",
  dataset: "Dataset",
  model: "Model",
  metric: "Metric",
  tag: "Tag",
  day: "Day",
};

async function chooseGrouping(state: ViewState): Promise<void> {
  const now = state.value.grouping;
  const item = (label: string, grouping: Grouping | null) => ({
    label,
    description: grouping === now ? "now" : "",
    grouping,
  });
  const items = [...GROUPINGS.map((by) => item(GROUPING_LABELS[by], by)), item("None", null)];
  const picked = await vscode.window.showQuickPick(items, { title: "Group results by" });
  if (picked !== undefined) await state.change({ grouping: picked.grouping });
}

interface SortItem extends vscode.QuickPickItem {
  /** Without direction. */
  readonly field: string;
}

/** Newest first is the order without a sort, so it has no name to clear. */
const USUAL = "-created_at";

async function chooseSort({ store, state }: ViewFlowParts): Promise<void> {
  const now = (state.value.sort ?? USUAL).replace(/^-/, "");
  const item = (label: string, field: string, what = ""): SortItem => ({
    label,
    description: [what, field === now ? "now" : ""].filter((text) => text !== "").join(", "),
    field,
  });
  const fields = [item("Created", "created_at"), item("Updated", "updated_at"), item("Name", "name")];
  const scores = await scoreFields(store);
  const separator = { label: "Mean of a score", kind: vscode.QuickPickItemKind.Separator, field: "" };
  const picked = await vscode.window.showQuickPick(
    [...fields, separator, ...scores.map(({ label, field, what }) => item(label, field, what))],
    { title: "Sort results by" },
  );
  if (picked === undefined) return;
  const ways = picked.field === "name" ? ["name", "-name"] : [`-${picked.field}`, picked.field];
  const direction = await vscode.window.showQuickPick(
    ways.map((sort) => ({ label: capitalized(sortText(sort).split(", ").pop() ?? ""), sort })),
    { title: `Sort results by ${picked.label}` },
  );
  if (direction !== undefined) await state.change({ sort: direction.sort === USUAL ? null : direction.sort });
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Results looked at for names of scores: the newest tell what is in use. */
const LOOKED_AT = 500;

/** The scores that can be sorted by, those shown first before the others. The mean over items is the one that is shown. */
async function scoreFields(store: WorkspaceStore) {
  const { runs } = await store.call("list", { page: 1, pageSize: LOOKED_AT });
  const ambiguous = new Set(runs.flatMap(({ scores }) => repeated(scores)));
  const primary = new Set<string>();
  const all = new Set<string>();
  for (const run of runs) {
    run.scores.forEach((score, i) => {
      if (score.kind === "label") return;
      const isAmbiguous = ambiguous.has(score.name) && score.metric !== null;
      const name = isAmbiguous ? `${score.metric}:${score.name}` : scoreServiceName(score, run.scores);
      all.add(name);
      if (i === run.primaryScore) primary.add(name);
    });
  }
  const names = [...primary, ...[...all].filter((name) => !primary.has(name))];
  return names.map((name) => ({
    label: name,
    field: `scores.${name}.item_mean`,
    what: primary.has(name) ? "primary score" : "",
  }));
}

/** Names that several scores of one result bear. */
function repeated(scores: readonly ScoreKey[]): readonly string[] {
  const names = scores.map(({ name }) => name);
  return names.filter((name, i) => names.indexOf(name) < i);
}

/** Everything that narrows or orders; from a line of the tree, what that line is about. */
async function clear(state: ViewState, given: Given | undefined): Promise<void> {
  const node = nodeOf(given);
  if (node?.kind === "part") return state.change(withoutPart(state.value, node.part));
  if (node?.kind === "clear") return state.change({ parts: [] });
  return state.change({ parts: [], sort: null });
}

async function goToResult(parts: ViewFlowParts): Promise<void> {
  const button = (icon: string, tooltip: string, press: (run: RunSummary) => Promise<void> | void) => ({
    iconPath: new vscode.ThemeIcon(icon),
    tooltip,
    press: (run: RunSummary) => parts.report.run(async () => press(run)),
  });
  const run = await findRun(parts.store, {
    title: "Go to Result",
    buttons: [
      button("graph", "Open", parts.open),
      button("git-compare", "Compare…", parts.compareWith),
      button("list-tree", "Show in Results", (found) => revealOrSay(parts, found)),
    ],
  });
  if (run !== null) parts.open(run);
}

async function revealOrSay({ state, reveal }: ViewFlowParts, run: RunSummary): Promise<void> {
  if (await reveal(run.id)) return;
  const choice = await vscode.window.showInformationMessage(
    `${run.name} does not pass the filters of the Results view.`,
    "Clear Filters",
  );
  if (choice !== "Clear Filters") return;
  await state.change({ parts: [] });
  await reveal(run.id);
}

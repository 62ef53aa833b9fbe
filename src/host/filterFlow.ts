// Asks for one more filter of the results view: a fact's values, stars, an age, a text, or JSON as the service has it.
import * as vscode from "vscode";
import { Problem } from "../core/problem.ts";
import {
  type FilterPart,
  factPart,
  jsonPart,
  type PickedFact,
  STARRED,
  sincePart,
  textPart,
  viewSelection,
  withoutPart,
  withPart,
} from "../core/results/resultView.ts";
import { formatCount } from "../core/text/formatNumber.ts";
import { inert } from "./plainText.ts";
import type { ViewState } from "./viewState.ts";
import type { WorkspaceStore } from "./workspaceStore.ts";

interface FilterFlowParts {
  readonly store: WorkspaceStore;
  readonly state: ViewState;
}

interface FilterItem extends vscode.QuickPickItem {
  /** `null` where the person turned away; "removed" where the view was changed already. */
  readonly ask: () => Promise<FilterPart | null>;
  readonly removes?: FilterPart;
}

export async function askFilter(parts: FilterFlowParts): Promise<void> {
  const { store, state } = parts;
  const fact = (label: string, of: PickedFact): FilterItem => ({
    label,
    ask: () => askFact(store, state, of),
  });
  const active = state.value.parts.map(
    (part): FilterItem => ({
      label: `$(close) ${inert(part.label)}`,
      description: "remove this filter",
      ask: async () => null,
      removes: part,
    }),
  );
  const items: readonly FilterItem[] = [
    ...active,
    ...(active.length === 0 ? [] : [separator()]),
    { label: "Starred", ask: async () => STARRED },
    fact("Dataset…", "dataset"),
    fact("Model…", "model"),
    fact("Metric…", "metric"),
    fact("Tag…", "tag"),
    { label: "Created…", ask: askSince },
    { label: "Text…", description: "in name, model, dataset, metric, tags or note", ask: askText },
    { label: "Advanced: JSON…", description: "the service's filter language", ask: () => askJson(state) },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: "Filter results",
    placeHolder: "All filters must hold; the values of one are alternatives",
  });
  if (picked === undefined) return;
  if (picked.removes !== undefined) return state.change(withoutPart(state.value, picked.removes));
  const part = await picked.ask();
  if (part !== null) await state.change(withPart(state.value, part));
}

function separator(): FilterItem {
  return { label: "", kind: vscode.QuickPickItemKind.Separator, ask: async () => null };
}

/** The values that results have under the other filters; those chosen before are ticked. */
async function askFact(
  store: WorkspaceStore,
  state: ViewState,
  fact: PickedFact,
): Promise<FilterPart | null> {
  const others = { ...state.value, parts: state.value.parts.filter(({ kind }) => kind !== fact) };
  const groups = await store.call("groups", { by: fact, query: viewSelection(others) });
  const before = state.value.parts.find(({ kind }) => kind === fact);
  const items = groups.map(({ key, label, count }) => ({
    label: inert(label),
    description: formatCount(count, vscode.env.language),
    picked: before?.values?.includes(key) ?? false,
    key,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: `Filter results by ${fact}`,
    placeHolder: items.length === 0 ? "No result passes the other filters" : "One or several",
    canPickMany: true,
  });
  if (picked === undefined || picked.length === 0) return null;
  return factPart(
    fact,
    picked.map(({ key }) => key),
  );
}

const AGES = [
  { label: "Today", days: 0 },
  { label: "Last 7 Days", days: 6 },
  { label: "Last 30 Days", days: 29 },
  { label: "Last 90 Days", days: 89 },
] as const;

/** From the start of a day of this window's own zone. */
async function askSince(): Promise<FilterPart | null> {
  const picked = await vscode.window.showQuickPick(AGES, {
    title: "Filter results by when they were created",
  });
  if (picked === undefined) return null;
  const from = new Date();
  from.setHours(0, 0, 0, 0);
  from.setDate(from.getDate() - picked.days);
  const day = from.toLocaleDateString(vscode.env.language, {
    month: "short",
    day: "numeric",
    year: "numeric",
  });
  return sincePart(from.toISOString(), day);
}

async function askText(): Promise<FilterPart | null> {
  const text = await vscode.window.showInputBox({
    title: "Filter results by text",
    prompt: "A part of the name, model, dataset, metric, tags or note; letter case is ignored",
  });
  return text === undefined || text.trim() === "" ? null : textPart(text.trim());
}

async function askJson(state: ViewState): Promise<FilterPart | null> {
  const before = state.value.parts.find(({ kind }) => kind === "json")?.label ?? "";
  const text = await vscode.window.showInputBox({
    title: "Filter results by JSON",
    value: before === "" ? '{"model":{"$like":""}}' : before,
    prompt:
      "$eq $like $lt $lte $gt $gte $in $nin $and $or $not over model, dataset, metric, name, created_at, labels.KEY …",
    validateInput: (typed) => (typed.trim() === "" ? null : problemOf(() => jsonPart(typed))),
  });
  return text === undefined || text.trim() === "" ? null : jsonPart(text);
}

function problemOf(work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof Problem) return error.message;
    throw error;
  }
}

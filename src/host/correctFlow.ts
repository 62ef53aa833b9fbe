// Asks for the right model, dataset or metric of results: one in use, any other by typing it, or what was imported.
import * as vscode from "vscode";
import { nameProblem } from "../core/results/noteInput.ts";
import type { RunSummary } from "../core/run.ts";
import { Lifetime } from "../util/lifetime.ts";
import { type NoteChange, type NoteFlowParts, whatText } from "./noteChange.ts";
import { inert } from "./plainText.ts";
import type { WorkspaceStore } from "./workspaceStore.ts";

const FACTS = ["model", "dataset", "metric"] as const;
type Fact = (typeof FACTS)[number];

interface ValueItem extends vscode.QuickPickItem {
  /** `null`: as imported. */
  readonly value: string | null;
}

export async function askCorrection(
  runs: readonly RunSummary[],
  { store }: NoteFlowParts,
): Promise<NoteChange | null> {
  const facts = FACTS.map((fact) => ({
    label: fact.charAt(0).toUpperCase() + fact.slice(1),
    description: inert(nowText(runs, fact)),
    fact,
  }));
  const picked = await vscode.window.showQuickPick(facts, { title: `Correct what of ${whatText(runs)}?` });
  if (picked === undefined) return null;
  const value = await askValue(runs, picked.fact, store);
  if (value === undefined) return null;
  const { fact } = picked;
  return {
    change: { [fact]: value },
    said: (what) =>
      value === null
        ? `The ${fact} of ${what} is as imported again.`
        : `The ${fact} of ${what} is ${value} now.`,
  };
}

/** `llama (imported as lama)`, or that they differ. */
function nowText(runs: readonly RunSummary[], fact: Fact): string {
  const [first] = runs;
  if (first === undefined || runs.some((run) => run[fact] !== first[fact])) return "several";
  const now = first[fact] ?? "none";
  return fact in first.asImported ? `${now} (imported as ${first.asImported[fact] ?? "none"})` : now;
}

async function askValue(
  runs: readonly RunSummary[],
  fact: Fact,
  store: WorkspaceStore,
): Promise<string | null | undefined> {
  const groups = await store.call("groups", { by: fact, query: {} });
  const known = groups.flatMap(({ key }): readonly ValueItem[] =>
    key === null ? [] : [{ label: inert(key), value: key }],
  );
  const back: readonly ValueItem[] = runs.some((run) => fact in run.asImported)
    ? [{ label: "As Imported", description: "takes the correction back", value: null }]
    : [];
  return pickOrType(`The right ${fact} of ${whatText(runs)}`, fact, [...back, ...known]);
}

/** `undefined` when the person turns away. */
function pickOrType(
  title: string,
  fact: Fact,
  known: readonly ValueItem[],
): Promise<string | null | undefined> {
  const life = new Lifetime();
  const pick = life.own(vscode.window.createQuickPick<ValueItem>());
  pick.title = title;
  pick.placeholder = `Type a ${fact}, or pick one in use`;
  pick.items = known;
  life.own(
    pick.onDidChangeValue((typed) => {
      const value = typed.trim();
      const problem = nameProblem(fact, value);
      pick.title = problem ?? title;
      const isNew = value !== "" && problem === null && !known.some((item) => item.value === value);
      pick.items = isNew ? [{ label: inert(value), description: "as typed", value }, ...known] : known;
    }),
  );
  return new Promise((resolve) => {
    life.own(
      pick.onDidAccept(() => {
        resolve(pick.selectedItems[0]?.value);
        pick.hide();
      }),
    );
    life.own(
      pick.onDidHide(() => {
        resolve(undefined);
        life.dispose();
      }),
    );
    pick.show();
  });
}

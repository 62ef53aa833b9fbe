// Asks which tags results should have: those in use to tick, and any other by typing it.
import * as vscode from "vscode";
import { tagChange, tagProblem, tagStates } from "../core/results/noteInput.ts";
import type { RunSummary } from "../core/run.ts";
import { Lifetime } from "../util/lifetime.ts";
import { type NoteChange, type NoteFlowParts, whatText } from "./noteChange.ts";
import { inert } from "./plainText.ts";

interface TagItem extends vscode.QuickPickItem {
  readonly tag: string;
}

export async function askTags(
  runs: readonly RunSummary[],
  { store }: NoteFlowParts,
): Promise<NoteChange | null> {
  const states = tagStates(runs);
  const groups = await store.call("groups", { by: "tag", query: {} });
  const others = groups.flatMap(({ key }) =>
    key === null || states.some(({ tag }) => tag === key) ? [] : [key],
  );
  const item = (tag: string, description = ""): TagItem => ({ label: inert(tag), description, tag });
  const items = [
    ...states.map(({ tag, count, isOnAll }) =>
      item(tag, isOnAll ? "" : `on ${count} of ${runs.length}, tick it for all`),
    ),
    ...others.map((tag) => item(tag)),
  ];
  const ticked = items.filter(({ tag }) => states.some((state) => state.tag === tag && state.isOnAll));
  const tags = await tickOrType(`Tags of ${whatText(runs)}`, items, ticked, (tag) => item(tag, "new tag"));
  const change = tags === null ? null : tagChange(runs, tags);
  if (change === null) return null;
  const added = change.addTags.length === 0 ? [] : [`added ${change.addTags.join(", ")}`];
  const removed = change.removeTags.length === 0 ? [] : [`removed ${change.removeTags.join(", ")}`];
  return { change, said: (what) => `Tags of ${what}: ${[...added, ...removed].join("; ")}.` };
}

/** The tags that are ticked at the end; `null` when the person turns away. What is typed and not there yet can be ticked. */
function tickOrType(
  title: string,
  known: readonly TagItem[],
  ticked: readonly TagItem[],
  toNew: (tag: string) => TagItem,
): Promise<readonly string[] | null> {
  const life = new Lifetime();
  const pick = life.own(vscode.window.createQuickPick<TagItem>());
  let items = known;
  pick.title = title;
  pick.placeholder = "Type a new tag, or tick some";
  pick.canSelectMany = true;
  pick.items = items;
  pick.selectedItems = ticked;
  const typed = (value: string): void => {
    const tag = value.trim();
    const problem = tagProblem(tag);
    pick.title = problem ?? title;
    const chosen = pick.selectedItems;
    // What was typed before and not ticked is no wish.
    items = items.filter((item) => known.includes(item) || chosen.includes(item));
    if (tag !== "" && problem === null && !items.some((item) => item.tag === tag))
      items = [toNew(tag), ...items];
    pick.items = items;
    pick.selectedItems = chosen;
  };
  life.own(pick.onDidChangeValue(typed));
  return new Promise((resolve) => {
    life.own(
      pick.onDidAccept(() => {
        resolve(pick.selectedItems.map(({ tag }) => tag));
        pick.hide();
      }),
    );
    life.own(
      pick.onDidHide(() => {
        resolve(null);
        life.dispose();
      }),
    );
    pick.show();
  });
}

// Commands that only Weave has: showing runs that the service does not list, and opening pages of a run in the browser.
import * as vscode from "vscode";
import { wrongWorkspace } from "../../core/services/connection.ts";
import { weaveCallPage, weaveRunName } from "../../core/services/weaveAddress.ts";
import type { Given, RunTargets } from "../commandTargets.ts";
import type { BookEntry } from "../connections/connectionBook.ts";
import { inert } from "../plainText.ts";
import type { Services } from "./services.ts";
import { addByEvaluation } from "./weaveEvaluationFlow.ts";
import { openObject } from "./weaveObjectFlow.ts";
import { openWeavePage, weavePlaceOf } from "./weavePlace.ts";

export function weaveHandlers(services: Services, targets: RunTargets) {
  return {
    "evalResults.weave.addRun": (node?: Given) => addRun(services, node),
    "evalResults.weave.addEvaluation": async (node?: Given) => {
      const entry = await weaveEntry(services, node);
      if (entry !== null) await addByEvaluation(services, entry);
    },
    "evalResults.weave.openPage": async (node?: Given, selection?: readonly Given[]) => {
      const place = await weavePlaceOf(services, targets.nodes(node, selection));
      if (place === null) return;
      await openWeavePage(weaveCallPage(place.connection.baseUrl, place.workspace, place.name));
    },
    "evalResults.weave.openObject": (node?: Given, selection?: readonly Given[]) =>
      openObject(services, targets.nodes(node, selection)),
  } as const;
}

async function addRun(services: Services, node: Given | undefined): Promise<void> {
  const entry = await weaveEntry(services, node);
  if (entry === null) return;
  const { connection } = entry;
  const [onlyProject, ...moreProjects] = connection.workspaces;
  const project = (named: string | null): string | null =>
    named ?? (moreProjects.length === 0 ? (onlyProject ?? null) : null);
  const pasted = await vscode.window.showInputBox({
    title: `Add a run to ${connection.name}`,
    prompt: "The run's id, entity/project/ID, or the address of its page in Weave.",
    ignoreFocusOut: true,
    validateInput: (text) => {
      const name = weaveRunName(text);
      if (typeof name === "string") return name;
      const own = project(name.project);
      return own === null
        ? "This connection has several projects: write entity/project/ID."
        : wrongWorkspace("weave", own);
    },
  });
  const name = pasted === undefined ? "" : weaveRunName(pasted);
  if (typeof name === "string") return;
  const added = `${project(name.project) ?? ""}/${name.id}`;
  const runs = [...new Set([...(connection.runs ?? []), added])];
  await services.parts.book.replace(entry, { ...connection, runs });
  await services.lists.renew({ ...connection, runs });
}

/** The connection that was clicked, the only one there is, or one that is picked. */
async function weaveEntry({ parts, entries }: Services, node: Given | undefined): Promise<BookEntry | null> {
  const clicked = node !== undefined && "connection" in node ? parts.book.entry(node.connection.id) : null;
  if (clicked?.connection.kind === "weave") return clicked;
  const known = entries.filter(({ connection }) => connection.kind === "weave");
  const [only, second] = known;
  if (only === undefined) {
    void vscode.window.showInformationMessage("There is no connection to Weave yet: add one first.");
    return null;
  }
  if (second === undefined) return only;
  const items = known.map((entry) => ({
    label: inert(entry.connection.name),
    description: entry.connection.baseUrl,
    entry,
  }));
  return (
    (await vscode.window.showQuickPick(items, { title: "Add a run to which connection?" }))?.entry ?? null
  );
}

// Adds runs by the evaluation they are of: those of the ordinary SDK are in no list, but the service finds them so.
import * as vscode from "vscode";
import { type Connection, wrongWorkspace } from "../../core/services/connection.ts";
import type { FoundRun } from "../../core/services/evaluationSource.ts";
import { type PastedEvaluation, weaveEvaluationName } from "../../core/services/weaveAddress.ts";
import { formatCount } from "../../core/text/formatNumber.ts";
import type { BookEntry } from "../connections/connectionBook.ts";
import { inert } from "../plainText.ts";
import type { Services } from "./services.ts";

export async function addByEvaluation(services: Services, entry: BookEntry): Promise<void> {
  const { connection } = entry;
  const evaluation = await askEvaluation(connection);
  if (evaluation === null) return;
  const { name, digest } = evaluation;
  const call = await services.engine();
  const found = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: `Looking for runs of ${inert(name)}`,
      cancellable: true,
    },
    async (_, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => controller.abort());
      const { signal } = controller;
      const lists = await Promise.all(
        evaluation.projects.map((project) =>
          call(
            "remoteRunsOf",
            { connection: connection.id, evaluation: { project, name, digest } },
            { signal },
          ),
        ),
      );
      return lists.flat();
    },
  );
  await addFound(services, entry, found, name);
}

async function addFound(
  services: Services,
  entry: BookEntry,
  found: readonly FoundRun[],
  evaluation: string,
): Promise<void> {
  const { connection } = entry;
  const known = connection.runs ?? [];
  const missing = found.filter((run) => !run.isListed && !known.includes(keyOf(run)));
  if (missing.length === 0) {
    const count = formatCount(found.length, vscode.env.language);
    void vscode.window.showInformationMessage(
      found.length === 0
        ? `${connection.name} knows no run of ${evaluation}.`
        : `${found.length === 1 ? "The only run" : `All ${count} runs`} of ${evaluation} ${found.length === 1 ? "is" : "are"} in the list already.`,
    );
    return;
  }
  const items = missing.map((run) => ({
    label: inert(run.name === "" ? run.id : run.name),
    description: [run.startedAt.slice(0, 16).replace("T", " "), run.isOver ? "" : "running"]
      .filter((text) => text !== "")
      .join(", "),
    detail: `${run.workspace}, ${run.id}`,
    run,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: `Runs of ${evaluation}`,
    placeHolder: "Which runs should be listed too?",
    canPickMany: true,
    matchOnDescription: true,
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  if (picked === undefined || picked.length === 0) return;
  const runs = [...new Set([...known, ...picked.map(({ run }) => keyOf(run))])];
  await services.parts.book.replace(entry, { ...connection, runs });
  await services.lists.renew({ ...connection, runs });
}

function keyOf({ workspace, id }: FoundRun): string {
  return `${workspace}/${id}`;
}

interface AskedEvaluation extends PastedEvaluation {
  readonly projects: readonly string[];
}

async function askEvaluation(connection: Connection): Promise<AskedEvaluation | null> {
  const pasted = await vscode.window.showInputBox({
    title: `Add runs to ${connection.name}`,
    prompt: "An evaluation's name, its ref (weave:///…), or the address of its page in Weave.",
    ignoreFocusOut: true,
    validateInput: (text) => {
      const read = weaveEvaluationName(text);
      if (typeof read === "string") return read;
      return read.project === null ? null : wrongWorkspace("weave", read.project);
    },
  });
  const read = pasted === undefined ? "" : weaveEvaluationName(pasted);
  if (typeof read === "string") return null;
  return { ...read, projects: read.project === null ? connection.workspaces : [read.project] };
}

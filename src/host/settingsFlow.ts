// Commands by which people say something about results: metric settings, the primary score, baselines, errored rows.
import * as vscode from "vscode";
import { type RunSummary, scoreLabel } from "../core/run.ts";
import { starterText } from "../core/scores/settingsFiles.ts";
import { formatMeanWithError } from "../core/text/formatNumber.ts";
import type { Given } from "./commandTargets.ts";
import type { ErrorsView } from "./errorsView.ts";
import type { WorkspaceStore } from "./workspaceStore.ts";

export interface SettingsFlowParts {
  readonly store: WorkspaceStore;
  readonly errors: ErrorsView;
}

/** The handlers of these commands; `oneRun` gives the result that a click names, or asks for one. */
export function settingsHandlers(
  parts: SettingsFlowParts,
  oneRun: (node: Given | undefined, title: string) => Promise<RunSummary | null>,
) {
  const withRun = (title: string, work: (run: RunSummary) => Promise<void>) => async (node?: Given) => {
    const run = await oneRun(node, title);
    if (run !== null) await work(run);
  };
  return {
    "evalResults.metrics.open": () => openMetricSettings(parts),
    "evalResults.metrics.choosePrimary": withRun("Choose the primary score of which result?", (run) =>
      choosePrimaryScore(parts, run),
    ),
    "evalResults.baseline.pin": withRun("Pin which result as the baseline of its dataset?", (run) =>
      setBaseline(parts, run, true),
    ),
    "evalResults.baseline.unpin": withRun("Unpin the baseline for the dataset of which result?", (run) =>
      setBaseline(parts, run, false),
    ),
    "evalResults.errors.count": () => countErrors(parts, true),
    "evalResults.errors.leaveOut": () => countErrors(parts, false),
  } as const;
}

/** Opens metrics.json; makes one that names the scores stored here where there is none. */
async function openMetricSettings({ store }: SettingsFlowParts): Promise<void> {
  const uri = metricsUri(store);
  await vscode.window.showTextDocument(await openOrMake(store, uri));
}

function metricsUri(store: WorkspaceStore): vscode.Uri {
  const uri = store.metricsUri;
  if (uri === null) throw store.noFolder();
  return uri;
}

async function openOrMake(store: WorkspaceStore, uri: vscode.Uri): Promise<vscode.TextDocument> {
  const known = await existing(uri);
  if (known !== null) return known;
  store.checkWritable();
  const { scoreNames } = await store.call("metrics", null);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(starterText(scoreNames)));
  return vscode.workspace.openTextDocument(uri);
}

/** The open or stored document; `null` where there is no file. */
async function existing(uri: vscode.Uri): Promise<vscode.TextDocument | null> {
  try {
    await vscode.workspace.fs.stat(uri);
  } catch {
    return null; // not there yet
  }
  return vscode.workspace.openTextDocument(uri);
}

interface ScoreItem extends vscode.QuickPickItem {
  readonly index: number;
}

/** Asks which score of a result is shown first, and writes it into metrics.json, the rest of which stays. */
async function choosePrimaryScore({ store }: SettingsFlowParts, run: RunSummary): Promise<void> {
  const items = run.scores.flatMap((score, index): ScoreItem[] =>
    score.kind === "label"
      ? []
      : [
          {
            label: scoreLabel(score, run.scores),
            description: formatMeanWithError(score.itemMean, score.standardError, score, vscode.env.language),
            detail: index === run.primaryScore ? "shown first now" : "",
            index,
          },
        ],
  );
  const picked = await vscode.window.showQuickPick(items, {
    title: `Primary score of ${run.name} and of results with the same scores`,
    placeHolder: "Shown first, and measured against the baseline",
  });
  if (picked === undefined) return;
  store.checkWritable();
  const uri = metricsUri(store);
  const document = await existing(uri);
  const text = document?.getText() ?? "";
  const next = await store.call("withPrimaryScore", { id: run.id, score: picked.index, text });
  if (document === null) await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(next));
  else await replaceText(document, next);
  store.notify();
}

/** As an edit, so that Undo takes it back; saved, since stored numbers are read from the disk. */
async function replaceText(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const all = new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length));
  edit.replace(document.uri, all, text);
  await vscode.workspace.applyEdit(edit);
  await document.save();
}

/** Pins or unpins the baseline of a result's dataset. */
async function setBaseline({ store }: SettingsFlowParts, run: RunSummary, isPinned: boolean): Promise<void> {
  await store.call("setBaseline", { id: run.id, isPinned });
  store.notify();
}

/** Counts errored rows in every view, or leaves them out. */
async function countErrors({ errors }: SettingsFlowParts, withErrors: boolean): Promise<void> {
  await errors.set(withErrors);
  vscode.window.setStatusBarMessage(
    withErrors
      ? "$(error) Errored rows count as 0 where higher is better, or as metrics.json says"
      : "$(error) Errored rows are left out of means",
    5000,
  );
}

// Imports files with progress, cancel and a receipt; asks for the roles of columns only when they can't be told.
import * as vscode from "vscode";
import type { FileReport, ImportOptions, ImportOutcome, ImportProgress } from "../core/importTypes.ts";
import type { RunSummary } from "../core/run.ts";
import { formatCount } from "../core/text/formatNumber.ts";
import { askRoles } from "./askRoles.ts";
import { showReceipt } from "./receiptDocument.ts";
import type { Reporter } from "./report.ts";
import type { WorkspaceStore } from "./workspaceStore.ts";

export interface ImportFlowParts {
  readonly store: WorkspaceStore;
  readonly report: Reporter;
  readonly open: (run: RunSummary) => void;
  readonly remove: (runs: readonly RunSummary[]) => Promise<void>;
}

const FILTERS = { "Evaluation results": ["jsonl", "ndjson", "csv", "tsv", "json"], "All files": ["*"] };

/** Asks for files and imports them. */
export async function chooseAndImport(parts: ImportFlowParts): Promise<void> {
  const files = await vscode.window.showOpenDialog({
    canSelectMany: true,
    filters: FILTERS,
    openLabel: "Import",
    title: "Import evaluation results",
  });
  if (files !== undefined) await importFiles(parts, files);
}

/** Imports files one after another. One that fails is said and does not stop the others. */
export async function importFiles(parts: ImportFlowParts, files: readonly vscode.Uri[]): Promise<void> {
  parts.store.checkWritable();
  const outcomes: Named[] = [];
  for (const file of files) {
    try {
      const outcome = await importOne(parts, file);
      if (outcome !== null) outcomes.push({ file, outcome });
    } catch (error) {
      parts.report.show(error);
    }
  }
  parts.store.notify();
  if (outcomes.length > 0) announce(parts, outcomes);
}

interface Named {
  readonly file: vscode.Uri;
  readonly outcome: ImportOutcome;
}

async function importOne(parts: ImportFlowParts, file: vscode.Uri): Promise<ImportOutcome | null> {
  const path = parts.store.pathOf(file);
  const report = await parts.store.call("inspect", { path });
  const options = await optionsFor(report);
  if (options === null) return null;
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: `Importing ${report.fileName}`,
      cancellable: true,
    },
    (progress, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => controller.abort());
      let shown = 0;
      return parts.store.call(
        "import",
        { path, options },
        {
          signal: controller.signal,
          onProgress: (value) => {
            const { rows, bytes, totalBytes } = value as ImportProgress;
            const percent = totalBytes === 0 ? 0 : (100 * bytes) / totalBytes;
            const message = `${formatCount(rows, vscode.env.language)} rows, ${megabytes(bytes)} of ${megabytes(totalBytes)} MB`;
            progress.report({ increment: percent - shown, message });
            shown = percent;
          },
        },
      );
    },
  );
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toLocaleString(vscode.env.language, { maximumFractionDigits: 1 });
}

/** Roles are asked for only where a guess is not safe; `null` when the person turns away. */
async function optionsFor(report: FileReport): Promise<ImportOptions | null> {
  if (report.guess === null || report.guess.isSure) return {};
  const roles = await askRoles(report.fileName, report.guess);
  return roles === null ? null : { roles };
}

function announce(parts: ImportFlowParts, outcomes: readonly Named[]): void {
  const imported = outcomes.flatMap(({ outcome }) => (outcome.kind === "imported" ? [outcome] : []));
  const unchanged = outcomes.filter(({ outcome }) => outcome.kind === "unchanged");
  for (const { file, outcome } of unchanged)
    void vscode.window.showInformationMessage(
      `Already imported: ${baseName(file)} is identical to ${outcome.run.name}, nothing changed.`,
    );
  if (imported.length > 0) parts.report.run(() => announceImported(parts, imported));
}

type Imported = Extract<ImportOutcome, { kind: "imported" }>;

async function announceImported(parts: ImportFlowParts, imported: readonly Imported[]): Promise<void> {
  const count = (n: number): string => formatCount(n, vscode.env.language);
  const rows = imported.reduce((sum, { run }) => sum + run.rows, 0);
  const skipped = imported.reduce((sum, { run }) => sum + run.skippedLines, 0);
  const [first] = imported;
  if (first === undefined) return;
  const what = imported.length === 1 ? first.run.name : `${imported.length} results`;
  const first_ = first.skipped[0];
  const detail =
    skipped === 0 || first_ === undefined ? "" : ` line ${count(first_.line)}: ${first_.message}`;
  const text = `${what}: ${count(rows)} rows stored${skipped === 0 ? "." : `, ${count(skipped)} lines skipped.`}${detail}`;
  const actions = ["Open Result", ...(skipped === 0 ? [] : ["Show Receipt"]), "Undo Import"];
  const show = skipped === 0 ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  const choice = await show(text, ...actions);
  if (choice === "Open Result") parts.open(first.run);
  else if (choice === "Show Receipt") await showReceipt(imported);
  else if (choice === "Undo Import") await parts.remove(imported.map(({ run }) => run));
}

function baseName(file: vscode.Uri): string {
  return file.path.split("/").pop() ?? file.path;
}

// What is wrong in metrics.json, in the Problems panel: gone as soon as it is mended or the file deleted. While the
// editor's own check of an open file says something, it speaks alone: both check the same schema.
import * as vscode from "vscode";
import type { MetricProblem } from "../core/scores/metricFile.ts";
import { Lifetime } from "../util/lifetime.ts";
import type { Reporter } from "./report.ts";
import type { WorkspaceStore } from "./workspaceStore.ts";

const SOURCE = "Eval Results";

export class MetricDiagnostics implements vscode.Disposable {
  private readonly life = new Lifetime();
  private readonly shown = this.life.own(vscode.languages.createDiagnosticCollection("evalResults"));
  private problems: readonly MetricProblem[] = [];
  private at: vscode.Uri | null = null;

  constructor(
    private readonly store: WorkspaceStore,
    private readonly report: Reporter,
  ) {
    this.life.own(store.onDidChange(() => this.look()));
    this.life.own(
      vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        const at = this.at?.toString();
        if (at !== undefined && uris.some((uri) => uri.toString() === at)) this.show();
      }),
    );
    this.look();
  }

  private look(): void {
    this.check().catch((error: unknown) => {
      if (this.life.signal.aborted || this.report.isCancellation(error)) return;
      this.report.info(
        `metrics.json could not be checked: ${error instanceof Error ? error.message : String(error)}`,
      );
    });
  }

  private async check(): Promise<void> {
    const uri = this.store.metricsUri;
    if (uri?.toString() !== this.at?.toString()) this.shown.clear();
    this.at = uri;
    // Without the file nothing is asked, so that the engine starts no sooner than a view needs it.
    const isThere = uri !== null && (await isFile(uri));
    this.problems = isThere
      ? (await this.store.call("metrics", null, { signal: this.life.signal })).problems
      : [];
    this.show();
  }

  private show(): void {
    const { at } = this;
    if (at === null) return;
    const all = vscode.languages.getDiagnostics(at);
    const hasOthers = all.some(({ source }) => source !== SOURCE);
    const wanted = hasOthers ? [] : this.problems.map(toDiagnostic);
    const own = all.filter(({ source }) => source === SOURCE);
    // Setting them raises the event that leads here.
    if (textOf(own) !== textOf(wanted)) this.shown.set(at, wanted);
  }

  dispose(): void {
    this.life.dispose();
  }
}

function textOf(diagnostics: readonly vscode.Diagnostic[]): string {
  return JSON.stringify(diagnostics.map(({ range, message }) => [range.start, range.end, message]));
}

function toDiagnostic({ message, line, column, endLine, endColumn }: MetricProblem): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(
    new vscode.Range(line, column, endLine, endColumn),
    `${message}. Until it is mended, scores are read by their names.`,
    vscode.DiagnosticSeverity.Error,
  );
  diagnostic.source = SOURCE;
  return diagnostic;
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false; // not there, or its folder is not
  }
}

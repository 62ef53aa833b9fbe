// Saved comparisons that can't be used, in the Problems panel: gone as soon as the file is mended or deleted.
import * as vscode from "vscode";
import type { TextSpan } from "../core/json/jsonPlace.ts";
import { Lifetime } from "../util/lifetime.ts";
import type { Reporter } from "./report.ts";
import type { WorkspaceStore } from "./workspaceStore.ts";

export class ComparisonDiagnostics implements vscode.Disposable {
  private readonly life = new Lifetime();
  private readonly shown = this.life.own(
    vscode.languages.createDiagnosticCollection("evalResultsComparisons"),
  );

  constructor(
    private readonly store: WorkspaceStore,
    private readonly report: Reporter,
  ) {
    this.life.own(store.onDidChange(() => this.look()));
    this.look();
  }

  private look(): void {
    this.check().catch((error: unknown) => {
      if (this.life.signal.aborted || this.report.isCancellation(error)) return;
      this.report.info(
        `Saved comparisons could not be checked: ${error instanceof Error ? error.message : String(error)}`,
      );
    });
  }

  private async check(): Promise<void> {
    const { viewsUri } = this.store;
    // Without the folder nothing is asked, so that the engine starts no sooner than a view needs it.
    const isThere = viewsUri !== null && (await isFolder(viewsUri));
    const all = isThere ? await this.store.call("comparisons", null, { signal: this.life.signal }) : [];
    this.shown.clear();
    for (const { name, problem, at } of all)
      if (problem !== null && viewsUri !== null)
        this.shown.set(vscode.Uri.joinPath(viewsUri, `${name}.json`), [toDiagnostic(problem, at)]);
  }

  dispose(): void {
    this.life.dispose();
  }
}

function toDiagnostic(problem: string, at: TextSpan | null): vscode.Diagnostic {
  const { line, column, endLine, endColumn } = at ?? { line: 0, column: 0, endLine: 0, endColumn: 1 };
  const diagnostic = new vscode.Diagnostic(
    new vscode.Range(line, column, endLine, endColumn),
    `This saved comparison can't be used: ${problem}.`,
    vscode.DiagnosticSeverity.Error,
  );
  diagnostic.source = "Eval Results";
  return diagnostic;
}

async function isFolder(uri: vscode.Uri): Promise<boolean> {
  try {
    return (await vscode.workspace.fs.stat(uri)).type === vscode.FileType.Directory;
  } catch {
    return false; // not there, or the store is not
  }
}

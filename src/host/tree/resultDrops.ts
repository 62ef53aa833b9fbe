// A result dropped on the editors' area: VS Code opens its address as an editor there, which makes room at once for the
// result's own panel.
import * as vscode from "vscode";
import type { RunId } from "../../core/run.ts";
import { Lifetime } from "../../util/lifetime.ts";
import type { Reporter } from "../report.ts";
import { idOfMark } from "./resultMarks.ts";

/** As the manifest declares it, for addresses of rows only. */
const VIEW_TYPE = "evalResults.dropped";

export interface ResultDropsParts {
  readonly report: Reporter;
  /** Opens the result in the column where it was dropped, which is the active one by then. */
  readonly open: (id: RunId) => Promise<void>;
}

export class ResultDrops implements vscode.CustomReadonlyEditorProvider, vscode.Disposable {
  private readonly life = new Lifetime();

  constructor(private readonly parts: ResultDropsParts) {
    this.life.own(vscode.window.registerCustomEditorProvider(VIEW_TYPE, this));
  }

  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    return { uri, dispose: () => undefined };
  }

  resolveCustomEditor({ uri }: vscode.CustomDocument, panel: vscode.WebviewPanel): void {
    const id = idOfMark(uri);
    this.parts.report.run(async () => {
      try {
        if (id !== null) await this.parts.open(id);
      } finally {
        panel.dispose();
      }
    });
  }

  dispose(): void {
    this.life.dispose();
  }
}

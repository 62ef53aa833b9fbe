// Badge and colour of results that stand beyond noise against their baseline. VS Code takes them by an address of the row,
// so the address says all there is to know, and changes with it. It is also what is dragged out of the tree.
import * as vscode from "vscode";
import type { RunId } from "../../core/run.ts";
import { Lifetime } from "../../util/lifetime.ts";

const SCHEME = "eval-results-mark";
export type Mark = "improved" | "regressed";

const DECORATIONS: Readonly<Record<Mark, vscode.FileDecoration>> = {
  improved: {
    badge: "▲",
    tooltip: "Better than the baseline, beyond noise",
    color: new vscode.ThemeColor("evalResults.improvedForeground"),
  },
  regressed: {
    badge: "▼",
    tooltip: "Worse than the baseline, beyond noise",
    color: new vscode.ThemeColor("evalResults.regressedForeground"),
  },
};

/** The address of a result's row. */
export function markUri(mark: Mark | null, id: RunId): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, authority: mark ?? "plain", path: `/${id}` });
}

/** The result of such an address; `null` for any other. */
export function idOfMark({ scheme, path }: vscode.Uri): RunId | null {
  return scheme === SCHEME && path.length > 1 ? (path.slice(1) as RunId) : null;
}

export class ResultMarks implements vscode.FileDecorationProvider, vscode.Disposable {
  private readonly life = new Lifetime();

  constructor() {
    this.life.own(vscode.window.registerFileDecorationProvider(this));
  }

  provideFileDecoration({ scheme, authority }: vscode.Uri): vscode.FileDecoration | undefined {
    if (scheme !== SCHEME) return undefined;
    return authority === "improved" || authority === "regressed" ? DECORATIONS[authority] : undefined;
  }

  dispose(): void {
    this.life.dispose();
  }
}

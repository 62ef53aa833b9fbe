// Badge and colour of results that stand beyond noise against their baseline. VS Code takes them by an address of the row,
// so the address says all there is to know, and changes with it.
import * as vscode from "vscode";
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

/** The address of a marked row. */
export function markUri(mark: Mark, nodeId: string): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, authority: mark, path: `/${nodeId}` });
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

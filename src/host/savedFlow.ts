// Saved comparisons in the editor: saving what a panel shows, opening by name or link, renaming, deleting with Undo. A
// result that is missing here is named with what to do; nothing here uses the network.
import * as vscode from "vscode";
import {
  type FoundComparison,
  type ListedComparison,
  missingSentence,
  type OpenedView,
  type ShownToSave,
} from "../core/compare/savedComparison.ts";
import type { Given } from "./commandTargets.ts";
import { EXTENSION } from "./linkFlow.ts";
import type { ManySubject } from "./panels/subjects.ts";
import { inert } from "./plainText.ts";
import type { UriRoute } from "./uriRoutes.ts";
import type { WorkspaceStore } from "./workspaceStore.ts";

/** The first part of a link's path. */
export const COMPARISON_ROUTE = "comparison";
const RESTORE = "Restore Deleted Results…";

export interface SavedFlowParts {
  readonly store: WorkspaceStore;
  /** Opens a comparison of two or more. */
  readonly open: (subject: ManySubject) => void;
}

export class SavedFlow {
  constructor(private readonly parts: SavedFlowParts) {}

  handlers() {
    return {
      "evalResults.comparison.open": async (node?: Given) => {
        const name = await this.named(node, "Open which saved comparison?");
        if (name !== null) await this.open(name);
      },
      "evalResults.comparison.rename": async (node?: Given) => {
        const name = await this.named(node, "Rename which saved comparison?");
        if (name !== null) await this.rename(name);
      },
      "evalResults.comparison.delete": async (node?: Given) => {
        const name = await this.named(node, "Delete which saved comparison?");
        if (name !== null) await this.remove(name);
      },
      "evalResults.comparison.openFile": async (node?: Given) => {
        const name = await this.named(node, "Open the file of which saved comparison?");
        const uri = name === null ? null : this.fileOf(name);
        if (uri !== null) await vscode.window.showTextDocument(uri);
      },
      "evalResults.comparison.copyLink": async (node?: Given) => {
        const name = await this.named(node, "Copy the link of which saved comparison?");
        if (name === null) return;
        await vscode.env.clipboard.writeText(comparisonLink(name));
        vscode.window.setStatusBarMessage("Link to the comparison copied", 4000);
      },
    } as const;
  }

  /** What a saved comparison shows at first; `null` where it is not there any more or can't be read. */
  async viewOf(name: string): Promise<OpenedView | null> {
    try {
      const { saved } = await this.parts.store.call("findComparison", { name });
      return { name, inputs: saved.inputs, shown: saved.shown };
    } catch {
      return null; // the comparison itself is open; its name in the head is all that goes
    }
  }

  async open(name: string): Promise<void> {
    const found = await this.parts.store.call("findComparison", { name });
    const sentence = missingSentence(found);
    if (sentence === null) {
      this.parts.open(subjectOf(found));
      return;
    }
    const rest = found.found.filter((run) => run !== null).length;
    const without = rest < 2 ? [] : [`Open the Other ${rest}`];
    const chosen = await vscode.window.showWarningMessage(inert(sentence), ...without, RESTORE);
    if (chosen === RESTORE) await vscode.commands.executeCommand("evalResults.result.restore");
    else if (chosen !== undefined) this.parts.open(subjectOf(found));
  }

  /** Opens what a link names. */
  route(): UriRoute {
    return ({ query }) => this.open(new URLSearchParams(query).get("name") ?? "");
  }

  /** Asks for a name, that of the open one first, and saves. */
  async save(subject: ManySubject, { inputs, shown }: ShownToSave): Promise<void> {
    const { store } = this.parts;
    const known = await store.call("comparisons", null);
    const isKnown = (name: string): boolean =>
      known.some((one) => one.name.toLowerCase() === name.trim().toLowerCase());
    const typed = await vscode.window.showInputBox({
      title: "Save Comparison",
      prompt: "Saved as a file in .eval-results/views, to be reviewed and shared like code",
      value: subject.saved ?? `${subject.names[0] ?? "base"} and ${subject.names.length - 1} more`,
      validateInput: (text) => {
        if (text.trim() === "") return "A saved comparison needs a name.";
        if (!isKnown(text) || text.trim() === subject.saved) return null;
        return {
          message: "A comparison of this name is there: it will be replaced.",
          severity: vscode.InputBoxValidationSeverity.Warning,
        };
      },
    });
    if (typed === undefined) return;
    const { runs, keys = [], scoreMap = [], withExcluded = false } = subject;
    const choice = { runs, keys, scoreMap, inputs, withExcluded, shown };
    const { name, former } = await store.call("saveComparison", { name: typed, choice });
    store.notify();
    const chosen = await vscode.window.showInformationMessage(
      `Saved ${inert(name)}.`,
      former === null ? "Open File" : "Undo",
    );
    if (chosen === "Undo") {
      await store.call("putComparisonBack", { name, text: former, isOver: true });
      store.notify();
    }
    const uri = chosen === "Open File" ? this.fileOf(name) : null;
    if (uri !== null) await vscode.window.showTextDocument(uri);
  }

  private fileOf(name: string): vscode.Uri | null {
    const { viewsUri } = this.parts.store;
    return viewsUri === null ? null : vscode.Uri.joinPath(viewsUri, `${name}.json`);
  }

  private async rename(from: string): Promise<void> {
    const { store } = this.parts;
    const to = await vscode.window.showInputBox({ title: `Rename ${from}`, value: from });
    if (to === undefined || to.trim() === from) return;
    const name = await store.call("renameComparison", { from, to });
    store.notify();
    const chosen = await vscode.window.showInformationMessage(`Renamed to ${inert(name)}.`, "Undo");
    if (chosen !== "Undo") return;
    await store.call("renameComparison", { from: name, to: from });
    store.notify();
  }

  private async remove(name: string): Promise<void> {
    const { store } = this.parts;
    const text = await store.call("removeComparison", { name });
    store.notify();
    const chosen = await vscode.window.showInformationMessage(
      `Deleted the comparison ${inert(name)}.`,
      "Undo",
    );
    if (chosen !== "Undo") return;
    await store.call("putComparisonBack", { name, text, isOver: false });
    store.notify();
  }

  /** The comparison of a node, or one that is asked for; `null` when nothing was chosen. */
  private async named(node: Given | undefined, title: string): Promise<string | null> {
    if (isComparisonNode(node)) return node.comparison.name;
    const all = await this.parts.store.call("comparisons", null);
    if (all.length === 0) {
      void vscode.window.showInformationMessage(
        "No comparison is saved yet. Save Comparison… in a comparison of results saves one.",
      );
      return null;
    }
    const items = all.map(({ name, runs, problem }) => ({
      label: name,
      description: problem === null ? inert(runs.join(", ")) : `$(warning) ${inert(problem)}`,
      name,
    }));
    return (await vscode.window.showQuickPick(items, { title, matchOnDescription: true }))?.name ?? null;
  }
}

function isComparisonNode(node: unknown): node is { readonly comparison: ListedComparison } {
  const comparison = (node as { readonly comparison?: { readonly name?: unknown } } | null | undefined)
    ?.comparison;
  return typeof comparison?.name === "string";
}

/** The results of a saved comparison that are here, as a panel compares them. */
function subjectOf({ name, saved, found }: FoundComparison): ManySubject {
  const here = found.filter((run) => run !== null);
  const { keys, scoreMap, withExcluded } = saved;
  const runs = here.map(({ id }) => id);
  const names = here.map((run) => run.name);
  return { runs, names, keys, scoreMap, ...(withExcluded === true ? { withExcluded } : {}), saved: name };
}

/** A link that opens a saved comparison where the workspace holds it. */
function comparisonLink(name: string): string {
  const { uriScheme } = vscode.env;
  return `${uriScheme}://${EXTENSION}/${COMPARISON_ROUTE}?${new URLSearchParams({ name })}`;
}

// A change of notes that a person asked for, and what it is said of.
import * as vscode from "vscode";
import type { NotesChange } from "../core/results/runNotes.ts";
import type { RunSummary } from "../core/run.ts";
import { formatCount } from "../core/text/formatNumber.ts";
import type { RunTargets } from "./commandTargets.ts";
import type { Reporter } from "./report.ts";
import type { WorkspaceStore } from "./workspaceStore.ts";

export interface NoteFlowParts {
  readonly store: WorkspaceStore;
  readonly report: Reporter;
  readonly targets: RunTargets;
}

/** A change, and what to say once it is made; `what` names the results. */
export interface NoteChange {
  readonly change: NotesChange;
  readonly said: (what: string) => string;
}

/** `docs-qa-llama`, or `3 results`. */
export function whatText(runs: readonly RunSummary[]): string {
  const [only] = runs;
  return only !== undefined && runs.length === 1
    ? only.name
    : `${formatCount(runs.length, vscode.env.language)} results`;
}

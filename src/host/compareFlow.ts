// Commands that bring two results together, and the one that waits for its other.
import * as vscode from "vscode";
import { MOST_RUNS } from "../core/compare/manyTypes.ts";
import type { RunSummary } from "../core/run.ts";
import type { Given, RunTargets } from "./commandTargets.ts";
import type { CompareSubject, ManySubject, ResultSubject } from "./panels/subjects.ts";
import { pickRun } from "./pickRun.ts";
import { inert } from "./plainText.ts";
import type { WorkspaceStore } from "./workspaceStore.ts";

export interface CompareFlowParts {
  readonly store: WorkspaceStore;
  readonly targets: RunTargets;
  readonly show: (subject: CompareSubject) => void;
  readonly showMany: (subject: ManySubject) => void;
}

export class CompareFlow {
  private base: RunSummary | null = null;

  constructor(private readonly parts: CompareFlowParts) {}

  handlers() {
    const { targets } = this.parts;
    return {
      "evalResults.compare.select": async (node?: Given) =>
        this.select(await targets.one(node, "Compare which result with another?")),
      "evalResults.compare.withSelected": (node?: Given) => this.withSelected(node),
      "evalResults.compare.selection": async (node?: Given, selection?: readonly Given[]) =>
        this.both(await targets.given(node, selection)),
      "evalResults.compare.choose": async (node?: Given) => {
        const base = await targets.one(node, "Compare: which result is the base?");
        if (base !== null) await this.withAnother(base);
      },
    } as const;
  }

  private async select(run: RunSummary | null): Promise<void> {
    if (run === null) return;
    this.base = run;
    await vscode.commands.executeCommand("setContext", "evalResults.hasCompareBase", true);
    vscode.window.setStatusBarMessage(
      `$(git-compare) ${inert(run.name)} is the base of the next comparison`,
      5000,
    );
  }

  private async withSelected(node: Given | undefined): Promise<void> {
    const { base } = this;
    if (base === null) {
      void vscode.window.showInformationMessage("Select a result for compare first.");
      return;
    }
    const candidate = await this.parts.targets.one(node, `Compare ${base.name} with which result?`);
    if (candidate !== null) this.both([base, candidate]);
  }

  /** Asks what to compare it with. */
  async withAnother(base: ResultSubject): Promise<void> {
    const candidate = await pickRun(this.parts.store, `Compare ${base.name} with which result?`, base.id);
    if (candidate !== null) this.pair(base, candidate);
  }

  /** Two to eight runs are compared, the first (the one selected first, or the drop's target) as the base. */
  both(runs: readonly RunSummary[]): void {
    const distinct = runs.filter((run, at) => runs.findIndex(({ id }) => id === run.id) === at);
    if (distinct.length < 2 || distinct.length > MOST_RUNS) {
      void vscode.window.showInformationMessage(`Select two to ${MOST_RUNS} results to compare.`);
      return;
    }
    this.several({ runs: distinct.map(({ id }) => id), names: distinct.map(({ name }) => name) });
  }

  /** Two runs in the panel for two, more in the one for several. */
  several(subject: ManySubject): void {
    const [base, candidate, third] = subject.runs;
    const [baseName = "", candidateName = ""] = subject.names;
    if (base === undefined || candidate === undefined) return;
    const { runs: _, names: __, ...join } = subject;
    if (third !== undefined) this.parts.showMany(subject);
    else this.parts.show({ base, candidate, baseName, candidateName, ...join });
  }

  /** Asks for one more run of a comparison; `null` when nothing was chosen. */
  async withOneMore(subject: ManySubject): Promise<ManySubject | null> {
    const title = `Compare ${subject.names[0] ?? "the base"} with which other result?`;
    const added = await pickRun(this.parts.store, title, ...subject.runs);
    if (added === null) return null;
    const { saved: _, ...rest } = subject;
    return { ...rest, runs: [...subject.runs, added.id], names: [...subject.names, added.name] };
  }

  otherWay({ base, candidate, baseName, candidateName }: CompareSubject): void {
    this.pair({ id: candidate, name: candidateName }, { id: base, name: baseName });
  }

  private pair(base: ResultSubject, candidate: ResultSubject): void {
    this.parts.show({
      base: base.id,
      candidate: candidate.id,
      baseName: base.name,
      candidateName: candidate.name,
    });
  }
}

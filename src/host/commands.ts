// Every command of the extension: one handler for each id; a missing one does not compile.
import * as vscode from "vscode";
import type { RowView } from "../core/rowQuery.ts";
import type { RunSummary } from "../core/run.ts";
import type { TreeNode } from "../core/treeNodes.ts";
import { Lifetime } from "../util/lifetime.ts";
import { COMMAND_IDS, type CommandId } from "./commandIds.ts";
import { runsOf, urisOf } from "./commandTargets.ts";
import { confirmAndRemove, removeWithUndo } from "./deleteFlow.ts";
import type { ErrorsView } from "./errorsView.ts";
import { exportWithDialog } from "./exportFlow.ts";
import { chooseAndImport, importFiles } from "./importFlow.ts";
import { comparePanelKind } from "./panels/comparePanel.ts";
import { PanelRegistry } from "./panels/panelRegistry.ts";
import { resultPanelKind } from "./panels/resultPanel.ts";
import type { CompareSubject, ResultSubject } from "./panels/subjects.ts";
import { pickRun, pickRuns } from "./pickRun.ts";
import type { Reporter } from "./report.ts";
import { settingsHandlers } from "./settingsFlow.ts";
import { StoreWatch } from "./storeWatch.ts";
import { checkStore, emptyTrash, restoreFromTrash } from "./trashFlow.ts";
import { ResultsTree } from "./tree/resultsTree.ts";
import type { WorkspaceStore } from "./workspaceStore.ts";

type Handler = (
  node?: TreeNode | vscode.Uri,
  selection?: readonly (TreeNode | vscode.Uri)[],
) => Promise<void> | void;

const SAMPLE_FILES = ["docs-qa-atlas-8b.row-scores.jsonl", "docs-qa-atlas-49b.row-scores.jsonl"];

/** The commands with all they need; owns tree and panels. */
export class Commands implements vscode.Disposable {
  private readonly life = new Lifetime();
  readonly tree: ResultsTree;
  readonly resultPanels: PanelRegistry<ResultSubject>;
  readonly comparePanels: PanelRegistry<CompareSubject>;
  private compareBase: RunSummary | null = null;

  constructor(
    private readonly extensionUri: vscode.Uri,
    readonly store: WorkspaceStore,
    readonly report: Reporter,
    readonly errors: ErrorsView,
  ) {
    this.resultPanels = this.life.own(
      new PanelRegistry(
        extensionUri,
        resultPanelKind({
          store,
          report,
          errors,
          exportRun: (subject, view) => this.exportRun(subject, view),
          compareWith: (subject) => this.compareWith(subject),
        }),
      ),
    );
    this.comparePanels = this.life.own(
      new PanelRegistry(
        extensionUri,
        comparePanelKind({
          store,
          report,
          errors,
          exportComparison: (subject) => this.exportComparison(subject),
          openOtherWay: (subject) => this.openOtherWay(subject),
        }),
      ),
    );
    this.tree = this.life.own(
      new ResultsTree({
        store,
        report,
        errors,
        importFiles: (files) => importFiles(this.importParts(), files),
        compare: async (dragged, target) => this.compareRuns([...runsOf([target]), ...runsOf([dragged])]),
      }),
    );
    this.life.own(new StoreWatch(store, report, this.tree.view));
    const handlers = this.handlers();
    for (const id of COMMAND_IDS) {
      const run = handlers[id];
      this.life.own(
        vscode.commands.registerCommand(id, async (node, selection) => {
          try {
            await run(node, selection);
          } catch (error) {
            report.show(error);
          }
        }),
      );
    }
  }

  private handlers(): Readonly<Record<CommandId, Handler>> {
    return {
      "evalResults.results.import": () => chooseAndImport(this.importParts()),
      "evalResults.results.importFile": (file, files) => importFiles(this.importParts(), urisOf(file, files)),
      "evalResults.results.openSamples": () => importFiles(this.importParts(), this.sampleFiles()),
      "evalResults.results.refresh": () => this.store.notify(),
      "evalResults.results.loadMore": () => this.tree.loadMore(),
      "evalResults.result.open": async (node) => {
        const run = await this.oneRun(node, "Open which result?");
        if (run !== null) this.openResult(run);
      },
      "evalResults.result.export": async (node) => {
        const run = await this.oneRun(node, "Export which result?");
        if (run !== null) await this.exportRun(run);
      },
      "evalResults.result.delete": async (node, selection) =>
        confirmAndRemove(this, await this.runs(node, selection, "Delete which results?")),
      "evalResults.result.restore": () => restoreFromTrash(this.store),
      "evalResults.trash.empty": () => emptyTrash(this.store),
      "evalResults.store.check": () => checkStore(this.store),
      ...settingsHandlers(this, (node, title) => this.oneRun(node, title)),
      "evalResults.result.copyName": async (node) => {
        const run = await this.oneRun(node, "Copy the name of which result?");
        if (run !== null) await vscode.env.clipboard.writeText(run.name);
      },
      "evalResults.compare.select": async (node) =>
        this.selectForCompare(await this.oneRun(node, "Compare which result with another?")),
      "evalResults.compare.withSelected": async (node) => this.compareWithSelected(node),
      "evalResults.compare.selection": (node, selection) => this.compareRuns(this.given(node, selection)),
      "evalResults.compare.choose": async (node) => {
        const base = await this.oneRun(node, "Compare: which result is the base?");
        if (base !== null) await this.compareWith(base);
      },
    };
  }

  private importParts() {
    return {
      store: this.store,
      report: this.report,
      open: (run: RunSummary) => this.openResult(run),
      remove: (runs: readonly RunSummary[]) => removeWithUndo(this, runs),
    };
  }

  private sampleFiles(): readonly vscode.Uri[] {
    return SAMPLE_FILES.map((file) =>
      vscode.Uri.joinPath(this.extensionUri, "media", "samples", "nemo", file),
    );
  }

  private openResult({ id, name }: RunSummary): void {
    this.resultPanels.show({ id, name });
  }

  private async exportRun({ id, name }: ResultSubject, view?: RowView): Promise<void> {
    const { store } = this;
    await exportWithDialog(name, store.root, (target, options, signal) =>
      store.call(
        "exportRun",
        { id, path: store.pathOf(target), options: view === undefined ? options : { ...options, view } },
        { signal },
      ),
    );
  }

  private async exportComparison(subject: CompareSubject): Promise<void> {
    const pair = { base: subject.base, candidate: subject.candidate };
    const { store } = this;
    const title = `${subject.baseName} and ${subject.candidateName}`;
    await exportWithDialog(title, store.root, (target, options, signal) =>
      store.call("exportComparison", { pair, path: store.pathOf(target), options }, { signal }),
    );
  }

  private openOtherWay(subject: CompareSubject): void {
    this.comparePanels.show({
      base: subject.candidate,
      candidate: subject.base,
      baseName: subject.candidateName,
      candidateName: subject.baseName,
    });
  }

  private async selectForCompare(run: RunSummary | null): Promise<void> {
    if (run === null) return;
    this.compareBase = run;
    await vscode.commands.executeCommand("setContext", "evalResults.hasCompareBase", true);
    vscode.window.setStatusBarMessage(
      `$(git-compare) ${run.name.replaceAll("$(", "$ (")} is the base of the next comparison`,
      5000,
    );
  }

  private async compareWithSelected(node: TreeNode | vscode.Uri | undefined): Promise<void> {
    const base = this.compareBase;
    if (base === null) {
      void vscode.window.showInformationMessage("Select a result for compare first.");
      return;
    }
    const candidate = await this.oneRun(node, `Compare ${base.name} with which result?`);
    if (candidate !== null) this.compareRuns([base, candidate]);
  }

  private async compareWith(base: ResultSubject): Promise<void> {
    const candidate = await pickRun(this.store, `Compare ${base.name} with which result?`, base.id);
    if (candidate !== null) this.showComparison(base, candidate);
  }

  /** Two runs are compared, the first (the one selected first, or the drop's target) as the base. */
  private compareRuns(runs: readonly RunSummary[]): void {
    const [base, candidate, third] = runs;
    if (base === undefined || candidate === undefined || third !== undefined || base.id === candidate.id) {
      void vscode.window.showInformationMessage("Select two results to compare.");
      return;
    }
    this.showComparison(base, candidate);
  }

  private showComparison(base: ResultSubject, candidate: ResultSubject): void {
    this.comparePanels.show({
      base: base.id,
      candidate: candidate.id,
      baseName: base.name,
      candidateName: candidate.name,
    });
  }

  /** Runs that a click, a key or the tree's selection names. */
  private given(
    node: TreeNode | vscode.Uri | undefined,
    selection: readonly (TreeNode | vscode.Uri)[] | undefined,
  ): readonly RunSummary[] {
    if (selection !== undefined && selection.length > 0) return runsOf(selection);
    return node === undefined ? runsOf(this.tree.view.selection) : runsOf([node]);
  }

  private async runs(
    node: TreeNode | vscode.Uri | undefined,
    selection: readonly (TreeNode | vscode.Uri)[] | undefined,
    title: string,
  ): Promise<readonly RunSummary[]> {
    const given = this.given(node, selection);
    return given.length > 0 ? given : pickRuns(this.store, title);
  }

  private async oneRun(node: TreeNode | vscode.Uri | undefined, title: string): Promise<RunSummary | null> {
    const [given] = node === undefined ? [] : runsOf([node]);
    return given ?? pickRun(this.store, title);
  }

  dispose(): void {
    this.life.dispose();
  }
}

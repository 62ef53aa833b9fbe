// Every command of the extension: one handler for each id; a missing one does not compile.
import * as vscode from "vscode";
import { RESULT_ROUTE } from "../core/rows/rowLink.ts";
import type { RowView } from "../core/rows/rowQuery.ts";
import type { RunSummary } from "../core/run.ts";
import { Lifetime } from "../util/lifetime.ts";
import { COMMAND_IDS, type CommandId } from "./commandIds.ts";
import { type Handler, nodeOf, RunTargets, urisOf } from "./commandTargets.ts";
import { CompareFlow } from "./compareFlow.ts";
import { ComparisonDiagnostics } from "./comparisonDiagnostics.ts";
import { connectionHandlers } from "./connections/connectionFlow.ts";
import { copyHandlers } from "./copyFlow.ts";
import { removeWithUndo } from "./deleteFlow.ts";
import type { ErrorsView } from "./errorsView.ts";
import { exportMany, exportWithDialog } from "./exportFlow.ts";
import { chooseAndImport, importFiles } from "./importFlow.ts";
import { openTypedLink, rowRoute } from "./linkFlow.ts";
import { noteHandlers } from "./noteFlow.ts";
import { COMPARE_COMMANDS, forwardCommands, RESULT_COMMANDS } from "./panelCommands.ts";
import { comparePanelKind, type PairPage } from "./panels/comparePanel.ts";
import { type ManyPage, manyPanelKind } from "./panels/manyPanel.ts";
import { PanelPages } from "./panels/panelPage.ts";
import { PanelRegistry } from "./panels/panelRegistry.ts";
import { type ResultPage, resultPanelKind } from "./panels/resultPanel.ts";
import { type CompareSubject, joinOf, type ManySubject, type ResultSubject } from "./panels/subjects.ts";
import { storedCopies } from "./remote/pullFlow.ts";
import { remoteHandlers } from "./remote/remoteHandlers.ts";
import type { Services } from "./remote/services.ts";
import { rowAtService } from "./remote/weaveRowFlow.ts";
import type { Reporter } from "./report.ts";
import { COMPARISON_ROUTE, SavedFlow } from "./savedFlow.ts";
import { settingsHandlers } from "./settingsFlow.ts";
import { StoreWatch } from "./storeWatch.ts";
import { checkStore, emptyTrash, restoreFromTrash } from "./trashFlow.ts";
import { ResultDrops } from "./tree/resultDrops.ts";
import { ResultsTree } from "./tree/resultsTree.ts";
import { UriRoutes } from "./uriRoutes.ts";
import { viewHandlers } from "./viewFlow.ts";
import type { WorkspaceStore } from "./workspaceStore.ts";

const SAMPLES = ["docs-qa-atlas-8b", "docs-qa-atlas-49b"];

/** The commands with all they need; owns tree and panels. */
export class Commands implements vscode.Disposable {
  private readonly life = new Lifetime();
  readonly tree: ResultsTree;
  readonly resultPanels: PanelRegistry<ResultSubject, ResultPage>;
  readonly comparePanels: PanelRegistry<CompareSubject, PairPage>;
  readonly manyPanels: PanelRegistry<ManySubject, ManyPage>;
  private readonly targets: RunTargets;
  private readonly compare: CompareFlow;
  private readonly saved: SavedFlow;
  private readonly links: UriRoutes;
  readonly store: WorkspaceStore;
  readonly report: Reporter;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly services: Services,
    readonly errors: ErrorsView,
  ) {
    const { store, report, state } = services.parts;
    this.store = store;
    this.report = report;
    this.targets = new RunTargets(
      store,
      () => this.tree.view.selection,
      (remotes) => storedCopies(services, remotes),
    );
    this.compare = new CompareFlow({
      store,
      targets: this.targets,
      show: (subject) => void this.comparePanels.show(subject),
      showMany: (subject) => this.manyPanels.show(subject),
    });
    this.saved = new SavedFlow({ store, open: (subject) => this.compare.several(subject) });
    this.life.own(new ComparisonDiagnostics(store, report));
    const pages = new PanelPages(extensionUri, report);
    const shared = { store, report, errors };
    this.resultPanels = this.life.own(
      new PanelRegistry(
        pages,
        resultPanelKind({
          ...shared,
          exportRun: (subject, view) => this.exportRun(subject, view),
          openResult: async (id, row) => {
            const { name } = await store.call("run", { id });
            this.showRow({ id, name }, row);
          },
          compareWith: (subject) => this.compare.withAnother(subject),
          atService: (id, action, row) => rowAtService(services, id, action, row),
        }),
      ),
    );
    this.comparePanels = this.life.own(
      new PanelRegistry(
        pages,
        comparePanelKind({
          ...shared,
          exportComparison: (subject) => this.exportComparison(subject),
          openOtherWay: (subject) => this.compare.otherWay(subject),
          withOneMore: (subject) => this.compare.withOneMore(subject),
          openMany: (subject) => this.compare.several(subject),
          save: (subject, shown) => this.saved.save(subject, shown),
          savedView: (name) => this.saved.viewOf(name),
        }),
      ),
    );
    this.manyPanels = this.life.own(
      new PanelRegistry(
        pages,
        manyPanelKind({
          ...shared,
          exportMany: (subject) => exportMany(store, subject),
          withOneMore: (subject) => this.compare.withOneMore(subject),
          open: (subject) => this.compare.several(subject),
          openPair: (subject) => this.comparePanels.show(subject),
          save: (subject, shown) => this.saved.save(subject, shown),
          savedView: (name) => this.saved.viewOf(name),
        }),
      ),
    );
    this.tree = this.life.own(
      new ResultsTree({
        store,
        report,
        errors,
        state,
        services,
        importFiles: (files) => importFiles(this.importParts(), files),
        compare: async (dragged, target) => this.compare.both(await this.targets.runs([target, ...dragged])),
      }),
    );
    this.life.own(
      new ResultDrops({ report, open: async (id) => this.openResult(await store.call("run", { id })) }),
    );
    this.links = this.life.own(
      new UriRoutes(report, {
        [RESULT_ROUTE]: rowRoute(store, this.showRow),
        [COMPARISON_ROUTE]: this.saved.route(),
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
    const { store, report, targets, services } = this;
    const { state } = services.parts;
    return {
      "evalResults.results.import": () => chooseAndImport(this.importParts()),
      "evalResults.results.importFile": (file, files) => importFiles(this.importParts(), urisOf(file, files)),
      "evalResults.results.openSamples": () => importFiles(this.importParts(), this.sampleFiles()),
      "evalResults.results.loadMore": (node) => this.tree.loadMore(nodeOf(node)),
      "evalResults.result.open": async (node) => {
        const run = await targets.one(node, "Open which result?");
        if (run !== null) this.openResult(run);
      },
      "evalResults.result.export": async (node) => {
        const run = await targets.one(node, "Export which result?");
        if (run !== null) await this.exportRun(run);
      },
      "evalResults.result.restore": () => restoreFromTrash(store),
      "evalResults.trash.empty": () => emptyTrash(store),
      "evalResults.store.check": () => checkStore(store),
      "evalResults.link.open": () => openTypedLink((uri) => this.links.open(uri)),
      ...forwardCommands(RESULT_COMMANDS, () => this.resultPanels.active),
      ...forwardCommands(COMPARE_COMMANDS, () => this.comparePanels.active ?? this.manyPanels.active),
      ...settingsHandlers(this, (node, title) => targets.one(node, title)),
      ...remoteHandlers({ services, targets, open: (run) => this.openResult(run) }),
      ...connectionHandlers({ services, reveal: (connection) => this.tree.revealConnection(connection) }),
      ...this.compare.handlers(),
      ...this.saved.handlers(),
      "evalResults.comparison.save": () => (this.comparePanels.active ?? this.manyPanels.active)?.save(),
      ...noteHandlers({ store, report, targets }),
      ...copyHandlers({ store, targets }),
      ...viewHandlers({
        store,
        report,
        state,
        open: (run) => this.openResult(run),
        compareWith: (run) => this.compare.withAnother(run),
        reveal: (id) => this.tree.reveal(id),
      }),
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
    const folder = vscode.Uri.joinPath(this.extensionUri, "media", "samples", "nemo");
    return SAMPLES.map((name) => vscode.Uri.joinPath(folder, `${name}.row-scores.jsonl`));
  }

  private openResult({ id, name }: RunSummary): void {
    this.resultPanels.show({ id, name });
  }

  /** Opens a result's panel at a row, by its index; `null`: wherever it stands. */
  private readonly showRow = (subject: ResultSubject, row: number | null): void => {
    const page = this.resultPanels.show(subject);
    if (row !== null) page.showRow(row);
  };

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
    const { base, candidate } = subject;
    const pair = { base, candidate, ...joinOf(subject) };
    const { store } = this;
    const title = `${subject.baseName} and ${subject.candidateName}`;
    await exportWithDialog(title, store.root, (target, options, signal) =>
      store.call("exportComparison", { pair, path: store.pathOf(target), options }, { signal }),
    );
  }

  dispose(): void {
    this.life.dispose();
  }
}

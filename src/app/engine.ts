// Everything that can be asked of one store, as one object: the worker serves it, the CLI calls it.

import type {
  ComparePage,
  ComparePair,
  CompareQuery,
  ComparisonHead,
  ComparisonOptions,
  InputReport,
} from "../core/compare/compareTypes.ts";
import { explained } from "../core/fileProblem.ts";
import type { FileReport, ImportOptions, ImportOutcome } from "../core/importTypes.ts";
import type { BaselineFile } from "../core/results/baselineFile.ts";
import type {
  FindQuery,
  FindResult,
  GroupQuery,
  ResultGroup,
  ResultQuery,
} from "../core/results/resultQuery.ts";
import type { AnnotateRequest, FormerNotes } from "../core/results/runNotes.ts";
import type { BaselineChange, MetricsReport, PrimaryScoreChange } from "../core/results/settingsTypes.ts";
import type { ExportOptions } from "../core/rows/exportTypes.ts";
import type { RowNotes } from "../core/rows/rowNotes.ts";
import type { RowDetail, RowPage, RowQuery } from "../core/rows/rowQuery.ts";
import type { Run, RunId } from "../core/run.ts";
import type { RunList, RunOrigin, StoreReport, Tidied, TrashedRun, TrashLimits } from "../core/runStore.ts";
import { withPrimaryScore } from "../core/scores/metricFile.ts";
import type { RunPass } from "../core/scores/passOfRun.ts";
import { checkStore } from "./checkStore.ts";
import { type ComparedRowList, listRows, type RowListChoice } from "./compare/comparedRowList.ts";
import type { Comparison } from "./compare/comparison.ts";
import { primaryScoreOf } from "./compare/comparisonSummary.ts";
import { type ComparisonSource, type Comparisons, pairComparisons } from "./compare/comparisons.ts";
import type { ComparedRun } from "./compare/joinSide.ts";
import { ManyComparisons } from "./compare/manyComparisons.ts";
import { SavedComparisons } from "./compare/savedComparisons.ts";
import { exportComparison } from "./export/exportComparison.ts";
import { writeExport } from "./export/exportRows.ts";
import { exportRows } from "./export/viewRows.ts";
import { type ImportCall, importFile, inspectFile } from "./import/importFile.ts";
import { Finder } from "./results/finder.ts";
import { runPass } from "./results/runPass.ts";
import { scoreNames } from "./results/scoreNames.ts";
import { StoreSettings } from "./results/storeSettings.ts";
import { BesideRows } from "./rows/besideRows.ts";
import { OpenPages } from "./rows/openPages.ts";
import type { FullPage, RowPages } from "./rows/rowPages.ts";
import { type EngineParts, Services } from "./services.ts";

export class Engine {
  private readonly openPages: OpenPages;
  private readonly comparisons: Comparisons<ComparePair, Comparison>;
  /** What people say of rows, and the same rows elsewhere. */
  readonly beside: BesideRows;
  /** Comparisons of several candidates. */
  readonly many: ManyComparisons;
  readonly saved: SavedComparisons;
  readonly services: Services;
  private readonly settings: StoreSettings;
  private readonly finder: Finder;

  constructor(private readonly parts: EngineParts) {
    this.settings = new StoreSettings(parts);
    this.openPages = new OpenPages(parts.formats, (id) => parts.store.rowNotes(id));
    this.beside = new BesideRows({ ...parts, applied: (run) => this.settings.applied(run) });
    const source: ComparisonSource = {
      stamp: () => this.settings.metricStamp(),
      notes: (id) => parts.store.rowNotes(id),
      open: async (id, notes) => ({
        ...(await this.openRun(id, notes)),
        notes,
        notesNow: () => parts.store.rowNotes(id),
      }),
    };
    this.many = new ManyComparisons(parts, source);
    this.comparisons = pairComparisons(parts, source, this.many);
    this.saved = new SavedComparisons(parts);
    this.finder = new Finder(parts.store, () => parts.environment.nowMs());
    this.services = new Services(parts, parts.openSource, (work) => this.finder.during(work));
  }

  async list(query: ResultQuery): Promise<RunList> {
    return this.settings.appliedList(await this.parts.store.list(query));
  }

  groups(query: GroupQuery): Promise<readonly ResultGroup[]> {
    return this.parts.store.groups(query);
  }

  /** Results by a few words typed, best first. */
  async find(query: FindQuery): Promise<FindResult> {
    const { runs, total } = await this.finder.find(query);
    return { runs: await Promise.all(runs.map((run) => this.settings.applied(run))), total };
  }

  /** Changes notes; gives those before, for Undo. */
  annotate(request: AnnotateRequest): Promise<readonly FormerNotes[]> {
    return this.finder.during(() => this.parts.store.annotate(request));
  }

  async run(id: RunId): Promise<Run> {
    return (await this.openRun(id)).run;
  }

  /** pass@k of its scores; `k` null: the most trials of any item. */
  async passAtK(id: RunId, k: number | null): Promise<readonly RunPass[]> {
    return runPass(await this.openRun(id), k);
  }

  /** Where a run came from. No row data is opened. */
  async origin(id: RunId): Promise<RunOrigin> {
    return (await this.parts.store.open(id)).record.origin;
  }

  /** `notes`: what decides which rows are excluded; absent: what is said now. */
  private async openRun(id: RunId, notes?: RowNotes): Promise<ComparedRun> {
    const [stored, run] = await Promise.all([this.parts.store.open(id), this.parts.store.run(id)]);
    return { stored, run: await this.settings.applied(await this.beside.complete(stored, run, notes)) };
  }

  async rows(id: RunId, query: RowQuery, signal?: AbortSignal): Promise<RowPage> {
    return (await this.pages(id)).page(query, signal);
  }

  /** The rows of a run, for everything that a table asks. */
  async pages(id: RunId): Promise<RowPages> {
    return this.openPages.of(await this.parts.store.open(id));
  }

  /** Rows in full: for the CLI, which cuts nothing. */
  async fullRows(id: RunId, query: RowQuery, signal?: AbortSignal): Promise<FullPage> {
    return (await this.pages(id)).fullPage(query, signal);
  }

  async row(id: RunId, index: number): Promise<RowDetail> {
    return (await this.pages(id)).detail(index);
  }

  inspect(path: string): Promise<FileReport> {
    return inspectFile(this.parts, path);
  }

  async import(path: string, options: ImportOptions, call: ImportCall): Promise<ImportOutcome> {
    // The store's own failures are told by then: what is left is about reading the file.
    const outcome = await explained({ doing: "import the file", place: path, isReading: true }, () =>
      this.finder.during(() => importFile(this.parts, path, options, call)),
    );
    return { ...outcome, run: await this.settings.applied(outcome.run) };
  }

  async compare(pair: ComparePair, options?: ComparisonOptions): Promise<ComparisonHead> {
    const comparison = await this.comparisons.of(pair);
    const summary = await comparison.summary(options);
    // A comparison is kept; names and other notes may have changed since it was opened.
    const [base, candidate] = await Promise.all([this.run(pair.base), this.run(pair.candidate)]);
    const { itemFields } = comparison;
    const moreFields = await comparison.moreFields();
    return { base, candidate, summary, itemFields, moreFields, primaryScore: primaryScoreOf(summary, base) };
  }

  async compareRows(pair: ComparePair, query: CompareQuery, signal?: AbortSignal): Promise<ComparePage> {
    return (await this.comparisons.of(pair)).page(query, signal);
  }

  /** A comparison to ask: summaries by filters and methods, charts, slices, gate. */
  comparison(pair: ComparePair): Promise<Comparison> {
    return this.comparisons.of(pair);
  }

  /** Whether both runs used the same inputs, and what else they could be joined by. */
  async compareInputs(pair: ComparePair, signal: AbortSignal): Promise<InputReport> {
    return (await this.comparisons.of(pair)).inputReport(signal);
  }

  /** Joined rows in full: for the CLI, which cuts nothing. */
  async listCompared(pair: ComparePair, choice: RowListChoice): Promise<ComparedRowList> {
    return listRows(await this.comparisons.of(pair), choice);
  }

  /** The pieces of an export, for a stream; `exportRunTo` writes them to a file. */
  async exportRun(id: RunId, options: ExportOptions, signal: AbortSignal): Promise<AsyncIterable<string>> {
    const stored = await this.parts.store.open(id);
    return exportRows(stored, this.openPages.of(stored), options, signal);
  }

  async exportComparison(
    pair: ComparePair,
    options: ExportOptions,
    signal: AbortSignal,
  ): Promise<AsyncIterable<string>> {
    return exportComparison(await this.comparisons.of(pair), options, signal);
  }

  /** Writes pieces to `path`, whole or not at all; gives the bytes written. */
  writeExport(path: string, pieces: AsyncIterable<string>): Promise<number> {
    return writeExport(this.parts.fs, path, pieces);
  }

  async remove(ids: readonly RunId[]): Promise<void> {
    await this.finder.during(() => this.parts.store.remove(ids));
    this.comparisons.clear();
    this.many.clear();
  }

  restore(ids: readonly RunId[]): Promise<void> {
    return this.finder.during(() => this.parts.store.restore(ids));
  }

  trash(): Promise<readonly TrashedRun[]> {
    return this.parts.store.trash();
  }

  /** What `tidy` with these limits would remove from the trash. */
  expired(limits: TrashLimits): Promise<readonly TrashedRun[]> {
    return this.parts.store.expired(limits);
  }

  /** Removes rests of dead writes, and from the trash what is beyond the limits. */
  tidy(limits: TrashLimits): Promise<Tidied> {
    return this.parts.store.tidy(limits);
  }

  /** Removes everything from the trash for good: only after asking. */
  emptyTrash(): Promise<readonly TrashedRun[]> {
    return this.parts.store.emptyTrash();
  }

  /** A text that changes when runs come or go, or what is said about them, also by other processes. */
  async stamp(): Promise<string> {
    return `${await this.parts.store.stamp()}/${await this.settings.stamp()}/${await this.saved.stamp()}`;
  }

  /** Reads every byte of the store and says what is wrong. */
  async check(repair: boolean, signal: AbortSignal): Promise<StoreReport> {
    const report = await checkStore(this.parts, repair, signal);
    return { ...report, findings: [...report.findings, ...(await this.settings.findings())] };
  }

  /** What is wrong in the metrics file, in file order. */
  async metricProblems(): Promise<MetricsReport["problems"]> {
    return (await this.settings.metricFile()).problems;
  }

  /** The metrics file: what is wrong in it, and the scores that it may speak of. */
  async metrics(): Promise<MetricsReport> {
    return { problems: await this.metricProblems(), scoreNames: await scoreNames(this.parts.store) };
  }

  /** A metrics file's text with that score of a run as the primary one; the rest of it stays. Writes nothing. */
  async withPrimaryScore({ id, score, text }: PrimaryScoreChange): Promise<string> {
    return withPrimaryScore(text, await this.run(id), score);
  }

  /** What is pinned, and why nothing is where the file is wrong. */
  baselines(): Promise<BaselineFile> {
    return this.settings.baselines();
  }

  /** Pins a result as the baseline of its dataset, or unpins what is pinned there; `id` null unpins everything. */
  setBaseline(change: BaselineChange): Promise<void> {
    return this.settings.setBaseline(change);
  }
}

// Everything that can be asked of one store, as one object: the worker serves it, the CLI calls it.
import type {
  ComparedItem,
  ComparePage,
  ComparePair,
  CompareQuery,
  ComparisonHead,
} from "../core/compareTypes.ts";
import type { ExportOptions } from "../core/exportTypes.ts";
import { explained } from "../core/fileProblem.ts";
import type { FileReport, ImportOptions, ImportOutcome } from "../core/importTypes.ts";
import type { FindQuery, FindResult, GroupQuery, ResultGroup, ResultQuery } from "../core/resultQuery.ts";
import type { RowDetail, RowPage, RowQuery } from "../core/rowQuery.ts";
import type { Run, RunId } from "../core/run.ts";
import type { AnnotateRequest, FormerNotes } from "../core/runNotes.ts";
import type { RunList, StoredRun, StoreReport, Tidied, TrashedRun, TrashLimits } from "../core/runStore.ts";
import { checkStore } from "./checkStore.ts";
import { type Comparison, openComparison } from "./comparison.ts";
import { exportComparison } from "./exportComparison.ts";
import { exportRun, writeExport } from "./exportRows.ts";
import { Finder } from "./finder.ts";
import { type ImportCall, type ImportParts, importFile, inspectFile } from "./importFile.ts";
import { type FullPage, RowPages } from "./rowPages.ts";

/** Comparisons kept open: their joins cost more than their memory. */
const KEPT_COMPARISONS = 2;

export class Engine {
  private readonly pages = new WeakMap<StoredRun, RowPages>();
  private readonly comparisons = new Map<string, Promise<Comparison>>();

  private readonly finder: Finder;

  constructor(private readonly parts: ImportParts) {
    this.finder = new Finder(parts.store, () => parts.environment.nowMs());
  }

  list(query: ResultQuery): Promise<RunList> {
    return this.parts.store.list(query);
  }

  groups(query: GroupQuery): Promise<readonly ResultGroup[]> {
    return this.parts.store.groups(query);
  }

  /** Results by a few words typed, best first. */
  find(query: FindQuery): Promise<FindResult> {
    return this.finder.find(query);
  }

  /** Changes notes; gives those before, for Undo. */
  annotate(request: AnnotateRequest): Promise<readonly FormerNotes[]> {
    return this.changing(() => this.parts.store.annotate(request));
  }

  run(id: RunId): Promise<Run> {
    return this.parts.store.run(id);
  }

  async rows(id: RunId, query: RowQuery): Promise<RowPage> {
    return this.pagesOf(await this.parts.store.open(id)).page(query);
  }

  /** Rows in full: for the CLI, which cuts nothing. */
  async fullRows(id: RunId, query: RowQuery): Promise<FullPage> {
    return this.pagesOf(await this.parts.store.open(id)).fullPage(query);
  }

  async row(id: RunId, index: number): Promise<RowDetail> {
    return this.pagesOf(await this.parts.store.open(id)).detail(index);
  }

  inspect(path: string): Promise<FileReport> {
    return inspectFile(this.parts, path);
  }

  import(path: string, options: ImportOptions, call: ImportCall): Promise<ImportOutcome> {
    // The store's own failures are told by then: what is left is about reading the file.
    return explained({ doing: "import the file", place: path, isReading: true }, () =>
      this.changing(() => importFile(this.parts, path, options, call)),
    );
  }

  async compare(pair: ComparePair): Promise<ComparisonHead> {
    const { summary, itemFields, primaryScore } = await this.comparison(pair);
    const [base, candidate] = await Promise.all([this.run(pair.base), this.run(pair.candidate)]);
    return { base, candidate, summary, itemFields, primaryScore };
  }

  async compareRows(pair: ComparePair, query: CompareQuery): Promise<ComparePage> {
    return (await this.comparison(pair)).page(query);
  }

  async compareRow(pair: ComparePair, position: number): Promise<ComparedItem> {
    return (await this.comparison(pair)).detail(position);
  }

  /** The pieces of an export, for a stream; `exportRunTo` writes them to a file. */
  async exportRun(id: RunId, options: ExportOptions, signal: AbortSignal): Promise<AsyncIterable<string>> {
    const stored = await this.parts.store.open(id);
    return exportRun(stored, this.pagesOf(stored), options, signal);
  }

  async exportComparison(
    pair: ComparePair,
    options: ExportOptions,
    signal: AbortSignal,
  ): Promise<AsyncIterable<string>> {
    return exportComparison(await this.comparison(pair), options, signal);
  }

  /** Writes pieces to `path`, whole or not at all; gives the bytes written. */
  writeExport(path: string, pieces: AsyncIterable<string>): Promise<number> {
    return writeExport(this.parts.fs, path, pieces);
  }

  async remove(ids: readonly RunId[]): Promise<void> {
    await this.changing(() => this.parts.store.remove(ids));
    this.comparisons.clear();
  }

  restore(ids: readonly RunId[]): Promise<void> {
    return this.changing(() => this.parts.store.restore(ids));
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

  /** A text that changes when runs come or go, also by other processes. */
  stamp(): Promise<string> {
    return this.parts.store.stamp();
  }

  /** Reads every byte of the store and says what is wrong. */
  check(repair: boolean, signal: AbortSignal): Promise<StoreReport> {
    return checkStore(this.parts, repair, signal);
  }

  /** Does work after which finders must look again. */
  private async changing<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } finally {
      this.finder.doubt();
    }
  }

  private pagesOf(stored: StoredRun): RowPages {
    let pages = this.pages.get(stored);
    if (pages === undefined) {
      pages = new RowPages(stored, this.parts.formats);
      this.pages.set(stored, pages);
    }
    return pages;
  }

  private comparison(pair: ComparePair): Promise<Comparison> {
    const key = `${pair.base} ${pair.candidate}`;
    const known = this.comparisons.get(key);
    if (known !== undefined) return known;
    const fresh = this.openComparison(pair);
    this.comparisons.set(key, fresh);
    fresh.catch(() => this.comparisons.delete(key));
    const [oldest] = this.comparisons.keys();
    if (this.comparisons.size > KEPT_COMPARISONS && oldest !== undefined) this.comparisons.delete(oldest);
    return fresh;
  }

  private async openComparison(pair: ComparePair): Promise<Comparison> {
    const { store, formats } = this.parts;
    const [base, candidate] = await Promise.all([store.open(pair.base), store.open(pair.candidate)]);
    return openComparison(base, candidate, formats);
  }
}

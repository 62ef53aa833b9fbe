// The store in a workspace folder: immutable run folders are the truth, the catalogue is a cache that every refresh
// brings up to date. Several processes may use one folder; none needs a lock for correctness.

import { explained } from "../core/fileProblem.ts";
import { parseQuery, parseSelection } from "../core/results/parseQuery.ts";
import type { GroupQuery, ResultGroup, ResultQuery, RunOutline } from "../core/results/resultQuery.ts";
import type { AnnotateRequest, FormerNotes } from "../core/results/runNotes.ts";
import type { RowNote, RowNotes, RowNotesRequest } from "../core/rows/rowNotes.ts";
import type { Run, RunId, RunSummary } from "../core/run.ts";
import type {
  RunDraft,
  RunList,
  RunStore,
  StoredRun,
  StoreFinding,
  Tidied,
  TrashedRun,
  TrashLimits,
} from "../core/runStore.ts";
import type { PulledRun } from "../core/services/evalSource.ts";
import { hasSourceBytes, pulledRuns, runByIdentity, runsById, runsByName } from "./catalogue.ts";
import { groupRuns, ResultPages, runOutlines } from "./catalogueQueries.ts";
import type { Database } from "./database.ts";
import { DigestTables } from "./digestTables.ts";
import { explainedDraft } from "./explainedDraft.ts";
import { StoreLayout } from "./layout.ts";
import { cleanLeftovers } from "./leftovers.ts";
import { newRunId } from "./names.ts";
import { OpenRuns } from "./openRuns.ts";
import { inspectRun } from "./runCheck.ts";
import { RunIndex } from "./runIndex.ts";
import { beginDraft, PART_BYTES } from "./runWriter.ts";
import { storeStamp } from "./stamp.ts";
import { inspectStore, repairStore } from "./storeCheck.ts";
import { checkReadable, NEWER_NOTICE, prepareWrite } from "./storeFile.ts";
import { StoreNotes } from "./storeNotes.ts";
import type { StoreParts } from "./storeParts.ts";
import { entriesBeyond, tidyStore } from "./tidyStore.ts";
import { Trash, toTrashedRun } from "./trash.ts";

/** Pages asked within so long of one look at the folders show one state. */
const SAME_LOOK_MS = 2_000;

export class LocalStore implements RunStore {
  readonly digests: DigestTables;
  private readonly layout: StoreLayout;
  private readonly index: RunIndex;
  private readonly notes: StoreNotes;
  private readonly pages = new ResultPages();
  private readonly bin: Trash;
  private readonly opened: OpenRuns;
  private firstWrite: Promise<void> | null = null;

  constructor(
    private readonly parts: StoreParts,
    /** The store folder; made on the first write. */
    readonly folder: string,
  ) {
    this.layout = new StoreLayout(parts.fs, parts.environment, folder);
    this.notes = new StoreNotes(this.layout, {
      hashes: parts.hashes,
      open: (id) => this.openApart(id),
      writing: (doing, work) => this.writing(doing, work),
    });
    this.index = new RunIndex(this.layout, { ...parts, notes: this.notes.ofRuns });
    this.bin = new Trash(this.layout);
    this.opened = new OpenRuns(this.layout, parts, (id) => this.index.distrust(id));
    this.digests = new DigestTables(this.layout, parts.hashes);
  }

  list(query: ResultQuery): Promise<RunList> {
    return this.reading("list results", async () => {
      const parsed = parseQuery(query);
      const state = await checkReadable(this.layout);
      // Later pages are of the first one's look, so that rows don't shift between them.
      const database = await (parsed.page > 1 ? this.index.recent(SAME_LOOK_MS) : this.index.refresh());
      const page = this.pages.page(database, this.index.revision, parsed);
      const found = await this.notes.marked({ ...page, damaged: this.index.damaged });
      return state === "newer" ? { ...found, notice: NEWER_NOTICE } : found;
    });
  }

  async groups(query: GroupQuery): Promise<readonly ResultGroup[]> {
    return groupRuns(await this.catalogue(), query, parseSelection(query.query));
  }

  async outlines(): Promise<readonly RunOutline[]> {
    return runOutlines(await this.catalogue());
  }

  async summaries(ids: readonly RunId[]): Promise<readonly RunSummary[]> {
    return this.reading("list results", async () =>
      runsById(await this.index.recent(Number.POSITIVE_INFINITY), ids),
    );
  }

  annotate(request: AnnotateRequest): Promise<readonly FormerNotes[]> {
    return this.notes.annotate(request);
  }

  annotateRows(request: RowNotesRequest): Promise<readonly (RowNote | null)[]> {
    return this.notes.annotateRows(request);
  }

  rowNotes(id: RunId): Promise<RowNotes> {
    return this.reading("open the result", () => this.notes.ofRows.notesOf(id));
  }

  async run(id: RunId): Promise<Run> {
    const { record } = await this.open(id);
    return this.reading("open the result", () => this.notes.over(record.run));
  }

  open(id: RunId): Promise<StoredRun> {
    return this.reading("open the result", () => this.opened.open(id));
  }

  openApart(id: RunId): Promise<StoredRun> {
    return this.reading("open the result", () => this.opened.openApart(id));
  }

  async findByIdentity(identity: string): Promise<RunSummary | null> {
    return runByIdentity(await this.catalogue(), identity);
  }

  async pulledFrom(service: string): Promise<readonly PulledRun[]> {
    return pulledRuns(await this.catalogue(), service);
  }

  async hasSourceOfSize(sizeBytes: number): Promise<boolean> {
    const runs = await this.reading("list results", () => this.parts.fs.list(this.layout.runs));
    if (runs.length > 0) return hasSourceBytes(await this.catalogue(), sizeBytes);
    // Nothing to look through; what the catalogue needs loads while the first run is read.
    void this.refreshQuietly();
    return false;
  }

  async findByName(name: string): Promise<readonly RunSummary[]> {
    return runsByName(await this.catalogue(), name);
  }

  begin(): Promise<RunDraft> {
    const task = { doing: "store the result", place: this.folder };
    return explained(task, async () => {
      await this.prepare();
      const { hashes, environment, partBytes = PART_BYTES } = this.parts;
      const id = newRunId(environment);
      const beforeCommit = (): Promise<void> => prepareWrite(this.layout);
      const draft = await beginDraft(hashes, { id, layout: this.layout, partBytes, beforeCommit });
      return explainedDraft(draft, task, async () => {
        await this.refreshQuietly();
        await this.digests.addFrom(() => this.openApart(id));
      });
    });
  }

  /** After a change. What was done stays done if only this fails. */
  private async refreshQuietly(): Promise<void> {
    await this.index.refresh().catch(() => undefined);
  }

  remove(ids: readonly RunId[]): Promise<void> {
    return this.writing("delete results", async () => {
      await this.bin.take(ids);
      this.opened.forget(ids);
    });
  }

  restore(ids: readonly RunId[]): Promise<void> {
    return this.writing("restore results", () => this.bin.giveBack(ids));
  }

  trash(): Promise<readonly TrashedRun[]> {
    return this.reading("list deleted results", async () => (await this.bin.entries()).map(toTrashedRun));
  }

  expired(limits: TrashLimits): Promise<readonly TrashedRun[]> {
    return this.reading("list deleted results", async () =>
      (await entriesBeyond(this.layout, this.bin, limits)).map(toTrashedRun),
    );
  }

  emptyTrash(): Promise<readonly TrashedRun[]> {
    return this.writing("empty the trash", async () =>
      (await this.bin.purge(await this.bin.entries())).map(toTrashedRun),
    );
  }

  tidy(limits: TrashLimits): Promise<Tidied> {
    return tidyStore(this.layout, this.bin, limits);
  }

  stamp(): Promise<string> {
    return this.reading("list results", () => storeStamp(this.layout, this.notes, this.parts.hashes));
  }

  inspect(): Promise<readonly StoreFinding[]> {
    return this.reading("check the store", () => inspectStore({ ...this.parts, layout: this.layout }));
  }

  inspectRun(id: RunId): Promise<readonly StoreFinding[]> {
    return this.reading("check the result", () => inspectRun(this.layout, this.parts.hashes, id));
  }

  repair(): Promise<void> {
    return explained({ doing: "repair the store", place: this.folder }, async () => {
      await repairStore({ ...this.parts, layout: this.layout });
      this.index.forget();
      await this.index.refresh();
    });
  }

  /** Frees the memory of the catalogue and of open runs. The store may be used again. */
  close(): void {
    this.index.close();
    this.opened.clear();
  }

  private catalogue(): Promise<Database> {
    return this.reading("list results", async () => {
      await checkReadable(this.layout);
      return this.index.refresh();
    });
  }

  private reading<T>(doing: string, work: () => Promise<T>): Promise<T> {
    return explained({ doing, place: this.folder, isReading: true }, work);
  }

  private writing<T>(doing: string, work: () => Promise<T>): Promise<T> {
    return explained({ doing, place: this.folder }, async () => {
      await this.prepare();
      const result = await work();
      await this.refreshQuietly();
      return result;
    });
  }

  /** Before a write: STORE.json, and once in a process the rests of others. Rests that can't be removed can wait. */
  private async prepare(): Promise<void> {
    await prepareWrite(this.layout);
    this.firstWrite ??= cleanLeftovers(this.layout).then(
      () => undefined,
      () => undefined,
    );
    await this.firstWrite;
  }
}

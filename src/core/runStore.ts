// What the use cases need of a store of runs. The local store implements it; tests may too.

import type { DigestBeginnings } from "./join/digestBeginnings.ts";
import type { IndexedItems, ItemNumbers } from "./join/digestIndex.ts";
import type { ColumnRoles } from "./resultFormat.ts";
import type { BaselineMark } from "./results/baseline.ts";
import type { GroupQuery, ResultGroup, ResultQuery, RunOutline } from "./results/resultQuery.ts";
import type { AnnotateRequest, FormerNotes } from "./results/runNotes.ts";
import type { LinePattern } from "./rows/linePattern.ts";
import type { MeasureName } from "./rows/rowMeasures.ts";
import type { RowNote, RowNotes, RowNotesRequest } from "./rows/rowNotes.ts";
import type { ImportedRun, Run, RunId, RunSummary } from "./run.ts";
import type { ScannedBatch, SkippedLine } from "./scannedBatch.ts";
import type { ScoreColumn } from "./scores/scoreColumn.ts";
import type { PulledRun, RemoteOrigin } from "./services/evalSource.ts";

/** A run folder, or the notes of a run, that can't be shown, and why. It is never deleted. */
export interface DamagedRun {
  readonly id: string;
  readonly reason: string;
  /** Only its notes: the run itself is listed, as imported. */
  readonly isNotes?: true;
}

/** A run in a list, with what only its neighbours tell. */
export interface ListedRun extends RunSummary {
  /** Where it stands against the baseline of its dataset; absent where nothing is pinned. */
  readonly baseline?: BaselineMark;
}

/** A sentence above the results, and what it is about. */
export interface ListNotice {
  readonly kind: "metrics" | "baselines" | "baselineGone";
  readonly title: string;
  readonly reason: string;
}

export interface RunList {
  readonly runs: readonly ListedRun[];
  /** How many fit the query, on all pages. */
  readonly total: number;
  readonly damaged: readonly DamagedRun[];
  /** One sentence about the whole store, such as that it can only be read; absent when there is nothing to say. */
  readonly notice?: string;
  /** What else people must know to read the numbers. */
  readonly notices?: readonly ListNotice[];
}

/** A deleted run that can be restored. */
export interface TrashedRun {
  readonly id: RunId;
  /** Its id where it can't be read. */
  readonly name: string;
  /** Epoch ms. */
  readonly deletedAtMs: number;
  readonly sizeBytes: number;
}

/** What may stay in the trash. `null`: no limit. */
export interface TrashLimits {
  readonly maxAgeDays: number | null;
  readonly maxSizeMB: number | null;
}

/** What a tidying removed. */
export interface Tidied {
  /** Rests of writes that never ended. */
  readonly leftovers: number;
  readonly trashed: readonly TrashedRun[];
}

/** One thing that a check of the store found. */
export interface StoreFinding {
  /** Where, in the store folder: `catalogue.sqlite`, `runs/<id>/rows-00000.jsonl`. */
  readonly place: string;
  /** One sentence without a full stop. */
  readonly message: string;
  /** `problem`: results may be affected; `note`: nothing is lost. */
  readonly severity: "problem" | "note";
  /** Whether `repair` mends it; a damaged run stays set aside for a person to decide. */
  readonly canRepair: boolean;
}

/** What a check of a whole store tells. */
export interface StoreReport {
  /** Runs checked; those set aside are among the findings. */
  readonly runs: number;
  readonly findings: readonly StoreFinding[];
  /** What was mended; it is not among the findings any more. */
  readonly repaired: readonly StoreFinding[];
}

/** Looking after a store: the trash for good, rests, damage. Nothing here is needed for daily work. */
export interface StoreCare {
  /** Removes rests of dead writes, and from the trash what is beyond the limits. A read-only store is left as it is. */
  tidy(limits: TrashLimits): Promise<Tidied>;
  /** What `tidy` with these limits would remove from the trash. */
  expired(limits: TrashLimits): Promise<readonly TrashedRun[]>;
  /** Removes everything from the trash for good. */
  emptyTrash(): Promise<readonly TrashedRun[]>;
  /**
   * A text that changes when runs come or go or their notes change, here or in another process; cheap enough to ask
   * every two seconds.
   */
  stamp(): Promise<string>;
  /** Checks everything but the insides of runs. */
  inspect(): Promise<readonly StoreFinding[]>;
  /** Checks one run's files: sizes, CRCs, places of columns and rows. Digests and statistics are the caller's. */
  inspectRun(id: RunId): Promise<readonly StoreFinding[]>;
  /** Mends what `inspect` says can be: the catalogue, rests, a stale lock, STORE.json. Runs are never changed. */
  repair(): Promise<void>;
}

/** A run being written: nothing of it is visible before `commit`, nothing stays after `discard`. */
export interface RunDraft {
  readonly id: RunId;
  readonly rows: number;
  /** Appends whole lines to the payload; gives where they start. */
  append(bytes: Uint8Array): Promise<{ readonly part: number; readonly offset: number }>;
  /** Adds the rows of lines already appended, in file order; `part` and `offset` as `append` gave them. */
  addRows(batch: ScannedBatch, part: number, offset: number): Promise<void>;
  /** Closes the payload and gives the columns back for statistics. After it no rows may be added. */
  seal(): Promise<SealedDraft>;
  /** Removes everything written. Never throws. */
  discard(): Promise<void>;
}

/** A draft whose rows are complete. */
export interface SealedDraft {
  readonly items: ItemNumbers;
  /** 1 for each row that carries an error. */
  errors(): Promise<Uint8Array>;
  /** Rows beyond the first of their item and facet. */
  readonly duplicates: number;
  readonly erroredRows: number;
  readonly scores: readonly DraftScore[];
  /** What rows took: one a row, NaN where they do not tell. */
  measure(name: MeasureName): Promise<Float64Array>;
  /** Read anew for each call: the caller may do with it what it likes. */
  column(score: number): Promise<ScoreColumn>;
  /** Makes the run visible: the commit point. */
  commit(record: RunRecord): Promise<void>;
}

/** A score seen while reading, and how many rows held which type. */
export interface DraftScore {
  readonly metric: string | null;
  readonly name: string;
  readonly numbers: number;
  readonly booleans: number;
  readonly texts: number;
}

/** Where a run's rows came from; identifies a file that was imported before. */
export interface RunOrigin {
  readonly fileName: string;
  readonly sizeBytes: number;
  /** SHA-256 of format, roles, rows file and companion, in hex. */
  readonly identity: string;
  readonly roles: ColumnRoles | null;
  /** Where it was pulled from; absent for files. */
  readonly remote?: RemoteOrigin;
}

/** Everything a store keeps of a run besides its rows. */
export interface RunRecord {
  readonly run: ImportedRun;
  readonly origin: RunOrigin;
  /** The first 1,000; `run.skippedLines` has the count. */
  readonly skipped: readonly SkippedLine[];
}

/** A stored run, open for reading its rows. */
export interface StoredRun {
  readonly record: RunRecord;
  /** The same where two runs have the same items row by row: SHA-256 of all digests. `null` in runs of older versions. */
  readonly itemOrder: string | null;
  /** 32 bytes a row. */
  digests(): Promise<Uint8Array>;
  /** Items of the run, numbered by first appearance. */
  items(): Promise<IndexedItems>;
  /** 32 bytes for each of these rows, in the order asked. */
  digestsOf(rows: readonly number[]): Promise<Uint8Array>;
  /** From 1, one for each of these rows: which repetition of its item it is. */
  trialsOf(rows: readonly number[]): Promise<Uint16Array>;
  /** 1 for each row that carries an error, else 0. */
  errors(): Promise<Uint8Array>;
  /** From 1, for each row: which repetition of its item it is. */
  trials(): Promise<Uint16Array>;
  column(score: number): Promise<ScoreColumn>;
  /** What rows took: one a row, NaN where they do not tell. Of runs whose record lists `measures`; others have no columns of it. */
  measure(name: MeasureName): Promise<Float64Array>;
  /** Source lines of rows, in the order asked. */
  lines(rows: readonly number[]): Promise<readonly string[]>;
  /** Rows in whose source line the pattern is found, ascending, as they come. */
  search(pattern: LinePattern, signal: AbortSignal): AsyncIterable<readonly number[]>;
}

/** Which rows of which runs have an item, by the beginnings of digests, without opening runs. A cache of what runs hold. */
export interface DigestLookup {
  /** Rows whose digest begins as these 32 bytes do, of every run that is known; none: an empty list. */
  look(digest: Uint8Array): Promise<ReadonlyMap<RunId, readonly number[]>>;
  /** The runs that are known. */
  runs(): Promise<ReadonlySet<RunId>>;
  /** Adds runs; never throws: where nothing can be written they are kept in memory. */
  add(runs: ReadonlyMap<RunId, DigestBeginnings>): Promise<void>;
}

export interface RunStore extends StoreCare {
  /** Where it lies; what people say about its results lies there too. */
  readonly folder: string;
  readonly digests: DigestLookup;
  /** Throws a `badInput` Problem that names what it does not know of the query. */
  list(query: ResultQuery): Promise<RunList>;
  /** How many results share each value, in the order that `groupResults` (core) gives. */
  groups(query: GroupQuery): Promise<readonly ResultGroup[]>;
  /** Every result, newest first, as a finder needs it. */
  outlines(): Promise<readonly RunOutline[]>;
  /** Those of `ids` that were there at the last look, in that order. */
  summaries(ids: readonly RunId[]): Promise<readonly RunSummary[]>;
  /** Throws a `notFound` Problem for a run that is not there. */
  open(id: RunId): Promise<StoredRun>;
  /** One run in full with its notes. Throws as `open`. */
  run(id: RunId): Promise<Run>;
  /** Changes notes; gives those before. Throws a `notFound` Problem, and changes none, when a run is not there. */
  annotate(request: AnnotateRequest): Promise<readonly FormerNotes[]>;
  /** What is said of a run's rows, held against them. Throws as `open`. */
  rowNotes(id: RunId): Promise<RowNotes>;
  /** Changes what is said of rows; gives the former entry of each. Throws a `notFound` Problem, and changes none, for a row that is not there. */
  annotateRows(request: RowNotesRequest): Promise<readonly (RowNote | null)[]>;
  /** As `open`, for a look at a few rows of many runs: nothing is kept open. */
  openApart(id: RunId): Promise<StoredRun>;
  /** The run with that identity (see `RunOrigin`), or `null`. */
  findByIdentity(identity: string): Promise<RunSummary | null>;
  /** Runs pulled from the service at that base URL, the last pulled first. */
  pulledFrom(service: string): Promise<readonly PulledRun[]>;
  /** Runs whose rows file had that size: candidates for a file imported before. */
  hasSourceOfSize(sizeBytes: number): Promise<boolean>;
  /** Runs of that name; names are not unique by force. */
  findByName(name: string): Promise<readonly RunSummary[]>;
  begin(): Promise<RunDraft>;
  /** Moves runs to the trash. Throws a `notFound` Problem, and moves none, when one is not there. */
  remove(ids: readonly RunId[]): Promise<void>;
  /** Moves runs back from the trash, each as it was. One that is back already is fine. */
  restore(ids: readonly RunId[]): Promise<void>;
  trash(): Promise<readonly TrashedRun[]>;
}

// The contract with the engine: everything about runs, rows and comparisons. It lives in a worker, so that neither the
// extension host's thread nor a panel ever parses a file.

import type {
  ComparedItem,
  ComparePage,
  ComparePair,
  CompareQuery,
  ComparisonHead,
  ComparisonSummary,
  InputReport,
} from "../core/compare/compareTypes.ts";
import type {
  EvidenceQuery,
  GateChoice,
  GateReport,
  MethodChoice,
  PairEvidence,
  PairedPlot,
  PairQuery,
  PairSliceQuery,
  PairSlices,
} from "../core/compare/evidenceTypes.ts";
import type { InputCondition } from "../core/compare/inputCondition.ts";
import type {
  FlipMatrix,
  ManyHead,
  ManyInputs,
  ManyItem,
  ManyPage,
  ManyQuery,
  PairScope,
  PassRule,
  RunSet,
} from "../core/compare/manyTypes.ts";
import type { ComparisonToSave, FoundComparison, ListedComparison } from "../core/compare/savedComparison.ts";
import type { FileReport, ImportOptions, ImportOutcome } from "../core/importTypes.ts";
import type { JsonNode, JsonPath } from "../core/json/jsonTree.ts";
import type {
  FindQuery,
  FindResult,
  GroupQuery,
  ResultGroup,
  ResultQuery,
} from "../core/results/resultQuery.ts";
import type { AnnotateRequest, FormerNotes } from "../core/results/runNotes.ts";
import type { BaselineChange, MetricsReport, PrimaryScoreChange } from "../core/results/settingsTypes.ts";
import type { ElsewhereFound } from "../core/rows/elsewhere.ts";
import type { CopyQuery, ExportOptions } from "../core/rows/exportTypes.ts";
import type { RowNote, RowNotes, RowNotesRequest } from "../core/rows/rowNotes.ts";
import type { RowPart } from "../core/rows/rowParts.ts";
import type { RowDetail, RowMatch, RowPage, RowQuery, RowSearch } from "../core/rows/rowQuery.ts";
import type { RowSheet, RowText, RowTrials } from "../core/rows/rowSheet.ts";
import type { Run, RunId } from "../core/run.ts";
import type { RunList, RunOrigin, StoreReport, Tidied, TrashedRun, TrashLimits } from "../core/runStore.ts";
import type { ScoreBoxes } from "../core/scores/boxTypes.ts";
import type { RunPasses } from "../core/scores/passOfRun.ts";
import type { ScoreSlices, SliceQuery } from "../core/scores/sliceTypes.ts";
import type { ScoreTrend, TrendQuery } from "../core/scores/trendTypes.ts";
import type { Connection } from "../core/services/connection.ts";
import type {
  ListedRemote,
  PullOutcome,
  RemoteList,
  RemoteRef,
  RemoteRemoval,
  RemoteRow,
  RemoteState,
} from "../core/services/evalSource.ts";
import type { EvaluationName, FoundRun, RunObject } from "../core/services/evaluationSource.ts";

export interface EngineContract {
  readonly requests: {
    /** A sign of life. */
    readonly ping: { params: null; result: null };
    readonly list: { params: ResultQuery; result: RunList };
    /** No row data is opened. */
    readonly groups: { params: GroupQuery; result: readonly ResultGroup[] };
    /** For every key typed: answers from memory. */
    readonly find: { params: FindQuery; result: FindResult };
    /** Star, tags, note, corrections. The result is for Undo: each one's former notes, given back as the change. */
    readonly annotate: { params: AnnotateRequest; result: readonly FormerNotes[] };
    /** Exclusions and notes of rows. The result is for Undo: each change's former entry. */
    readonly annotateRows: { params: RowNotesRequest; result: readonly (RowNote | null)[] };
    /** The rows of the same items as these rows, themselves among them, ascending. */
    readonly sameItems: {
      params: { readonly id: RunId; readonly rows: readonly number[] };
      result: readonly number[];
    };
    /** What is said of rows: to be changed by a person who sees it. */
    readonly rowNotes: { params: { readonly id: RunId }; result: RowNotes };
    /** A row's item in other results. Progress: `ElsewhereProgress`. */
    readonly whereElse: {
      params: { readonly id: RunId; readonly index: number };
      result: ElsewhereFound;
    };
    readonly run: { params: { readonly id: RunId }; result: Run };
    /** The file it came from, and its identity, the SHA-256 that tells a file imported before. */
    readonly origin: { params: { readonly id: RunId }; result: RunOrigin };
    readonly rows: { params: { readonly id: RunId; readonly query: RowQuery }; result: RowPage };
    readonly locate: { params: { readonly id: RunId; readonly search: RowSearch }; result: RowMatch };
    /** Names of fields besides the item's own: inside its objects, and beside it (rowField.ts). Reads a hundred rows. */
    readonly moreFields: { params: { readonly id: RunId }; result: readonly string[] };
    /** Progress: rows read. */
    readonly slices: { params: { readonly id: RunId; readonly query: SliceQuery }; result: ScoreSlices };
    /** As `slices`. */
    readonly boxes: { params: { readonly id: RunId; readonly query: SliceQuery }; result: ScoreBoxes };
    readonly passes: { params: { readonly id: RunId; readonly score: number }; result: RunPasses };
    /** No row data is opened. */
    readonly trend: { params: { readonly id: RunId; readonly query: TrendQuery }; result: ScoreTrend };
    readonly copyRows: { params: { readonly id: RunId; readonly query: CopyQuery }; result: string };
    readonly row: { params: { readonly id: RunId; readonly index: number }; result: RowDetail };
    /** A row as its detail shows it. */
    readonly sheet: { params: { readonly id: RunId; readonly index: number }; result: RowSheet };
    readonly rowText: {
      params: {
        readonly id: RunId;
        readonly index: number;
        readonly part: RowPart;
        readonly from: number;
        readonly limit: number;
      };
      result: RowText;
    };
    /** A value of the stored record, of which a sheet holds the beginning. */
    readonly rowValue: {
      params: { readonly id: RunId; readonly index: number; readonly path: JsonPath; readonly from: number };
      result: JsonNode;
    };
    readonly rowTrials: { params: { readonly id: RunId; readonly index: number }; result: RowTrials };
    readonly inspect: { params: { readonly path: string }; result: FileReport };
    /** Progress: `ImportProgress`. */
    readonly import: {
      params: { readonly path: string; readonly options: ImportOptions };
      result: ImportOutcome;
    };
    readonly compare: { params: ComparePair; result: ComparisonHead };
    readonly compareRows: {
      params: { readonly pair: ComparePair; readonly query: CompareQuery };
      result: ComparePage;
    };
    readonly compareRow: {
      params: { readonly pair: ComparePair; readonly position: number };
      result: ComparedItem;
    };
    /** The summary over some items, for filters on inputs, or by another method. */
    readonly compareSome: {
      params: {
        readonly pair: ComparePair;
        readonly inputs: readonly InputCondition[];
        readonly method?: MethodChoice;
      };
      result: ComparisonSummary;
    };
    readonly comparePlot: {
      params: { readonly pair: ComparePair; readonly query: PairQuery };
      result: PairedPlot;
    };
    /** Progress: rows read. */
    readonly compareSlices: {
      params: { readonly pair: ComparePair; readonly query: PairSliceQuery };
      result: PairSlices;
    };
    readonly compareEvidence: {
      params: { readonly pair: ComparePair; readonly query: EvidenceQuery };
      result: PairEvidence;
    };
    readonly compareGate: {
      params: { readonly pair: ComparePair; readonly choice: GateChoice };
      result: GateReport;
    };
    /** Reads the items of both runs: may take seconds for large ones. */
    readonly compareInputs: { params: ComparePair; result: InputReport };
    readonly exportRun: {
      params: { readonly id: RunId; readonly path: string; readonly options: ExportOptions };
      result: { readonly bytes: number };
    };
    readonly exportComparison: {
      params: { readonly pair: ComparePair; readonly path: string; readonly options: ExportOptions };
      result: { readonly bytes: number };
    };
    /** Several candidates against one base. */
    readonly compareMany: {
      params: {
        readonly set: RunSet;
        readonly scope: PairScope;
        readonly inputs: readonly InputCondition[];
        readonly method?: MethodChoice;
      };
      result: ManyHead;
    };
    readonly manyRows: { params: { readonly set: RunSet; readonly query: ManyQuery }; result: ManyPage };
    readonly manyRow: { params: { readonly set: RunSet; readonly position: number }; result: ManyItem };
    readonly manyFlips: {
      params: {
        readonly set: RunSet;
        readonly rule: PassRule;
        readonly inputs: readonly InputCondition[];
      };
      result: FlipMatrix;
    };
    /** Reads the items of every run: may take seconds for large ones. */
    readonly manyInputs: { params: RunSet; result: ManyInputs };
    readonly exportMany: {
      params: { readonly set: RunSet; readonly path: string; readonly options: ExportOptions };
      result: { readonly bytes: number };
    };
    /** Saved comparisons by name; one that can't be used is among them, with why. */
    readonly comparisons: { params: null; result: readonly ListedComparison[] };
    readonly findComparison: { params: { readonly name: string }; result: FoundComparison };
    /** `former`: the text that it took the place of, for Undo. */
    readonly saveComparison: {
      params: { readonly name: string; readonly choice: ComparisonToSave };
      result: { readonly name: string; readonly former: string | null };
    };
    readonly renameComparison: { params: { readonly from: string; readonly to: string }; result: string };
    /** The result is the file's text, for Undo. */
    readonly removeComparison: { params: { readonly name: string }; result: string };
    /** For Undo. `isOver`: it may take the place of one that is there. */
    readonly putComparisonBack: {
      params: { readonly name: string; readonly text: string | null; readonly isOver: boolean };
      result: null;
    };
    readonly remove: { params: { readonly ids: readonly RunId[] }; result: null };
    readonly restore: { params: { readonly ids: readonly RunId[] }; result: null };
    readonly trash: { params: null; result: readonly TrashedRun[] };
    /** At start: removes rests of dead writes, and from the trash what is beyond the limits of the settings. */
    readonly tidy: { params: TrashLimits; result: Tidied };
    /** Everything in the trash, for good; only after asking. */
    readonly emptyTrash: { params: null; result: readonly TrashedRun[] };
    /** Changes when runs come or go or notes change, also by other processes; ask every two seconds while a view is visible. */
    readonly stamp: { params: null; result: string };
    readonly metrics: { params: null; result: MetricsReport };
    /** The text of metrics.json with another primary score; the host writes it, so that it can be undone. */
    readonly withPrimaryScore: { params: PrimaryScoreChange; result: string };
    readonly setBaseline: { params: BaselineChange; result: null };
    /** The connections that may be used from now on; asking about others is refused. Each time they change, and first of all. */
    readonly useConnections: { params: { readonly connections: readonly Connection[] }; result: null };
    readonly remoteState: { params: { readonly connection: string }; result: RemoteState };
    readonly remoteList: {
      params: { readonly connection: string; readonly query: ResultQuery };
      result: RemoteList;
    };
    /** With every statistic that the service has. */
    readonly remoteResult: { params: { readonly ref: RemoteRef }; result: ListedRemote };
    /** Into the store, one after another; one that fails keeps no other out. Progress: `PullProgress`. */
    readonly pull: { params: { readonly refs: readonly RemoteRef[] }; result: readonly PullOutcome[] };
    /** For good, at the service: only after asking. Stored copies stay. */
    readonly remoteRemove: { params: { readonly refs: readonly RemoteRef[] }; result: RemoteRemoval };
    /** Runs of an evaluation, also those that the service's list leaves out. */
    readonly remoteRunsOf: {
      params: { readonly connection: string; readonly evaluation: EvaluationName };
      result: readonly FoundRun[];
    };
    readonly remoteObjects: { params: { readonly ref: RemoteRef }; result: readonly RunObject[] };
    /** For good, at the service: only after asking. Stored copies stay. */
    readonly remoteRemovePredictions: {
      params: { readonly connection: string; readonly workspace: string; readonly ids: readonly string[] };
      result: null;
    };
    /** A stored row at the service it came from. */
    readonly remoteRow: { params: { readonly id: RunId; readonly index: number }; result: RemoteRow | null };
    readonly check: { params: { readonly repair: boolean }; result: StoreReport };
  };
  readonly events: Record<string, never>;
}

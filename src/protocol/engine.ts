// The contract with the engine: everything about runs, rows and comparisons. It lives in a worker, so that neither the
// extension host's thread nor a panel ever parses a file.
import type {
  ComparedItem,
  ComparePage,
  ComparePair,
  CompareQuery,
  ComparisonHead,
  ComparisonSummary,
  InputCondition,
  InputReport,
} from "../core/compareTypes.ts";
import type { CopyQuery, ExportOptions } from "../core/exportTypes.ts";
import type { FileReport, ImportOptions, ImportOutcome } from "../core/importTypes.ts";
import type { JsonNode, JsonPath } from "../core/jsonTree.ts";
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
} from "../core/manyTypes.ts";
import type { FindQuery, FindResult, GroupQuery, ResultGroup, ResultQuery } from "../core/resultQuery.ts";
import type { RowPart } from "../core/rowParts.ts";
import type { RowDetail, RowMatch, RowPage, RowQuery, RowSearch } from "../core/rowQuery.ts";
import type { RowSheet, RowText, RowTrials } from "../core/rowSheet.ts";
import type { Run, RunId } from "../core/run.ts";
import type { AnnotateRequest, FormerNotes } from "../core/runNotes.ts";
import type { RunList, RunOrigin, StoreReport, Tidied, TrashedRun, TrashLimits } from "../core/runStore.ts";
import type { BaselineChange, MetricsReport, PrimaryScoreChange } from "../core/settingsTypes.ts";
import type { ScoreSlices, SliceQuery } from "../core/sliceTypes.ts";

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
    readonly run: { params: { readonly id: RunId }; result: Run };
    /** The file it came from, and its identity, the SHA-256 that tells a file imported before. */
    readonly origin: { params: { readonly id: RunId }; result: RunOrigin };
    readonly rows: { params: { readonly id: RunId; readonly query: RowQuery }; result: RowPage };
    readonly locate: { params: { readonly id: RunId; readonly search: RowSearch }; result: RowMatch };
    /** Progress: rows read. */
    readonly slices: { params: { readonly id: RunId; readonly query: SliceQuery }; result: ScoreSlices };
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
    /** The summary over some items: for filters on inputs. */
    readonly compareSome: {
      params: { readonly pair: ComparePair; readonly inputs: readonly InputCondition[] };
      result: ComparisonSummary;
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
    readonly check: { params: { readonly repair: boolean }; result: StoreReport };
  };
  readonly events: Record<string, never>;
}

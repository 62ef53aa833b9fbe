// The contract of the panel that compares three to eight runs: a base and its candidates, joined all together.
import type { ScoreMapping } from "../core/compare/compareTypes.ts";
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
import type { JoinChoice } from "../core/compare/joinChoice.ts";
import type {
  FlipMatrix,
  ManyHead,
  ManyInputs,
  ManyItem,
  ManyPage,
  ManyQuery,
  ManySummary,
  PairScope,
  PassRule,
} from "../core/compare/manyTypes.ts";
import type { OpenedView, ShownToSave } from "../core/compare/savedComparison.ts";
import type { OpenedDiffs } from "./comparePanel.ts";
import type { CompareCommand, PanelCommand } from "./panelCommands.ts";

/** Everything the panel shows before rows arrive. */
export interface ManyView extends ManyHead {
  readonly rev: number;
  readonly locale: string;
  /** Whether means count errored rows, where that can be. */
  readonly withErrors: boolean;
  /** Scores of other names that count as the same. */
  readonly scoreMap: readonly ScoreMapping[];
  /** Rows that people excluded count. */
  readonly withExcluded: boolean;
  /** The saved comparison that was opened: what it shows at first; `null` for one that was not saved. */
  readonly saved: OpenedView | null;
}

/** Of one candidate with the base, whose comparison's scores are counted. `run`: from 1. */
export interface OfPair<Query> {
  readonly run: number;
  readonly query: Query;
}

export interface ManyContract {
  readonly requests: {
    readonly ready: { params: null; result: ManyView };
    readonly rows: { params: ManyQuery; result: ManyPage };
    readonly row: { params: { readonly position: number }; result: ManyItem };
    readonly flips: {
      params: { readonly rule: PassRule; readonly inputs: readonly InputCondition[] };
      result: FlipMatrix;
    };
    /** Over the items that the conditions keep; in another scope than the view's, or by another method. */
    readonly summary: {
      params: {
        readonly scope: PairScope;
        readonly inputs: readonly InputCondition[];
        readonly method?: MethodChoice;
      };
      result: ManySummary;
    };
    readonly plot: { params: OfPair<PairQuery>; result: PairedPlot };
    /** Progress: rows read. */
    readonly slices: { params: OfPair<PairSliceQuery>; result: PairSlices };
    readonly evidence: { params: OfPair<EvidenceQuery>; result: PairEvidence };
    readonly gate: { params: OfPair<GateChoice>; result: GateReport };
    /** Opens VS Code's multi-diff editor on the outputs of the base and one candidate for the rows that a query shows. */
    readonly openDiffs: { params: OfPair<Omit<ManyQuery, "offset" | "limit">>; result: OpenedDiffs };
    /** Whether every candidate used the base's inputs; may take seconds for large runs. */
    readonly inputs: { params: null; result: ManyInputs };
    /** Joins by item fields, or by content for none; gives the view anew. */
    readonly joinBy: { params: JoinChoice; result: ManyView };
    readonly mapScores: { params: { readonly scoreMap: readonly ScoreMapping[] }; result: ManyView };
    /** Counts rows that people excluded, or leaves them out; gives the view anew. */
    readonly countExcluded: { params: { readonly withExcluded: boolean }; result: ManyView };
    /** Asks for one more run; the comparison with it takes this panel's place. */
    readonly addRun: { params: null; result: null };
    readonly removeRun: { params: { readonly run: number }; result: null };
    /** Makes another run the base. */
    readonly makeBase: { params: { readonly run: number }; result: null };
    /** Opens the comparison of the base with one candidate. */
    readonly openPair: { params: { readonly run: number }; result: null };
    /** Opens VS Code's own diff editor on the outputs of the base and one candidate. */
    readonly openDiff: { params: { readonly position: number; readonly run: number }; result: null };
    readonly save: { params: ShownToSave; result: null };
    readonly copy: { params: { readonly text: string }; result: null };
    readonly export: { params: null; result: null };
    readonly countErrors: { params: { readonly withErrors: boolean }; result: null };
    readonly crashed: { params: { readonly message: string }; result: null };
  };
  readonly events: {
    readonly view: ManyView;
    readonly gone: null;
    readonly command: PanelCommand<CompareCommand>;
    /** A command asks the page to save what it shows. */
    readonly saveAsked: null;
  };
}

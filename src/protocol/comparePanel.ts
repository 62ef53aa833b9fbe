// The contract of the compare panel: two runs, joined by digest.

import type {
  ComparePage,
  CompareQuery,
  ComparisonSummary,
  InputReport,
  ScoreMapping,
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
import type { JoinChoice } from "../core/compare/joinChoice.ts";
import type { OpenedView, ShownToSave } from "../core/compare/savedComparison.ts";
import type { RowDetail } from "../core/rows/rowQuery.ts";
import type { Run } from "../core/run.ts";
import type { CompareCommand, PanelCommand } from "./panelCommands.ts";

/** Everything the panel shows before rows arrive. */
export interface CompareView {
  readonly rev: number;
  readonly base: Run;
  readonly candidate: Run;
  readonly summary: ComparisonSummary;
  /** Item fields shown as columns: those of either run, base order first. */
  readonly itemFields: readonly string[];
  /** Names of fields of either run besides the item's own (rowField.ts). */
  readonly moreFields: readonly string[];
  /** Index into `summary.scores` of the score to start with; `null` when none is shared. */
  readonly primaryScore: number | null;
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

/** Rows that the query shows, and how many of them were opened. */
export interface OpenedDiffs {
  readonly total: number;
  readonly opened: number;
}

/** Both sides of one joined row in full; every trial of the item is listed. */
export interface CompareDetail {
  readonly position: number;
  readonly digest: string;
  readonly base: readonly RowDetail[];
  readonly candidate: readonly RowDetail[];
}

export interface CompareContract {
  readonly requests: {
    readonly ready: { params: null; result: CompareView };
    readonly rows: { params: CompareQuery; result: ComparePage };
    readonly row: { params: { readonly position: number }; result: CompareDetail };
    /** Opens VS Code's own diff editor on the two outputs of a joined row. */
    readonly openDiff: { params: { readonly position: number }; result: null };
    /** Opens VS Code's own diff editor on the two items of a row whose content changed. */
    readonly openItemDiff: { params: { readonly position: number }; result: null };
    /** Whether both runs used the same inputs; may take seconds for large runs. */
    readonly inputs: { params: null; result: InputReport };
    /** The summary over the items that the conditions keep, or by another method. */
    readonly narrow: {
      params: { readonly inputs: readonly InputCondition[]; readonly method?: MethodChoice };
      result: ComparisonSummary;
    };
    readonly plot: { params: PairQuery; result: PairedPlot };
    /** Progress: rows read. */
    readonly slices: { params: PairSliceQuery; result: PairSlices };
    readonly evidence: { params: EvidenceQuery; result: PairEvidence };
    readonly gate: { params: GateChoice; result: GateReport };
    /** Opens VS Code's multi-diff editor on the outputs of the rows that a query shows; tells how many there are. */
    readonly openDiffs: { params: Omit<CompareQuery, "offset" | "limit">; result: OpenedDiffs };
    /** Joins by item fields, or by content for none; gives the view anew. */
    readonly joinBy: { params: JoinChoice; result: CompareView };
    readonly mapScores: { params: { readonly scoreMap: readonly ScoreMapping[] }; result: CompareView };
    /** Counts rows that people excluded, or leaves them out; gives the view anew. */
    readonly countExcluded: { params: { readonly withExcluded: boolean }; result: CompareView };
    /** Asks for one more run; the comparison of all takes this panel's place. */
    readonly addRun: { params: null; result: null };
    readonly save: { params: ShownToSave; result: null };
    readonly copy: { params: { readonly text: string }; result: null };
    /** Opens the comparison the other way round. */
    readonly swap: { params: null; result: null };
    readonly export: { params: null; result: null };
    /** Counts errored rows in the means of every view, or leaves them out. */
    readonly countErrors: { params: { readonly withErrors: boolean }; result: null };
    readonly crashed: { params: { readonly message: string }; result: null };
  };
  readonly events: {
    readonly view: CompareView;
    readonly gone: null;
    readonly command: PanelCommand<CompareCommand>;
    /** A command asks the page to save what it shows. */
    readonly saveAsked: null;
  };
}

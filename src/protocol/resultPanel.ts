// The contract of the result panel: what it asks the host, what the host tells it.

import type { JsonNode, JsonPath } from "../core/json/jsonTree.ts";
import type { ElsewhereFound } from "../core/rows/elsewhere.ts";
import type { CopyQuery } from "../core/rows/exportTypes.ts";
import type { RowMarkAction } from "../core/rows/rowMarks.ts";
import type { RowPart } from "../core/rows/rowParts.ts";
import type { RowMatch, RowPage, RowQuery, RowSearch, RowView } from "../core/rows/rowQuery.ts";
import type { RowSheet, RowText, RowTrials } from "../core/rows/rowSheet.ts";
import type { Run, RunId } from "../core/run.ts";
import type { ScoreBoxes } from "../core/scores/boxTypes.ts";
import type { RunPasses } from "../core/scores/passOfRun.ts";
import type { ScoreSlices, SliceQuery } from "../core/scores/sliceTypes.ts";
import type { ScoreTrend } from "../core/scores/trendTypes.ts";
import type { ServiceRowAction } from "../core/services/rowActions.ts";
import type { PanelCommand, ResultCommand } from "./panelCommands.ts";

/** Everything the panel shows before rows arrive. */
export interface ResultView {
  /** Rises with every change; the panel drops older ones. */
  readonly rev: number;
  readonly run: Run;
  /** BCP 47 tag for numbers and dates, as the editor's display language. */
  readonly locale: string;
  /** Whether means count errored rows, where that can be. */
  readonly withErrors: boolean;
}

/** The rows of a panel that was never arranged: the host sends them before the page asks. */
export const FIRST_ROWS = { filter: [], sort: null, offset: 0, limit: 100 } as const satisfies RowQuery;

export function isFirstRows({ filter = [], sort, more = [], offset, limit }: RowQuery): boolean {
  const isArranged = filter.length > 0 || (sort !== null && sort.length > 0) || more.length > 0;
  return !isArranged && offset === FIRST_ROWS.offset && limit === FIRST_ROWS.limit;
}

export interface ResultContract {
  readonly requests: {
    readonly ready: { params: null; result: ResultView };
    readonly rows: { params: RowQuery; result: RowPage };
    readonly locate: { params: RowSearch; result: RowMatch };
    /** Names of fields besides the item's own (rowField.ts). */
    readonly moreFields: { params: null; result: readonly string[] };
    /** A score by the values of a field. Progress: rows read. */
    readonly slices: { params: SliceQuery; result: ScoreSlices };
    /** A score as boxes with whiskers. Progress: rows read. */
    readonly boxes: { params: SliceQuery; result: ScoreBoxes };
    /** pass@k of a score. */
    readonly passes: { params: { readonly score: number }; result: RunPasses };
    /** A score over all results of the same dataset and metric; errors as the view counts them. */
    readonly trend: { params: { readonly score: number }; result: ScoreTrend };
    /** Opens another result's panel. */
    readonly openResult: { params: { readonly id: RunId; readonly row?: number }; result: null };
    /** The row's item in other results. Progress: `ElsewhereProgress`. */
    readonly whereElse: { params: { readonly index: number }; result: ElsewhereFound };
    /** Excludes rows, counts them again or notes something on them: the host asks for reason or text. */
    readonly markRows: {
      params: { readonly action: RowMarkAction; readonly rows: readonly number[] };
      result: null;
    };
    /** Puts rows on the clipboard, with tabs between columns and nothing cut. */
    readonly copyRows: { params: CopyQuery; result: null };
    /** One row by its index in the run, as its detail shows it. */
    readonly sheet: { params: { readonly index: number }; result: RowSheet };
    /** More of a text that a sheet has the beginning of. */
    readonly text: {
      params: { readonly index: number; readonly part: RowPart; readonly from: number };
      result: RowText;
    };
    /** More of a value that a sheet has the beginning of: of a list or an object the children from `from` on. */
    readonly value: {
      params: { readonly index: number; readonly path: JsonPath; readonly from: number };
      result: JsonNode;
    };
    /** All rows of a row's item, itself among them. */
    readonly trials: { params: { readonly index: number }; result: RowTrials };
    /** Opens a part of a row as a read-only editor document. */
    readonly openText: { params: { readonly index: number; readonly part: RowPart }; result: null };
    /** Puts a part of a row on the clipboard, whole. */
    readonly copyPart: { params: { readonly index: number; readonly part: RowPart }; result: null };
    readonly copy: { params: { readonly text: string }; result: null };
    /** Puts a link to a row on the clipboard. */
    readonly copyLink: { params: { readonly index: number }; result: null };
    /** Does something with a row at the service it was pulled from; the host asks before it deletes. */
    readonly atService: {
      params: { readonly action: ServiceRowAction; readonly index: number };
      result: null;
    };
    /** Takes the row that someone outside wants shown, by its index; `null`: none, or it was taken. Asked at every start. */
    readonly takeRow: { params: null; result: number | null };
    /** Starts the export of this run: the host asks for format and place. */
    readonly export: { params: null; result: null };
    /** Starts the export of what is seen. */
    readonly exportView: { params: RowView; result: null };
    /** Asks the host to choose a second run and compare. */
    readonly compare: { params: null; result: null };
    /** Counts errored rows in the means of every view, or leaves them out. */
    readonly countErrors: { params: { readonly withErrors: boolean }; result: null };
    /** A crash in the page, for the log. */
    readonly crashed: { params: { readonly message: string }; result: null };
  };
  readonly events: {
    readonly view: ResultView;
    /** What {@link FIRST_ROWS} asks for, once, as soon as it is known. */
    readonly firstRows: RowPage;
    /** Other results came, went or changed: trends may differ. */
    readonly others: null;
    /** The run is gone (deleted here or elsewhere); the panel keeps what it shows, marked. */
    readonly gone: null;
    /** A row is to be shown: `takeRow` names it. */
    readonly rowWanted: null;
    readonly command: PanelCommand<ResultCommand>;
  };
}

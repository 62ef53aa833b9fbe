// What a table of rows asks for: columns, order and a window. The same for panels and the CLI.

import type { RowScore, RunRow } from "../run.ts";
import type { RowFilter } from "./rowFilter.ts";
import type { MeasureName, RowMeasures } from "./rowMeasures.ts";

/** A column of the row table. `score` counts into the run's scores, `item` names a field as `fieldValue` has it. */
export type RowColumn =
  | { readonly kind: "index" | "output" | "error" | "trial" | "digest" }
  | { readonly kind: "item"; readonly field: string }
  | { readonly kind: "measure"; readonly measure: MeasureName }
  | { readonly kind: "score"; readonly score: number };

/** Order by one column; missing values last both ways. */
export interface RowSort {
  readonly column: RowColumn;
  readonly descending: boolean;
}

/** Order by the first column, ties by the next, at last by row number. Empty: file order. */
export type RowOrder = readonly RowSort[];

/** A window on the rows that the filter keeps, in order. `offset` and `limit` in rows, both at least 0. */
export interface RowQuery {
  /** Absent or empty: every row. */
  readonly filter?: RowFilter;
  /** `null`: file order. */
  readonly sort: RowOrder | null;
  /** Names of fields that each preview is to hold besides the item's own (`fieldValue`); absent: none. */
  readonly more?: readonly string[];
  readonly offset: number;
  readonly limit: number;
}

/** Rows as a table shows them: its columns in order, and which rows in which order. */
export interface RowView extends Pick<RowQuery, "filter" | "sort"> {
  readonly columns: readonly RowColumn[];
}

/** Which of the rows in view is the next to pass `find`, looking from position `from` on, and round at the end. */
export interface RowSearch extends Pick<RowQuery, "filter" | "sort"> {
  readonly find: RowFilter;
  /** A position in view, itself looked at; one outside starts at the other end. */
  readonly from: number;
  readonly by: 1 | -1;
}

/** Shape: both `null` where no row in view passes. */
export interface RowMatch {
  /** Rows in view that pass. */
  readonly total: number;
  /** Where the one found stands in view. */
  readonly position: number | null;
  /** Which of the rows that pass it is, from 1. */
  readonly ordinal: number | null;
}

/** One row as a table shows it: texts are cut to `PREVIEW_CHARS`, scores keep full precision. */
export interface RowPreview {
  /** Position in the run, from 0. */
  readonly index: number;
  readonly digest: string;
  /** From 1: which repetition of its item this row is. */
  readonly trial: number;
  /** Item fields in the run's column order; `null` where the row lacks the field. */
  readonly fields: readonly (string | null)[];
  /** Those asked for as `more`, by name; absent where none was. */
  readonly more?: Readonly<Record<string, string | null>>;
  readonly output: string | null;
  readonly error: string | null;
  /** In the run's score order. */
  readonly scores: readonly RowScore[];
  /** What it took to answer; absent where nothing was measured. */
  readonly measures?: RowMeasures;
  /** Why it is excluded from statistics; absent: it counts. In full. */
  readonly exclusion?: string;
  /** What someone noted of it; absent: nothing. In full. */
  readonly note?: string;
}

/** A row in full. */
export interface RowDetail extends RunRow {
  readonly index: number;
  readonly digest: string;
  readonly trial: number;
  /** The stored source line. */
  readonly source: string;
  /** Why it is excluded from statistics; absent: it counts. */
  readonly exclusion?: string;
  /** What someone noted of it; absent: nothing. */
  readonly note?: string;
}

export interface RowPage {
  /** Rows that the filter keeps. */
  readonly total: number;
  readonly offset: number;
  readonly rows: readonly RowPreview[];
}

/** Longest text that a table cell is given; the detail view has the rest. */
export const PREVIEW_CHARS = 280;

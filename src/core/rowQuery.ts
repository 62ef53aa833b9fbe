// What a table of rows asks for: columns, order and a window. The same for panels and the CLI.
import type { RowFilter } from "./rowFilter.ts";
import type { RowScore, RunRow } from "./run.ts";

/** A column of the row table. `score` counts into the run's scores, `item` names a field of the item. */
export type RowColumn =
  | { readonly kind: "index" | "output" | "error" | "trial" | "digest" }
  | { readonly kind: "item"; readonly field: string }
  | { readonly kind: "score"; readonly score: number };

/** Order of rows: by one column, ties by row number; missing values last both ways. */
export interface RowSort {
  readonly column: RowColumn;
  readonly descending: boolean;
}

/** A window on the rows that the filter keeps, in order. `offset` and `limit` in rows, both at least 0. */
export interface RowQuery {
  /** Absent or empty: every row. */
  readonly filter?: RowFilter;
  readonly sort: RowSort | null;
  readonly offset: number;
  readonly limit: number;
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
  readonly output: string | null;
  readonly error: string | null;
  /** In the run's score order. */
  readonly scores: readonly RowScore[];
}

/** A row in full. */
export interface RowDetail extends RunRow {
  readonly index: number;
  readonly digest: string;
  readonly trial: number;
  /** The stored source line. */
  readonly source: string;
}

export interface RowPage {
  /** Rows that the filter keeps. */
  readonly total: number;
  readonly offset: number;
  readonly rows: readonly RowPreview[];
}

/** Longest text that a table cell is given; the detail view has the rest. */
export const PREVIEW_CHARS = 280;

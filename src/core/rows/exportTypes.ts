// How rows leave the store.
import type { RowQuery, RowView } from "./rowQuery.ts";

/** How an export is written. */
export interface ExportOptions {
  readonly format: "csv" | "jsonl";
  /** Puts an apostrophe before texts that a spreadsheet would run as formulas (CSV only). */
  readonly guardFormulas: boolean;
  /** What is seen: these columns of these rows in this order. Absent: everything (of a run only). */
  readonly view?: RowView;
}

/** Rows as tab-separated text: a window on a view. */
export interface CopyQuery extends RowView, Pick<RowQuery, "offset" | "limit"> {
  readonly withHeads: boolean;
}

// How rows leave the store.

/** How an export is written. */
export interface ExportOptions {
  readonly format: "csv" | "jsonl";
  /** Puts an apostrophe before texts that a spreadsheet would run as formulas (CSV only). */
  readonly guardFormulas: boolean;
}

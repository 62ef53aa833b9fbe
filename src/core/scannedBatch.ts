// The rows of a batch of lines as columns: plain data, so that a second thread can make it and hand it over.
import type { MeasureName } from "./rows/rowMeasures.ts";
import type { ScoreKey } from "./run.ts";

/** A line that could not be read: 1-based line number of the source file (in a batch: of the batch). */
export interface SkippedLine {
  readonly line: number;
  readonly message: string;
}

/** One score over the rows of a batch. Shape: one entry per row. */
export interface ScannedScore extends ScoreKey {
  /** The number; booleans as 1 and 0; texts as a code into `labels`. */
  readonly values: Float64Array;
  /** `STATE_CODE` per row. */
  readonly states: Uint8Array;
  readonly labels: readonly string[];
  /** How many rows hold each type. */
  readonly numbers: number;
  readonly booleans: number;
  readonly texts: number;
}

/** The rows of a batch, in line order. Lengths of all columns: `rows` (digests: 32 bytes a row). */
export interface ScannedBatch {
  readonly rows: number;
  /** Lines of the batch, blank and unreadable ones counted. */
  readonly lines: number;
  readonly digests: Uint8Array;
  /** Bytes from the batch's start. */
  readonly offsets: Uint32Array;
  readonly lengths: Uint32Array;
  readonly errors: Uint8Array;
  /** Codes into `facetNames`; `null` when every row has the first. */
  readonly facets: Uint16Array | null;
  readonly facetNames: readonly string[];
  readonly scores: readonly ScannedScore[];
  /** What rows took, NaN where they do not tell; measures that no row of the batch has are absent. */
  readonly measures?: Partial<Readonly<Record<MeasureName, Float64Array>>>;
  /** Item fields met, in order of first appearance. */
  readonly itemFields: readonly string[];
  readonly skipped: readonly SkippedLine[];
  /** All skipped lines; `skipped` lists the first ones. */
  readonly skippedCount: number;
}

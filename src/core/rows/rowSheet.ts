// A row as its detail shows it: everything that is known of it, with long texts cut and large values begun, so that a row of
// megabytes crosses to a page as fast as any other.
import type { CutText, JsonNode, JsonPath } from "../json/jsonTree.ts";
import type { RowScore } from "../run.ts";
import type { TextEnding } from "../text/textLanguage.ts";
import type { Transcript } from "../transcripts/transcript.ts";
import type { RowPreview } from "./rowQuery.ts";

/** A value with its name and its place in the stored record. */
export interface SheetField {
  readonly name: string;
  readonly node: JsonNode;
  readonly path: JsonPath;
}

/** A score whose reason may be cut. */
export interface SheetScore extends RowScore {
  /** Characters of the whole reason; absent without one. */
  readonly reasonLength?: number;
}

export interface RowSheet {
  readonly index: number;
  readonly digest: string;
  /** From 1: which repetition of its item this row is. */
  readonly trial: number;
  /** Rows of the same item in the run, this one too, at most `MOST_TRIALS`; in file order. */
  readonly trials: readonly number[];
  readonly error: CutText | null;
  readonly output: CutText | null;
  readonly expected: CutText | null;
  /** In the order of the record. */
  readonly item: readonly SheetField[];
  /** As the record has them. */
  readonly scores: readonly SheetScore[];
  readonly transcripts: readonly Transcript[];
  /** What the record holds besides item, scores, output, expected answer and exchanges. */
  readonly rest: readonly SheetField[];
  /** The stored record whole. */
  readonly record: JsonNode;
}

/** A piece of a part's text. */
export interface RowText extends CutText {
  /** Characters before it. */
  readonly from: number;
  /** By which an editor tells the language. */
  readonly ending: TextEnding;
}

/** Rows of one item beside one another. */
export interface RowTrials {
  readonly rows: readonly RowPreview[];
  /** All of them, where they are more than are given. */
  readonly total: number;
}

export const MOST_TRIALS = 50;
/** Text that one answer carries at most. */
export const PIECE_CHARS = 100_000;

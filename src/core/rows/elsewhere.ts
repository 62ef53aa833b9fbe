// Where else a row's item occurs: the same digest in other results, and how it fared there.

import type { RunId, ScoreSummary } from "../run.ts";
import type { RowPreview } from "./rowQuery.ts";

/** One other result that has the item. */
export interface Elsewhere {
  readonly id: RunId;
  readonly name: string;
  readonly model: string | null;
  readonly createdAt: string;
  /** In the order of the rows' scores. */
  readonly scores: readonly ScoreSummary[];
  /** How many rows of it have the item. */
  readonly trials: number;
  /** The first of them, at most `MAX_ELSEWHERE_ROWS`. */
  readonly rows: readonly RowPreview[];
}

/** Rows shown of one result: more repetitions are only counted. */
export const MAX_ELSEWHERE_ROWS = 5;
/** Results given in full, newest first; more are only counted. */
export const MAX_ELSEWHERE = 100;

export interface ElsewhereFound {
  readonly digest: string;
  /** Newest first. */
  readonly results: readonly Elsewhere[];
  /** Other results that have the item. */
  readonly total: number;
  /** Other results looked at; those that could not be read are left out of it. */
  readonly searched: number;
}

/** While results are looked through. */
export interface ElsewhereProgress {
  readonly searched: number;
  readonly of: number;
  /** Found since the last progress, newest first. */
  readonly found: readonly Elsewhere[];
}

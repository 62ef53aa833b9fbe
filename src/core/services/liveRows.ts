// Rows of a result that is not pulled: what is asked of its service, and what comes back. A service answers only what means
// the same there as in the store.
import type { RowFilter } from "../rows/rowFilter.ts";
import type { RowOrder } from "../rows/rowQuery.ts";
import type { RunRow, ScoreKey } from "../run.ts";

/** Rows as the stored copy would be asked for them. */
export interface LiveQuery {
  /** What conditions and orders on scores count into. */
  readonly scores: readonly ScoreKey[];
  readonly filter: RowFilter;
  readonly sort: RowOrder | null;
  readonly offset: number;
  /** At least 1. */
  readonly limit: number;
}

/** The service would not answer as the store does. */
export interface NotTheSame {
  readonly kind: "notTheSame";
  /** Why, as half a sentence. */
  readonly reason: string;
}

/** A page as a source gives it: lines of a stored format, each with its line end. */
export interface LiveLines {
  readonly kind: "page";
  readonly formatId: string;
  readonly lines: readonly string[];
  /** Rows that the filter keeps. */
  readonly total: number;
  /** What the service said beside it. */
  readonly warnings: readonly string[];
}

/** A row that was asked for. Which trial of its item it is can't be known without the others. */
export interface LiveRow extends RunRow {
  /** Its place in the stored copy; `null` where a filter or an order hides it. */
  readonly index: number | null;
  readonly digest: string;
}

/** A page of such rows. */
export interface LivePage extends Pick<LiveLines, "kind" | "total" | "warnings"> {
  readonly rows: readonly LiveRow[];
}

export function notTheSame(reason: string): NotTheSame {
  return { kind: "notTheSame", reason };
}

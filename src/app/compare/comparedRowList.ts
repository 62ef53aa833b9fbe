// Joined rows of one or several filters in full, as a list: what the command line prints.
import type { CompareFilter } from "../../core/compare/compareTypes.ts";
import type { InputCondition } from "../../core/compare/inputCondition.ts";
import type { Comparison } from "./comparison.ts";
import type { Exclusion } from "./excludedSide.ts";
import type { FullCompareRow } from "./joinedRows.ts";

export interface RowListChoice {
  readonly filters: readonly CompareFilter[];
  /** The score that filters and order are about, by its display name; `null` without any. */
  readonly score: string | null;
  /** Conditions on inputs that the rows hold too; absent: none. */
  readonly inputs?: readonly InputCondition[];
}

export interface ComparedRowList {
  /** Every compared score, in the order of a row's scores. */
  readonly names: readonly string[];
  /** The score that was asked for; -1 without any. */
  readonly score: number;
  readonly rows: readonly FullCompareRow[];
  /** Whether excluded rows count. */
  readonly exclusion: Exclusion;
}

/** Rows of each filter in turn, by the size of their delta, largest first. */
export async function listRows(comparison: Comparison, choice: RowListChoice): Promise<ComparedRowList> {
  const names = comparison.scoreNames;
  const score = choice.score === null ? -1 : names.indexOf(choice.score);
  const rows: FullCompareRow[] = [];
  for (const filter of choice.filters) {
    const sort = { column: "disagreement", descending: true } as const;
    const window = { offset: 0, limit: comparison.positions };
    const { inputs = [] } = choice;
    const query = { filter, score: score === -1 ? null : score, sort, inputs, ...window };
    rows.push(...(await comparison.joined.full(await comparison.positionsOf(query))));
  }
  return { names, score, rows, exclusion: comparison.exclusion };
}

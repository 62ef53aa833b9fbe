// All that narrows the rows of a result: what is typed under the head, and the preset for low scores.

import type { RowCondition, RowFilter } from "../../../src/core/rows/rowFilter.ts";
import type { Run } from "../../../src/core/run.ts";
import { LOW_BELOW, lowCondition, lowInWords } from "../../../src/core/scores/lowScores.ts";
import type { Filters } from "../../shared/filterRow.ts";
import { type FilterColumn, filterColumns, filterInWords, readFilter } from "../../shared/filterText.ts";

/** What is kept with the page. */
export interface FilterState {
  readonly filters: Filters;
  /** The threshold of the preset for low scores; `null`: off. */
  readonly low: number | null;
  /** Only rows that people said this of; absent: off. */
  readonly marked?: Mark;
}

/** What people say of rows. */
export type Mark = "excluded" | "noted";

export const NO_FILTERS: FilterState = { filters: {}, low: null };

/** One active filter: how it reads, and the state without it. */
export interface ActiveFilter {
  readonly words: string;
  readonly hint: string;
  readonly condition: RowCondition;
  readonly without: FilterState;
}

/** Those of columns that the run has; what can't be read filters nothing. */
export function activeFilters(run: Run, state: FilterState): readonly ActiveFilter[] {
  const columns = filterColumns(run, typedFields(run, state));
  const low = state.low === null ? [] : [lowFilter(run, state, state.low)];
  const marked = state.marked === undefined ? [] : [markFilter(state, state.marked)];
  return [...low, ...marked, ...columns.flatMap((column) => ofColumn(column, state))];
}

/** Fields besides the item's own that something is typed for. */
function typedFields({ itemFields }: Run, { filters }: FilterState): readonly string[] {
  const names = Object.keys(filters).flatMap((key) => (key.startsWith("item ") ? [key.slice(5)] : []));
  return names.filter((name) => !itemFields.includes(name));
}

function lowFilter(run: Run, state: FilterState, below: number): ActiveFilter {
  return {
    words: "low scores",
    hint: lowInWords(run.scores, below),
    condition: lowCondition(run.scores, below),
    without: { ...state, low: null },
  };
}

const MARK_CONDITIONS: Readonly<Record<Mark, RowCondition>> = {
  excluded: { kind: "excluded", isExcluded: true },
  noted: { kind: "noted" },
};

function markFilter(state: FilterState, mark: Mark): ActiveFilter {
  const hint = mark === "excluded" ? "Rows left out of statistics" : "Rows with a note";
  return { words: mark, hint, condition: MARK_CONDITIONS[mark], without: withMark(state, null) };
}

/** The state with the rows that bear a mark alone; `null`: whatever they bear. */
export function withMark({ marked: _former, ...state }: FilterState, mark: Mark | null): FilterState {
  return mark === null ? state : { ...state, marked: mark };
}

function ofColumn(column: FilterColumn, state: FilterState): readonly ActiveFilter[] {
  const typed = state.filters[column.key] ?? "";
  const read = readFilter(column, typed);
  if (read === null || "problem" in read) return [];
  const words = filterInWords(column, typed);
  return [{ words, hint: words, condition: read.condition, without: withFilter(state, column.key, "") }];
}

/** The state with another text under a column; an empty one removes it. */
export function withFilter(state: FilterState, key: string, typed: string): FilterState {
  const { [key]: _old, ...others } = state.filters;
  return { ...state, filters: typed.trim() === "" ? others : { ...others, [key]: typed } };
}

export function toRowFilter(run: Run, state: FilterState): RowFilter {
  return activeFilters(run, state).map(({ condition }) => condition);
}

/** The preset switched on or off. */
export function toggledLow(state: FilterState): FilterState {
  return { ...state, low: state.low === null ? LOW_BELOW : null };
}

// What is typed under the columns of joined rows: conditions on inputs, which recompute the summary, and on outcomes, which
// only narrow the rows. Knows nothing of the page, nor how many runs are compared.
import { type InputCondition, toInputCondition } from "../../src/core/compare/inputCondition.ts";
import type { OutcomeOf } from "../../src/core/compare/outcomeCondition.ts";
import { leadingFields } from "../../src/core/rows/itemColumns.ts";
import type { RowCondition } from "../../src/core/rows/rowFilter.ts";
import type { BrushedRange } from "../charts/deltaBars.ts";
import type { FieldNames } from "../shared/fieldSelect.ts";
import type { Filters } from "../shared/filterRow.ts";
import { type FilterColumn, fieldColumn, filterInWords, readFilter } from "../shared/filterText.ts";

export const inputKey = (field: string): string => `item ${field}`;

/** A column that can be filtered. `Of`: which outcome it is about. */
export interface TypedColumn<Of> {
  readonly column: FilterColumn;
  /** `input`: a field of the item. */
  readonly of: "input" | Of;
}

/** Fields of the item and beside it, which are asked of every run alike. */
export function inputColumns({ itemFields, moreFields }: FieldNames): readonly TypedColumn<never>[] {
  return [...leadingFields(itemFields), ...moreFields].map((field) => ({
    of: "input",
    column: fieldColumn(field, itemFields),
  }));
}

/** One active filter, as its pill says it. */
export interface ActiveFilter {
  readonly key: string;
  readonly words: string;
  readonly isInput: boolean;
}

export interface ReadFilters<Of> {
  readonly active: readonly ActiveFilter[];
  readonly inputs: readonly InputCondition[];
  readonly outcomes: readonly OutcomeOf<Of>[];
}

/** What is typed, read; what can't be read, or is of no column, filters nothing. */
export function readFilters<Of>(columns: readonly TypedColumn<Of>[], filters: Filters): ReadFilters<Of> {
  const found: { active: ActiveFilter; of: "input" | Of; condition: RowCondition }[] = [];
  for (const { column, of } of columns) {
    const typed = filters[column.key] ?? "";
    const read = readFilter(column, typed);
    if (read === null || "problem" in read) continue;
    const active = { key: column.key, words: filterInWords(column, typed), isInput: of === "input" };
    found.push({ active, of, condition: read.condition });
  }
  return {
    active: found.map(({ active }) => active),
    inputs: found.flatMap(({ of, condition }) => {
      const input = of === "input" && "place" in condition ? toInputCondition(condition) : null;
      return input === null ? [] : [input];
    }),
    outcomes: found.flatMap(({ of, condition }) => (of === "input" ? [] : [{ of, condition }])),
  };
}

/** The filters with another text under a column; an empty one removes it. */
export function withTyped(filters: Filters, key: string, typed: string): Filters {
  const { [key]: _old, ...others } = filters;
  return typed.trim() === "" ? others : { ...others, [key]: typed };
}

/** The range typed under a column of numbers, to show as a brush; `null` for anything else. */
export function typedRange(
  columns: readonly TypedColumn<unknown>[],
  filters: Filters,
  key: string,
): BrushedRange | null {
  const own = columns.find(({ column }) => column.key === key);
  const read = own === undefined ? null : readFilter(own.column, filters[key] ?? "");
  if (read === null || "problem" in read || read.condition.kind !== "range") return null;
  const { min, max, excludesMin = false, excludesMax = false } = read.condition;
  return { min, max, excludesMin, excludesMax };
}

// What is typed under the columns of a comparison: conditions on inputs, which recompute the summary, and on outcomes,
// which only narrow the rows. Knows nothing of the page.

import type { InputCondition } from "../../../src/core/compare/inputCondition.ts";
import { toInputCondition } from "../../../src/core/compare/inputCondition.ts";
import type { OutcomeCondition } from "../../../src/core/compare/outcomeCondition.ts";
import { leadingFields } from "../../../src/core/rows/itemColumns.ts";
import type { RowCondition } from "../../../src/core/rows/rowFilter.ts";
import type { CompareView } from "../../../src/protocol/comparePanel.ts";
import type { BrushedRange } from "../../charts/deltaBars.ts";
import type { Filters } from "../../shared/filterRow.ts";
import { type FilterColumn, fieldColumn, filterInWords, readFilter } from "../../shared/filterText.ts";

export interface PairColumn {
  readonly column: FilterColumn;
  /** `input`: a field of the item. */
  readonly of: "input" | OutcomeCondition["of"];
}

/** The key of a score's filter on one side, or of its delta's. */
export const scoreKey = (of: OutcomeCondition["of"], score: number): string => `${of} ${score}`;

/** Every column that can be filtered: item fields, both outputs, both sides and the delta of each score. */
export function pairColumns(view: CompareView): readonly PairColumn[] {
  const { itemFields, moreFields, summary, base, candidate } = view;
  const inputs = [...leadingFields(itemFields), ...moreFields].map(
    (field): PairColumn => ({ of: "input", column: fieldColumn(field, itemFields) }),
  );
  const outputs = (["base", "candidate"] as const).map((of): PairColumn => {
    const label = `output of ${of === "base" ? "A" : "B"}`;
    return { of, column: { key: `output ${of}`, label, kind: "text", place: { kind: "output" } } };
  });
  const scores = summary.scores.flatMap((score, at) =>
    (["base", "candidate", "delta"] as const).flatMap((of): readonly PairColumn[] => {
      const run = of === "candidate" ? candidate : base;
      const name = of === "candidate" ? score.candidate : score.base;
      const own = run.scores.find((one) => one.name === name.name && one.metric === name.metric);
      if (own === undefined) return [];
      const sign = of === "delta" ? "Δ" : of === "base" ? "A" : "B";
      const kind = of !== "delta" && score.kind === "boolean" ? "boolean" : "number";
      const label = `${sign} ${score.name}`;
      return [{ of, column: { key: scoreKey(of, at), label, kind, at, score: own } }];
    }),
  );
  return [...inputs, ...outputs, ...scores];
}

/** One active filter, as its pill says it. */
export interface ActivePairFilter {
  readonly key: string;
  readonly words: string;
  readonly isInput: boolean;
}

export interface ReadPairFilters {
  readonly active: readonly ActivePairFilter[];
  readonly inputs: readonly InputCondition[];
  readonly outcomes: readonly OutcomeCondition[];
}

/** What is typed, read; what can't be read, or is of no column, filters nothing. */
export function readPairFilters(columns: readonly PairColumn[], filters: Filters): ReadPairFilters {
  const found: { active: ActivePairFilter; of: PairColumn["of"]; condition: RowCondition }[] = [];
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
  columns: readonly PairColumn[],
  filters: Filters,
  key: string,
): BrushedRange | null {
  const own = columns.find(({ column }) => column.key === key);
  const read = own === undefined ? null : readFilter(own.column, filters[key] ?? "");
  if (read === null || "problem" in read || read.condition.kind !== "range") return null;
  const { min, max, excludesMin = false, excludesMax = false } = read.condition;
  return { min, max, excludesMin, excludesMax };
}

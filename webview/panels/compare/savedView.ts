// What of a comparison of two runs is saved, by the names of scores, and what a saved one shows at first.

import { COMPARE_FILTERS, COMPARE_SORTS, type CompareQuery } from "../../../src/core/compare/compareTypes.ts";
import type { InputCondition } from "../../../src/core/compare/inputCondition.ts";
import type { ShownToSave } from "../../../src/core/compare/savedComparison.ts";
import { isJsonObject, type Json } from "../../../src/core/json/json.ts";
import type { CompareView } from "../../../src/protocol/comparePanel.ts";
import { keptJoin } from "../../compareShared/joinedBy.ts";
import type { Filters } from "../../shared/filterRow.ts";
import { type FilterColumn, readFilter } from "../../shared/filterText.ts";
import { typedOf } from "./inputTyped.ts";
import { pairColumns } from "./pairFilters.ts";

/** The host takes no more conditions at once; a file made by hand may hold more. */
const MOST_FILTERS = 20;

/** The part of the page's state that a saved comparison keeps. */
export interface SavedChoice {
  readonly filter: CompareQuery["filter"];
  readonly inputs: readonly InputCondition[];
  readonly score: number | null;
  readonly sort: CompareQuery["sort"];
  readonly allScores: boolean;
  readonly onlyDiffering: boolean;
  /** What is typed under the columns; of it, what is about outcomes is saved here, and the rest as `inputs`. */
  readonly filters: Filters;
}

export function toSavedView(view: CompareView, choice: SavedChoice): ShownToSave {
  const { filter, inputs, score, sort, allScores, onlyDiffering, filters } = choice;
  const name = score === null ? null : (view.summary.scores[score]?.name ?? null);
  const columns = { allScores, onlyDiffering };
  const outcomes = toSavedFilters(view, filters);
  return {
    inputs,
    shown: {
      ...{ score: name, rows: filter, sort: { ...sort }, columns },
      // What differs from the default is told, so that older files and this version's are alike.
      ...(outcomes.length > 0 ? { filters: outcomes } : {}),
    },
  };
}

/** Members that this version or these runs do not know are left out. */
export function fromSavedView(view: CompareView): Partial<SavedChoice> {
  if (view.saved === null) return {};
  const { inputs, shown } = view.saved;
  const filter = COMPARE_FILTERS.find((one) => one === shown.rows);
  const sort = isJsonObject(shown.sort) ? shown.sort : {};
  const column = COMPARE_SORTS.find((one) => one === sort.column);
  const score = view.summary.scores.findIndex(({ name }) => name === shown.score);
  const columns = isJsonObject(shown.columns) ? shown.columns : {};
  return {
    inputs,
    filters: { ...typedOf(inputs), ...fromSavedFilters(view, shown.filters) },
    ...(filter === undefined ? {} : { filter }),
    ...(score === -1 ? {} : { score }),
    ...(column === undefined ? {} : { sort: { column, descending: sort.descending === true } }),
    allScores: columns.allScores === true,
    onlyDiffering: columns.onlyDiffering === true,
  };
}

/** What is typed under the columns of outcomes, without what can't be read: by side, and for a score by its name. */
function toSavedFilters(view: CompareView, filters: Filters): readonly { readonly [key: string]: Json }[] {
  return outcomeColumns(view).flatMap(({ of, score, column }) => {
    const typed = (filters[column.key] ?? "").trim();
    return isReadable(column, typed) ? [{ of, ...(score === null ? {} : { score }), typed }] : [];
  });
}

/** Goes by the columns that are here: what a file says of others has no effect. */
function fromSavedFilters(view: CompareView, saved: Json | undefined): Filters {
  const all = Array.isArray(saved) ? saved.filter(isJsonObject) : [];
  const found = outcomeColumns(view).flatMap(
    ({ of, score, column }): readonly (readonly [string, string])[] => {
      const own = all.find((one) => one.of === of && (one.score ?? null) === score);
      return typeof own?.typed === "string" && isReadable(column, own.typed) ? [[column.key, own.typed]] : [];
    },
  );
  return Object.fromEntries(found.slice(0, MOST_FILTERS));
}

/** `score`: its name; `null` for the output of a side. */
function outcomeColumns(view: CompareView) {
  return pairColumns(view).flatMap(({ of, column }) => {
    if (of === "input") return [];
    const score = "at" in column ? (view.summary.scores[column.at]?.name ?? null) : null;
    return [{ of, score, column }];
  });
}

function isReadable(column: FilterColumn, typed: string): boolean {
  const read = readFilter(column, typed);
  return read !== null && !("problem" in read);
}

/** What the page shows, for the host: it hands the page back to the right panel after a window reload. */
export function subjectOf({
  base,
  candidate,
  summary,
  scoreMap,
  withExcluded,
  saved,
}: CompareView): Readonly<Record<string, string>> {
  return {
    base: base.id,
    candidate: candidate.id,
    baseName: base.name,
    candidateName: candidate.name,
    keys: JSON.stringify(summary.join.keys),
    scoreMap: JSON.stringify(scoreMap),
    ...keptJoin(summary.join),
    ...(withExcluded ? { withExcluded: "true" } : {}),
    saved: saved?.name ?? "",
  };
}

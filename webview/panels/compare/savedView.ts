// What of a comparison of two runs is saved, by the names of scores, and what a saved one shows at first.
import { COMPARE_FILTERS, COMPARE_SORTS, type CompareQuery } from "../../../src/core/compare/compareTypes.ts";
import type { InputCondition } from "../../../src/core/compare/inputCondition.ts";
import type { ShownToSave } from "../../../src/core/compare/savedComparison.ts";
import { isJsonObject } from "../../../src/core/json/json.ts";
import type { CompareView } from "../../../src/protocol/comparePanel.ts";
import type { Filters } from "../../shared/filterRow.ts";
import { typedOf } from "./inputTyped.ts";

/** The part of the page's state that a saved comparison keeps. */
export interface SavedChoice {
  readonly filter: CompareQuery["filter"];
  readonly inputs: readonly InputCondition[];
  readonly score: number | null;
  readonly sort: CompareQuery["sort"];
  readonly allScores: boolean;
}

export function toSavedView(view: CompareView, choice: SavedChoice): ShownToSave {
  const { filter, inputs, score, sort, allScores } = choice;
  const name = score === null ? null : (view.summary.scores[score]?.name ?? null);
  return { inputs, shown: { score: name, rows: filter, sort: { ...sort }, columns: { allScores } } };
}

/** Members that this version or these runs do not know are left out. */
export function fromSavedView(view: CompareView): Partial<SavedChoice & { readonly filters: Filters }> {
  if (view.saved === null) return {};
  const { inputs, shown } = view.saved;
  const filter = COMPARE_FILTERS.find((one) => one === shown.rows);
  const sort = isJsonObject(shown.sort) ? shown.sort : {};
  const column = COMPARE_SORTS.find((one) => one === sort.column);
  const score = view.summary.scores.findIndex(({ name }) => name === shown.score);
  const columns = isJsonObject(shown.columns) ? shown.columns : {};
  return {
    inputs,
    filters: typedOf(inputs),
    ...(filter === undefined ? {} : { filter }),
    ...(score === -1 ? {} : { score }),
    ...(column === undefined ? {} : { sort: { column, descending: sort.descending === true } }),
    allScores: columns.allScores === true,
  };
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
    ...(withExcluded ? { withExcluded: "true" } : {}),
    saved: saved?.name ?? "",
  };
}

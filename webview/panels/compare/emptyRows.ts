// What stands in the place of the joined rows when there are none, and the way back.
import type { CompareFilter, JoinReport } from "../../../src/core/compare/compareTypes.ts";
import { blank } from "../../shared/blank.ts";
import { distinctItems, nothingMatches } from "./sentences.ts";

const ONE_RUN: readonly CompareFilter[] = [
  "onlyBase",
  "onlyCandidate",
  "duplicatesBase",
  "duplicatesCandidate",
  "contentChanged",
];

export interface WaysBack {
  /** A filter on inputs is on. */
  readonly hasInputs: boolean;
  readonly showAll: () => void;
  readonly clearInputs: () => void;
}

export function drawNothing(
  join: JoinReport,
  filter: CompareFilter,
  scoreName: string | null,
  { hasInputs, showAll, clearInputs }: WaysBack,
): HTMLElement {
  if (distinctItems(join) === 0)
    return blank("circle-slash", "Neither run has items", "Both files were read and hold no rows.");
  if (hasInputs)
    return blank("filter", "No item fits the filter on inputs", "", {
      label: "Clear Filter",
      click: clearInputs,
    });
  const isOfOneRun = ONE_RUN.includes(filter);
  if (join.matched === 0 && !isOfOneRun)
    return blank(
      "git-compare",
      "These runs share no item",
      "Items are joined by the digest of their content. Only in A and Only in B list each run's own items.",
    );
  const all = join.matched > 0 ? { label: "Show All Matched", click: showAll } : undefined;
  return blank("circle-slash", nothingMatches(filter, scoreName), "", all);
}

// What stands in the place of the joined rows when there are none, and the way back.
import type { CompareFilter, JoinReport } from "../../../src/core/compareTypes.ts";
import { blank } from "../../shared/blank.ts";
import { distinctItems, nothingMatches } from "./sentences.ts";

export function drawNothing(
  join: JoinReport,
  filter: CompareFilter,
  scoreName: string | null,
  showAll: () => void,
): HTMLElement {
  if (distinctItems(join) === 0)
    return blank("circle-slash", "Neither run has items", "Both files were read and hold no rows.");
  const isOfOneRun = filter === "onlyBase" || filter === "onlyCandidate" || filter === "duplicates";
  if (join.matched === 0 && !isOfOneRun)
    return blank(
      "git-compare",
      "These runs share no item",
      "Items are joined by the digest of their content. Only in A and Only in B list each run's own items.",
    );
  const all = join.matched > 0 ? { label: "Show All Matched", click: showAll } : undefined;
  return blank("circle-slash", nothingMatches(filter, scoreName), "", all);
}

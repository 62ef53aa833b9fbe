// What the compare panel keeps over hiding and reloading, and how it starts.
import type { CompareQuery } from "../../../src/core/compare/compareTypes.ts";
import type { CompareView } from "../../../src/protocol/comparePanel.ts";
import type { ItemsPlace } from "../../compareShared/itemsArea.ts";
import type { EvidenceState } from "./evidenceArea.ts";
import { DEFAULT_METHOD } from "./methodChoice.ts";
import type { RowsChoice } from "./rowsArea.ts";
import { fromSavedView } from "./savedView.ts";

export const STATE_VERSION = 3;

export interface PanelState extends RowsChoice, ItemsPlace, EvidenceState {
  readonly isFolded: boolean;
}

/** Worst first: the rows that got worse are what a comparison is opened for. */
export function worstFirst(view: CompareView, score: number | null): CompareQuery["sort"] {
  const chosen = score === null ? undefined : view.summary.scores[score];
  if (chosen === undefined || chosen.n === 0) return { column: "index", descending: false };
  return { column: "delta", descending: !chosen.higherIsBetter };
}

export function firstState(first: CompareView): PanelState {
  return {
    filter: "matched",
    filters: {},
    inputs: [],
    outcomes: [],
    score: first.primaryScore,
    sort: worstFirst(first, first.primaryScore),
    allScores: false,
    onlyDiffering: false,
    tab: "rows",
    isTable: false,
    sliceField: null,
    method: DEFAULT_METHOD,
    rule: "",
    scrollTop: 0,
    open: null,
    isFolded: false,
    ...fromSavedView(first),
  };
}

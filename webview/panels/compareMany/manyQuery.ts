// What is chosen in the panel of several runs as a query of its rows, and as what their columns show.
import type { ManyView } from "../../../src/protocol/manyPanel.ts";
import { ruleOf } from "./flipArea.ts";
import type { ManyRowsChoice } from "./manyRowsArea.ts";
import type { ManyState } from "./manyState.ts";

/** `view`: the one shown, of which the flip matrix takes its rule; `null` before there is any. */
export function rowsChoiceOf(view: ManyView | null, state: ManyState): ManyRowsChoice {
  const { members, change, of, inputs, outcomes, score, sort, passed } = state;
  const rule = view === null || passed.length === 0 ? null : ruleOf(view, state);
  const flips = rule === null ? null : { rule, passed };
  const { filters, allScores, onlyDiffering } = state;
  return {
    query: { members, change, of, outcomes, flips, inputs, score, sort },
    ...{ filters, allScores, onlyDiffering, pair: of ?? state.pair },
  };
}

// One candidate of several as a comparison of two, so that charts, slices and evidence are those of the panel of two runs.
// Knows nothing of the page.
import type { CompareView } from "../../../src/protocol/comparePanel.ts";
import type { ManyView } from "../../../src/protocol/manyPanel.ts";
import type { Filters } from "../../shared/filterRow.ts";
import { scoreKey } from "../compare/pairFilters.ts";
import { deltaKey, valueKey } from "./manyFilters.ts";

/** `run`: the candidate, from 1; `null` for one that is not there. Scores are those that it shares, in the same order. */
export function toPairView(view: ManyView, run: number): CompareView | null {
  const [base, candidate, join] = [view.runs[0], view.runs[run], view.summary.pairs[run - 1]];
  if (base === undefined || candidate === undefined || join === undefined) return null;
  const { rev, itemFields, moreFields, locale, withErrors, withExcluded, scoreMap } = view;
  const scores = view.summary.scores.flatMap(({ candidates }) => candidates[run - 1] ?? []);
  const summary = { join, scores };
  const rest = { rev, itemFields, moreFields, locale, withErrors, withExcluded, scoreMap, saved: null };
  return { ...rest, base, candidate, summary, primaryScore: null };
}

/** Which of the pair's scores it is; `null` where the candidate lacks it or none is chosen. */
export function pairScore({ summary }: ManyView, run: number, score: number | null): number | null {
  const isShared = (at: number): boolean => (summary.scores[at]?.candidates[run - 1] ?? null) !== null;
  if (score === null || !isShared(score)) return null;
  return summary.scores.slice(0, score).filter((_, at) => isShared(at)).length;
}

/** Keys of filters as the pair has them, each with that of several runs. */
function pairKeys(view: ManyView, run: number): readonly (readonly [string, string])[] {
  return view.summary.scores.flatMap((_, at) => {
    const own = pairScore(view, run, at);
    return own === null
      ? []
      : ([
          [scoreKey("base", own), valueKey(0, at)],
          [scoreKey("candidate", own), valueKey(run, at)],
          [scoreKey("delta", own), deltaKey(run, at)],
        ] as const);
  });
}

/** What is typed, by the pair's keys; filters on other candidates are left out. */
export function toPairTyped(view: ManyView, run: number, filters: Filters): Filters {
  const inputs = Object.entries(filters).filter(([key]) => key.startsWith("item "));
  const scores = pairKeys(view, run).flatMap(([own, key]) => {
    const typed = filters[key];
    return typed === undefined ? [] : [[own, typed] as const];
  });
  return Object.fromEntries([...inputs, ...scores]);
}

/** What is typed for a pair, by the keys of several runs. */
export function fromPairTyped(view: ManyView, run: number, typed: Filters): Filters {
  const keys = new Map(pairKeys(view, run));
  return Object.fromEntries(Object.entries(typed).map(([key, text]) => [keys.get(key) ?? key, text]));
}

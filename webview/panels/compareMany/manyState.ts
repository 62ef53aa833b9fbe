// What is chosen in the panel of several runs: as the page keeps it, and as a saved comparison says it, by names.
import type { InputCondition } from "../../../src/core/compare/inputCondition.ts";
import { letterOf } from "../../../src/core/compare/manyText.ts";
import {
  MANY_CHANGES,
  MANY_SORTS,
  type ManyChange,
  type ManyMembers,
  type ManyQuery,
  type PairScope,
} from "../../../src/core/compare/manyTypes.ts";
import type { SavedShown, ShownToSave } from "../../../src/core/compare/savedComparison.ts";
import { isJsonObject } from "../../../src/core/json/json.ts";
import type { ManyView } from "../../../src/protocol/manyPanel.ts";
import { sortOfKey } from "./manyColumns.ts";
import type { ManyPlace } from "./manyRowsArea.ts";
import type { ManyTab } from "./manyToolbar.ts";

export const STATE_VERSION = 1;

export interface ManyState extends ManyPlace {
  readonly members: ManyMembers;
  readonly change: ManyChange;
  /** Chosen combinations of the flip matrix. */
  readonly passed: readonly number[];
  /** Pass thresholds as typed, by score. */
  readonly thresholds: Readonly<Record<string, number>>;
  readonly inputs: readonly InputCondition[];
  readonly scope: PairScope;
  readonly score: number | null;
  readonly sort: ManyQuery["sort"];
  readonly allScores: boolean;
  readonly onlyDiffering: boolean;
  readonly isFolded: boolean;
  readonly tab: ManyTab;
}

/** Rows on which runs disagree most come first: they are what several runs are compared for. */
const BY_DISAGREEMENT = { column: "disagreement", run: 0, descending: true } as const;

/** What a page begins with: the items of all runs, or what the saved comparison shows. */
export function firstState(view: ManyView): ManyState {
  const inAll = view.summary.join.inRuns.at(-1) ?? 0;
  const plain: ManyState = {
    members: inAll > 0 ? { kind: "in", runs: view.runs.length } : { kind: "any" },
    change: "all",
    passed: [],
    thresholds: {},
    inputs: [],
    scope: "pair",
    score: view.primaryScore,
    sort: view.primaryScore === null ? { column: "index", run: 0, descending: false } : BY_DISAGREEMENT,
    allScores: false,
    onlyDiffering: false,
    isFolded: false,
    tab: "rows",
    scrollTop: 0,
    open: null,
  };
  if (view.saved === null) return plain;
  return { ...plain, ...fromShown(view, view.saved.shown), inputs: view.saved.inputs };
}

/** A head pressed: by that column, worst or most first; again: the other way round. */
export function sortedBy(sort: ManyQuery["sort"], key: string): ManyQuery["sort"] {
  if (key === "disagreement")
    return sort.column === "disagreement" ? { column: "index", run: 0, descending: false } : BY_DISAGREEMENT;
  const { column, run } = sortOfKey(key);
  const isSame = sort.column === column && sort.run === run;
  return { column, run, descending: isSame ? !sort.descending : false };
}

/** What is saved: scores and runs by name and letter, only what differs from a fresh panel. */
export function toShown(view: ManyView, state: ManyState): ShownToSave {
  const { members, change, passed, thresholds, scope, score, sort, allScores, onlyDiffering } = state;
  const letters = (bits: number): string =>
    view.runs.map((_, run) => ((bits >> run) & 1 ? letterOf(run) : "")).join("");
  const shown: Record<string, SavedShown[string]> = {
    score: score === null ? null : (view.summary.scores[score]?.name ?? null),
    items: members.kind === "in" ? members.runs : members.kind === "only" ? letterOf(members.run) : null,
    change,
    passedBy: passed.map(letters),
    thresholds,
    rowsOf: scope,
    sort: { column: sort.column, run: letterOf(sort.run), descending: sort.descending },
    columns: { allScores, onlyDiffering },
  };
  return { inputs: state.inputs, shown };
}

/** What of a saved comparison can be shown here; members of another version are left out. */
export function fromShown(view: ManyView, shown: SavedShown): Partial<ManyState> {
  const { items, rowsOf, passedBy, thresholds } = shown;
  const score = view.summary.scores.findIndex(({ name }) => name === shown.score);
  const change = MANY_CHANGES.find((one) => one === shown.change);
  const columns = isJsonObject(shown.columns) ? shown.columns : {};
  const sort = isJsonObject(shown.sort) ? shown.sort : {};
  const column = MANY_SORTS.find((one) => one === sort.column);
  const bits = (text: string): number => [...text].reduce((sum, letter) => sum | (1 << runOf(letter)), 0);
  const numbers = isJsonObject(thresholds)
    ? Object.entries(thresholds).filter(([, value]) => typeof value === "number")
    : [];
  return {
    ...(score === -1 ? {} : { score }),
    ...(change === undefined ? {} : { change }),
    ...(typeof items === "number" && items >= 1 && items <= view.runs.length
      ? { members: { kind: "in", runs: items } }
      : {}),
    ...(typeof items === "string" && runOf(items) < view.runs.length
      ? { members: { kind: "only", run: runOf(items) } }
      : {}),
    ...(items === null ? { members: { kind: "any" } } : {}),
    ...(rowsOf === "all" || rowsOf === "pair" ? { scope: rowsOf } : {}),
    ...(Array.isArray(passedBy)
      ? { passed: passedBy.filter((one) => typeof one === "string").map(bits) }
      : {}),
    thresholds: Object.fromEntries(numbers) as Record<string, number>,
    ...(column === undefined
      ? {}
      : { sort: { column, run: runOf(String(sort.run)), descending: sort.descending === true } }),
    allScores: columns.allScores === true,
    onlyDiffering: columns.onlyDiffering === true,
  };
}

function runOf(letter: string): number {
  return Math.max(0, "ABCDEFGH".indexOf(letter));
}

/** What the page shows, for the host: it hands the page back to the right panel after a window reload. */
export function subjectOf({
  runs,
  summary,
  scoreMap,
  withExcluded,
  saved,
}: ManyView): Readonly<Record<string, string>> {
  return {
    runs: JSON.stringify(runs.map(({ id }) => id)),
    names: JSON.stringify(runs.map(({ name }) => name)),
    keys: JSON.stringify(summary.join.keys),
    scoreMap: JSON.stringify(scoreMap),
    ...(withExcluded ? { withExcluded: "true" } : {}),
    saved: saved?.name ?? "",
  };
}

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
import type { ManyOutcome } from "../../../src/core/compare/outcomeCondition.ts";
import type { SavedShown, ShownToSave } from "../../../src/core/compare/savedComparison.ts";
import { isJsonObject } from "../../../src/core/json/json.ts";
import type { ManyView } from "../../../src/protocol/manyPanel.ts";
import type { ItemsPlace } from "../../compareShared/itemsArea.ts";
import { keptJoin } from "../../compareShared/joinedBy.ts";
import type { Filters } from "../../shared/filterRow.ts";
import { typedOf } from "../compare/inputTyped.ts";
import { DEFAULT_METHOD } from "../compare/methodChoice.ts";
import { sortOfKey } from "./manyColumns.ts";
import type { ManyEvidenceState } from "./manyEvidenceArea.ts";

export const STATE_VERSION = 2;

export interface ManyState extends ItemsPlace, ManyEvidenceState {
  readonly members: ManyMembers;
  readonly change: ManyChange;
  /** The candidate that `change` and F8 are about, from 1; `null`: any. */
  readonly of: number | null;
  /** Chosen combinations of the flip matrix. */
  readonly passed: readonly number[];
  /** Pass thresholds as typed, by score. */
  readonly thresholds: Readonly<Record<string, number>>;
  /** What is typed under the columns, which inputs and outcomes are read from. */
  readonly filters: Filters;
  readonly inputs: readonly InputCondition[];
  readonly outcomes: readonly ManyOutcome[];
  readonly scope: PairScope;
  readonly score: number | null;
  readonly sort: ManyQuery["sort"];
  readonly allScores: boolean;
  readonly onlyDiffering: boolean;
  readonly isFolded: boolean;
}

/** Rows on which runs disagree most come first: they are what several runs are compared for. */
const BY_DISAGREEMENT = { column: "disagreement", run: 0, descending: true } as const;

/** What a page begins with: the items of all runs, or what the saved comparison shows. */
export function firstState(view: ManyView): ManyState {
  const inAll = view.summary.join.inRuns.at(-1) ?? 0;
  const plain: ManyState = {
    members: inAll > 0 ? { kind: "in", runs: view.runs.length } : { kind: "any" },
    change: "all",
    of: null,
    passed: [],
    thresholds: {},
    filters: {},
    inputs: [],
    outcomes: [],
    scope: "pair",
    score: view.primaryScore,
    sort: view.primaryScore === null ? { column: "index", run: 0, descending: false } : BY_DISAGREEMENT,
    allScores: false,
    onlyDiffering: false,
    isFolded: false,
    tab: "rows",
    isTable: false,
    sliceField: null,
    method: DEFAULT_METHOD,
    rule: "",
    pair: 1,
    scrollTop: 0,
    open: null,
  };
  if (view.saved === null) return plain;
  return {
    ...plain,
    ...fromShown(view, view.saved.shown),
    inputs: view.saved.inputs,
    filters: typedOf(view.saved.inputs),
  };
}

/** A head pressed: by that column, worst or most first; again: the other way round. */
export function sortedBy(sort: ManyQuery["sort"], key: string): ManyQuery["sort"] {
  if (key === "disagreement")
    return sort.column === "disagreement" ? { column: "index", run: 0, descending: false } : BY_DISAGREEMENT;
  const { column, run } = sortOfKey(key);
  const isSame = sort.column === column && sort.run === run;
  return { column, run, descending: isSame ? !sort.descending : false };
}

/** Another pass threshold of a score: combinations chosen by the old one are forgotten. */
export function withThreshold(
  { thresholds }: ManyState,
  score: string,
  threshold: number,
): Pick<ManyState, "thresholds" | "passed"> {
  return { thresholds: { ...thresholds, [score]: threshold }, passed: [] };
}

/** The key of the column that rows are sorted by. */
export function keyOfSort({ column, run }: ManyQuery["sort"]): string {
  return column === "index" || column === "disagreement" ? column : `${column} ${letterOf(run)}`;
}

/** What is saved: scores and runs by name and letter, only what differs from a fresh panel. */
export function toShown(view: ManyView, state: ManyState): ShownToSave {
  const { members, change, of, passed, thresholds, scope, score, sort, allScores, onlyDiffering } = state;
  const letters = (bits: number): string =>
    view.runs.map((_, run) => ((bits >> run) & 1 ? letterOf(run) : "")).join("");
  const shown: Record<string, SavedShown[string]> = {
    score: score === null ? null : (view.summary.scores[score]?.name ?? null),
    items: members.kind === "in" ? members.runs : members.kind === "only" ? letterOf(members.run) : null,
    change,
    changeOf: of === null ? null : letterOf(of),
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
  const { items, rowsOf, passedBy, thresholds, changeOf } = shown;
  const changed = runOf(String(changeOf));
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
    ...(typeof changeOf === "string" && changed > 0 && changed < view.runs.length
      ? { of: changed, pair: changed }
      : {}),
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
    ...keptJoin(summary.join),
    ...(withExcluded ? { withExcluded: "true" } : {}),
    saved: saved?.name ?? "",
  };
}

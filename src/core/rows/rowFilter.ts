// Which rows of a run are wanted: conditions that all have to hold. Those on scores are decided here, on typed columns;
// those on texts and measures on the rows themselves (rowTests.ts).
import { Problem } from "../problem.ts";
import type { ScoreState } from "../run.ts";
import { type ScoreColumn, STATE_CODE, stateAt } from "../scores/scoreColumn.ts";
import type { MeasureCondition } from "./measureFilter.ts";
import type { NumberRange } from "./numberRange.ts";
import type { RowNote } from "./rowNotes.ts";

/** Where a text is looked for; `any`: item, output, expected, error, labels and reasons. */
export type TextPlace = { readonly kind: "any" } | SinglePlace;

/** A place that holds one text at most. */
export type SinglePlace =
  | { readonly kind: "output" | "expected" | "error" }
  /** A field by name, as `fieldValue` has it: of the item, inside it, or beside it. */
  | { readonly kind: "item"; readonly field: string };

/** A condition on one column. `score` counts into the run's scores. */
export type ScoreCondition =
  /** A number (booleans as 1 and 0) from `min` to `max`, both included unless told; `null`: no limit. Rows without one fail. */
  | ({ readonly kind: "range"; readonly score: number } & NumberRange)
  /** The row says this of the score: `missing`, `error`, `nan` … */
  | { readonly kind: "state"; readonly score: number; readonly states: readonly ScoreState[] }
  | { readonly kind: "label"; readonly score: number; readonly labels: readonly string[] };

/** At least one of these holds; none: no row passes. */
export interface AnyScoreCondition {
  readonly kind: "anyOf";
  readonly of: readonly ScoreCondition[];
}

/** A condition on the row's own columns. */
export type FlagCondition =
  | { readonly kind: "errored"; readonly isErrored: boolean }
  /** Rows beyond the first of their item. */
  | { readonly kind: "repeated" }
  /** The one row with this index in the run. */
  | { readonly kind: "row"; readonly index: number }
  | MarkCondition;

/** A condition on what people say of a row. */
export type MarkCondition =
  | { readonly kind: "excluded"; readonly isExcluded: boolean }
  /** Rows with a note. */
  | { readonly kind: "noted" };

/** A condition on texts. `contains` ignores case unless told; `regex` as `textPattern` has it, ignoring case likewise. */
export type TextCondition =
  | {
      readonly kind: "contains" | "regex";
      readonly place: TextPlace;
      readonly text: string;
      readonly matchCase?: boolean;
    }
  /** The text as a table shows it, whole (`fieldText`); `null`: there is none. */
  | { readonly kind: "equals"; readonly place: SinglePlace; readonly text: string | null }
  | BetweenCondition;

/** The text is a number from `min` to `max`, both included unless told; `null`: no limit. */
export interface BetweenCondition extends NumberRange {
  readonly kind: "between";
  readonly place: SinglePlace;
}

export type RowCondition =
  | ScoreCondition
  | AnyScoreCondition
  | FlagCondition
  | TextCondition
  | MeasureCondition;

/** All have to hold; none: every row. */
export type RowFilter = readonly RowCondition[];

/** The columns that a filter's conditions are decided on. */
export interface FilterColumns {
  readonly scores: ReadonlyMap<number, ScoreColumn>;
  /** One entry a row, 1 for errored rows; `null` where no condition asks. */
  readonly errors: Uint8Array | null;
  /** One entry a row, from 1; `null` where no condition asks. */
  readonly trials: Uint16Array | null;
  /** What is said of rows, by row; absent where no condition asks. */
  readonly marks?: ReadonlyMap<number, Pick<RowNote, "exclusion" | "note">>;
}

/** True for conditions that need the row itself: its texts or measures. */
export function needsRow(condition: RowCondition): condition is TextCondition | MeasureCondition {
  return ["contains", "regex", "equals", "between", "measure", "unmeasured"].includes(condition.kind);
}

/** True for conditions on what people say of rows, which changes while the rows stay. */
export function isMarkCondition(condition: RowCondition): condition is MarkCondition {
  return condition.kind === "excluded" || condition.kind === "noted";
}

/** The conditions on scores of a filter, those inside others too. */
export function scoreConditions(filter: RowFilter): readonly ScoreCondition[] {
  return filter.flatMap((condition) =>
    condition.kind === "anyOf" ? condition.of : "score" in condition ? [condition] : [],
  );
}

/** Rows for which every condition on columns holds, ascending; conditions on texts are left to `rowHolds`. */
export function rowsByColumns(filter: RowFilter, columns: FilterColumns, rows: number): Int32Array {
  const failed = new Uint8Array(rows);
  for (const condition of filter) {
    if (needsRow(condition)) continue;
    if (condition.kind === "errored") {
      const wanted = condition.isErrored ? 1 : 0;
      failWhere(failed, (row) => columns.errors?.[row] !== wanted);
    } else if (condition.kind === "excluded")
      failWhere(
        failed,
        (row) => ((columns.marks?.get(row)?.exclusion ?? null) === null) === condition.isExcluded,
      );
    else if (condition.kind === "noted")
      failWhere(failed, (row) => (columns.marks?.get(row)?.note ?? "") === "");
    else if (condition.kind === "repeated") failWhere(failed, (row) => (columns.trials?.[row] ?? 1) <= 1);
    else if (condition.kind === "row") failWhere(failed, (row) => row !== condition.index);
    else if (condition.kind === "anyOf") failUnlessAny(failed, condition.of, columns);
    else failByScore(failed, condition, columnOf(columns, condition.score));
  }
  const kept = new Int32Array(rows);
  let count = 0;
  for (let row = 0; row < rows; row++) if (failed[row] === 0) kept[count++] = row;
  return kept.slice(0, count);
}

function columnOf(columns: FilterColumns, score: number): ScoreColumn {
  const column = columns.scores.get(score);
  if (column === undefined) throw new Problem("notFound", `There is no score number ${score}.`);
  return column;
}

function failUnlessAny(failed: Uint8Array, of: readonly ScoreCondition[], columns: FilterColumns): void {
  const failsAll = new Uint8Array(failed.length).fill(1);
  for (const condition of of) {
    const failsThis = new Uint8Array(failed.length);
    failByScore(failsThis, condition, columnOf(columns, condition.score));
    for (let row = 0; row < failed.length; row++) if (failsThis[row] === 0) failsAll[row] = 0;
  }
  for (let row = 0; row < failed.length; row++) if (failsAll[row] === 1) failed[row] = 1;
}

function failWhere(failed: Uint8Array, fails: (row: number) => boolean): void {
  for (let row = 0; row < failed.length; row++) if (fails(row)) failed[row] = 1;
}

function failByScore(failed: Uint8Array, condition: ScoreCondition, column: ScoreColumn): void {
  if (condition.kind === "range") failByRange(failed, condition, column);
  else if (condition.kind === "state") {
    const wanted = new Set(condition.states.map((state) => STATE_CODE[state]));
    failWhere(failed, (row) => !wanted.has(stateAt(column, row)));
  } else {
    const { values, states } = column;
    const codes = new Set(condition.labels.map((label) => column.dictionary.indexOf(label)));
    const isLabel = (row: number): boolean => states === null || states[row] === STATE_CODE.text;
    failWhere(failed, (row) => !isLabel(row) || !codes.has(values[row] as number));
  }
}

/** Without a call for each row: a million take a few milliseconds. */
function failByRange(
  failed: Uint8Array,
  { min, max, excludesMin, excludesMax }: Extract<ScoreCondition, { kind: "range" }>,
  { values, states }: ScoreColumn,
): void {
  const low = min ?? -Infinity;
  const high = max ?? Infinity;
  for (let row = 0; row < failed.length; row++) {
    const value = values[row] as number;
    if (!(value >= low && value <= high)) failed[row] = 1;
  }
  if (excludesMin === true) failWhere(failed, (row) => values[row] === low);
  if (excludesMax === true) failWhere(failed, (row) => values[row] === high);
  if (states === null) return;
  for (let row = 0; row < failed.length; row++) if (states[row] !== STATE_CODE.value) failed[row] = 1;
}

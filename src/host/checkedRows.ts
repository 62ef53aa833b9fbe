// Checks of the filters, orders and columns that a page asks for: only what a query may hold reaches the engine.
import { Problem } from "../core/problem.ts";
import type {
  RowCondition,
  RowFilter,
  ScoreCondition,
  SinglePlace,
  TextPlace,
} from "../core/rows/rowFilter.ts";
import { MEASURE_NAMES, type MeasureName } from "../core/rows/rowMeasures.ts";
import type { RowColumn, RowOrder, RowSort } from "../core/rows/rowQuery.ts";
import { SCORE_STATES } from "../core/scores/scoreColumn.ts";
import { checkedCount, checkedWord } from "./checkedInput.ts";

const MAX_CONDITIONS = 200;
const MAX_TEXT_CHARS = 10_000;
const MAX_SORTS = 8;
const MAX_COLUMNS = 1_000;

type Fields = Readonly<Record<string, unknown>>;

function refused(): Problem {
  return new Problem("badInput", "The panel asked for something unknown.");
}

function fieldsOf(value: unknown): Fields {
  if (typeof value !== "object" || value === null) throw refused();
  return value as Fields;
}

function listOf<T>(value: unknown, most: number, check: (one: unknown) => T): readonly T[] {
  if (!Array.isArray(value) || value.length > most) throw refused();
  return value.map(check);
}

function checkedText(value: unknown): string {
  if (typeof value !== "string" || value.length > MAX_TEXT_CHARS)
    throw new Problem("badInput", `A text to look for has at most ${MAX_TEXT_CHARS} characters.`);
  return value;
}

function checkedLimit(value: unknown): number | null {
  if (value === null) return null;
  if (typeof value !== "number" || Number.isNaN(value)) throw refused();
  return value;
}

/** A filter as a page may ask for it; absent: every row. */
export function checkedFilter(filter: unknown): RowFilter {
  return filter === undefined ? [] : listOf(filter, MAX_CONDITIONS, checkedCondition);
}

function checkedCondition(value: unknown): RowCondition {
  const condition = fieldsOf(value);
  switch (condition.kind) {
    case "anyOf":
      return { kind: "anyOf", of: listOf(condition.of, MAX_CONDITIONS, checkedScoreCondition) };
    case "errored":
      return { kind: "errored", isErrored: condition.isErrored === true };
    case "repeated":
      return { kind: "repeated" };
    case "excluded":
      return { kind: "excluded", isExcluded: condition.isExcluded === true };
    case "noted":
      return { kind: "noted" };
    case "row":
      return { kind: "row", index: checkedCount(condition.index) };
    case "contains":
    case "regex":
      return {
        kind: condition.kind,
        place: checkedPlace(condition.place),
        text: checkedText(condition.text),
        ...(condition.matchCase === true ? { matchCase: true } : {}),
      };
    case "equals": {
      const place = checkedPlace(condition.place);
      if (place.kind === "any") throw refused();
      return {
        kind: "equals",
        place: place satisfies SinglePlace,
        text: nullOr(condition.text, checkedText),
      };
    }
    case "between": {
      const place = checkedPlace(condition.place);
      if (place.kind === "any") throw refused();
      return { kind: "between", place: place satisfies SinglePlace, ...checkedRange(condition) };
    }
    case "measure":
      return { kind: "measure", measure: checkedMeasure(condition.measure), ...checkedRange(condition) };
    case "unmeasured":
      return { kind: "unmeasured", measure: checkedMeasure(condition.measure) };
    default:
      return checkedScoreCondition(value);
  }
}

function checkedMeasure(value: unknown): MeasureName {
  return checkedWord(value, MEASURE_NAMES);
}

function checkedRange({ min, max, excludesMin, excludesMax }: Fields) {
  return {
    min: checkedLimit(min),
    max: checkedLimit(max),
    ...(excludesMin === true ? { excludesMin: true } : {}),
    ...(excludesMax === true ? { excludesMax: true } : {}),
  };
}

function nullOr<T>(value: unknown, check: (one: unknown) => T): T | null {
  return value === null ? null : check(value);
}

function checkedScoreCondition(value: unknown): ScoreCondition {
  const condition = fieldsOf(value);
  const score = checkedCount(condition.score);
  switch (condition.kind) {
    case "range":
      return { kind: "range", score, ...checkedRange(condition) };
    case "state": {
      const states = listOf(condition.states, SCORE_STATES.length, (one) => checkedWord(one, SCORE_STATES));
      return { kind: "state", score, states };
    }
    case "label":
      return { kind: "label", score, labels: listOf(condition.labels, MAX_COLUMNS, checkedText) };
    default:
      throw refused();
  }
}

function checkedPlace(value: unknown): TextPlace {
  const place = fieldsOf(value);
  if (place.kind === "item") return { kind: "item", field: checkedText(place.field) };
  return { kind: checkedWord(place.kind, ["any", "output", "expected", "error"] as const) };
}

/** An order as a page may ask for it. */
export function checkedOrder(order: unknown): RowOrder | null {
  return nullOr(order ?? null, (given) => listOf(given, MAX_SORTS, checkedSort));
}

function checkedSort(value: unknown): RowSort {
  const { column, descending } = fieldsOf(value);
  return { column: checkedColumn(column), descending: descending === true };
}

/** Columns in order, as a page may ask for them. */
export function checkedColumns(columns: unknown): readonly RowColumn[] {
  return listOf(columns, MAX_COLUMNS, checkedColumn);
}

function checkedColumn(value: unknown): RowColumn {
  const column = fieldsOf(value);
  if (column.kind === "score") return { kind: "score", score: checkedCount(column.score) };
  if (column.kind === "item") return { kind: "item", field: checkedText(column.field) };
  if (column.kind === "measure") return { kind: "measure", measure: checkedMeasure(column.measure) };
  return { kind: checkedWord(column.kind, ["index", "output", "error", "trial", "digest"] as const) };
}

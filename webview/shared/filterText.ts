// What someone types into the filter of a column: read to a condition, and said in words. `0 – 0.7`, `< 2`, `1, 3`,
// `missing`, `error`, a text, `=whole text`, `/regex/`. Knows nothing of the page.

import { fieldLabel } from "../../src/core/rows/rowField.ts";
import type {
  BetweenCondition,
  RowCondition,
  ScoreCondition,
  SinglePlace,
} from "../../src/core/rows/rowFilter.ts";
import { MEASURE_LABELS, MEASURE_NAMES, type MeasureName } from "../../src/core/rows/rowMeasures.ts";
import { type Run, type ScoreAggregate, scoreLabel } from "../../src/core/run.ts";
import type { FieldPart } from "../../src/core/scores/sliceText.ts";
import { passWord } from "../../src/core/text/formatNumber.ts";

/** A column that can be filtered, by its key in the table. */
export type FilterColumn =
  | { readonly key: string; readonly label: string; readonly kind: "text"; readonly place: SinglePlace }
  | { readonly key: string; readonly label: string; readonly kind: "measure"; readonly measure: MeasureName }
  | {
      readonly key: string;
      readonly label: string;
      readonly kind: "number" | "boolean" | "label";
      readonly at: number;
      readonly score: ScoreAggregate;
    };

export type ReadFilter = { readonly condition: RowCondition } | { readonly problem: string };

/** The words of filters that are chosen rather than typed. */
export const MISSING = "missing";
export const ERROR = "error";

/** The column of a field by name: of the item, inside it, or beside it. */
export function fieldColumn(field: string, itemFields: readonly string[]): FilterColumn {
  const label = fieldLabel(field, itemFields);
  return { key: `item ${field}`, label, kind: "text", place: { kind: "item", field } };
}

/** `more`: names of fields besides the item's own. */
export function filterColumns(run: Run, more: readonly string[] = []): readonly FilterColumn[] {
  return [
    ...[...run.itemFields, ...more].map((field) => fieldColumn(field, run.itemFields)),
    { key: "output", label: "output", kind: "text", place: { kind: "output" } },
    { key: "error", label: "error", kind: "text", place: { kind: "error" } },
    ...run.scores.map((score, at): FilterColumn => {
      const label = scoreLabel(score, run.scores);
      return { key: `score ${at}`, label, kind: score.kind, at, score };
    }),
    ...MEASURE_NAMES.map(
      (measure): FilterColumn => ({
        key: `measure ${measure}`,
        label: MEASURE_LABELS[measure],
        kind: "measure",
        measure,
      }),
    ),
  ];
}

/** `null`: nothing typed, so no condition. */
export function readFilter(column: FilterColumn, typed: string): ReadFilter | null {
  const text = typed.trim();
  if (text === "") return null;
  if (column.kind === "text") return readText(column.place, text);
  if (column.kind === "measure") return readMeasure(column.measure, text);
  const { at } = column;
  if (/^(?:is )?missing$/i.test(text))
    return { condition: { kind: "state", score: at, states: ["missing", "null", "nan", "infinite"] } };
  if (/^(?:is )?error$/i.test(text)) return { condition: { kind: "state", score: at, states: ["error"] } };
  if (column.kind === "label") return { condition: { kind: "label", score: at, labels: labelsOf(text) } };
  return readNumbers(at, text);
}

function readMeasure(measure: MeasureName, text: string): ReadFilter {
  if (/^(?:is )?missing$/i.test(text)) return { condition: { kind: "unmeasured", measure } };
  const range = readRange(0, plainSigns(text));
  if (range?.kind !== "range") return { problem: "A number, a range such as 10 – 200, < 500, or missing." };
  const { score: _score, ...limits } = range;
  return { condition: { ...limits, kind: "measure", measure } };
}

const NUMBER = "[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:e[+-]?\\d+)?";

/** Of texts only what can hardly be meant as a part of one: a comparison with a number, or two dots between numbers. */
const COMPARED = new RegExp(`^(?:<=|>=|<|>)\\s*${NUMBER}$`, "iu");
const DOTTED = new RegExp(`^>?\\s*${NUMBER}\\s*\\.\\.\\s*<?\\s*${NUMBER}$`, "iu");

function readBetween(place: SinglePlace, typed: string): BetweenCondition | null {
  const text = typed.replaceAll("≤", "<=").replaceAll("≥", ">=").replaceAll("−", "-");
  if (place.kind !== "item" || !(COMPARED.test(text) || DOTTED.test(text))) return null;
  const range = readRange(0, text);
  if (range?.kind !== "range") return null;
  const { score: _score, ...limits } = range;
  return { ...limits, kind: "between", place };
}

/** A range of numbers as it is typed under the column of a field. */
export function betweenText({
  min,
  max,
  excludesMin,
  excludesMax,
}: Omit<BetweenCondition, "kind" | "place">): string {
  if (min === null) return `${excludesMax === true ? "<" : "<="} ${max ?? Infinity}`;
  if (max === null) return `${excludesMin === true ? ">" : ">="} ${min}`;
  return `${excludesMin === true ? ">" : ""}${min}..${excludesMax === true ? "<" : ""}${max}`;
}

/** What a value of a field types under its column. */
export function typedFor({ value, range }: FieldPart): string {
  return range !== undefined ? betweenText(range) : value === null ? MISSING : `=${value}`;
}

function readText(place: SinglePlace, text: string): ReadFilter {
  if (/^(?:is )?missing$/i.test(text)) return { condition: { kind: "equals", place, text: null } };
  if (place.kind === "output" && /^(?:is )?error$/i.test(text))
    return { condition: { kind: "errored", isErrored: true } };
  if (text.startsWith("=")) return { condition: { kind: "equals", place, text: text.slice(1) } };
  const between = readBetween(place, text);
  if (between !== null) return { condition: between };
  const pattern = /^\/(.+)\/(i?)$/su.exec(text)?.[1];
  if (pattern === undefined) return { condition: { kind: "contains", place, text } };
  try {
    new RegExp(pattern, "u");
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
  return { condition: { kind: "regex", place, text: pattern } };
}

const ONE = new RegExp(`^(<=|>=|<|>|=)?\\s*(${NUMBER})$`, "iu");
const RANGE = new RegExp(`^(>)?\\s*(${NUMBER})\\s*(?:\\.{2,3}|to|-)\\s*(<)?\\s*(${NUMBER})$`, "iu");

/** One spelling of signs that people and this panel write in several ways. */
function plainSigns(text: string): string {
  return text.replaceAll("≤", "<=").replaceAll("≥", ">=").replaceAll("−", "-").replaceAll(/[–—]/gu, "..");
}

function readNumbers(score: number, typed: string): ReadFilter {
  const text = plainSigns(typed);
  const range = readRange(score, text);
  if (range !== null) return { condition: range };
  const parts = text.split(",").map((part) => readRange(score, part.trim()));
  const of = parts.filter((part) => part !== null);
  if (parts.length > 1 && of.length === parts.length) return { condition: { kind: "anyOf", of } };
  return { problem: "A number, a range such as 0 – 0.7, < 2, a list such as 1, 3, or missing or error." };
}

function readRange(score: number, text: string): ScoreCondition | null {
  const range = RANGE.exec(text);
  if (range !== null) {
    const [, above, low, below, high] = range;
    return {
      kind: "range",
      score,
      min: Number(low),
      max: Number(high),
      ...(above === undefined ? {} : { excludesMin: true }),
      ...(below === undefined ? {} : { excludesMax: true }),
    };
  }
  const one = ONE.exec(text);
  if (one === null) return null;
  const [, sign = "=", number] = one;
  const value = Number(number);
  const base = { kind: "range", score, min: null, max: null } as const;
  if (sign === "=") return { ...base, min: value, max: value };
  if (sign.startsWith("<")) return { ...base, max: value, ...(sign === "<" ? { excludesMax: true } : {}) };
  return { ...base, min: value, ...(sign === ">" ? { excludesMin: true } : {}) };
}

/** The range as it is typed; the upper end left out where a bin leaves it out. */
export function rangeText(min: number, max: number, excludesMax: boolean): string {
  return min === max ? String(min) : `${min} – ${excludesMax ? "<" : ""}${max}`;
}

/** Labels are kept as JSON: they may hold any character. */
export function labelsText(labels: readonly string[]): string {
  return labels.length === 0 ? "" : JSON.stringify(labels);
}

export function labelsOf(text: string): readonly string[] {
  try {
    const read: unknown = JSON.parse(text);
    if (Array.isArray(read)) return read.map(String);
  } catch {
    // A label typed by hand.
  }
  return [text];
}

/** A filter as its pill says it. */
export function filterInWords(column: FilterColumn, typed: string): string {
  const { label } = column;
  const text = typed.trim();
  if (/^(?:is )?missing$/i.test(text)) return `${label} is missing`;
  if (/^(?:is )?error$/i.test(text)) return column.key === "output" ? "has an error" : `${label} is an error`;
  if (column.kind === "text" && readBetween(column.place, text) === null) {
    if (text.startsWith("=")) return `${label} is ${text.slice(1) === "" ? "empty" : text.slice(1)}`;
    return /^\/.+\/i?$/su.test(text) ? `${label} matches ${text}` : `${label} contains “${text}”`;
  }
  if (column.kind === "label") return `${label} is ${labelsOf(text).join(" or ")}`;
  if (column.kind === "boolean" && /^[01]$/u.test(text))
    return `${label} is ${passWord(text === "1", column.score)}`;
  const shown = plainSigns(text)
    .replaceAll("<=", "≤ ")
    .replaceAll(">=", "≥ ")
    .replaceAll(/\.{2,3}/gu, " – ");
  // The edges of bins may have many digits; the field under the head has all of them.
  const short = shown.replaceAll(/\d+\.\d{5,}(?:e[+-]?\d+)?/giu, (number) =>
    String(Number(Number(number).toPrecision(4))),
  );
  const spaced = short.replaceAll(/\s+/gu, " ").trim();
  return `${label} ${/^[\d.+-]+$/u.test(spaced) ? `= ${spaced}` : spaced}`;
}

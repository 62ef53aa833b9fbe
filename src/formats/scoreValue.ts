// How a raw value in a result file reads as a score: the states stay apart, the raw value is kept.
import type { RowScore, ScoreKey } from "../core/run.ts";

const NOT_FINITE = /^\s*(?:nan|[+-]?inf(?:inity)?)\s*$/i;
const NUMBER = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/;

/**
 * A score from a JSON value. Numbers and booleans are values; the strings `NaN` and `Infinity` in any letter case are
 * what they say; other strings are labels; objects and lists are kept as JSON text (raw material of corpus metrics).
 * Called for every score of every row: objects are built whole, since copying them was a tenth of an import.
 */
export function toRowScore(key: ScoreKey, value: unknown): RowScore {
  const { metric, name } = key;
  if (typeof value === "number") return fromNumber(metric, name, value);
  if (typeof value === "boolean") return { metric, name, state: "value", value };
  if (value === null) return { metric, name, state: "null", value: null };
  if (value === undefined) return { metric, name, state: "missing", value: null };
  if (typeof value !== "string") return { metric, name, state: "text", value: JSON.stringify(value) };
  if (NOT_FINITE.test(value)) return fromNumber(metric, name, Number(normalised(value)));
  return { metric, name, state: "text", value };
}

/** A score from a CSV cell: as `toRowScore`, with numbers and `true`/`false` read from text; empty is missing. */
export function toRowScoreFromText(key: ScoreKey, text: string): RowScore {
  if (text.trim() === "") return toRowScore(key, undefined);
  if (NUMBER.test(text)) return toRowScore(key, Number(text));
  const lower = text.trim().toLowerCase();
  if (lower === "true" || lower === "false") return toRowScore(key, lower === "true");
  if (lower === "null" || lower === "none") return toRowScore(key, null);
  return toRowScore(key, text);
}

function normalised(text: string): string {
  const lower = text.trim().toLowerCase();
  if (lower.includes("nan")) return "NaN";
  return lower.startsWith("-") ? "-Infinity" : "Infinity";
}

function fromNumber(metric: string | null, name: string, value: number): RowScore {
  if (Number.isFinite(value)) return { metric, name, state: "value", value };
  if (Number.isNaN(value)) return { metric, name, state: "nan", value: null };
  return { metric, name, state: "infinite", value };
}

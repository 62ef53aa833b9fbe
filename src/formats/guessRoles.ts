// Guesses which columns of a plain file are input, output and scores, and says whether the guess is safe.
import { isJsonObject, type Json, type JsonObject } from "../core/json/json.ts";
import type { ColumnGuess, ColumnRoles, FileProbe, RoleGuess } from "../core/resultFormat.ts";
import { guessMeasures } from "./plainMeasures.ts";

const SCORE_NAME =
  /(?:^|[._\s-])(?:scores?|acc|accuracy|correct|correctness|exact|exact_match|match|em|f1|bleu|rouge\w*|pass|passed|is_correct|reward|rating|judge\w*|faithfulness|relevance|similarity|metrics?|latency\w*|cost|tokens?|loss|perplexity|toxicity|wer|cer)(?:$|[._\s-])/i;
const NOT_A_SCORE =
  /^(?:|unnamed: ?\d+|index|idx|row|row_?(?:id|index|number)|n|no|#|id|.*_id|uuid|seed|epoch|trial|turn|timestamp|time|date|year)$/i;
const OUTPUT_NAMES = [
  "output",
  "model_output",
  "output_text",
  "response",
  "model_response",
  "completion",
  "prediction",
  "generated_text",
  "generation",
  "model_answer",
];
const EXPECTED_NAMES = [
  "expected",
  "expected_output",
  "reference",
  "reference_answer",
  "ref",
  "target",
  "ground_truth",
  "gold",
  "label",
  "ideal",
];
/** Python writes these bare; the tolerant parser gives them as strings. */
const NOT_FINITE = /^\s*(?:nan|[+-]?inf(?:inity)?)\s*$/i;
const NUMBER_OR_BOOLEAN = /^\s*(?:[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|true|false|none|null)\s*$/i;
const ERROR_NAMES = ["error", "error_message", "exception"];
/** Columns that describe the run or the writing of the file, not the item. */
const NOT_CONTENT =
  /^(?:|unnamed: ?\d+|row_index|digest|run_id|uuid|timestamp|created_at|model|model_name|trial|epoch|seed)$/i;

/** What our exports say of marked rows: neither content nor scores. */
const OWN_MARKS: readonly string[] = ["excluded", "exclusion_reason", "note"];

/** Guesses from the probe's records; columns in order of first appearance. */
export function guessRoles(probe: FileProbe): RoleGuess {
  const names = [...new Set(probe.records.flatMap((record) => Object.keys(record)))];
  const find = (wanted: readonly string[]): string | null =>
    wanted.flatMap((want) => names.filter((name) => name.toLowerCase() === want))[0] ?? null;

  const expected = find(EXPECTED_NAMES);
  const output = find(OUTPUT_NAMES) ?? (expected === null ? null : find(["answer"]));
  const error = find(ERROR_NAMES);
  const marks = names.includes("exclusion_reason") ? OWN_MARKS : [];
  const taken = new Set([expected, output, error, ...marks]);
  const numeric = names.filter(
    (name) => !taken.has(name) && !NOT_A_SCORE.test(name) && holdsScores(probe, name),
  );
  const scores = withoutInputs(numeric, names, output);
  const input = isOwnExport(probe)
    ? ["item"]
    : names.filter(
        (name) =>
          name !== output &&
          name !== error &&
          !scores.includes(name) &&
          !marks.includes(name) &&
          !NOT_CONTENT.test(name),
      );
  const measures = guessMeasures(probe);
  const told = measures.length === 0 ? {} : { measures };
  const roles: ColumnRoles = { input, expected, output, scores, error, ...told };
  return {
    roles,
    columns: names.map((name) => ({ name, role: roleOf(name, roles), examples: examplesOf(probe, name) })),
    isSure: scores.length > 0 && input.length > 0 && scores.every((name) => SCORE_NAME.test(name)),
  };
}

/** Lines that we exported hold the whole item in one member; what stands beside it tells it again. */
function isOwnExport(probe: FileProbe): boolean {
  return probe.records.every((record) => isJsonObject(record.item) && typeof record.digest === "string");
}

/**
 * Files list a row's input, then its output, then its scores: where some numeric column stands behind the output, one
 * before it is a score only by its name (a `weight` of the item is not).
 */
function withoutInputs(
  numeric: readonly string[],
  names: readonly string[],
  output: string | null,
): readonly string[] {
  const cut = output === null ? -1 : names.indexOf(output);
  const isBehind = (name: string): boolean => names.indexOf(name) > cut;
  if (cut === -1 || !numeric.some(isBehind)) return numeric;
  return numeric.filter((name) => isBehind(name) || SCORE_NAME.test(name));
}

/** The role that `roles` gives a column; `ignore` for none. */
export function roleOf(name: string, roles: ColumnRoles): ColumnGuess["role"] {
  if (name === roles.output) return "output";
  if (name === roles.error) return "error";
  if (roles.scores.includes(name)) return "score";
  if (name === roles.expected) return "expected";
  return roles.input.includes(name) ? "input" : "ignore";
}

/** True when every value present is a number, a boolean, NaN, or an object of such under a score-like name. */
function holdsScores(probe: FileProbe, name: string): boolean {
  const isNamedSo = SCORE_NAME.test(name);
  let seen = 0;
  for (const record of probe.records) {
    const value = record[name];
    if (value === undefined || value === null || value === "") continue;
    // The object of a failed row may hold no number: it says nothing either way.
    if (isNamedSo && isJsonObject(value) && !hasNumber(value)) continue;
    if (!isScoreValue(value, probe.shape === "csv" || isNamedSo, isNamedSo)) return false;
    seen++;
  }
  return seen > 0;
}

function isScoreValue(value: Json, isTextAllowed: boolean, isObjectAllowed: boolean): boolean {
  if (typeof value === "number" || typeof value === "boolean") return true;
  if (typeof value === "string")
    return NOT_FINITE.test(value) || (isTextAllowed && NUMBER_OR_BOOLEAN.test(value));
  return isObjectAllowed && isJsonObject(value);
}

function hasNumber(object: JsonObject): boolean {
  return Object.values(object).some(
    (value) =>
      typeof value === "number" || typeof value === "boolean" || (isJsonObject(value) && hasNumber(value)),
  );
}

function examplesOf(probe: FileProbe, name: string): readonly string[] {
  const texts = new Set<string>();
  for (const record of probe.records) {
    const value = record[name];
    if (value === undefined || value === null || value === "") continue;
    const text = typeof value === "string" ? value : JSON.stringify(value);
    texts.add(text.length > 60 ? `${text.slice(0, 59)}…` : text);
    if (texts.size === 3) break;
  }
  return [...texts];
}

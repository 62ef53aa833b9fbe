// Reading JSON text where JSON.parse is not enough: Python's bare NaN, numbers as written, the text of one member.
import { parse as losslessParse } from "lossless-json";
import { isJsonObject } from "./json.ts";
import { keyOf, skipSpace, skipString, skipValue } from "./jsonWalk.ts";
import { ExactNumber } from "./pythonJson.ts";

const BARE_CONSTANT = /"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/g;
const CONSTANTS: ReadonlySet<string> = new Set(["NaN", "Infinity", "-Infinity"]);
/** Marks a constant among the strings of an exact parse; a private-use character that no one writes by chance. */
const MARK = "\ue0f1";

/** A parsed line, and whether it held constants that JSON does not have. */
export interface ParsedLine {
  readonly value: unknown;
  readonly hasConstants: boolean;
}

/**
 * Parses JSON as Python writes it: bare `NaN`, `Infinity` and `-Infinity` outside strings become the strings of that
 * name. Throws the SyntaxError of the plain parse when the text is not JSON even so.
 */
export function parseLine(text: string): ParsedLine {
  try {
    return { value: JSON.parse(text), hasConstants: false };
  } catch (error) {
    if (!/NaN|Infinity/.test(text)) throw error;
    return { value: JSON.parse(quoteConstants(text)), hasConstants: true };
  }
}

/** As `parseLine`, for callers who need the value alone. */
export function parseTolerant(text: string): unknown {
  return parseLine(text).value;
}

/** The text with bare constants put in quotes, behind `mark`; strings that contain those words are left alone. */
export function quoteConstants(text: string, mark = ""): string {
  return text.replace(BARE_CONSTANT, (token) => (CONSTANTS.has(token) ? `"${mark}${token}"` : token));
}

/** Parses keeping every number, bare constants too, as an `ExactNumber`. Of repeated keys the last counts, as in Python. */
export function parseExact(text: string): unknown {
  const isPlain = !/NaN|Infinity/.test(text);
  const parsed = losslessParse(isPlain ? text : quoteConstants(text, MARK), null, {
    parseNumber: (lexeme) => new ExactNumber(lexeme),
    onDuplicateKey: ({ newValue }) => newValue,
  });
  return isPlain ? parsed : unmarked(parsed);
}

function unmarked(value: unknown): unknown {
  if (typeof value === "string" && value.startsWith(MARK) && CONSTANTS.has(value.slice(1)))
    return new ExactNumber(value.slice(1));
  if (Array.isArray(value)) return value.map(unmarked);
  if (value instanceof ExactNumber || !isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, unmarked(one)]));
}

/**
 * True where a number outside strings may lose its form in parsing: `1.0`, `1e3`, `-0`, 16 digits or more, or a bare
 * `NaN` or `Infinity`. Strings are skipped whole: in most items they are nearly all of the text.
 */
export function hasAwkwardNumber(text: string): boolean {
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = skipString(text, at);
    else if (isDigit(code) || code === MINUS) {
      const end = numberEnd(text, at + 1);
      if (AWKWARD_NUMBER.test(text.slice(at, end))) return true;
      at = end;
    } else if (code === UPPER_N || code === UPPER_I) return true;
    else at++;
  }
  return false;
}

const QUOTE = 34;
const MINUS = 45;
const UPPER_I = 73;
const UPPER_N = 78;
const AWKWARD_NUMBER = /^-?\d+\.0+$|[eE]|^-0$|^-?\d{16}|^-I/;

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function numberEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isBoundary(text.charCodeAt(at))) at++;
  return at;
}

/** What ends a number or a word: space, comma, a closing bracket or brace. */
function isBoundary(code: number): boolean {
  return code <= 32 || code === 44 || code === 93 || code === 125;
}

/**
 * The source text of one member of the object that `text` holds; of repeated keys the last. `null` when the member is
 * absent. The text must be a valid JSON object (parse it first).
 */
export function memberText(text: string, key: string): string | null {
  let at = skipSpace(text, text.indexOf("{") + 1);
  let found: string | null = null;
  while (at < text.length && text[at] !== "}") {
    const keyEnd = skipString(text, at);
    const isWanted = keyOf(text, at, keyEnd) === key;
    const start = skipSpace(text, skipSpace(text, keyEnd) + 1);
    const end = skipValue(text, start);
    if (isWanted) {
      found = text.slice(start, end);
      if (!mayRepeat(text, key, end)) return found;
    }
    at = skipSpace(text, end);
    if (text[at] === ",") at = skipSpace(text, at + 1);
  }
  return found;
}

/** False where the key surely does not come again: spelled plainly it is found, and otherwise it needs an escape. */
function mayRepeat(text: string, key: string, from: number): boolean {
  const mark = /^[\w -]*$/.test(key) ? "\\u" : "\\";
  return text.includes(`"${key}"`, from) || text.includes(mark, from);
}

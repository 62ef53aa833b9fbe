// Reading JSON text where JSON.parse is not enough: Python's bare NaN, numbers as written, the text of one member.
import { parse as losslessParse } from "lossless-json";
import { isJsonObject } from "./json.ts";
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

/** The source texts of an array's elements, in order. The text must be a valid JSON array (parse it first). */
export function elementTexts(text: string): readonly string[] {
  const elements: string[] = [];
  let at = skipSpace(text, text.indexOf("[") + 1);
  while (at < text.length && text[at] !== "]") {
    const end = skipValue(text, at);
    elements.push(text.slice(at, end));
    at = skipSpace(text, end);
    if (text[at] === ",") at = skipSpace(text, at + 1);
  }
  return elements;
}

/** False where the key surely does not come again: spelled plainly it is found, and otherwise it needs an escape. */
function mayRepeat(text: string, key: string, from: number): boolean {
  const mark = /^[\w -]*$/.test(key) ? "\\u" : "\\";
  return text.includes(`"${key}"`, from) || text.includes(mark, from);
}

function keyOf(text: string, start: number, end: number): string {
  const raw = text.slice(start + 1, end - 1);
  return raw.includes("\\") ? (JSON.parse(text.slice(start, end)) as string) : raw;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) <= 32) at++;
  return at;
}

/** Past the string that starts with the quote at `from`. */
function skipString(text: string, from: number): number {
  let end = text.indexOf('"', from + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end + 1;
}

function isEscaped(text: string, quote: number): boolean {
  let slashes = 0;
  while (text.charCodeAt(quote - 1 - slashes) === 92) slashes++;
  return slashes % 2 === 1;
}

function skipValue(text: string, from: number): number {
  const first = text[from];
  if (first === '"') return skipString(text, from);
  if (first !== "{" && first !== "[") {
    let at = from;
    while (at < text.length && !",}] \t\r\n".includes(text[at] as string)) at++;
    return at;
  }
  let depth = 0;
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 34) {
      at = skipString(text, at);
      continue;
    }
    if (code === 123 || code === 91) depth++;
    else if ((code === 125 || code === 93) && --depth === 0) return at + 1;
    at++;
  }
  return at;
}

// A text as it may stand in the bytes of a JSON line: what a search looks for before it parses a row. Found is not yet
// matched (the text may stand in a key), so rows found are read and looked at; but no row that matches is missed.

/** Patterns over bytes read as characters 0 to 255. */
export interface LinePattern {
  /** Fast: letters, digits and other plain characters stand for themselves. */
  readonly plain: RegExp;
  /** For bytes with an escape such as `\u0061`, which may stand for a plain character. */
  readonly escaped: RegExp;
}

/** Marks bytes in which a plain character may be written as an escape. */
export const PLAIN_ESCAPE = "\\u00";

const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  "\b": "b",
  "\t": "t",
  "\n": "n",
  "\f": "f",
  "\r": "r",
  '"': '"',
  "\\": "\\",
  "/": "/",
};

/** The pattern for a text of at least one character; without `matchCase` in upper and lower case alike. */
export function linePattern(text: string, matchCase: boolean): LinePattern {
  const flags = matchCase ? "g" : "gi";
  const source = (withEscapes: boolean): string =>
    [...text].map((character) => characterPattern(character, matchCase, withEscapes)).join("");
  return { plain: new RegExp(source(false), flags), escaped: new RegExp(source(true), flags) };
}

function characterPattern(character: string, matchCase: boolean, withEscapes: boolean): string {
  const cases = matchCase ? [character] : [character, character.toLowerCase(), character.toUpperCase()];
  // The pattern's own flag knows both cases of ASCII: naming them would make it ten times slower.
  const raw = PLAIN.test(character) ? [quoted(character)] : cases.flatMap(rawForms);
  const escapes = withEscapes || !PLAIN.test(character) ? cases.map(unicodeEscape) : [];
  const forms = [...new Set([...raw, ...escapes])];
  return forms.length === 1 ? (forms[0] as string) : `(?:${forms.join("|")})`;
}

/** What JSON may hold as it is, and never has a reason to write otherwise. */
const PLAIN = /^[ !#-.0-[\]-~]$/;

/** A character, or the few that it becomes in the other case, written without `\u`. */
function rawForms(text: string): string[] {
  const short = SHORT_ESCAPES[text];
  const isRaw = text > "~" || text === "/";
  return [
    ...(isRaw ? [quoted(utf8Bytes(text))] : []),
    ...(short === undefined ? [] : [quoted(`\\${short}`)]),
  ];
}

/** `\u00e9`, its hex digits in either case, for each UTF-16 unit. */
function unicodeEscape(text: string): string {
  const hex = (unit: number): string =>
    unit
      .toString(16)
      .padStart(4, "0")
      .replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
  return text
    .split("")
    .map((unit) => `\\\\u${hex(unit.charCodeAt(0))}`)
    .join("");
}

function quoted(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}

function utf8Bytes(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join("");
}

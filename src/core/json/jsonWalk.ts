// Walks along JSON text in place, without making values or copies: for pages of megabytes of which single values are cut out.
// All of it takes valid JSON: parse it first.

/**
 * Past the object that starts at `from`. Each member in its order is given with where its value starts, also one whose key
 * comes again; `take` gives the place behind that value.
 */
export function walkObject(text: string, from: number, take: (key: string, start: number) => number): number {
  let at = skipSpace(text, from + 1);
  while (text.charCodeAt(at) !== CLOSING_BRACE) {
    const keyEnd = skipString(text, at);
    const start = skipSpace(text, skipSpace(text, keyEnd) + 1);
    at = skipSpace(text, take(keyOf(text, at, keyEnd), start));
    if (text.charCodeAt(at) === COMMA) at = skipSpace(text, at + 1);
  }
  return at + 1;
}

/** Past the array that starts at `from`. Each element is given by where it starts; `take` gives the place behind it. */
export function walkArray(text: string, from: number, take: (start: number) => number): number {
  let at = skipSpace(text, from + 1);
  while (text.charCodeAt(at) !== CLOSING_BRACKET) {
    at = skipSpace(text, take(at));
    if (text.charCodeAt(at) === COMMA) at = skipSpace(text, at + 1);
  }
  return at + 1;
}

const COMMA = 44;
const CLOSING_BRACKET = 93;
const CLOSING_BRACE = 125;

/** The key between the quotes at `start` and before `end`. */
export function keyOf(text: string, start: number, end: number): string {
  const raw = text.slice(start + 1, end - 1);
  return raw.includes("\\") ? (JSON.parse(text.slice(start, end)) as string) : raw;
}

export function skipSpace(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) <= 32) at++;
  return at;
}

/** Past the string that starts with the quote at `from`. */
export function skipString(text: string, from: number): number {
  let end = text.indexOf('"', from + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end + 1;
}

function isEscaped(text: string, quote: number): boolean {
  let slashes = 0;
  while (text.charCodeAt(quote - 1 - slashes) === 92) slashes++;
  return slashes % 2 === 1;
}

/** Past the value that starts at `from`. */
export function skipValue(text: string, from: number): number {
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

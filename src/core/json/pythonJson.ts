// The exact text that Python's json.dumps(value, sort_keys=True) gives: what item digests are taken over.
// Source: Weave's row digest rule (weave/shared/digest.py), whose vectors are this file's tests.
import { isJsonObject } from "./json.ts";

/** A number with its source text, so that `1.0` and `1`, or integers above 2^53, stay apart. */
export class ExactNumber {
  constructor(readonly lexeme: string) {}
}

/** Told when a number was printed that might have been written otherwise in the source (`1` or `1.0`). */
export interface Ambiguity {
  found: boolean;
}

/**
 * Python's text for a parsed JSON value. Numbers without source text print as integers when they have no fraction,
 * and then set `ambiguity.found`; `ExactNumber`s print by their lexeme.
 */
export function pythonJson(value: unknown, ambiguity: Ambiguity): string {
  if (typeof value === "string") return pythonString(value);
  if (typeof value === "number") {
    if (!Number.isInteger(value)) return pythonFloat(value);
    ambiguity.found = true;
    return Object.is(value, -0) ? "0" : Math.abs(value) < 1e21 ? String(value) : BigInt(value).toString();
  }
  if (value === null) return "null";
  if (value === true) return "true";
  if (value === false) return "false";
  if (Array.isArray(value)) {
    if (value.length === 0) return "[]";
    let text = `[${pythonJson(value[0], ambiguity)}`;
    for (let i = 1; i < value.length; i++) text += `, ${pythonJson(value[i], ambiguity)}`;
    return `${text}]`;
  }
  if (value instanceof ExactNumber) return pythonNumber(value.lexeme);
  if (!isJsonObject(value)) throw new TypeError(`Not a JSON value: ${typeof value}`);
  const { keys, heads } = shapeOf(value);
  let text = "{";
  for (let i = 0; i < keys.length; i++)
    text += `${heads[i]}${pythonJson(value[keys[i] as string], ambiguity)}`;
  return `${text}}`;
}

/** The keys of an object in Python's order, each with the text before its value: `"a": `, `, "b": `. */
interface Shape {
  readonly given: readonly string[];
  readonly keys: readonly string[];
  readonly heads: readonly string[];
}

/** Shapes met before: the items of a run share a few, and sorting and printing keys is half the work of short items. */
const shapes = new Map<string, Shape[]>();
const KEPT_SHAPES = 64;
/** Objects with more keys are maps rather than records: no two alike. */
const KEPT_KEYS = 200;

function shapeOf(value: object): Shape {
  const given = Object.keys(value);
  const first = given[0] ?? "";
  const alike = shapes.get(first);
  const known = alike?.find((shape) => isSameList(shape.given, given));
  if (known !== undefined) return known;
  const keys = sortedKeys(given);
  const heads = keys.map((key, i) => `${i === 0 ? "" : ", "}${pythonString(key)}: `);
  const shape = { given, keys, heads };
  if (keys.length > KEPT_KEYS) return shape;
  if (alike !== undefined && alike.length < KEPT_SHAPES) alike.push(shape);
  else if (alike === undefined && shapes.size < KEPT_SHAPES) shapes.set(first, [shape]);
  return shape;
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Python's text for a number as written: integers at any size, floats by `repr`. */
export function pythonNumber(lexeme: string): string {
  if (/^-?\d+$/.test(lexeme)) return BigInt(lexeme).toString();
  return pythonFloat(Number(lexeme));
}

/** Python's `repr` of a double: shortest digits, fixed notation for decimal exponents -4 to 15. */
export function pythonFloat(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "Infinity" : "-Infinity";
  if (value === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
  const magnitude = Math.abs(value);
  if (magnitude >= 1e-4 && magnitude < 1e16) {
    // Here JavaScript prints fixed notation too (it switches only below 1e-6 and from 1e21 on).
    const text = String(value);
    return text.includes(".") ? text : `${text}.0`;
  }
  const [mantissa = "", exponent = ""] = value.toExponential().split("e");
  const digits = exponent.slice(1).padStart(2, "0");
  return `${mantissa}e${exponent[0] ?? "+"}${digits}`;
}

const NEEDS_ESCAPE = /[^\x20-\x7e]|["\\]/;
const SHORT_ESCAPES: Readonly<Record<number, string>> = {
  8: "\\b",
  9: "\\t",
  10: "\\n",
  12: "\\f",
  13: "\\r",
  34: '\\"',
  92: "\\\\",
};
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** A string as Python's ensure_ascii prints it: every unit outside space..tilde escaped, hex in lower case. */
export function pythonString(value: string): string {
  if (!NEEDS_ESCAPE.test(value)) return `"${value}"`;
  let text = '"';
  let plainFrom = 0;
  for (let i = 0; i < value.length; i++) {
    const unit = value.charCodeAt(i);
    if (unit >= 0x20 && unit <= 0x7e && unit !== 34 && unit !== 92) continue;
    text += value.slice(plainFrom, i);
    text += SHORT_ESCAPES[unit] ?? `\\u${HEX[unit >> 8]}${HEX[unit & 255]}`;
    plainFrom = i + 1;
  }
  return `${text}${value.slice(plainFrom)}"`;
}

const SURROGATE = /[\ud800-\udfff]/;

/** Keys by Unicode code point, as Python sorts; the default order differs where surrogate pairs meet U+E000-FFFF. */
function sortedKeys(keys: readonly string[]): readonly string[] {
  return keys.some((key) => SURROGATE.test(key)) ? [...keys].sort(compareCodePoints) : [...keys].sort();
}

/** Order by Unicode code point. */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    const isXSurrogate = x >= 0xd800 && x <= 0xdfff;
    const isYSurrogate = y >= 0xd800 && y <= 0xdfff;
    // A surrogate stands for a code point above every other unit.
    if (isXSurrogate !== isYSurrogate) return isXSurrogate ? 1 : -1;
    return x - y;
  }
  return a.length - b.length;
}

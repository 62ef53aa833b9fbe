// A JSON value as a tree to look at: long texts are cut, large lists and objects begin, and what is left out can be asked for
// by its path. Numbers stand as they were written.
import { isJsonObject, type Json } from "./json.ts";
import { ExactNumber } from "./pythonJson.ts";

/** Where a value stands in another: names of members, positions in lists. */
export type JsonPath = readonly (string | number)[];

/** A text, perhaps only its beginning. */
export interface CutText {
  readonly text: string;
  /** Characters of the whole. */
  readonly length: number;
}

export type JsonNode =
  | ({ readonly kind: "text" } & CutText)
  /** A number as written, `true`, `false` or `null`. */
  | { readonly kind: "plain"; readonly text: string }
  | JsonBranch;

/** A list or an object. Fewer children than `size - from` are all that is here; the rest can be asked for. */
export interface JsonBranch {
  readonly kind: "list" | "object";
  readonly size: number;
  /** Children before the first one here. */
  readonly from: number;
  readonly children: readonly JsonChild[];
}

export interface JsonChild {
  readonly key: string | number;
  readonly node: JsonNode;
}

/** How much one answer may carry; it is used up while trees are made. Endless characters: texts are not cut at all. */
export interface Budget {
  chars: number;
  nodes: number;
}

/** Texts longer than this are cut where they stand in a tree. */
export const CUT_CHARS = 4_000;
/** Children of one list or object that are shown at once. */
export const CHILDREN = 200;
/** Deeper values are asked for: few look there, and a page must not be drowned in them. */
const DEEPEST = 24;

export function aBudget(): Budget {
  return { chars: 400_000, nodes: 8_000 };
}

export function cutText(text: string, budget: Budget, most = CUT_CHARS): CutText {
  const limit = Number.isFinite(budget.chars) ? Math.min(most, budget.chars) : text.length;
  const kept = text.slice(0, Math.max(0, limit));
  budget.chars -= kept.length;
  return { text: kept, length: text.length };
}

/** The tree of a value; of a list or object the children from `from` on. */
export function toJsonNode(value: unknown, budget: Budget, from = 0, depth = 0): JsonNode {
  if (typeof value === "string") return { kind: "text", ...cutText(value, budget) };
  if (value instanceof ExactNumber) return { kind: "plain", text: value.lexeme };
  if (Array.isArray(value)) {
    const size = value.length;
    const keys = depth > DEEPEST ? [] : indices(from, size);
    return {
      kind: "list",
      size,
      from,
      children: childrenOf(keys, (at) => value[at] as unknown, budget, depth),
    };
  }
  if (!isJsonObject(value)) return { kind: "plain", text: String(value) };
  const names = Object.keys(value);
  const keys = depth > DEEPEST ? [] : names.slice(from, from + CHILDREN);
  const children = childrenOf(keys, (key) => value[key], budget, depth);
  return { kind: "object", size: names.length, from, children };
}

function indices(from: number, size: number): readonly number[] {
  return Array.from({ length: Math.max(0, Math.min(CHILDREN, size - from)) }, (_, i) => from + i);
}

function childrenOf<K extends string | number>(
  keys: readonly K[],
  read: (key: K) => unknown,
  budget: Budget,
  depth: number,
): readonly JsonChild[] {
  const children: JsonChild[] = [];
  for (const key of keys) {
    if (budget.nodes <= 0 || budget.chars <= 0) break;
    budget.nodes--;
    budget.chars -= String(key).length;
    children.push({ key, node: toJsonNode(read(key), budget, 0, depth + 1) });
  }
  return children;
}

/** The value at a path; `undefined` where there is none. Only own members count. */
export function valueAt(value: unknown, path: JsonPath): unknown {
  let at = value;
  for (const step of path) {
    if (Array.isArray(at)) at = typeof step === "number" ? (at as readonly Json[])[step] : undefined;
    else if (isJsonObject(at)) at = Object.hasOwn(at, step) ? at[step] : undefined;
    else return undefined;
  }
  return at;
}

/** `requests[0].response`; names that are no words stand in quotes. */
export function pathInWords(path: JsonPath): string {
  return path
    .map((step, i) => {
      if (typeof step === "number") return `[${step}]`;
      const name = /^[\p{L}\p{N}_-]+$/u.test(step) ? step : JSON.stringify(step);
      return i === 0 ? name : `.${name}`;
    })
    .join("");
}

// Parts of a row by address: what a page may ask to see whole, or to open as a document. An address is data that is checked,
// never a path of a file.
import { isJsonObject } from "../json/json.ts";
import { type JsonPath, pathInWords } from "../json/jsonTree.ts";

const OWN_PARTS = ["output", "expected", "error", "item", "source", "transcript"] as const;

export type RowPart =
  /** `item`: the dataset row as JSON; `source`: the stored record; `transcript`: all exchanges with models, as text. */
  | { readonly kind: (typeof OWN_PARTS)[number] }
  /** Why a score is what it is; `score` counts the row's own scores. */
  | { readonly kind: "reason"; readonly score: number }
  /** A value in the stored record. */
  | { readonly kind: "value"; readonly path: JsonPath };

const MOST_STEPS = 100;
const MOST_STEP_CHARS = 10_000;

/** The address that a page, or a document's own address, gives; `null` for anything else. */
export function readRowPart(value: unknown): RowPart | null {
  if (!isJsonObject(value)) return null;
  const own = OWN_PARTS.find((kind) => kind === value.kind);
  if (own !== undefined) return { kind: own };
  if (value.kind === "reason") return isCount(value.score) ? { kind: "reason", score: value.score } : null;
  const path = value.kind === "value" ? readPath(value.path) : null;
  return path === null ? null : { kind: "value", path };
}

/** A path as a page gives it; `null` for anything else. */
export function readPath(value: unknown): JsonPath | null {
  if (!Array.isArray(value) || value.length > MOST_STEPS) return null;
  const isPath = value.every(
    (step: unknown) => isCount(step) || (typeof step === "string" && step.length <= MOST_STEP_CHARS),
  );
  return isPath ? (value as JsonPath) : null;
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

/** The part in words: `output`, `requests[0].response`. */
export function partInWords(part: RowPart): string {
  if (part.kind === "value") return pathInWords(part.path);
  return part.kind === "reason" ? `reason ${part.score + 1}` : part.kind;
}

/** A name for a document, from words that may hold anything: no separator, nothing invisible, not long. */
export function titleText(words: string): string {
  const plain = words.replace(/[\p{C}\p{Z}/\\:*?"<>|]+/gu, " ").trim();
  return plain.length > 60 ? `${plain.slice(0, 60)}…` : plain;
}

// What Weave's scorers returned for one trial, as scores: each leaf is one, named `scorer` or `scorer.path`.
// Source: Weave evaluation API, section 6, "What a trial holds" and "Summary statistics".
import { isJsonObject, type Json, type JsonObject } from "../core/json/json.ts";
import type { RowScore } from "../core/run.ts";
import { toRowScore } from "./scoreValue.ts";

/** Scorers that give their reasons beside a verdict use these keys. */
const REASON_KEYS = ["reason", "reasoning", "rationale", "explanation"] as const;
/** Deeper is no score but a document. */
const MAX_DEPTH = 8;

/** Leaves in order of appearance. Of leaves whose paths read alike (keys may hold dots) the first counts. */
export function readWeaveScores(scores: JsonObject): RowScore[] {
  const found: RowScore[] = [];
  for (const key in scores) if (!isDouble(scores, key)) addLeaves(found, key, scores[key], undefined, 0);
  return found;
}

/** A class scorer may come twice, as `X` and, by its call, as `X.score`: the second is left out where both say the same. */
function isDouble(scores: JsonObject, key: string): boolean {
  if (!key.endsWith(".score")) return false;
  const plain = key.slice(0, -".score".length);
  return Object.hasOwn(scores, plain) && isSame(scores[plain], scores[key]);
}

function isSame(a: Json | undefined, b: Json | undefined): boolean {
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((one: Json, i) => isSame(one, b[i]));
  if (!isJsonObject(a)) return a === b;
  if (!isJsonObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isSame(a[key], b[key]))
  );
}

function addLeaves(
  found: RowScore[],
  name: string,
  value: Json | undefined,
  reason: string | undefined,
  depth: number,
): void {
  if (isJsonObject(value) && depth < MAX_DEPTH) {
    const own = reasonIn(value);
    for (const key in value) addLeaves(found, `${name}.${key}`, value[key], own, depth + 1);
    return;
  }
  if (found.some((score) => score.name === name)) return;
  const score = toRowScore({ metric: null, name }, value);
  found.push(reason !== undefined && score.state === "value" ? { ...score, reason } : score);
}

function reasonIn(value: JsonObject): string | undefined {
  for (const key of REASON_KEYS) {
    const text = value[key];
    if (typeof text === "string" && text !== "") return text;
  }
  return undefined;
}

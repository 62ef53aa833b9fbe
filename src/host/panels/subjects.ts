// What a panel shows, as plain data: it identifies the panel and gives it a title.
import type { ComparePair } from "../../core/compareTypes.ts";
import { isJsonObject } from "../../core/json.ts";
import type { RunId } from "../../core/run.ts";

export interface ResultSubject {
  readonly id: RunId;
  readonly name: string;
}

export interface CompareSubject extends ComparePair {
  readonly baseName: string;
  readonly candidateName: string;
}

function textsOf<K extends string>(kept: unknown, keys: readonly K[]): Readonly<Record<K, string>> | null {
  if (!isJsonObject(kept)) return null;
  const entries = keys.map((key) => [key, kept[key]] as const);
  return entries.every(([, value]) => typeof value === "string")
    ? (Object.fromEntries(entries) as Record<K, string>)
    : null;
}

/** A result's subject from what its page kept over a reload. */
export function readResultSubject(kept: unknown): ResultSubject | null {
  const texts = textsOf(kept, ["id", "name"]);
  return texts === null ? null : { id: texts.id as RunId, name: texts.name };
}

/** A comparison's subject from what its page kept over a reload. */
export function readCompareSubject(kept: unknown): CompareSubject | null {
  const texts = textsOf(kept, ["base", "candidate", "baseName", "candidateName"]);
  if (texts === null) return null;
  const keys = readKeys(isJsonObject(kept) ? kept.keys : undefined);
  return {
    ...texts,
    base: texts.base as RunId,
    candidate: texts.candidate as RunId,
    ...(keys.length === 0 ? {} : { keys }),
  };
}

/** Key fields as the page keeps them: a JSON list of texts. Anything else is no key. */
function readKeys(kept: unknown): readonly string[] {
  if (typeof kept !== "string") return [];
  try {
    const keys: unknown = JSON.parse(kept);
    return Array.isArray(keys) ? keys.filter((key) => typeof key === "string") : [];
  } catch {
    return []; // written by an older version
  }
}

// What a panel shows, as plain data: it identifies the panel and gives it a title.
import type { ComparePair, ScoreMapping } from "../../core/compare/compareTypes.ts";
import { JOIN_BY } from "../../core/compare/joinChoice.ts";
import { MOST_RUNS, type RunSet } from "../../core/compare/manyTypes.ts";
import { isJsonObject, type JsonObject } from "../../core/json/json.ts";
import type { RunId } from "../../core/run.ts";

export interface ResultSubject {
  readonly id: RunId;
  readonly name: string;
}

export interface CompareSubject extends ComparePair {
  readonly baseName: string;
  readonly candidateName: string;
  /** Name of the saved comparison that it was opened from. */
  readonly saved?: string;
}

/** An open panel of a comparison, as far as commands go. */
export interface ComparePage {
  /** Asks the page to save what it shows. */
  readonly save: () => void;
}

/** The same as one of several runs, the base first. */
export function toManySubject(subject: CompareSubject): ManySubject {
  const { base, candidate, baseName, candidateName, ...rest } = subject;
  return { ...rest, runs: [base, candidate], names: [baseName, candidateName] };
}

/** How the runs of a subject meet, for the engine. */
export function joinOf({
  keys = [],
  by,
  scoreMap = [],
  withExcluded = false,
}: Omit<RunSet, "runs">): Omit<RunSet, "runs"> {
  return { keys, ...(by && { by }), scoreMap, withExcluded };
}

/** A comparison of three to eight runs, the base first. */
export interface ManySubject extends RunSet {
  readonly names: readonly string[];
  /** Name of the saved comparison that it was opened from. */
  readonly saved?: string;
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
  return {
    ...texts,
    base: texts.base as RunId,
    candidate: texts.candidate as RunId,
    ...(isJsonObject(kept) ? readJoin(kept) : {}),
  };
}

/** A comparison of several runs from what its page kept over a reload. */
export function readManySubject(kept: unknown): ManySubject | null {
  const texts = textsOf(kept, ["runs", "names"]);
  if (texts === null || !isJsonObject(kept)) return null;
  const [runs, names] = [readKeys(texts.runs), readKeys(texts.names)];
  if (runs.length < 2 || runs.length > MOST_RUNS || names.length !== runs.length) return null;
  return { runs: runs as readonly RunId[], names, ...readJoin(kept) };
}

/** How runs meet, and what was opened; what is empty is left out, so that the subject is the one that opened the panel. */
function readJoin(kept: JsonObject): Omit<ManySubject, "runs" | "names"> {
  const keys = readKeys(kept.keys);
  const scoreMap = readList(kept.scoreMap).filter(isMapping);
  const by = JOIN_BY.find((one) => one === kept.by);
  const { saved } = kept;
  return {
    ...(keys.length === 0 ? {} : { keys }),
    ...(by && { by }),
    ...(scoreMap.length === 0 ? {} : { scoreMap }),
    ...(kept.withExcluded === "true" ? { withExcluded: true } : {}),
    ...(typeof saved === "string" && saved !== "" ? { saved } : {}),
  };
}

function isMapping(value: unknown): value is ScoreMapping {
  return isJsonObject(value) && typeof value.base === "string" && typeof value.candidate === "string";
}

/** Key fields as the page keeps them: a JSON list of texts. Anything else is no key. */
function readKeys(kept: unknown): readonly string[] {
  return readList(kept).filter((key) => typeof key === "string");
}

function readList(kept: unknown): readonly unknown[] {
  if (typeof kept !== "string") return [];
  try {
    const list: unknown = JSON.parse(kept);
    return Array.isArray(list) ? list : [];
  } catch {
    return []; // written by an older version
  }
}

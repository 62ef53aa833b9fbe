// Checks of what comes from a page: webviews show model output and are not trusted.
import type { ScoreMapping } from "../core/compare/compareTypes.ts";
import { JOIN_BY, type JoinChoice } from "../core/compare/joinChoice.ts";
import { Problem } from "../core/problem.ts";

/** A whole number of at least 0. */
export function checkedCount(value: unknown): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= 0) return value;
  throw new Problem("badInput", "The panel asked for a row that can't exist.");
}

/** A list of such numbers, at least one and at most so many. */
export function checkedCounts(value: unknown, most: number): readonly number[] {
  if (Array.isArray(value) && value.length > 0 && value.length <= most) return value.map(checkedCount);
  throw new Problem("badInput", "The panel asked for something unknown.");
}

/** One of the words listed. */
export function checkedWord<T extends string>(value: unknown, words: readonly T[]): T {
  const found = words.find((word) => word === value);
  if (found === undefined) throw new Problem("badInput", "The panel asked for something unknown.");
  return found;
}

/** A list of texts, at most so many. */
export function checkedTexts(value: unknown, most: number): readonly string[] {
  if (Array.isArray(value) && value.length <= most && value.every((one) => typeof one === "string"))
    return value;
  throw new Problem("badInput", "The panel asked for something unknown.");
}

/** Key fields of a join. */
const MOST_KEYS = 20;

/** What is to be joined by. */
export function checkedJoin({ keys, by }: JoinChoice): JoinChoice {
  return { keys: checkedTexts(keys, MOST_KEYS), by: checkedWord(by, JOIN_BY) };
}

/** Mappings of scores. */
const MOST_ENTRIES = 20;

/** Scores of other names that count as the same. */
export function checkedMappings(mappings: unknown): readonly ScoreMapping[] {
  return checkedPairs(mappings, "base", "candidate");
}

function checkedPairs<K extends string>(value: unknown, first: K, second: K): readonly Record<K, string>[] {
  if (!Array.isArray(value) || value.length > MOST_ENTRIES)
    throw new Problem("badInput", "The panel asked for something unknown.");
  return value.map((one: Readonly<Record<string, unknown>> | null) => {
    const [a, b] = checkedTexts([one?.[first], one?.[second]], 2);
    return { [first]: a, [second]: b } as Record<K, string>;
  });
}

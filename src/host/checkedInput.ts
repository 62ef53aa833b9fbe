// Checks of what comes from a page: webviews show model output and are not trusted.
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

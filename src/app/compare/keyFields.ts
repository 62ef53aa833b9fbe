// Rows by the values of chosen key fields: a join where the item's content differs from run to run.
import { DIGEST_BYTES, digestName } from "../../core/join/digest.ts";
import { isSameDigest } from "../../core/join/digestIndex.ts";
import { type Join, joinItems, type MetItems, meetByKey } from "../../core/join/joinItems.ts";
import type { JsonObject } from "../../core/json/json.ts";
import { Problem } from "../../core/problem.ts";
import { fieldText } from "../../core/rows/rowField.ts";
import type { PickPart } from "../rows/rowPages.ts";
import { countedItems, type UngroupedSide } from "./joinSide.ts";

/**
 * Joins two runs by key fields, all together; values are compared as texts, so that CSV and JSONL meet. Rows without one
 * of the fields meet by the content of their item. Throws a `badInput` Problem for a field that only one run has.
 */
export async function joinByKeys(
  base: UngroupedSide,
  candidate: UngroupedSide,
  keys: readonly string[],
  signal: AbortSignal,
): Promise<{ readonly met: MetItems; readonly join: Join }> {
  checkKeys(base, candidate, keys);
  const [baseKeys, candidateKeys] = [await keysOf(base, keys, signal), await keysOf(candidate, keys, signal)];
  return joinKeyed(base, candidate, { baseKeys, candidateKeys, keys });
}

/** The same for runs whose keys were read: one text per row, as `keysOf` gives them. */
export async function joinKeyed(
  base: UngroupedSide,
  candidate: UngroupedSide,
  read: {
    readonly baseKeys: readonly string[];
    readonly candidateKeys: readonly string[];
    readonly keys: readonly string[];
  },
): Promise<{ readonly met: MetItems; readonly join: Join }> {
  const met = countedItems(meetByKey(read.baseKeys, read.candidateKeys), base, candidate);
  const duplicates = {
    base: await duplicatesOf(base, met.base),
    candidate: await duplicatesOf(candidate, met.candidate),
  };
  return { met, join: joinItems(met, duplicates, read.keys) };
}

/** Throws a `badInput` Problem for a field that not both runs have. */
export function checkKeys(base: UngroupedSide, candidate: UngroupedSide, keys: readonly string[]): void {
  const shared = base.run.itemFields.filter((field) => candidate.run.itemFields.includes(field));
  for (const key of keys)
    if (!shared.includes(key))
      throw new Problem(
        "badInput",
        `The items of both runs don't share a field ${key} to join by. Shared: ${shared.join(", ") || "none"}.`,
      );
}

/** One text per row, in row order. */
export async function keysOf(
  { stored, pages }: UngroupedSide,
  keys: readonly string[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const digests = await stored.digests();
  const texts = new Array<string>(stored.record.run.rows);
  const pick: PickPart<string | null> = (record, reader) => keyOf(reader.scan(record).item, keys);
  for await (const { from, parts } of pages.walkParts(pick, signal))
    for (const [i, key] of parts.entries())
      texts[from + i] = key ?? `content ${digestName(digests, (from + i) * DIGEST_BYTES)}`;
  return texts;
}

/** The values of the key fields as one text; `null` where the item lacks one. */
function keyOf(item: JsonObject, keys: readonly string[]): string | null {
  const values = keys.map((key) => fieldText({ item }, key));
  return values.includes(null) ? null : `key ${JSON.stringify(values)}`;
}

/**
 * Rows that count beyond the first of their item. Rows of one content are repetitions only within a facet, which their
 * trial numbers tell: the rows that start a facet of the item's first content are none. Of an item with several facets and
 * excluded rows it is not known which facets are left: of so many rows as there were facets none counts as repeated.
 */
export async function duplicatesOf(side: UngroupedSide, items: MetItems["base"]): Promise<number> {
  if (items.count === items.itemOf.length) return 0;
  const trials = await side.stored.trials();
  const digests = await side.stored.digests();
  const firsts = new Int32Array(items.count);
  for (let row = 0; row < items.itemOf.length; row++) {
    const item = items.itemOf[row] as number;
    const first = items.firstRow[item] as number;
    if (trials[row] === 1 && isSameDigest(digests, row, digests, first))
      firsts[item] = (firsts[item] as number) + 1;
  }
  return items.rowCount.reduce((sum, rows, item) => sum + Math.max(0, rows - (firsts[item] as number)), 0);
}

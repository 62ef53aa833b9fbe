// How the items of two runs meet: by digest, or by the text of key fields. Everything after it works on item numbers.
import type { JoinReport } from "../compare/compareTypes.ts";
import { countUp, isCountedUp } from "./countUp.ts";
import { DIGEST_BYTES } from "./digest.ts";
import { DigestIndex, digestWords, type IndexedItems, type RowItems } from "./digestIndex.ts";
import { excludedRowsAt, layOutCounted } from "./excludedItems.ts";

/** A digest as 32-bit words. */
const WORDS = DIGEST_BYTES / 4;

/** The items of two runs, and which of them are the same. */
export interface MetItems {
  readonly base: RowItems;
  readonly candidate: RowItems;
  /** Shape: one entry per candidate item; the same item's number in the base, or -1. */
  readonly partner: Int32Array;
}

/**
 * Items of both runs in one order: matched in base order, then only base, then only candidate; behind them those that a
 * run has but of which none of its rows counts.
 */
export interface Join {
  readonly report: JoinReport;
  /** Item number in the base run by position; -1 where the base lacks it. */
  readonly baseItem: Int32Array;
  /** Item number in the candidate run by position; -1 where the candidate lacks it. */
  readonly candidateItem: Int32Array;
}

/**
 * Numbers the candidate's items by looking its digests (32 bytes a row) up among the base's. Runs of one dataset mostly
 * have it in one order: where every row has the same item nothing is numbered, else the item behind the last one is
 * tried before any look-up.
 */
export function meetByDigest(base: IndexedItems, digests: Uint8Array): MetItems {
  const own = new DigestIndex(0);
  const ours = digestWords(base.digests);
  const theirs = digestWords(digests);
  if (isSame(ours, theirs)) return { base, candidate: base, partner: countUp(base.count) };
  const isNext = (row: number): boolean => {
    const from = (base.firstRow[next] as number) * WORDS;
    const other = row * WORDS;
    for (let i = 0; i < WORDS; i++) if (ours[from + i] !== theirs[other + i]) return false;
    return true;
  };
  let next = 0;
  return meet(base, digests.length / DIGEST_BYTES, (row) => {
    if (next < base.count && isNext(row)) return next++;
    const found = base.index.find(digests, row * DIGEST_BYTES);
    if (found === -1) return base.count + own.add(digests, row * DIGEST_BYTES);
    next = found + 1;
    return found;
  });
}

function isSame(a: Uint32Array, b: Uint32Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Rows of both runs grouped by the text of their key. Shape: one key per row. */
export function meetByKey(baseKeys: readonly string[], candidateKeys: readonly string[]): MetItems {
  const numbers = new Map<string, number>();
  const numberOf = (key: string): number => {
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, numbers.size);
    return numbers.size - 1;
  };
  const base = groupNumbers(Int32Array.from(baseKeys, numberOf), numbers.size);
  return meet(base, candidateKeys.length, (row) => numberOf(candidateKeys[row] as string));
}

/** `numberAt`: a row's base item, or a number from `base.count` on where the base has none, counted without gaps. */
function meet(base: RowItems, rows: number, numberAt: (row: number) => number): MetItems {
  const itemOf = new Int32Array(rows);
  const partners = new Int32Array(rows);
  const ofBase = new Int32Array(base.count).fill(-1);
  // Numbers beyond the base's come in order of appearance, so a list grows beside them.
  const ofOthers: number[] = [];
  let count = 0;
  for (let row = 0; row < rows; row++) {
    const number = numberAt(row);
    const isShared = number < base.count;
    const known = isShared ? (ofBase[number] as number) : (ofOthers[number - base.count] ?? -1);
    if (known !== -1) {
      itemOf[row] = known;
      continue;
    }
    if (isShared) ofBase[number] = count;
    else ofOthers.push(count);
    partners[count] = isShared ? number : -1;
    itemOf[row] = count++;
  }
  return { base, candidate: groupNumbers(itemOf, count), partner: partners.subarray(0, count) };
}

/** Rows whose item numbers are known, counted by first appearance. */
function groupNumbers(itemOf: Int32Array, count: number): RowItems {
  const firstRow = new Int32Array(count).fill(-1);
  const rowCount = new Int32Array(count);
  for (let row = 0; row < itemOf.length; row++) {
    const item = itemOf[row] as number;
    if (rowCount[item] === 0) firstRow[item] = row;
    rowCount[item] = (rowCount[item] as number) + 1;
  }
  return { itemOf, count, firstRow, rowCount };
}

/** Rows beyond the first of their item, in each run. */
export interface Duplicates {
  readonly base: number;
  readonly candidate: number;
}

/** Joins two runs by the 32 bytes of their items' digests. */
export function joinRuns(
  base: { readonly items: IndexedItems; readonly duplicates: number },
  candidate: { readonly digests: Uint8Array; readonly duplicates: number },
): Join {
  const met = meetByDigest(base.items, candidate.digests);
  return joinItems(met, { base: base.duplicates, candidate: candidate.duplicates });
}

/** Lays the items of both runs out in one order. */
export function joinItems(met: MetItems, duplicates: Duplicates, keys: readonly string[] = []): Join {
  const { base, candidate, partner } = met;
  if (base.excluded !== undefined || candidate.excluded !== undefined) {
    const { baseItem, candidateItem, ...counts } = layOutCounted(base, candidate, partner);
    const { base: duplicateBase, candidate: duplicateCandidate } = duplicates;
    const excluded = excludedReport(met, baseItem, candidateItem, counts);
    return {
      report: { ...counts, duplicateBase, duplicateCandidate, keys, ...excluded },
      baseItem,
      candidateItem,
    };
  }
  const baseItems = met.base.count;
  const candidateItems = met.candidate.count;
  if (baseItems === candidateItems && isCountedUp(met.partner)) {
    const report = { matched: baseItems, onlyBase: 0, onlyCandidate: 0 };
    return {
      report: { ...report, duplicateBase: duplicates.base, duplicateCandidate: duplicates.candidate, keys },
      baseItem: met.partner,
      candidateItem: met.partner,
    };
  }
  const matchOfBase = new Int32Array(baseItems).fill(-1);
  let matched = 0;
  for (let item = 0; item < candidateItems; item++) {
    const found = met.partner[item] as number;
    if (found === -1) continue;
    matchOfBase[found] = item;
    matched++;
  }
  const total = baseItems + candidateItems - matched;
  const baseItem = new Int32Array(total).fill(-1);
  const candidateItem = new Int32Array(total).fill(-1);
  let at = 0;
  let onlyBaseAt = matched;
  for (let item = 0; item < baseItems; item++) {
    const other = matchOfBase[item] as number;
    const position = other === -1 ? onlyBaseAt++ : at++;
    baseItem[position] = item;
    candidateItem[position] = other;
  }
  for (let item = 0; item < candidateItems; item++)
    if (met.partner[item] === -1) candidateItem[onlyBaseAt++] = item;
  return {
    report: {
      matched,
      onlyBase: baseItems - matched,
      onlyCandidate: candidateItems - matched,
      duplicateBase: duplicates.base,
      duplicateCandidate: duplicates.candidate,
      keys,
    },
    baseItem,
    candidateItem,
  };
}

/** What is excluded of the items at some positions, of which so many are compared or in one run only. */
function excludedReport(
  { base, candidate }: MetItems,
  baseItem: Int32Array,
  candidateItem: Int32Array,
  { matched, onlyBase, onlyCandidate }: Pick<JoinReport, "matched" | "onlyBase" | "onlyCandidate">,
): Pick<JoinReport, "excluded"> {
  if (base.excluded === undefined && candidate.excluded === undefined) return {};
  return {
    excluded: {
      baseRows: excludedRowsAt(base, baseItem),
      candidateRows: excludedRowsAt(candidate, candidateItem),
      items: baseItem.length - matched - onlyBase - onlyCandidate,
      isCounted: (base.excluded ?? candidate.excluded)?.isCounted ?? false,
    },
  };
}

/** The join at some of its positions, ascending: numbered anew, in the same order. */
export function narrowJoin(join: Join, kept: Int32Array, met: MetItems): Join {
  const { base, candidate } = met;
  const baseItem = kept.map((at) => join.baseItem[at] as number);
  const candidateItem = kept.map((at) => join.candidateItem[at] as number);
  const { matched, onlyBase, onlyCandidate, keys, service } = join.report;
  const before = (end: number): number => {
    const at = kept.findIndex((position) => position >= end);
    return at === -1 ? kept.length : at;
  };
  const repeats = (items: RowItems, itemAt: Int32Array): number =>
    itemAt.reduce(
      (sum, item) => sum + (item === -1 ? 0 : Math.max(0, (items.rowCount[item] as number) - 1)),
      0,
    );
  const narrowed = before(matched);
  const withBase = before(matched + onlyBase);
  const counts = {
    matched: narrowed,
    onlyBase: withBase - narrowed,
    onlyCandidate: before(matched + onlyBase + onlyCandidate) - withBase,
  };
  return {
    report: {
      ...counts,
      duplicateBase: repeats(base, baseItem),
      duplicateCandidate: repeats(candidate, candidateItem),
      keys,
      ...(service && { service }),
      ...excludedReport(met, baseItem, candidateItem, counts),
    },
    baseItem,
    candidateItem,
  };
}

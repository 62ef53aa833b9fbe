// How the items of several runs meet. Each candidate has met the base already (joinItems.ts); what the base lacks is
// numbered here, so that items which only candidates share are one position too.

import type { JoinReport } from "../compare/compareTypes.ts";
import type { ManyJoinReport } from "../compare/manyTypes.ts";
import type { RowItems } from "./digestIndex.ts";
import { excludedRowsAt, isCountedItem, isExcludedItem } from "./excludedItems.ts";
import type { Join, MetItems } from "./joinItems.ts";

/** Items of all runs in one order: the base's in its order, then what it lacks by first appearance. */
export interface ManyJoin {
  readonly report: ManyJoinReport;
  /** Shape: one array per run, one entry per position; the run's item number, or -1 where it lacks the item. */
  readonly itemAt: readonly Int32Array[];
  /** Shape: one entry per position; in how many runs a row of the item counts. */
  readonly inRuns: Uint8Array;
  /** Shape: one entry per position, 1 where a run has the item but none of its rows counts; `null` where that is nowhere. */
  readonly isOut: Uint8Array | null;
  /** Shape: one array per candidate, one entry per position; the position in its join with the base, or -1. */
  readonly pairAt: readonly Int32Array[];
}

/** A candidate as it met the base, and how many rows of either are repetitions. */
export interface MetPair {
  readonly met: MetItems;
  readonly join: Join;
}

/**
 * Joins all runs. `numberOf` gives an item that the base lacks its number by what identifies it: the same for the same
 * item of two candidates, from 0 without gaps in order of the calls. One candidate: the join of two runs in another order.
 */
export function joinMany(
  pairs: readonly MetPair[],
  numberOf: (candidate: number, firstRow: number) => number,
): ManyJoin {
  const base = (pairs[0] as MetPair).met.base;
  let others = 0;
  const places = pairs.map(({ met }, candidate) => {
    const of = new Int32Array(met.candidate.count);
    for (let item = 0; item < of.length; item++) {
      const partner = met.partner[item] as number;
      if (partner !== -1) {
        of[item] = partner;
        continue;
      }
      const other = numberOf(candidate, met.candidate.firstRow[item] as number);
      others = Math.max(others, other + 1);
      of[item] = base.count + other;
    }
    return of;
  });
  const positions = base.count + others;
  const itemAt = [baseItems(base, positions), ...places.map((of) => inverse(of, positions))];
  const runs = [base, ...pairs.map(({ met }) => met.candidate)];
  const inRuns = new Uint8Array(positions);
  for (const [run, items] of itemAt.entries())
    for (let at = 0; at < positions; at++)
      if (isCountedItem(runs[run] as RowItems, items[at] as number)) inRuns[at] = (inRuns[at] as number) + 1;
  const isOut = outAt(runs, itemAt, positions);
  const duplicates = [
    pairs[0]?.join.report.duplicateBase ?? 0,
    ...pairs.map(({ join }) => join.report.duplicateCandidate),
  ];
  return {
    report: {
      ...manyCounts({ itemAt, inRuns, isOut }, runs, duplicates),
      ...joinedAs(pairs[0]?.join.report),
    },
    itemAt,
    inRuns,
    isOut,
    pairAt: pairs.map(({ join }, i) => pairPositions(join, places[i] as Int32Array, positions)),
  };
}

/** What all pairs were joined by. */
function joinedAs({ keys, service }: Pick<JoinReport, "keys" | "service"> = { keys: [] }) {
  return { keys, ...(service && { service }) };
}

function baseItems({ count }: RowItems, positions: number): Int32Array {
  const items = new Int32Array(positions).fill(-1);
  for (let item = 0; item < count; item++) items[item] = item;
  return items;
}

function inverse(places: Int32Array, positions: number): Int32Array {
  const items = new Int32Array(positions).fill(-1);
  for (let item = 0; item < places.length; item++) items[places[item] as number] = item;
  return items;
}

function pairPositions({ baseItem, candidateItem }: Join, places: Int32Array, positions: number): Int32Array {
  const pairAt = new Int32Array(positions).fill(-1);
  for (let at = 0; at < baseItem.length; at++) {
    const item = baseItem[at] as number;
    pairAt[item === -1 ? (places[candidateItem[at] as number] as number) : item] = at;
  }
  return pairAt;
}

function outAt(
  runs: readonly RowItems[],
  itemAt: readonly Int32Array[],
  positions: number,
): Uint8Array | null {
  if (runs.every(({ excluded }) => (excluded?.items ?? 0) === 0)) return null;
  const isOut = new Uint8Array(positions);
  for (const [run, items] of itemAt.entries())
    for (let at = 0; at < positions; at++)
      if (isExcludedItem(runs[run] as RowItems, items[at] as number)) isOut[at] = 1;
  return isOut;
}

/** The counts of items that stand at positions; an item that is not compared in some run is counted apart. */
export function manyCounts(
  { itemAt, inRuns, isOut }: Pick<ManyJoin, "itemAt" | "inRuns" | "isOut">,
  items: readonly RowItems[],
  duplicates: readonly number[],
): Omit<ManyJoinReport, "keys" | "service"> {
  const counts = new Array<number>(itemAt.length).fill(0);
  let out = 0;
  for (let at = 0; at < inRuns.length; at++) {
    const runs = inRuns[at] as number;
    if (isOut?.[at] === 1) out++;
    else counts[runs - 1] = (counts[runs - 1] as number) + 1;
  }
  const runs = itemAt.map((places, run) => {
    let own = 0;
    let only = 0;
    for (let at = 0; at < places.length; at++) {
      if (!isCountedItem(items[run] as RowItems, places[at] as number)) continue;
      own++;
      if (inRuns[at] === 1 && isOut?.[at] !== 1) only++;
    }
    return { items: own, only, duplicates: duplicates[run] ?? 0 };
  });
  const marked = items.find(({ excluded }) => excluded !== undefined)?.excluded;
  if (marked === undefined) return { inRuns: counts, runs };
  const rows = itemAt.map((places, run) => excludedRowsAt(items[run] as RowItems, places));
  return { inRuns: counts, runs, excluded: { rows, items: out, isCounted: marked.isCounted } };
}

// How the items of several runs meet. Each candidate has met the base already (joinItems.ts); what the base lacks is
// numbered here, so that items which only candidates share are one position too.

import type { ManyJoinReport } from "../compare/manyTypes.ts";
import type { RowItems } from "./digestIndex.ts";
import type { Join, MetItems } from "./joinItems.ts";

/** Items of all runs in one order: the base's in its order, then what it lacks by first appearance. */
export interface ManyJoin {
  readonly report: ManyJoinReport;
  /** Shape: one array per run, one entry per position; the run's item number, or -1 where it lacks the item. */
  readonly itemAt: readonly Int32Array[];
  /** Shape: one entry per position; in how many runs. */
  readonly inRuns: Uint8Array;
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
  const inRuns = new Uint8Array(positions);
  for (const items of itemAt)
    for (let at = 0; at < positions; at++) if (items[at] !== -1) inRuns[at] = (inRuns[at] as number) + 1;
  return {
    report: reportOf(pairs, itemAt, inRuns),
    itemAt,
    inRuns,
    pairAt: pairs.map(({ join }, i) => pairPositions(join, places[i] as Int32Array, positions)),
  };
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

function reportOf(
  pairs: readonly MetPair[],
  itemAt: readonly Int32Array[],
  inRuns: Uint8Array,
): ManyJoinReport {
  const counts = new Array<number>(itemAt.length).fill(0);
  for (const runs of inRuns) counts[runs - 1] = (counts[runs - 1] as number) + 1;
  const [first] = pairs;
  const duplicates = [
    first?.join.report.duplicateBase ?? 0,
    ...pairs.map(({ join }) => join.report.duplicateCandidate),
  ];
  const runs = itemAt.map((items, run) => {
    let own = 0;
    let only = 0;
    for (let at = 0; at < items.length; at++) {
      if (items[at] === -1) continue;
      own++;
      if (inRuns[at] === 1) only++;
    }
    return { items: own, only, duplicates: duplicates[run] ?? 0 };
  });
  const { keys = [], service } = first?.join.report ?? {};
  return { inRuns: counts, runs, keys, ...(service && { service }) };
}

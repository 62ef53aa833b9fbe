// Several runs over some of their items: for a filter on inputs, which narrows joins and statistics alike.

import type { ManyJoinReport } from "../../core/compare/manyTypes.ts";
import type { ManyJoin } from "../../core/join/manyJoin.ts";
import type { Side } from "./joinSide.ts";
import { ManyScores } from "./manyScores.ts";
import type { ManySummaryParts } from "./manySummary.ts";
import { narrowParts } from "./narrowedSummary.ts";

/** `isKept`: 1 for each position of the join that stays. Each pair is narrowed as a comparison of two is. */
export function narrowMany(
  whole: ManySummaryParts,
  sides: readonly Side[],
  isKept: Uint8Array,
): ManySummaryParts {
  const positions = Int32Array.from(isKept.keys()).filter((at) => isKept[at] === 1);
  const narrowed = whole.pairs.map((pair, candidate) => {
    const kept = pairPlaces(whole.join, candidate, positions, pair.join.baseItem.length);
    return { pair: narrowParts(pair, kept.places), numberOf: kept.numberOf };
  });
  const { inRuns, itemAt, pairAt } = whole.join;
  const join: ManyJoin = {
    report: reportAt(whole.join, sides, positions),
    itemAt: itemAt.map((items) => positions.map((at) => items[at] as number)),
    inRuns: Uint8Array.from(positions, (at) => inRuns[at] as number),
    pairAt: pairAt.map((places, candidate) =>
      positions.map((at) => narrowed[candidate]?.numberOf[places[at] as number] ?? -1),
    ),
  };
  const pairs = narrowed.map(({ pair }) => pair);
  return { pairs, join, scores: new ManyScores(pairs, join), report: join.report };
}

/** Places in a pair's join of the kept positions, ascending, and each one's number among them. */
function pairPlaces({ pairAt }: ManyJoin, candidate: number, positions: Int32Array, length: number) {
  const isKept = new Uint8Array(length);
  for (const at of positions) {
    const place = pairAt[candidate]?.[at] ?? -1;
    if (place !== -1) isKept[place] = 1;
  }
  const places = Int32Array.from(isKept.keys()).filter((place) => isKept[place] === 1);
  const numberOf = new Int32Array(length).fill(-1);
  for (const [number, place] of places.entries()) numberOf[place] = number;
  return { places, numberOf };
}

function reportAt(
  { itemAt, inRuns, report }: ManyJoin,
  sides: readonly Side[],
  positions: Int32Array,
): ManyJoinReport {
  const counts = new Array<number>(itemAt.length).fill(0);
  for (const at of positions) {
    const runs = (inRuns[at] as number) - 1;
    counts[runs] = (counts[runs] as number) + 1;
  }
  const runs = sides.map(({ items }, run) => {
    const own = positions.filter((at) => itemAt[run]?.[at] !== -1);
    const rows = own.reduce((sum, at) => sum + (items.rowCount[itemAt[run]?.[at] ?? -1] ?? 0), 0);
    return {
      items: own.length,
      only: own.filter((at) => inRuns[at] === 1).length,
      duplicates: rows - own.length,
    };
  });
  return { ...report, inRuns: counts, runs };
}

// Several runs over some of their items: for a filter on inputs, which narrows joins and statistics alike.

import { type ManyJoin, manyCounts } from "../../core/join/manyJoin.ts";
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
  const { inRuns, isOut, itemAt, pairAt } = whole.join;
  const places = itemAt.map((items) => positions.map((at) => items[at] as number));
  const kept = {
    itemAt: places,
    inRuns: Uint8Array.from(positions, (at) => inRuns[at] as number),
    isOut: isOut === null ? null : Uint8Array.from(positions, (at) => isOut[at] as number),
  };
  const counts = manyCounts(
    kept,
    sides.map(({ items }) => items),
    sides.map((side, run) => repeatsAt(side, places[run] as Int32Array)),
  );
  const join: ManyJoin = {
    report: { ...whole.join.report, ...counts },
    ...kept,
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

/** Repetitions are counted by the rows of the items that are kept. */
function repeatsAt({ items }: Side, places: Int32Array): number {
  return places.reduce((sum, item) => sum + Math.max(0, (items.rowCount[item] ?? 0) - 1), 0);
}

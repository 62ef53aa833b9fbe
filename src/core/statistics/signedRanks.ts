// Midranks of the sizes of row differences, by tie group: what the signed-rank test sums.
import type { Differences } from "./differences.ts";
import { type SizeTally, tallySizes } from "./sizeTally.ts";

/**
 * Is told of each group of changed rows of equal size, smallest first. `doubledRank` is twice their common midrank: a
 * whole number.
 */
export type VisitGroup = (doubledRank: number, higher: number, lower: number) => void;

/** `drop`: rows that are the same get no rank. `pratt`: they take the lowest ranks and are dropped then. */
export type ZeroRule = "drop" | "pratt";

/**
 * Visits tie groups in order of size. A new group begins where |d| exceeds the first of its group by more than
 * 1e-9·max(1, |d|), so that ties do not chain. Few different sizes are counted; many are sorted in typed arrays: no
 * object per row or group.
 */
export function visitRankGroups(differences: Differences, zeros: ZeroRule, visit: VisitGroup): void {
  const ranksBefore = zeros === "pratt" ? differences.same : 0;
  const tally = tallySizes(differences);
  if (tally === null) mergeGroups(...sortedSizes(differences), ranksBefore, visit);
  else groupTally(tally, ranksBefore, visit);
}

function groupTally({ sizes, higher, lower }: SizeTally, ranksBefore: number, visit: VisitGroup): void {
  let before = ranksBefore;
  for (let i = 0; i < sizes.length; ) {
    const first = sizes[i] as number;
    let up = 0;
    let down = 0;
    for (; i < sizes.length && isTied(sizes[i] as number, first); i++) {
      up += higher[i] as number;
      down += lower[i] as number;
    }
    // Ranks before + 1 to before + count have the mean before + (count + 1)/2.
    visit(2 * before + up + down + 1, up, down);
    before += up + down;
  }
}

/** Sizes of the rows that are higher, and of those that are lower, each in ascending order. */
function sortedSizes(differences: Differences): readonly [Float64Array, Float64Array] {
  const { values, signs, higher, lower } = differences;
  const up = new Float64Array(higher);
  const down = new Float64Array(lower);
  let atUp = 0;
  let atDown = 0;
  for (let i = 0; i < values.length; i++) {
    if (signs[i] === 1) up[atUp++] = values[i] as number;
    else if (signs[i] === -1) down[atDown++] = -(values[i] as number);
  }
  return [up.sort(), down.sort()];
}

function mergeGroups(up: Float64Array, down: Float64Array, ranksBefore: number, visit: VisitGroup): void {
  let i = 0;
  let j = 0;
  while (i < up.length || j < down.length) {
    const isUpFirst = j >= down.length || (i < up.length && (up[i] as number) < (down[j] as number));
    const first = (isUpFirst ? up[i] : down[j]) as number;
    const fromUp = i;
    const fromDown = j;
    while (i < up.length && isTied(up[i] as number, first)) i++;
    while (j < down.length && isTied(down[j] as number, first)) j++;
    const before = ranksBefore + fromUp + fromDown;
    visit(2 * before + (i - fromUp) + (j - fromDown) + 1, i - fromUp, j - fromDown);
  }
}

function isTied(size: number, first: number): boolean {
  return size - first <= 1e-9 * Math.max(1, size);
}

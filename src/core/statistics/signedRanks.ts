// Midranks of the sizes of row differences, by tie group: what the signed-rank test sums.
import type { Differences } from "./differences.ts";

/** Changed rows of equal size. */
export interface RankGroup {
  /** Twice their common midrank: a whole number. */
  readonly doubledRank: number;
  readonly higher: number;
  readonly lower: number;
}

/** `drop`: rows that are the same get no rank. `pratt`: they take the lowest ranks and are dropped then. */
export type ZeroRule = "drop" | "pratt";

/**
 * Tie groups in order of size. A new group begins where |d| exceeds the first of its group by more than
 * 1e-9·max(1, |d|), so that ties do not chain. Two typed sorts and one merge: no object per row.
 */
export function rankGroups(differences: Differences, zeros: ZeroRule): readonly RankGroup[] {
  const { values, signs, higher, lower, same } = differences;
  const up = new Float64Array(higher);
  const down = new Float64Array(lower);
  let atUp = 0;
  let atDown = 0;
  for (let i = 0; i < values.length; i++) {
    if (signs[i] === 1) up[atUp++] = values[i] as number;
    else if (signs[i] === -1) down[atDown++] = -(values[i] as number);
  }
  up.sort();
  down.sort();
  return mergeGroups(up, down, zeros === "pratt" ? same : 0);
}

function mergeGroups(up: Float64Array, down: Float64Array, ranksBefore: number): readonly RankGroup[] {
  const groups: RankGroup[] = [];
  let i = 0;
  let j = 0;
  while (i < up.length || j < down.length) {
    const first = Math.min(up[i] ?? Number.POSITIVE_INFINITY, down[j] ?? Number.POSITIVE_INFINITY);
    const fromUp = i;
    const fromDown = j;
    while (i < up.length && isTied(up[i] as number, first)) i++;
    while (j < down.length && isTied(down[j] as number, first)) j++;
    const before = ranksBefore + fromUp + fromDown;
    // Ranks before + 1 to before + count have the mean before + (count + 1)/2.
    const count = i - fromUp + (j - fromDown);
    groups.push({ doubledRank: 2 * before + count + 1, higher: i - fromUp, lower: j - fromDown });
  }
  return groups;
}

function isTied(size: number, first: number): boolean {
  return size - first <= 1e-9 * Math.max(1, size);
}

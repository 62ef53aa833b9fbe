// Midranks of the sizes of row differences, by tie group: what the signed-rank test sums.
import type { Differences } from "./differences.ts";
import { sortSizes } from "./sizeOrder.ts";
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
  const { sizes, higher, lower } = sizesOf(differences);
  let before = zeros === "pratt" ? differences.same : 0;
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

/** Sums over tie groups of doubled midranks of the rows that are higher and lower, and of their squares. */
export interface RankSums {
  readonly plus: number;
  readonly minus: number;
  readonly squares: number;
}

/** The sums over the groups of {@link visitRankGroups}: sums kept by a visitor would be an object each, a million times. */
export function rankSums(differences: Differences, zeros: ZeroRule): RankSums {
  const { sizes, higher, lower } = sizesOf(differences);
  let before = zeros === "pratt" ? differences.same : 0;
  let plus = 0;
  let minus = 0;
  let squares = 0;
  for (let i = 0; i < sizes.length; ) {
    const first = sizes[i] as number;
    let up = 0;
    let down = 0;
    for (; i < sizes.length && isTied(sizes[i] as number, first); i++) {
      up += higher[i] as number;
      down += lower[i] as number;
    }
    const doubledRank = 2 * before + up + down + 1;
    plus += doubledRank * up;
    minus += doubledRank * down;
    squares += doubledRank * doubledRank * (up + down);
    before += up + down;
  }
  return { plus, minus, squares };
}

function sizesOf(differences: Differences): SizeTally {
  return tallySizes(differences) ?? singleSizes(differences);
}

/** Every changed row for itself. */
function singleSizes({ values, signs, higher, lower }: Differences): SizeTally {
  const up = new Float64Array(higher);
  const down = new Float64Array(lower);
  let atUp = 0;
  let atDown = 0;
  for (let i = 0; i < values.length; i++) {
    if (signs[i] === 1) up[atUp++] = values[i] as number;
    else if (signs[i] === -1) down[atDown++] = -(values[i] as number);
  }
  return merged(sortSizes(up), sortSizes(down));
}

function merged(up: Float64Array, down: Float64Array): SizeTally {
  const count = up.length + down.length;
  const sizes = new Float64Array(count);
  const isHigher = new Int32Array(count);
  const isLower = new Int32Array(count);
  let i = 0;
  let j = 0;
  for (let at = 0; at < count; at++) {
    const isUpFirst = j >= down.length || (i < up.length && (up[i] as number) < (down[j] as number));
    sizes[at] = (isUpFirst ? up[i++] : down[j++]) as number;
    if (isUpFirst) isHigher[at] = 1;
    else isLower[at] = 1;
  }
  return { sizes, higher: isHigher, lower: isLower };
}

function isTied(size: number, first: number): boolean {
  return size - first <= 1e-9 * Math.max(1, size);
}

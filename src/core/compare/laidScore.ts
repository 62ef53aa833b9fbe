// One score laid out over the items of a join: both runs' values, their difference and what it means, by position.

import { type ScoreSide, spread } from "../join/itemSpread.ts";
import type { Join } from "../join/joinItems.ts";
import { hasValue } from "../scores/scoreColumn.ts";
import { isSameValue } from "../statistics/summation.ts";
import type { Change } from "./compareTypes.ts";

/** One score over the join. Shape of the arrays: one entry per position; NaN where a side has no finite value. */
export interface LaidScore {
  readonly base: Float64Array;
  readonly candidate: Float64Array;
  readonly baseTrials: Int32Array;
  readonly candidateTrials: Int32Array;
  readonly delta: Float64Array;
  /** A place in `CHANGE_CODES`. */
  readonly change: Uint8Array;
  /** Bit 1: the base is infinite there, bit 2: the candidate; `null` where nothing is. */
  readonly infinite: Uint8Array | null;
}

export const CHANGE_CODES = [
  "unscored",
  "improved",
  "regressed",
  "same",
] as const satisfies readonly Change[];

/** Places in {@link CHANGE_CODES}. */
export const IMPROVED = CHANGE_CODES.indexOf("improved");
export const REGRESSED = CHANGE_CODES.indexOf("regressed");
export const SAME = CHANGE_CODES.indexOf("same");

/** Lays a score out; compared are matched items with a finite value on both sides. */
export function layOut(join: Join, base: ScoreSide, candidate: ScoreSide): LaidScore {
  const a = spread(base, join.baseItem);
  const b = spread(candidate, join.candidateItem);
  const positions = join.baseItem.length;
  const { higherIsBetter } = base.aggregate;
  const delta = new Float64Array(positions);
  const change = new Uint8Array(positions);
  const infinite = a.hasInfinite || b.hasInfinite ? new Uint8Array(positions) : null;
  for (let at = 0; at < join.report.matched; at++) {
    const from = a.means[at] as number;
    const to = b.means[at] as number;
    if (infinite !== null && (a.isInfinite(at) || b.isInfinite(at))) {
      infinite[at] = (a.isInfinite(at) ? 1 : 0) | (b.isInfinite(at) ? 2 : 0);
      delta[at] = Number.NaN;
      continue;
    }
    // NaN where a side has none.
    const d = to - from;
    delta[at] = d;
    if (Number.isNaN(d)) continue;
    change[at] = changeOf(from, to, higherIsBetter);
  }
  delta.fill(Number.NaN, join.report.matched);
  return {
    base: a.means,
    candidate: b.means,
    baseTrials: a.trials,
    candidateTrials: b.trials,
    delta,
    change,
    infinite,
  };
}

/** One position of a laid score. */
export interface ScoreAt {
  readonly base: number;
  readonly candidate: number;
  readonly baseTrials: number;
  readonly candidateTrials: number;
  readonly delta: number;
  /** A place in `CHANGE_CODES`. */
  readonly change: number;
}

/** A position of a score that is laid out. */
export function laidAt(laid: LaidScore, at: number): ScoreAt {
  return {
    base: laid.base[at] ?? Number.NaN,
    candidate: laid.candidate[at] ?? Number.NaN,
    baseTrials: laid.baseTrials[at] ?? 0,
    candidateTrials: laid.candidateTrials[at] ?? 0,
    delta: laid.delta[at] ?? Number.NaN,
    change: laid.change[at] ?? 0,
  };
}

/** The same without a layout, for a score whose items have one row each and no infinite value. */
export function singleAt(join: Join, base: ScoreSide, candidate: ScoreSide, at: number): ScoreAt {
  const from = valueAt(base, join.baseItem[at] ?? -1);
  const to = valueAt(candidate, join.candidateItem[at] ?? -1);
  const delta = at < join.report.matched ? to - from : Number.NaN;
  return {
    base: from,
    candidate: to,
    baseTrials: Number.isNaN(from) ? 0 : 1,
    candidateTrials: Number.isNaN(to) ? 0 : 1,
    delta,
    change: Number.isNaN(delta) ? 0 : changeOf(from, to, base.aggregate.higherIsBetter),
  };
}

function valueAt({ column }: ScoreSide, row: number): number {
  return row !== -1 && hasValue(column, row) ? (column.values[row] as number) : Number.NaN;
}

/** The code of a change between two finite values. */
export function changeOf(from: number, to: number, higherIsBetter: boolean): number {
  if (from === to || isSameValue(from, to)) return SAME;
  return to > from === higherIsBetter ? IMPROVED : REGRESSED;
}

/** A layout made when it is first asked for: counts of most scores need none, and a million items take megabytes. */
export class LateLayout {
  private made: LaidScore | null = null;

  constructor(private readonly make: () => LaidScore) {}

  get(): LaidScore {
    this.made ??= this.make();
    return this.made;
  }
}

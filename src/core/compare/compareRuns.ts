// The comparison of two runs joined by item digest: the one home of its numbers. A row is one distinct item; its
// trials count once, by their mean; delta is always candidate minus base (statistics reference, section 2).

import { type ScoreSide, spread } from "../join/itemSpread.ts";
import type { Join } from "../join/joinItems.ts";
import { Problem } from "../problem.ts";
import { type ScoreAggregate, type ScoreKey, scoreLabel, scoreServiceName } from "../run.ts";
import { CompensatedSum, isSameValue } from "../statistics/summation.ts";
import type { Change, ScoreCounts, ScoreMapping } from "./compareTypes.ts";

/** A score of both runs, by its place in each. */
export interface ScorePair {
  readonly name: string;
  readonly base: number;
  readonly candidate: number;
}

/**
 * Scores match as mapped, else by metric and name, else by name alone where that is unique on both sides. Base order.
 * Throws a `badInput` Problem for a mapping that names no score.
 */
export function pairScores(
  base: readonly ScoreKey[],
  candidate: readonly ScoreKey[],
  mappings: readonly ScoreMapping[] = [],
): readonly ScorePair[] {
  if (mappings.length === 0) return pairByName(base, candidate);
  const mapped = mappings.map((mapping) => ({
    base: placeOf(mapping.base, base, "base"),
    candidate: placeOf(mapping.candidate, candidate, "candidate"),
  }));
  const isFree = (pair: ScorePair): boolean =>
    mapped.every((one) => one.base !== pair.base && one.candidate !== pair.candidate);
  const named = mapped.map((one) => ({ name: scoreLabel(base[one.base] as ScoreKey, base), ...one }));
  return [...pairByName(base, candidate).filter(isFree), ...named].sort((a, b) => a.base - b.base);
}

function placeOf(name: string, scores: readonly ScoreKey[], side: string): number {
  const at = scores.findIndex(
    (score) => scoreLabel(score, scores) === name || scoreServiceName(score, scores) === name,
  );
  if (at !== -1) return at;
  const known = scores.map((score) => scoreLabel(score, scores)).join(", ") || "none";
  throw new Problem("badInput", `The ${side} has no score ${name} to map. Scores: ${known}.`);
}

function pairByName(base: readonly ScoreKey[], candidate: readonly ScoreKey[]): readonly ScorePair[] {
  const once = (scores: readonly ScoreKey[], name: string): boolean =>
    scores.filter((score) => score.name === name).length === 1;
  return base.flatMap((score, at) => {
    const exact = candidate.findIndex((other) => other.name === score.name && other.metric === score.metric);
    const byName =
      exact === -1 && once(base, score.name) && once(candidate, score.name)
        ? candidate.findIndex((other) => other.name === score.name)
        : exact;
    return byName === -1 ? [] : [{ name: scoreLabel(score, base), base: at, candidate: byName }];
  });
}

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

export interface JoinedScore extends LaidScore {
  readonly comparison: ScoreCounts;
}

export const CHANGE_CODES = [
  "unscored",
  "improved",
  "regressed",
  "same",
] as const satisfies readonly Change[];

const IMPROVED = CHANGE_CODES.indexOf("improved");
const REGRESSED = CHANGE_CODES.indexOf("regressed");
const SAME = CHANGE_CODES.indexOf("same");

/** What both sides' settings make of a compared score; the base's settings count. */
function styleOf(base: ScoreAggregate, candidate: ScoreAggregate) {
  const { higherIsBetter, contract } = base;
  const isPassFail = base.kind === "boolean" && candidate.kind === "boolean";
  return {
    higherIsBetter,
    kind: isPassFail ? ("boolean" as const) : ("number" as const),
    ...(contract === undefined ? {} : { contract }),
  };
}

/** Compares one score over the matched items with a finite value on both sides; both means are over exactly these. */
export function compareScore(join: Join, name: string, base: ScoreSide, candidate: ScoreSide): JoinedScore {
  const laid = layOut(join, base, candidate);
  const comparison: ScoreCounts = {
    name,
    base: { metric: base.aggregate.metric, name: base.aggregate.name },
    candidate: { metric: candidate.aggregate.metric, name: candidate.aggregate.name },
    ...styleOf(base.aggregate, candidate.aggregate),
    ...countScore(laid, join.report.matched),
  };
  return { comparison, ...laid };
}

function layOut(join: Join, base: ScoreSide, candidate: ScoreSide): LaidScore {
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
    const isSame = from === to || isSameValue(from, to);
    change[at] = isSame ? SAME : to > from === higherIsBetter ? IMPROVED : REGRESSED;
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

type Counted = Omit<
  ScoreCounts,
  "name" | "base" | "candidate" | "higherIsBetter" | "kind" | "contract" | "withErrors"
>;

/** Means and counts over the first `matched` positions. */
function countScore(laid: LaidScore, matched: number): Counted {
  const { base, candidate, delta, change, infinite } = laid;
  const byChange = [0, 0, 0, 0];
  let infinites = 0;
  let onlyBase = 0;
  let onlyCandidate = 0;
  let unscored = 0;
  const baseSum = new CompensatedSum();
  const candidateSum = new CompensatedSum();
  const deltaSum = new CompensatedSum();
  for (let at = 0; at < matched; at++) {
    const code = change[at] as number;
    if (code !== 0) {
      byChange[code] = (byChange[code] as number) + 1;
      baseSum.add(base[at] as number);
      candidateSum.add(candidate[at] as number);
      deltaSum.add(delta[at] as number);
      continue;
    }
    const bits = infinite === null ? 0 : (infinite[at] as number);
    const hasBase = (bits & 1) !== 0 || !Number.isNaN(base[at]);
    const hasCandidate = (bits & 2) !== 0 || !Number.isNaN(candidate[at]);
    if (bits !== 0 && hasBase && hasCandidate) infinites++;
    else if (bits !== 0 || hasBase === hasCandidate) unscored++;
    else if (hasBase) onlyBase++;
    else onlyCandidate++;
  }
  const improved = byChange[IMPROVED] as number;
  const regressed = byChange[REGRESSED] as number;
  const same = byChange[SAME] as number;
  const finite = improved + regressed + same;
  const isEstimable = finite > 0 && infinites === 0;
  return {
    n: finite + infinites,
    infinite: infinites,
    baseMean: isEstimable ? baseSum.value / finite : null,
    candidateMean: isEstimable ? candidateSum.value / finite : null,
    delta: isEstimable ? deltaSum.value / finite : null,
    improved,
    regressed,
    same,
    onlyScoredInBase: onlyBase,
    onlyScoredInCandidate: onlyCandidate,
    unscored,
  };
}

/** A score at some of the join's positions, as {@link narrowJoin} numbers them anew. Errored rows are not counted. */
export function narrowScore<T extends JoinedScore>(score: T, kept: Int32Array, matched: number): T {
  const laid: LaidScore = {
    base: pickNumbers(score.base, kept),
    candidate: pickNumbers(score.candidate, kept),
    baseTrials: kept.map((at) => score.baseTrials[at] as number),
    candidateTrials: kept.map((at) => score.candidateTrials[at] as number),
    delta: pickNumbers(score.delta, kept),
    change: Uint8Array.from(kept, (at) => score.change[at] as number),
    infinite: score.infinite === null ? null : Uint8Array.from(kept, (at) => score.infinite?.[at] ?? 0),
  };
  const { withErrors: _whole, ...comparison } = score.comparison;
  return { ...score, ...laid, comparison: { ...comparison, ...countScore(laid, matched) } };
}

function pickNumbers(values: Float64Array, kept: Int32Array): Float64Array {
  const picked = new Float64Array(kept.length);
  for (let i = 0; i < kept.length; i++) picked[i] = values[kept[i] as number] as number;
  return picked;
}

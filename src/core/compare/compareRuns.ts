// The comparison of two runs joined by item digest: the one home of its numbers. A row is one distinct item; its
// trials count once, by their mean; delta is always candidate minus base (statistics reference, section 2).

import type { ScoreSide } from "../join/itemSpread.ts";
import type { Join } from "../join/joinItems.ts";
import { countPairs } from "../join/pairCells.ts";
import { Problem } from "../problem.ts";
import { type ScoreAggregate, type ScoreKey, scoreLabel, scoreServiceName } from "../run.ts";
import type { PairCells } from "../statistics/pairCells.ts";
import type { CountedComparison, ScoreCounts, ScoreMapping } from "./compareTypes.ts";
import { type LaidScore, LateLayout, laidAt, layOut, type ScoreAt, singleAt } from "./laidScore.ts";
import { type Counted, countCells, countScore } from "./scoreCounts.ts";

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

/** A compared score with the columns it came from. */
export interface JoinedScore extends LaidScore {
  readonly comparison: ScoreCounts;
  /** Its matched items counted by pairs of values, where they can be. */
  readonly cells: PairCells | null;
  readonly baseSide: ScoreSide;
  readonly candidateSide: ScoreSide;
  /** One position; a page of rows lays nothing out that was not. NaN outside the join. */
  at(position: number): ScoreAt;
}

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

/**
 * Compares one score over the matched items with a finite value on both sides; both means are over exactly these.
 * `withErrors`: the same with errored rows counted, where any failed.
 */
export function compareScore(
  join: Join,
  name: string,
  baseSide: ScoreSide,
  candidateSide: ScoreSide,
  withErrors: CountedComparison | null = null,
): JoinedScore {
  const laid = new LateLayout(() => layOut(join, baseSide, candidateSide));
  const { aggregate } = baseSide;
  const { cells, counts } = countItems(join, { baseSide, candidateSide }, laid);
  const comparison: ScoreCounts = {
    name,
    base: { metric: aggregate.metric, name: aggregate.name },
    candidate: { metric: candidateSide.aggregate.metric, name: candidateSide.aggregate.name },
    ...styleOf(aggregate, candidateSide.aggregate),
    ...counts,
    ...(withErrors === null ? {} : { withErrors }),
  };
  return new LateScore(join, comparison, cells, baseSide, candidateSide, laid);
}

/** By pairs of values where that can be, else position by position. */
function countItems(
  join: Join,
  { baseSide, candidateSide }: Pick<JoinedScore, "baseSide" | "candidateSide">,
  laid: LateLayout,
): { readonly cells: PairCells | null; readonly counts: Counted } {
  const counted = countPairs(join, baseSide, candidateSide);
  const counts =
    counted === null
      ? countScore(laid.get(), join.report.matched)
      : countCells(counted, baseSide.aggregate.higherIsBetter);
  return { cells: counted?.cells ?? null, counts };
}

/** A score whose layout is made when it is first looked at. Not to be spread: what is laid out is not its own. */
class LateScore implements JoinedScore {
  constructor(
    private readonly join: Join,
    readonly comparison: ScoreCounts,
    readonly cells: PairCells | null,
    readonly baseSide: ScoreSide,
    readonly candidateSide: ScoreSide,
    private readonly laid: LateLayout,
  ) {}

  at(position: number): ScoreAt {
    return this.cells === null
      ? laidAt(this, position)
      : singleAt(this.join, this.baseSide, this.candidateSide, position);
  }

  get base(): Float64Array {
    return this.laid.get().base;
  }

  get candidate(): Float64Array {
    return this.laid.get().candidate;
  }

  get baseTrials(): Int32Array {
    return this.laid.get().baseTrials;
  }

  get candidateTrials(): Int32Array {
    return this.laid.get().candidateTrials;
  }

  get delta(): Float64Array {
    return this.laid.get().delta;
  }

  get change(): Uint8Array {
    return this.laid.get().change;
  }

  get infinite(): Uint8Array | null {
    return this.laid.get().infinite;
  }
}

/** A score at some positions of its join, ascending; `join`: the join at these. Errored rows are not counted. */
export function narrowScore(score: JoinedScore, kept: Int32Array, join: Join): JoinedScore {
  const laid = new LateLayout(() => ({
    base: pickNumbers(score.base, kept),
    candidate: pickNumbers(score.candidate, kept),
    baseTrials: kept.map((at) => score.baseTrials[at] as number),
    candidateTrials: kept.map((at) => score.candidateTrials[at] as number),
    delta: pickNumbers(score.delta, kept),
    change: Uint8Array.from(kept, (at) => score.change[at] as number),
    infinite: score.infinite === null ? null : Uint8Array.from(kept, (at) => score.infinite?.[at] ?? 0),
  }));
  const { baseSide, candidateSide } = score;
  const { withErrors: _whole, ...comparison } = score.comparison;
  const { cells, counts } = countItems(join, score, laid);
  return new LateScore(join, { ...comparison, ...counts }, cells, baseSide, candidateSide, laid);
}

function pickNumbers(values: Float64Array, kept: Int32Array): Float64Array {
  const picked = new Float64Array(kept.length);
  for (let i = 0; i < kept.length; i++) picked[i] = values[kept[i] as number] as number;
  return picked;
}

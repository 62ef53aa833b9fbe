// The comparison of two runs joined by item digest: the one home of its numbers. A row is one distinct item; its
// trials count once, by their mean; delta is always candidate minus base (statistics reference, section 2).
import type { Change, JoinReport, ScoreCounts } from "./compareTypes.ts";
import { DIGEST_BYTES } from "./digest.ts";
import type { RowItems } from "./digestIndex.ts";
import { type ScoreSide, spread } from "./itemSpread.ts";
import { type ScoreAggregate, type ScoreKey, scoreLabel } from "./run.ts";
import { CompensatedSum, isSameValue } from "./summation.ts";

/** One side of a join, as its store reader gives it. */
export interface JoinSide {
  readonly digests: Uint8Array;
  readonly items: RowItems;
  /** Rows beyond the first of their item. */
  readonly duplicates: number;
}

/** Items of both runs in one order: matched in base order, then only base, then only candidate. */
export interface Join {
  readonly report: JoinReport;
  /** Item number in the base run by position; -1 where only the candidate has it. */
  readonly baseItem: Int32Array;
  /** Item number in the candidate run by position; -1 where only the base has it. */
  readonly candidateItem: Int32Array;
}

/** Joins two runs by the 32 bytes of their items' digests. */
export function joinRuns(base: JoinSide, candidate: JoinSide): Join {
  const baseItems = base.items.index.size;
  const candidateItems = candidate.items.index.size;
  const partner = new Int32Array(candidateItems).fill(-1);
  const matchOfBase = new Int32Array(baseItems).fill(-1);
  let matched = 0;
  for (let item = 0; item < candidateItems; item++) {
    const row = candidate.items.firstRow[item] as number;
    const found = base.items.index.find(candidate.digests, row * DIGEST_BYTES);
    partner[item] = found;
    if (found === -1) continue;
    matchOfBase[found] = item;
    matched++;
  }
  const total = baseItems + candidateItems - matched;
  const baseItem = new Int32Array(total).fill(-1);
  const candidateItem = new Int32Array(total).fill(-1);
  let at = 0;
  let onlyBaseAt = matched;
  for (let item = 0; item < baseItems; item++) {
    const other = matchOfBase[item] as number;
    const position = other === -1 ? onlyBaseAt++ : at++;
    baseItem[position] = item;
    candidateItem[position] = other;
  }
  for (let item = 0; item < candidateItems; item++)
    if (partner[item] === -1) candidateItem[onlyBaseAt++] = item;
  return {
    report: {
      matched,
      onlyBase: baseItems - matched,
      onlyCandidate: candidateItems - matched,
      duplicateBase: base.duplicates,
      duplicateCandidate: candidate.duplicates,
    },
    baseItem,
    candidateItem,
  };
}

/** A score of both runs, by its place in each. */
export interface ScorePair {
  readonly name: string;
  readonly base: number;
  readonly candidate: number;
}

/** Scores match by metric and name, else by name alone where that is unique on both sides. Base order. */
export function pairScores(base: readonly ScoreKey[], candidate: readonly ScoreKey[]): readonly ScorePair[] {
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
export interface JoinedScore {
  readonly comparison: ScoreCounts;
  readonly base: Float64Array;
  readonly candidate: Float64Array;
  readonly baseTrials: Int32Array;
  readonly candidateTrials: Int32Array;
  readonly delta: Float64Array;
  readonly change: Uint8Array;
}

export const CHANGE_CODES = [
  "unscored",
  "improved",
  "regressed",
  "same",
] as const satisfies readonly Change[];

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
  const baseMeans = spread(base, join.baseItem);
  const candidateMeans = spread(candidate, join.candidateItem);
  const positions = join.baseItem.length;
  const { higherIsBetter } = base.aggregate;
  const delta = new Float64Array(positions).fill(Number.NaN);
  const change = new Uint8Array(positions);
  const counts = {
    improved: 0,
    regressed: 0,
    same: 0,
    unscored: 0,
    infinite: 0,
    onlyBase: 0,
    onlyCandidate: 0,
  };
  const baseSum = new CompensatedSum();
  const candidateSum = new CompensatedSum();
  const deltaSum = new CompensatedSum();
  for (let at = 0; at < join.report.matched; at++) {
    const a = baseMeans.means[at] as number;
    const b = candidateMeans.means[at] as number;
    if (baseMeans.isInfinite(at) || candidateMeans.isInfinite(at)) {
      const hasBoth =
        (baseMeans.isInfinite(at) || !Number.isNaN(a)) && (candidateMeans.isInfinite(at) || !Number.isNaN(b));
      counts.infinite += hasBoth ? 1 : 0;
      counts.unscored += hasBoth ? 0 : 1;
      continue;
    }
    if (Number.isNaN(a) || Number.isNaN(b)) {
      counts.unscored += Number.isNaN(a) && Number.isNaN(b) ? 1 : 0;
      counts.onlyBase += !Number.isNaN(a) ? 1 : 0;
      counts.onlyCandidate += !Number.isNaN(b) ? 1 : 0;
      continue;
    }
    baseSum.add(a);
    candidateSum.add(b);
    deltaSum.add(b - a);
    delta[at] = b - a;
    const outcome = isSameValue(a, b) ? "same" : b > a === higherIsBetter ? "improved" : "regressed";
    counts[outcome]++;
    change[at] = CHANGE_CODES.indexOf(outcome);
  }
  const finite = counts.improved + counts.regressed + counts.same;
  const isEstimable = finite > 0 && counts.infinite === 0;
  const comparison: ScoreCounts = {
    name,
    base: { metric: base.aggregate.metric, name: base.aggregate.name },
    candidate: { metric: candidate.aggregate.metric, name: candidate.aggregate.name },
    ...styleOf(base.aggregate, candidate.aggregate),
    n: finite + counts.infinite,
    infinite: counts.infinite,
    baseMean: isEstimable ? baseSum.value / finite : null,
    candidateMean: isEstimable ? candidateSum.value / finite : null,
    delta: isEstimable ? deltaSum.value / finite : null,
    improved: counts.improved,
    regressed: counts.regressed,
    same: counts.same,
    onlyScoredInBase: counts.onlyBase,
    onlyScoredInCandidate: counts.onlyCandidate,
    unscored: counts.unscored,
  };
  return {
    comparison,
    base: baseMeans.means,
    candidate: candidateMeans.means,
    baseTrials: baseMeans.trials,
    candidateTrials: candidateMeans.trials,
    delta,
    change,
  };
}

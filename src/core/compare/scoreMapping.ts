// Scores of other names that are the same score: which are left without a partner, and which of them look like pairs.

import { type Run, type ScoreSummary, scoreLabel } from "../run.ts";
import type { ScoreMapping } from "./compareTypes.ts";

type ScoredRun = Pick<Run, "scores">;

/** A score without a partner in the other runs, by the name people see. */
interface Lonely {
  readonly name: string;
  readonly score: ScoreSummary;
}

export interface UnpairedScores {
  /** Of the base: no candidate has them. */
  readonly base: readonly string[];
  /** Of candidates: the base does not have them. */
  readonly candidates: readonly string[];
  /** Pairs of both that look like one score, the likeliest first. */
  readonly likely: readonly ScoreMapping[];
}

/** So many pairs are offered. */
const OFFERS = 4;
/** Shorter beginnings of a name say nothing. */
const LEAST_PREFIX = 3;

/** What is left without a partner by names and by the mappings that are on. Label scores are never compared. */
export function unpairedScores(
  base: ScoredRun,
  candidates: readonly ScoredRun[],
  scoreMap: readonly ScoreMapping[],
): UnpairedScores {
  const own = numeric(base).filter(({ name, score }) => {
    const isMapped = scoreMap.some((mapping) => mapping.base === name);
    return !isMapped && !candidates.some((run) => run.scores.some((other) => other.name === score.name));
  });
  const others = candidates.flatMap(numeric).filter(({ name, score }) => {
    const isMapped = scoreMap.some((mapping) => mapping.candidate === name);
    return !isMapped && !base.scores.some((other) => other.name === score.name);
  });
  const names = [...new Map(others.map((one) => [one.name, one])).values()];
  const pairs = own.flatMap((left) =>
    names
      .map((right) => ({ base: left.name, candidate: right.name, likeness: likeness(left, right) }))
      .filter(({ likeness: found }) => found > 0),
  );
  const sorted = pairs.sort((a, b) => b.likeness - a.likeness);
  const likely = sorted.filter(
    (pair, at) =>
      !sorted.slice(0, at).some((better) => better.base === pair.base || better.candidate === pair.candidate),
  );
  return {
    base: own.map(({ name }) => name),
    candidates: names.map(({ name }) => name),
    likely: likely.slice(0, OFFERS).map(({ base: from, candidate }) => ({ base: from, candidate })),
  };
}

function numeric({ scores }: ScoredRun): readonly Lonely[] {
  return scores
    .filter(({ kind }) => kind !== "label")
    .map((score) => ({ name: scoreLabel(score, scores), score }));
}

/** 0: not alike. The same letters weigh most, then one name beginning the other, then a shared word. */
function likeness(a: Lonely, b: Lonely): number {
  if (a.score.kind !== b.score.kind || a.score.higherIsBetter !== b.score.higherIsBetter) return 0;
  const [left, right] = [a.score.name, b.score.name].map((name) => name.toLowerCase());
  const letters = [left, right].map((name) => (name ?? "").replace(/[^\p{L}\p{N}]/gu, ""));
  const [short, long] = letters.sort((x, y) => x.length - y.length);
  if (short === undefined || long === undefined || short === "") return 0;
  if (short === long) return 3;
  if (short.length >= LEAST_PREFIX && long.startsWith(short)) return 2;
  const words = (name: string | undefined): readonly string[] =>
    (name ?? "").split(/[^\p{L}\p{N}]+/u).filter((word) => word.length >= LEAST_PREFIX);
  const isShared = words(left).some((word) =>
    words(right).some((other) => other.startsWith(word) || word.startsWith(other)),
  );
  return isShared ? 1 : 0;
}

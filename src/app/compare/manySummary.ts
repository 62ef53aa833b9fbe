// The summary of several runs: each candidate against the base by the statistics of two runs, their p-values adjusted over
// all candidates and scores together (statistics reference, section 2.5).
import { narrowScore } from "../../core/compare/compareRuns.ts";
import type { ComparisonOptions, ScoreComparison } from "../../core/compare/compareTypes.ts";
import type { ManyJoinReport, ManyScore, ManySummary, PairScope } from "../../core/compare/manyTypes.ts";
import { narrowJoin } from "../../core/join/joinItems.ts";
import type { ManyJoin } from "../../core/join/manyJoin.ts";
import { Problem } from "../../core/problem.ts";
import type { ScoreStatistics } from "../../core/statistics/scoreStatistics.ts";
import { isNamed } from "./comparisonChoice.ts";
import { type ComparedInputs, type ComparisonParts, scoreInputs } from "./comparisonSummary.ts";
import type { ManyScores } from "./manyScores.ts";
import { statisticsOf } from "./statisticsOf.ts";

export interface ManySummaryParts {
  readonly pairs: readonly ComparisonParts[];
  readonly join: ManyJoin;
  readonly scores: ManyScores;
  /** The report of the whole join, or of the items that a filter keeps. */
  readonly report: ManyJoinReport;
}

/** `scope`: over the items scored in both runs of a pair, or over those scored in every run. */
export async function summariseMany(
  parts: ManySummaryParts,
  options: ComparisonOptions,
  scope: PairScope,
  signal: AbortSignal,
): Promise<ManySummary> {
  const { pairs, scores, report } = parts;
  checkNames(options.scores, pairs);
  const found: ComparedInputs[] = [];
  for (const [candidate, pair] of pairs.entries()) {
    const own = { ...options, scores: options.scores?.filter((name) => hasScore(pair, name)) ?? null };
    found.push(await (scope === "pair" ? scoreInputs(pair, own) : inputsInAll(parts, candidate, own)));
  }
  const statistics = await statisticsOf(
    found.flatMap(({ inputs }) => inputs),
    options,
    signal,
  );
  let next = 0;
  const compared = found.map(({ chosen }) =>
    chosen.map(({ comparison }): ScoreComparison => {
      return { ...comparison, statistics: statistics[next++] as ScoreStatistics };
    }),
  );
  const lines = scores.names.map((name, at): ManyScore => {
    const candidates = compared.map((list) => list.find((one) => one.name === name) ?? null);
    const { higherIsBetter } = scores.of(at).aggregate;
    return { name, higherIsBetter, scoredInAll: scores.scoredInAll(at), candidates };
  });
  return {
    join: report,
    pairs: pairs.map((pair) => pair.join.report),
    scope,
    scores: lines.filter(
      ({ candidates }) => options.scores === null || candidates.some((one) => one !== null),
    ),
    familySize: statistics[0]?.familySize ?? 0,
  };
}

/** Each score over the items that every run has scored on it. Coverage stays that of the whole runs. */
async function inputsInAll(
  { pairs, join, scores }: ManySummaryParts,
  candidate: number,
  options: ComparisonOptions,
): Promise<ComparedInputs> {
  const pair = pairs[candidate] as ComparisonParts;
  const places = join.pairAt[candidate] as Int32Array;
  const found: ComparedInputs[] = [];
  for (const [at, name] of scores.names.entries()) {
    const own = pair.scores.find(({ comparison }) => comparison.name === name);
    if (
      own === undefined ||
      (options.scores !== null && !options.scores.some((one) => isNamed(own, one, pair.a.run)))
    )
      continue;
    const isScored = scores.isScoredInAll(at);
    const isKept = new Uint8Array(pair.join.baseItem.length);
    for (let position = 0; position < places.length; position++)
      if (places[position] !== -1 && isScored(position)) isKept[places[position] as number] = 1;
    const kept = Int32Array.from(isKept.keys()).filter((place) => isKept[place] === 1);
    const narrowed = narrowJoin(pair.join, kept, pair.met);
    const score = narrowScore(own, kept, narrowed);
    found.push(await scoreInputs({ ...pair, join: narrowed, scores: [score] }, { ...options, scores: null }));
  }
  return { chosen: found.flatMap(({ chosen }) => chosen), inputs: found.flatMap(({ inputs }) => inputs) };
}

function hasScore({ scores, a }: ComparisonParts, name: string): boolean {
  return scores.some((score) => isNamed(score, name, a.run));
}

/** A score that is asked for by name has to be one that some candidate shares. */
function checkNames(names: readonly string[] | null, pairs: readonly ComparisonParts[]): void {
  for (const name of names ?? []) {
    if (pairs.some((pair) => hasScore(pair, name))) continue;
    const shared = new Set(pairs.flatMap(({ scores }) => scores.map(({ comparison }) => comparison.name)));
    throw new Problem(
      "badInput",
      `These runs share no score ${name}. Shared: ${[...shared].join(", ") || "none"}.`,
    );
  }
}

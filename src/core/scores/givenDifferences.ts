// Where a service's own statistics and our recomputation from its rows part, beyond rounding.

import { isJsonObject, type JsonObject } from "../json/json.ts";
import type { GivenAggregate, ImportedRun, ScoreAggregate, ScoreKey } from "../run.ts";
import type { AggregateDifference } from "../services/evalSource.ts";

/** Sums in another order differ in the last digits; more than this share is another number. */
const ROUNDING = 1e-6;
/** Around 0 a share says nothing. */
const SMALLEST = 1e-9;

const STATISTICS: Readonly<Record<string, (score: ScoreAggregate) => number | null>> = {
  count: (score) => score.count,
  nan_count: (score) => score.nanCount,
  mean: (score) => score.mean,
  sum: (score) => score.sum,
  min: (score) => score.min,
  max: (score) => score.max,
  std_dev: (score) => score.stdDev,
  variance: (score) => score.variance,
};

/** Aggregates name a score alone or behind its metric: `helpfulness`, `llm-judge.helpfulness`. */
export function isGivenName(name: string, score: ScoreKey): boolean {
  return name === score.name || name === `${score.metric}.${score.name}`;
}

/** What was given of a score: under its metric and name, or under a name that means it alone; else `null`. */
export function givenFor(
  { scores, givenAggregates }: Pick<ImportedRun, "scores" | "givenAggregates">,
  score: ScoreKey,
): GivenAggregate | null {
  const exact = givenAggregates.find(({ name, metric }) => name === score.name && metric === score.metric);
  if (exact !== undefined) return exact;
  const [found, other] = givenAggregates.filter(
    ({ name, metric }) => metric === null && isGivenName(name, score),
  );
  if (found === undefined || other !== undefined) return null;
  return scores.filter((one) => isGivenName(found.name, one)).length === 1 ? found : null;
}

/**
 * One entry for each statistic that the service gave and that our rows say otherwise; in the service's order. Left out:
 * scores that no row has (whole-dataset metrics), names that mean several scores, and what either side left open.
 */
export function givenDifferences(
  run: Pick<ImportedRun, "scores" | "givenAggregates">,
): readonly AggregateDifference[] {
  return run.givenAggregates.flatMap((given) => {
    const isRepeated = run.givenAggregates.filter(({ name }) => name === given.name).length > 1;
    const [own, other] = run.scores.filter((score) => isGivenName(given.name, score));
    return own === undefined || other !== undefined || isRepeated ? [] : differencesOf(given, own);
  });
}

function differencesOf(given: GivenAggregate, own: ScoreAggregate): readonly AggregateDifference[] {
  const raw: JsonObject = { mean: given.mean, count: given.count, ...given.asGiven };
  const pairs: [string, unknown, number | null][] = Object.entries(STATISTICS).map(([name, of]) => [
    name,
    raw[name],
    of(own),
  ]);
  if (isJsonObject(raw.percentiles) && own.percentiles !== null)
    for (const [name, value] of Object.entries(own.percentiles))
      pairs.push([name, raw.percentiles[name], value]);
  return pairs.flatMap(([statistic, value, ours]) =>
    typeof value === "number" && ours !== null && !isSame(value, ours) && !isOtherCount(statistic, value, own)
      ? [{ score: given.name, statistic, given: value, ours }]
      : [],
  );
}

function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) <= ROUNDING * Math.max(Math.abs(a), Math.abs(b)) + SMALLEST;
}

/** A service may count rows that failed or lack the score among those without a number; we keep them apart. */
function isOtherCount(statistic: string, value: number, own: ScoreAggregate): boolean {
  return statistic === "nan_count" && value === own.nanCount + own.missingCount + own.errorCount;
}

// What a reader should know before leaning on a comparison's numbers. No warning takes an interval away; only "not
// estimable" does. Thresholds: the statistics reference, section 6.

import { skewnessOf } from "./differences.ts";
import { alphaOf, type Estimate, type Interval, type TestResult } from "./estimate.ts";
import { mcnemarExact } from "./mcnemar.ts";
import type { RerunNoise } from "./rerunNoise.ts";
import { type ScoreCase, valuesOf } from "./scoreInput.ts";
import type { Coverage, StatisticsWarning } from "./scoreStatistics.ts";

const SMALL_SAMPLE = 30;
const FEW_CHANGED = 10;
const FEW_CLUSTERS = 10;
const SOME_CLUSTERS = 40;
const LOW_COVERAGE = 0.95;
const COVERAGE_GAP = 0.02;
const MISSING_ALPHA = 0.05;

export function warningsOf(
  one: ScoreCase,
  interval: Estimate<Interval>,
  test: Estimate<TestResult>,
  noise: Estimate<RerunNoise>,
): readonly StatisticsWarning[] {
  return [
    ...ofSample(one, interval, test),
    ...ofClusters(one, interval),
    ...ofCoverage(one),
    ...ofNoise(noise),
  ];
}

function ofSample(
  { differences, input, options }: ScoreCase,
  interval: Estimate<Interval>,
  test: Estimate<TestResult>,
): readonly StatisticsWarning[] {
  if (!interval.estimable && !test.estimable) return [];
  const { n, higher, lower } = differences;
  const changed = higher + lower;
  const alpha = alphaOf(options.level);
  const found: StatisticsWarning[] = [];
  if (n < SMALL_SAMPLE) found.push({ kind: "smallSample", rows: n });
  if (changed > 0 && changed < FEW_CHANGED) found.push({ kind: "fewChanged", changed });
  const isExact = test.estimable && test.name.endsWith("-exact");
  if (isExact && changed > 0 && 2 ** (1 - changed) > alpha)
    found.push({ kind: "testCannotReach", changed, alpha });
  if (interval.estimable && interval.method === "t") {
    const wanted = 25 * skewnessOf(differences) ** 2;
    if (n < wanted) found.push({ kind: "skewed", rowsWanted: Math.ceil(wanted) });
  }
  const { base, candidate } = valuesOf(input);
  if (areTiny(base) && areTiny(candidate)) found.push({ kind: "tinyValues" });
  return found;
}

/** Values so small that the tolerance of "same" would swallow their differences; all zeros are not meant. */
function areTiny(values: Float64Array): boolean {
  let largest = 0;
  for (let i = 0; i < values.length && largest < 1e-6; i++)
    largest = Math.max(largest, Math.abs(values[i] as number));
  return largest > 0 && largest < 1e-6;
}

function ofClusters({ input }: ScoreCase, interval: Estimate<Interval>): readonly StatisticsWarning[] {
  const clusters = input.clusters?.count ?? SOME_CLUSTERS;
  if (!interval.estimable || clusters >= SOME_CLUSTERS) return [];
  return [{ kind: "fewClusters", clusters, isNote: clusters >= FEW_CLUSTERS }];
}

function ofCoverage({ input, differences }: ScoreCase): readonly StatisticsWarning[] {
  const { baseCoverage: base, candidateCoverage: candidate, onlyBase, onlyCandidate } = input;
  const found: StatisticsWarning[] = [];
  if (shareOf(base) < LOW_COVERAGE) found.push({ kind: "lowCoverage", side: "base", coverage: base });
  if (shareOf(candidate) < LOW_COVERAGE)
    found.push({ kind: "lowCoverage", side: "candidate", coverage: candidate });
  if (Math.abs(shareOf(base) - shareOf(candidate)) > COVERAGE_GAP)
    found.push({ kind: "unevenCoverage", base, candidate });
  const pValue = mcnemarExact(onlyBase, onlyCandidate);
  if (pValue < MISSING_ALPHA) found.push({ kind: "unevenMissing", onlyBase, onlyCandidate, pValue });
  const { errorsAsZeroDelta } = input;
  const delta = differences.delta ?? 0;
  if (errorsAsZeroDelta !== null && errorsAsZeroDelta * delta < 0)
    found.push({ kind: "errorsTurnDelta", errorsAsZeroDelta });
  return found;
}

/** 1 for a run without rows: nothing is missing from it. */
function shareOf({ scored, total }: Coverage): number {
  return total === 0 ? 1 : scored / total;
}

function ofNoise(noise: Estimate<RerunNoise>): readonly StatisticsWarning[] {
  if (!noise.estimable) return [];
  if (noise.isRough) return [{ kind: "fewRepeats", df: noise.df }];
  return noise.borrowed === null ? [] : [{ kind: "borrowedNoise", side: noise.borrowed }];
}

// The statistics of a comparison's scores: one home for panel, command line and exports. Defaults by the kind of values
// are the statistics reference's, section 2.1.
import { detectableT, detectableZ } from "./detectable.ts";
import { changedShareLimit, differencesOf, differencesOfCells, noSpreadReason } from "./differences.ts";
import {
  alphaOf,
  type Estimate,
  type Interval,
  infiniteReason,
  notEstimable,
  type TestResult,
} from "./estimate.ts";
import { withChosenInterval } from "./intervalChoice.ts";
import { mcnemarMidP } from "./mcnemar.ts";
import { familySize, holm } from "./multiplicity.ts";
import { bonettPrice, changedOdds } from "./pairedRates.ts";
import { type PairedT, pairedT } from "./pairedT.ts";
import { rerunNoise } from "./rerunNoise.ts";
import { type ScoreCase, type ScoreInput, valuesOf } from "./scoreInput.ts";
import type { EffectSize, ScoreStatistics, StatisticsOptions } from "./scoreStatistics.ts";
import { inOnePiece, type Sliced } from "./sliced.ts";
import { runTest } from "./testChoice.ts";
import { warningsOf } from "./warnings.ts";
import { wilcoxonSignedRank } from "./wilcoxon.ts";

/** Statistics of every score, in order; p-values adjusted over all that have one. */
export function compareScores(
  inputs: readonly ScoreInput[],
  options: StatisticsOptions,
): readonly ScoreStatistics[] {
  return inOnePiece(scoresInSlices(inputs, options));
}

/** The same in slices, for where others wait. */
export function* scoresInSlices(
  inputs: readonly ScoreInput[],
  options: StatisticsOptions,
): Sliced<readonly ScoreStatistics[]> {
  const alone: AloneStatistics[] = [];
  for (const input of inputs) {
    alone.push(yield* compareAlone(input, options));
    yield input.baseCoverage.scored;
  }
  const pValues = alone.map(({ test }) => (test.estimable ? test.pValue : null));
  const adjusted = holm(pValues);
  const family = familySize(pValues);
  return alone.map((score, i) => ({
    ...score,
    test: score.test.estimable ? { ...score.test, pAdjusted: adjusted[i] ?? score.test.pValue } : score.test,
    familySize: family,
  }));
}

type AloneStatistics = Omit<ScoreStatistics, "test" | "familySize"> & { readonly test: Estimate<TestResult> };

function* compareAlone(input: ScoreInput, options: StatisticsOptions): Sliced<AloneStatistics> {
  const byRow = () => differencesOf(input.base, input.candidate);
  const differences = input.cells === undefined ? byRow() : differencesOfCells(input.cells, byRow);
  const { base, candidate } = valuesOf(input);
  const isBinary = input.isSingle && arePasses(base) && arePasses(candidate);
  const isTestable = input.infinite === 0 && differences.n >= 2;
  const ranks = isTestable ? wilcoxonSignedRank(differences) : null;
  const one: ScoreCase = { input, differences, isBinary, options, ranks };
  const t = pairedT(differences, options.level, input.clusters);
  const { interval, mde } = yield* withChosenInterval(one, intervalOf(one, t));
  const test = yield* runTest(one, t);
  const rankBiserial = ranks?.rankBiserial ?? null;
  const dz = t.estimable && input.infinite === 0 ? t.dz : null;
  const { n, delta } = differences;
  const noise =
    input.infinite > 0 || delta === null
      ? notEstimable(input.infinite > 0 ? infiniteReason(input.infinite) : "no rows scored in both runs")
      : rerunNoise(delta, n, input.baseWithin, input.candidateWithin, options.level);
  const passes = { n, baseOnly: differences.lower, candidateOnly: differences.higher };
  return {
    level: options.level,
    isBinary,
    interval,
    test,
    seed: usesChance(interval, test) ? options.seed : null,
    effect: effectOf(one, dz, rankBiserial),
    dz,
    deviation: dz === null ? null : differences.deviation,
    rankBiserial,
    higherShare: n === 0 || input.infinite > 0 ? null : (differences.higher + differences.same / 2) / n,
    odds: isBinary && input.infinite === 0 ? changedOdds(passes, options.level) : null,
    midP:
      isBinary && isTestable && input.clusters === null
        ? mcnemarMidP(passes.baseOnly, passes.candidateOnly)
        : null,
    tP: interval.estimable && interval.method.endsWith("t") && t.estimable ? t.pValue : null,
    mde,
    noise,
    baseCoverage: input.baseCoverage,
    candidateCoverage: input.candidateCoverage,
    clusters: input.clusters?.count ?? null,
    changedShareLimit:
      n >= 2 && differences.same === n && input.infinite === 0 ? changedShareLimit(n, options.level) : null,
    borderline: borderlineOf(interval, test, options.level),
    warnings: warningsOf(one, interval, test, noise),
  };
}

function arePasses(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (values[i] !== 0 && values[i] !== 1) return false;
  return values.length > 0;
}

/** Bonett and Price for pass or fail, else t; with clusters always the cluster t. */
function intervalOf(
  { input, differences, isBinary, options }: ScoreCase,
  t: Estimate<PairedT>,
): { readonly interval: Estimate<Interval>; readonly mde: number | null } {
  const { level } = options;
  const none = (reason: string) => ({ interval: notEstimable(reason), mde: null });
  if (input.infinite > 0) return none(infiniteReason(input.infinite));
  const { n, lower, higher } = differences;
  if (isBinary && input.clusters === null && n >= 2) {
    const found = bonettPrice({ n, baseOnly: lower, candidateOnly: higher }, level);
    if (!found.estimable) return none(found.reason);
    return {
      interval: { estimable: true, low: found.low, high: found.high, level, method: found.method },
      mde: detectableZ(found.standardError, level),
    };
  }
  if (!t.estimable) return none(noSpreadReason(differences) ?? t.reason);
  return {
    interval: { estimable: true, low: t.low, high: t.high, level, method: t.method },
    mde: detectableT(t.standardError, t.df, level),
  };
}

function usesChance(interval: Estimate<Interval>, test: Estimate<TestResult>): boolean {
  const isDrawn = test.estimable && test.name === "permutation-mc";
  return isDrawn || (interval.estimable && interval.method.startsWith("bootstrap"));
}

function effectOf(
  { input, differences, isBinary }: ScoreCase,
  dz: number | null,
  rankBiserial: number | null,
): EffectSize | null {
  if (input.infinite > 0 || differences.delta === null) return null;
  if (isBinary && input.clusters === null) return { name: "risk-difference", value: differences.delta };
  if (input.isOrdinal && rankBiserial !== null && input.clusters === null)
    return { name: "rank-biserial", value: rankBiserial };
  if (dz !== null) return { name: "d-z", value: dz };
  return rankBiserial === null ? null : { name: "rank-biserial", value: rankBiserial };
}

function borderlineOf(
  interval: Estimate<Interval>,
  test: Estimate<TestResult>,
  level: number,
): "interval" | "test" | null {
  if (!interval.estimable || !test.estimable) return null;
  const intervalExcludes = interval.low > 0 || interval.high < 0;
  const testExcludes = test.pValue <= alphaOf(level);
  if (intervalExcludes === testExcludes) return null;
  return intervalExcludes ? "interval" : "test";
}

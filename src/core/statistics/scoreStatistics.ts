// The shapes of a compared score's statistics, and what may be chosen about them.
import type { Estimate, Interval, IntervalMethod, TestName, TestResult } from "./estimate.ts";
import type { ChangedOdds } from "./pairedRates.ts";
import type { RerunNoise } from "./rerunNoise.ts";

/** Of chance, unless asked otherwise; shown and stored with every result that used it. */
export const DEFAULT_SEED = 20240117;

/** Tests that can be asked for. `auto`: by the score's values (statistics reference, section 2.1). */
export const TEST_CHOICES = [
  "auto",
  "mcnemar",
  "mcnemar-midp",
  "wilcoxon",
  "wilcoxon-pratt",
  "paired-t",
  "permutation",
] as const;
export type TestChoice = (typeof TEST_CHOICES)[number];

/** Intervals that can be asked for. `auto`: by the score's values; t or cluster t where that is not Bonett and Price. */
export const INTERVAL_CHOICES = ["auto", "bootstrap-percentile", "bootstrap-bca"] as const;
export type IntervalChoice = (typeof INTERVAL_CHOICES)[number];

/** How a comparison is judged: part of its definition. */
export interface StatisticsOptions {
  /** Nominal coverage of intervals, above 0 and below 1. */
  readonly level: number;
  readonly test: TestChoice;
  /** Absent: `auto`. */
  readonly interval?: IntervalChoice;
  /** Of the chance that a permutation test and a bootstrap use. */
  readonly seed: number;
}

/** Scored items of a run and all of its items. */
export interface Coverage {
  readonly scored: number;
  readonly total: number;
}

/** What a reader should know before leaning on the numbers. Counts are rows unless named. */
export type StatisticsWarning =
  | { readonly kind: "smallSample"; readonly rows: number }
  | { readonly kind: "fewChanged"; readonly changed: number }
  | { readonly kind: "testCannotReach"; readonly changed: number; readonly alpha: number }
  | { readonly kind: "skewed"; readonly rowsWanted: number }
  | { readonly kind: "fewClusters"; readonly clusters: number; readonly isNote: boolean }
  | { readonly kind: "lowCoverage"; readonly side: "base" | "candidate"; readonly coverage: Coverage }
  | { readonly kind: "unevenCoverage"; readonly base: Coverage; readonly candidate: Coverage }
  | {
      readonly kind: "unevenMissing";
      readonly onlyBase: number;
      readonly onlyCandidate: number;
      readonly pValue: number;
    }
  | { readonly kind: "errorsTurnDelta"; readonly errorsAsZeroDelta: number }
  | { readonly kind: "fewRepeats"; readonly df: number }
  | { readonly kind: "borrowedNoise"; readonly side: "base" | "candidate" }
  | { readonly kind: "tinyValues" };

/** One number for the size of a difference. */
export interface EffectSize {
  readonly name: "risk-difference" | "d-z" | "rank-biserial";
  readonly value: number;
}

/** A test with its p-value adjusted by Holm over the comparison's scores. */
export interface FamilyTest extends TestResult {
  readonly pAdjusted: number;
}

/** The statistics of one score of a comparison; deltas are candidate minus base in the score's own unit. */
export interface ScoreStatistics {
  readonly level: number;
  /** One pass or fail a side and row; else values. */
  readonly isBinary: boolean;
  readonly interval: Estimate<Interval>;
  readonly test: Estimate<FamilyTest>;
  /** Scores with a defined p: the family of `pAdjusted`. */
  readonly familySize: number;
  /** Seed of a test or an interval that used chance. */
  readonly seed: number | null;
  readonly effect: EffectSize | null;
  /** delta / s_d; `null` without spread. */
  readonly dz: number | null;
  /** s_d, the sample deviation of the row differences: what puts scores on one axis; `null` without spread. */
  readonly deviation: number | null;
  readonly rankBiserial: number | null;
  /** (higher + ½ same)/n: share of rows that are higher in the candidate. */
  readonly higherShare: number | null;
  /** Of binary scores. */
  readonly odds: Estimate<ChangedOdds> | null;
  /** McNemar's mid-p, of binary scores without clusters. */
  readonly midP: number | null;
  /** p of the interval's own t, where it is t. */
  readonly tP: number | null;
  /** Smallest delta usually (80 %) detected; `null` when not estimable. */
  readonly mde: number | null;
  readonly noise: Estimate<RerunNoise>;
  readonly baseCoverage: Coverage;
  readonly candidateCoverage: Coverage;
  readonly clusters: number | null;
  /** No row changed: at most this share of such rows would (one-sided); else `null`. */
  readonly changedShareLimit: number | null;
  /** Interval and test disagree on whether 0 is excluded: which of them excludes it. */
  readonly borderline: "interval" | "test" | null;
  readonly warnings: readonly StatisticsWarning[];
}

/** How a test reads in a sentence. */
export function testInWords(name: TestName): string {
  if (name === "mcnemar-midp") return "mid-p test";
  if (name.startsWith("mcnemar")) return "exact test";
  if (name.startsWith("wilcoxon")) return "rank test";
  return name.startsWith("permutation") ? "permutation test" : "t test";
}

/** A test by its author's name, as a hover says it. */
export function testName(name: TestName): string {
  const names: Readonly<Record<TestName, string>> = {
    "mcnemar-exact": "McNemar's exact test",
    "mcnemar-midp": "McNemar's mid-p test",
    "wilcoxon-exact": "Wilcoxon's signed-rank test, exact",
    "wilcoxon-normal": "Wilcoxon's signed-rank test, normal form",
    "wilcoxon-pratt-exact": "Wilcoxon's signed-rank test with Pratt's zeros, exact",
    "wilcoxon-pratt-normal": "Wilcoxon's signed-rank test with Pratt's zeros, normal form",
    "paired-t": "Paired t test",
    "cluster-t": "Cluster-robust t test",
    "permutation-exact": "Permutation test, all sign flips",
    "permutation-mc": "Permutation test, drawn sign flips",
  };
  return names[name];
}

/** A method of making intervals, as a hover says it. */
export function intervalInWords(method: IntervalMethod): string {
  const names: Readonly<Record<IntervalMethod, string>> = {
    t: "Student's t over paired rows",
    "cluster-t": "cluster-robust t",
    wilson: "Wilson's score method",
    "bonett-price": "Bonett and Price's method for paired rates",
    "bootstrap-percentile": "percentile bootstrap",
    "bootstrap-bca": "BCa bootstrap",
  };
  return names[method];
}

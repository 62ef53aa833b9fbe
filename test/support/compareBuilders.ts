// Comparisons for tests and the playground: complete and deterministic; a test names only what it is about.
import type {
  CompareRow,
  CompareRowScore,
  ComparisonSummary,
  JoinReport,
  ScoreComparison,
} from "../../src/core/compare/compareTypes.ts";
import type { ScoreStatistics } from "../../src/core/statistics/scoreStatistics.ts";
import type { CompareView } from "../../src/protocol/comparePanel.ts";
import { aRun } from "./runBuilders.ts";

export function aJoin(part: Partial<JoinReport> = {}): JoinReport {
  return {
    matched: 621,
    onlyBase: 15,
    onlyCandidate: 19,
    duplicateBase: 4,
    duplicateCandidate: 0,
    keys: [],
    ...part,
  };
}

export function aScoreComparison(part: Partial<ScoreComparison> = {}): ScoreComparison {
  return {
    name: "correctness",
    base: { metric: null, name: "correctness" },
    candidate: { metric: null, name: "correctness" },
    higherIsBetter: true,
    kind: "number",
    n: 609,
    infinite: 0,
    baseMean: 0.713,
    candidateMean: 0.744,
    delta: 0.031,
    improved: 112,
    regressed: 68,
    same: 429,
    onlyScoredInBase: 8,
    onlyScoredInCandidate: 3,
    unscored: 1,
    statistics: someStatistics(),
    ...part,
  };
}

/** Statistics of a score that is clearly better. */
export function someStatistics(part: Partial<ScoreStatistics> = {}): ScoreStatistics {
  return {
    level: 0.95,
    isBinary: true,
    interval: { estimable: true, low: 0.0041, high: 0.0583, level: 0.95, method: "bonett-price" },
    test: { estimable: true, name: "mcnemar-exact", pValue: 0.0123, pAdjusted: 0.0246 },
    familySize: 2,
    seed: null,
    effect: { name: "risk-difference", value: 0.031 },
    dz: 0.1,
    deviation: 0.31,
    rankBiserial: 0.24,
    higherShare: 0.54,
    odds: null,
    midP: null,
    tP: null,
    mde: 0.0388,
    noise: { estimable: false, reason: "one trial per row" },
    baseCoverage: { scored: 627, total: 636 },
    candidateCoverage: { scored: 622, total: 640 },
    clusters: null,
    changedShareLimit: null,
    borderline: null,
    warnings: [],
    ...part,
  };
}

export function aComparison(part: Partial<ComparisonSummary> = {}): ComparisonSummary {
  return { join: aJoin(), scores: [aScoreComparison()], ...part };
}

export function aCompareView(part: Partial<CompareView> = {}): CompareView {
  return {
    rev: 1,
    base: aRun({ name: "llama-3.3-70b-instruct" }),
    candidate: aRun({ name: "nemotron-super-49b" }),
    summary: aComparison(),
    itemFields: ["question"],
    moreFields: [],
    primaryScore: 0,
    locale: "en",
    withErrors: false,
    scoreMap: [],
    withExcluded: false,
    saved: null,
    ...part,
  };
}

export function aCompareRowScore(part: Partial<CompareRowScore> = {}): CompareRowScore {
  return {
    base: { value: 1, trials: 1, state: "value" },
    candidate: { value: 0.1, trials: 1, state: "value" },
    delta: -0.9,
    change: "regressed",
    ...part,
  };
}

export function aCompareRow(part: Partial<CompareRow> = {}): CompareRow {
  return {
    position: 0,
    digest: "7Gq0vXcJ2mE1b8",
    isChanged: false,
    fields: ["What is the maximum upload size for the batch endpoint?"],
    base: { index: 0, trials: 1, output: "Up to 512 MB per request.", error: null },
    candidate: { index: 0, trials: 1, output: "Up to 100 MB.", error: null },
    scores: [aCompareRowScore()],
    ...part,
  };
}

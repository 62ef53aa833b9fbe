// Comparisons of several runs for tests: complete and deterministic; a test names only what it is about.
import type { ManyScore, ManySummary } from "../../src/core/compare/manyTypes.ts";
import type { ManyView } from "../../src/protocol/manyPanel.ts";
import { aJoin, aScoreComparison } from "./compareBuilders.ts";
import { aRun } from "./runBuilders.ts";

export function aManyScore(part: Partial<ManyScore> = {}): ManyScore {
  return {
    name: "correctness",
    higherIsBetter: true,
    scoredInAll: 590,
    candidates: [aScoreComparison(), aScoreComparison({ n: 600 })],
    ...part,
  };
}

export function aManySummary(part: Partial<ManySummary> = {}): ManySummary {
  return {
    join: {
      inRuns: [27, 12, 598],
      runs: [
        { items: 640, only: 20, duplicates: 0 },
        { items: 620, only: 7, duplicates: 4 },
        { items: 610, only: 0, duplicates: 0 },
      ],
      keys: [],
    },
    pairs: [aJoin(), aJoin()],
    scope: "pair",
    scores: [aManyScore()],
    familySize: 2,
    ...part,
  };
}

export function aManyView(part: Partial<ManyView> = {}): ManyView {
  return {
    rev: 1,
    runs: ["base", "second", "third"].map((name) => aRun({ name })),
    summary: aManySummary(),
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

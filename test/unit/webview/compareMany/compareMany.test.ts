// The panel of several runs without a page: chips, verdicts, columns, choices, and what is saved of them.
import { describe, expect, it } from "vitest";
import { manyMarkdown } from "../../../../src/core/compare/manyMarkdown.ts";
import {
  manyInputsSentence,
  manyJoinSentence,
  unevenRowsSentence,
} from "../../../../src/core/compare/manyText.ts";
import { chosenAfter, toFlipTwin } from "../../../../webview/panels/compareMany/flipList.ts";
import { intervalScale, placeInterval } from "../../../../webview/panels/compareMany/intervalBar.ts";
import { differs, shownScores, sortOfKey } from "../../../../webview/panels/compareMany/manyColumns.ts";
import { sharedOffers, toMembersChips } from "../../../../webview/panels/compareMany/manyJoin.ts";
import {
  combinationText,
  flippingRows,
  manyVerdict,
} from "../../../../webview/panels/compareMany/manySentences.ts";
import {
  firstState,
  fromShown,
  sortedBy,
  toShown,
} from "../../../../webview/panels/compareMany/manyState.ts";
import { aScoreComparison, someStatistics } from "../../../support/compareBuilders.ts";
import { aManyScore, aManySummary, aManyView } from "../../../support/manyBuilders.ts";

const MATRIX = {
  rule: { score: 0, threshold: 0.7 },
  combinations: [
    { passed: 0b111, rows: 40 },
    { passed: 0b101, rows: 21 },
    { passed: 0, rows: 9 },
  ],
  rows: 70,
  unscored: 3,
  passes: [61, 40, 61],
};

const INPUTS = {
  isIdentical: false,
  ...{ unchanged: 600, changed: 0, added: 2, removed: 1 },
  ...{ pairedBy: [], nearIdentical: 0, changedFields: [], offers: [] },
};

describe("how several runs meet", () => {
  it("has a chip for all, one for one only, and others only where there is something", () => {
    const labels = toMembersChips(aManyView()).map(({ label, count, run }) => [label, count, run]);
    expect(labels).toEqual([
      ["In all 3", 598, null],
      ["In 2", 12, null],
      ["In one only", 27, null],
      ["only", 20, 0],
      ["only", 7, 1],
      ["duplicates", 4, 1],
    ]);
  });

  it("says in words how many are in all", () => {
    const { join } = aManySummary();
    expect(manyJoinSentence(join, "en")).toBe("598 of 637 distinct items are in all 3 runs.");
    expect(manyJoinSentence({ ...join, inRuns: [5, 0, 0] }, "en")).toBe(
      "No two of these runs share an item.",
    );
    expect(manyJoinSentence({ ...join, inRuns: [5, 2, 0] }, "en")).toBe("No item is in all 3 runs.");
    expect(manyJoinSentence({ ...join, inRuns: [0, 0, 0] }, "en")).toBe("No run has items.");
  });

  it("names only the candidates whose inputs differ", () => {
    const same = { ...INPUTS, isIdentical: true };
    expect(manyInputsSentence([same, same], "en")).toBe("All runs used identical inputs.");
    expect(manyInputsSentence([same, INPUTS], "en")).toBe("Inputs differ from A's: C 1 removed, 2 added.");
  });

  it("offers a key only where every candidate has it, with the fewest that it pairs", () => {
    const offers = (...list: readonly (readonly [string, number])[]) => ({
      ...INPUTS,
      offers: list.map(([field, matched]) => ({ field, matched })),
    });
    expect(sharedOffers([offers(["id", 40], ["url", 9]), offers(["id", 31])])).toEqual([
      { field: "id", matched: 31 },
    ]);
    expect(sharedOffers([])).toEqual([]);
  });
});

describe("the summary of several runs", () => {
  const unclear = aScoreComparison({
    statistics: someStatistics({
      interval: { estimable: true, low: -0.1, high: 0.2, level: 0.95, method: "t" },
    }),
  });

  it("names candidates of one verdict together", () => {
    const candidates = [aScoreComparison(), unclear, aScoreComparison(), null];
    expect(manyVerdict(aManyScore({ candidates }))).toBe(
      "On correctness, B and D are better than A; C is not clearly different; E has no such score.",
    );
  });

  it("warns where each candidate has rows of its own, and is silent where all agree", () => {
    expect(unevenRowsSentence(aManyScore(), "en")).toContain("(B 609, C 600)");
    const even = aManyScore({ scoredInAll: 609, candidates: [aScoreComparison(), aScoreComparison()] });
    expect(unevenRowsSentence(even, "en")).toBeNull();
  });

  it("draws intervals of a score on one scale, better to the right", () => {
    const scale = intervalScale([aScoreComparison(), unclear, null]);
    expect(scale).toBe(0.2);
    const up = placeInterval(aScoreComparison(), scale);
    expect(up?.tone).toBe("up");
    expect(up?.low).toBeGreaterThan(50);
    const turned = placeInterval(aScoreComparison({ higherIsBetter: false }), scale);
    expect(turned?.tone).toBe("down");
    expect(turned?.high).toBeLessThan(50);
    expect(placeInterval(aScoreComparison(), 0)).toBeNull();
  });

  it("is copied as Markdown with a group of columns per candidate, names in code", () => {
    const head = aManyView();
    const text = manyMarkdown({ head, inputs: null, withErrors: false, locale: "en" });
    expect(text).toContain("**A** `base` (base), **B** `second`, **C** `third`");
    expect(text).toContain("| Score | A | B | Δ B − A | p adj. | n | C | Δ C − A | p adj. | n |");
    expect(text.split("\n").filter((line) => line.startsWith("| `correctness`")).length).toBe(1);
  });
});

describe("the flip matrix", () => {
  it("reads its options as sentences", () => {
    expect(combinationText(0b101, 21, 3, "en")).toBe("passed by all but B, 21 rows");
    expect(combinationText(0b010, 1, 3, "en")).toBe("passed by B only, 1 row");
  });

  it("chooses one, adds with Ctrl, and lets go of the only one", () => {
    expect(chosenAfter([], 5, false)).toEqual([5]);
    expect(chosenAfter([5], 3, false)).toEqual([3]);
    expect(chosenAfter([5], 3, true)).toEqual([5, 3]);
    expect(chosenAfter([5, 3], 5, true)).toEqual([3]);
    expect(chosenAfter([5], 5, false)).toEqual([]);
    expect(chosenAfter([5, 3], 5, false)).toEqual([5]);
  });

  it("counts the rows on which runs differ, and has a table that says the same", () => {
    expect(flippingRows(MATRIX)).toBe(21);
    expect(toFlipTwin(MATRIX, "en").lines).toEqual([
      ["all", "pass", "pass", "pass", "40"],
      ["all but B", "pass", "fail", "pass", "21"],
      ["none", "fail", "fail", "fail", "9"],
      ["rows passed", "61", "40", "61", "70"],
    ]);
  });
});

describe("columns of several runs", () => {
  const same = aScoreComparison({ improved: 0, regressed: 0, onlyScoredInBase: 0, onlyScoredInCandidate: 0 });
  const scores = [
    aManyScore(),
    aManyScore({ name: "format", candidates: [same, same] }),
    aManyScore({ name: "cost", candidates: [same, aScoreComparison()] }),
  ];
  const choice = {
    score: 0,
    of: null,
    allScores: true,
    onlyDiffering: false,
    isNarrow: false,
    isBrief: false,
  };

  it("has the chosen score first, and leaves out what nobody changed where only differences are wanted", () => {
    expect(shownScores(scores, { ...choice, score: 1 })).toEqual([1, 0, 2]);
    expect(shownScores(scores, { ...choice, onlyDiffering: true })).toEqual([0, 2]);
    expect(shownScores(scores, { ...choice, allScores: false })).toEqual([0]);
    expect(differs(same)).toBe(false);
    expect(differs(null)).toBe(false);
  });

  it("sorts by a head, and the other way when it is pressed again", () => {
    expect(sortOfKey("delta C")).toEqual({ column: "delta", run: 2 });
    const first = sortedBy({ column: "index", run: 0, descending: false }, "delta B");
    expect(first).toEqual({ column: "delta", run: 1, descending: false });
    expect(sortedBy(first, "delta B")).toEqual({ column: "delta", run: 1, descending: true });
    expect(sortedBy(first, "disagreement").column).toBe("disagreement");
  });
});

describe("what is saved of the page", () => {
  const state = {
    ...firstState(aManyView()),
    members: { kind: "only", run: 1 } as const,
    change: "regressed" as const,
    passed: [0b101, 0b010],
    thresholds: { correctness: 0.8 },
    scope: "all" as const,
    sort: { column: "delta", run: 2, descending: true } as const,
    onlyDiffering: true,
  };

  it("comes back as it was", () => {
    const { shown } = toShown(aManyView(), state);
    const back = fromShown(aManyView(), JSON.parse(JSON.stringify(shown)));
    expect({ ...firstState(aManyView()), ...back }).toEqual(state);
  });

  it("ignores what this version or these runs do not have", () => {
    const back = fromShown(aManyView(), {
      score: "gone",
      change: "exploded",
      items: 9,
      sort: { column: "colour" },
    });
    expect(back).toEqual({ thresholds: {}, allScores: false, onlyDiffering: false });
  });

  it("begins with the items of all runs, or with any where no item is in all", () => {
    expect(firstState(aManyView()).members).toEqual({ kind: "in", runs: 3 });
    const join = { ...aManySummary().join, inRuns: [9, 0, 0] };
    expect(firstState(aManyView({ summary: aManySummary({ join }) })).members).toEqual({ kind: "any" });
  });
});

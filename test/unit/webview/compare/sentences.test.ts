import { describe, expect, it } from "vitest";
import {
  changedFieldsText,
  inputsSentence,
  isLittle,
  noMatchSentence,
} from "../../../../src/core/compare/inputText.ts";
import {
  exploratorySentence,
  headSentence,
  joinSentence,
  nothingMatches,
  orderSentence,
  shownSentence,
  statisticsHint,
  unscoredCount,
} from "../../../../webview/panels/compare/sentences.ts";
import {
  aCompareView,
  aComparison,
  aJoin,
  aScoreComparison,
  someStatistics,
} from "../../../support/compareBuilders.ts";

describe("join sentence", () => {
  it("counts matched items of all distinct ones", () => {
    expect(joinSentence(aJoin(), "en")).toBe("621 of 655 distinct items are in both runs.");
    expect(joinSentence(aJoin({ matched: 1 }), "en")).toBe("1 of 35 distinct items is in both runs.");
  });
  it("has its own words for all, none and nothing", () => {
    const join = { onlyBase: 0, onlyCandidate: 0 };
    expect(joinSentence(aJoin(join), "en")).toBe("All 621 items are in both runs.");
    expect(joinSentence(aJoin({ ...join, matched: 1 }), "en")).toBe("The only item is in both runs.");
    expect(joinSentence(aJoin({ matched: 0 }), "en")).toBe("These runs share no item.");
    expect(joinSentence(aJoin({ ...join, matched: 0 }), "en")).toBe("Neither run has items.");
  });
});

describe("another join", () => {
  it("is offered where fewer than half of the smaller run's items match", () => {
    expect(isLittle(aJoin({ matched: 0, onlyBase: 3, onlyCandidate: 9 }))).toBe(true);
    expect(isLittle(aJoin({ matched: 1, onlyBase: 2, onlyCandidate: 9 }))).toBe(true);
    expect(isLittle(aJoin({ matched: 2, onlyBase: 2, onlyCandidate: 9 }))).toBe(false);
    expect(isLittle(aJoin({ matched: 0, onlyBase: 0, onlyCandidate: 0 }))).toBe(false);
  });
});

describe("the inputs in words", () => {
  const none = { isIdentical: false, unchanged: 5, changed: 0, added: 0, removed: 0 };
  const report = { ...none, pairedBy: [], nearIdentical: 0, changedFields: [], offers: [] };
  it("are identical, or differ with counts", () => {
    expect(inputsSentence({ ...report, isIdentical: true }, "en")).toBe("Both runs used identical inputs.");
    expect(inputsSentence({ ...report, isIdentical: true, unchanged: 0 }, "en")).toBe(
      "Neither run has inputs.",
    );
    const changed = { ...report, changed: 7, removed: 8, added: 1200, pairedBy: ["id"] };
    expect(inputsSentence(changed, "en")).toBe(
      "Inputs are not identical: 7 changed (same id), 8 removed, 1,200 added.",
    );
  });
  it("name the fields that differ most", () => {
    const changedFields = ["a", "b", "c", "d"].map((field, i) => ({ field, items: 9 - i }));
    expect(changedFieldsText({ ...report, changedFields }, "en")).toBe("a (9), b (8), c (7), 1 more");
  });
  it("say why nothing meets by a key", () => {
    const join = aJoin({ matched: 0, keys: ["id", "part"] });
    expect(noMatchSentence(join, report, "en")).toBe("No value of id and part is in both runs.");
    expect(noMatchSentence(aJoin(), report, "en")).toBeNull();
  });
  it("are exploratory once filtered", () => {
    expect(exploratorySentence([{ field: "tier", contains: "pro" }], aJoin({ matched: 207 }), "en")).toBe(
      "Exploratory: 207 items where tier contains “pro”, chosen after looking. 95 % no longer holds.",
    );
  });
});

describe("head sentence", () => {
  it("is the chosen score's verdict with its interval", () => {
    expect(headSentence(aCompareView(), aScoreComparison())).toBe(
      "correctness: B is better by 0.031 (95 % interval 0.004 to 0.058), 609 rows. 112 improved, 68 regressed, 429 same.",
    );
  });
  it("names infinite values, which have no difference", () => {
    const statistics = someStatistics({ interval: { estimable: false, reason: "2 infinite values" } });
    const score = aScoreComparison({ same: 427, infinite: 2, delta: null, statistics });
    expect(headSentence(aCompareView(), score)).toBe(
      "correctness: Interval not estimable: 2 infinite values.",
    );
  });
  it("says why there is nothing to judge", () => {
    const apart = aCompareView({ summary: aComparison({ join: aJoin({ matched: 0 }) }) });
    expect(headSentence(apart, aScoreComparison())).toBe("Nothing can be compared row by row.");
    expect(headSentence(aCompareView(), undefined)).toBe("621 items matched; the runs share no score.");
    expect(headSentence(aCompareView(), aScoreComparison({ n: 0 }))).toBe(
      "No item has a value of correctness in both runs.",
    );
  });
  it("has behind it how the numbers were made and what to know", () => {
    const statistics = someStatistics({ warnings: [{ kind: "smallSample", rows: 12 }] });
    expect(statisticsHint(aScoreComparison({ statistics }), aCompareView()).split("\n")).toEqual([
      "95 % interval of the mean difference by Bonett and Price's method for paired rates, 609 rows; not adjusted for the number of scores.",
      "McNemar's exact test: p = 0.012; adjusted over 2 scores (Holm).",
      "Small sample: 12 rows.",
    ]);
  });
});

describe("rows shown", () => {
  it("are counted against the matched ones when an outcome filter is on", () => {
    expect(shownSentence("regressed", 68, aJoin(), "en")).toBe("68 of 621 matched items");
    expect(shownSentence("matched", 621, aJoin(), "en")).toBe("621 matched items");
    expect(shownSentence("onlyBase", 15, aJoin(), "en")).toBe("15 only in A");
  });
  it("name the order by what is good, not by what is large", () => {
    const worst = { column: "delta", descending: false } as const;
    expect(orderSentence(worst, aScoreComparison())).toBe("sorted by Δ correctness, worst first");
    expect(orderSentence(worst, aScoreComparison({ higherIsBetter: false }))).toBe(
      "sorted by Δ correctness, best first",
    );
    expect(orderSentence({ column: "base", descending: true }, aScoreComparison())).toBe(
      "sorted by correctness of A, highest first",
    );
    expect(orderSentence({ column: "index", descending: false }, undefined)).toBe("in order of A");
  });
  it("have words for a filter that nothing passes", () => {
    expect(nothingMatches("regressed", "correctness")).toBe("No item regressed on correctness");
    expect(nothingMatches("unscored", null)).toBe("Every matched item is scored in both runs");
  });
  it("count an item as unscored when either side lacks a value", () => {
    expect(unscoredCount(aScoreComparison())).toBe(12);
  });
});

import { describe, expect, it } from "vitest";
import {
  headSentence,
  joinSentence,
  nothingMatches,
  orderSentence,
  shownSentence,
  unscoredCount,
} from "../../../../webview/panels/compare/sentences.ts";
import { aComparison, aJoin, aScoreComparison } from "../../../support/compareBuilders.ts";

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

describe("head sentence", () => {
  it("claims counts and nothing else", () => {
    const sentence = headSentence(aComparison(), aScoreComparison(), "en");
    expect(sentence).toBe("609 items compared. correctness: 112 improved, 68 regressed, 429 same.");
    expect(sentence).not.toMatch(/better|worse|significant/u);
  });
  it("names infinite values, which have no difference", () => {
    const score = aScoreComparison({ same: 427, infinite: 2, delta: null });
    expect(headSentence(aComparison(), score, "en")).toContain("427 same, 2 infinite.");
  });
  it("says why there is nothing to count", () => {
    const apart = aComparison({ join: aJoin({ matched: 0 }) });
    expect(headSentence(apart, aScoreComparison(), "en")).toBe("Nothing can be compared row by row.");
    expect(headSentence(aComparison(), undefined, "en")).toBe("621 items matched; the runs share no score.");
    expect(headSentence(aComparison(), aScoreComparison({ n: 0 }), "en")).toBe(
      "No item has a value of correctness in both runs.",
    );
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

// Filters and words of the result panel about marked rows.
import { describe, expect, it } from "vitest";
import type { ElsewhereFound } from "../../../../src/core/rows/elsewhere.ts";
import { activeFilters, NO_FILTERS, withMark } from "../../../../webview/panels/result/rowFilters.ts";
import { toScoreLine } from "../../../../webview/panels/result/scoreTable.ts";
import { foundInWords } from "../../../../webview/panels/result/whereElseView.ts";
import { aRun } from "../../../support/runBuilders.ts";
import { aScore } from "../../../support/scoreBuilders.ts";

describe("the filter on marked rows", () => {
  it("is one at a time, beside others, and goes by its own pill", () => {
    const state = withMark({ ...NO_FILTERS, low: 0.7 }, "excluded");
    expect(activeFilters(aRun(), state).map(({ words, condition }) => [words, condition.kind])).toEqual([
      ["low scores", "anyOf"],
      ["excluded", "excluded"],
    ]);
    const [, pill] = activeFilters(aRun(), withMark(state, "noted"));
    expect(pill).toMatchObject({ words: "noted", condition: { kind: "noted" } });
    expect(pill?.without).toEqual({ ...NO_FILTERS, low: 0.7 });
  });
});

describe("the table of scores", () => {
  it("has a mean without the excluded rows only where rows are excluded", () => {
    const score = aScore([], { name: "q", itemMean: 0.5, standardError: 0.01 });
    const left = { ...score, itemMean: 0.75 };
    const base = { excludedRows: 1, excludedItems: 1, rows: 3, items: 3 };
    const marked = aRun({ scores: [score], withoutExcluded: { ...base, scores: [left] } });
    expect(toScoreLine(score, marked, "en").without).toBe("0.750");
    expect(toScoreLine(score, aRun({ scores: [score] }), "en").without).toBeNull();
  });
});

describe("where else, in words", () => {
  const found = (total: number, searched: number): ElsewhereFound => ({
    digest: "d",
    results: [],
    total,
    searched,
  });
  it.each([
    [0, 0, 0, "there is no other result"],
    [0, 1, 0, "not in the other result"],
    [0, 40, 0, "in none of 40 other results"],
    [1, 1, 1, "in 1 of 1 other result"],
    [120, 5000, 100, "in 120 of 5,000 other results, the newest 100 shown"],
  ])("%i found in %i", (total, searched, shown, words) => {
    expect(foundInWords(found(total, searched), shown, "en")).toBe(words);
  });
});

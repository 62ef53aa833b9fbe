import { describe, expect, it } from "vitest";
import { lowCondition, lowInWords, lowLimits } from "../../../../src/core/scores/lowScores.ts";
import { aScore } from "../../../support/scoreBuilders.ts";

const SCORES = [
  aScore([0, 1], { name: "correctness" }),
  aScore([1, 5], { name: "faithfulness" }),
  aScore([0.2, 3], { name: "latency", higherIsBetter: false, contract: { passThreshold: 2 } }),
  aScore([0, 0.5], { name: "toxicity", higherIsBetter: false }),
  aScore([0, 1], { name: "format_ok", kind: "boolean" }),
  aScore([0, 1], { name: "style", contract: { passThreshold: 0.4 } }),
];

describe("low scores", () => {
  it("take the contract's threshold and direction first, then the preset's for fractions that should be high", () => {
    expect(lowLimits(SCORES, 0.7)).toEqual([
      { score: 0, threshold: 0.7, isBelow: true },
      { score: 2, threshold: 2, isBelow: false },
      { score: 4, threshold: 0.5, isBelow: true },
      { score: 5, threshold: 0.4, isBelow: true },
    ]);
    expect(lowLimits([], 0.7)).toEqual([]);
  });
  it("are one condition, the threshold itself not low", () => {
    expect(lowCondition(SCORES, 0.6).of.slice(0, 2)).toEqual([
      { kind: "range", score: 0, min: null, max: 0.6, excludesMax: true },
      { kind: "range", score: 2, min: 2, max: null, excludesMin: true },
    ]);
  });
  it("are said in words, with the scores that have no threshold", () => {
    expect(lowInWords(SCORES, 0.7)).toBe(
      "correctness below 0.7, or latency above 2, or format_ok fails, or style below 0.4. No threshold: faithfulness, toxicity (passThreshold in metrics.json gives one)",
    );
  });
});

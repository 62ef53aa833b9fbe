// What the metric contract makes of scores: which rule applies, and what it changes.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  applyContract,
  isBelowThreshold,
  isFailing,
  ruleFor,
} from "../../../../src/core/scores/metricContract.ts";
import type { MetricRule } from "../../../../src/core/scores/metricRule.ts";
import { aRun } from "../../../support/runBuilders.ts";
import { aScore } from "../../../support/scoreBuilders.ts";

const ask = (contract: Record<string, MetricRule>, name: string, metric: string | null = null) =>
  ruleFor(Object.entries(contract), { metric, name });

describe("the rule for a score", () => {
  it("is found by name, by metric and name, with and without the metric's workspace", () => {
    const rule = { unit: "points" };
    expect(ask({ f1: rule }, "f1")).toEqual(rule);
    expect(ask({ f1: rule }, "f1", "default/bleu")).toEqual(rule);
    expect(ask({ "bleu:f1": rule }, "f1", "default/bleu")).toEqual(rule);
    expect(ask({ "default/bleu:f1": rule }, "f1", "default/bleu")).toEqual(rule);
    expect(ask({ "rouge:f1": rule }, "f1", "default/bleu")).toBeNull();
    expect(ask({ f1: rule }, "f10")).toBeNull();
  });

  it("is put together from all that fit, the more exact key winning property by property", () => {
    const contract: Record<string, MetricRule> = {
      "bleu:f1": { unit: "exact metric" },
      f1: { unit: "exact name", decimals: 1 },
      "*": { direction: "higher", decimals: 4, format: "number" },
      "f*": { direction: "lower" },
    };
    expect(ask(contract, "f1", "bleu")).toEqual({
      direction: "lower",
      decimals: 1,
      format: "number",
      unit: "exact metric",
    });
    expect(ask(contract, "g")).toEqual({ direction: "higher", decimals: 4, format: "number" });
  });

  it("takes the later of two patterns of one exactness", () => {
    expect(ask({ "a*": { unit: "first" }, "*b": { unit: "second" } }, "ab")).toEqual({ unit: "second" });
  });

  it("reads * as any characters, also none, and nothing else as special", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", ".", "*", "("), maxLength: 8 });
    fc.assert(
      fc.property(text, text, (pattern, name) => {
        const expression = pattern
          .split("*")
          .map((part) => part.replace(/[.(]/g, "\\$&"))
          .join(".*");
        const fits = pattern === name || (pattern.includes("*") && new RegExp(`^${expression}$`).test(name));
        expect(ask({ [pattern]: { unit: "u" } }, name) !== null).toBe(fits);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("a run under the contract", () => {
  const refused = aScore([1, 0, 0, 0], { name: "refused", kind: "boolean" });
  const run = aRun({ scores: [refused, aScore()], primaryScore: 0 });

  it("is the very same where no rule names its scores", () => {
    expect(applyContract(run, [["other", { direction: "lower" }]])).toBe(run);
  });

  it("turns a direction and chooses the primary score again, as an import would", () => {
    const turned = applyContract(run, [["refused", { direction: "lower" }]]);
    expect(turned.scores.map((score) => score.higherIsBetter)).toEqual([false, true]);
    expect(turned.primaryScore).toBe(1);
    expect(run.scores[0]?.higherIsBetter).toBe(true);
  });

  it("leaves the stored primary score where only units are named", () => {
    const named = applyContract(run, [["*", { unit: "x" }]]);
    expect(named.primaryScore).toBe(0);
    expect(named.scores.map((score) => score.contract?.unit)).toEqual(["x", "x"]);
  });

  it("shows the score called primary first, and never one that is said not to be", () => {
    expect(applyContract(run, [["correctness", { primary: true }]]).primaryScore).toBe(1);
    expect(applyContract(run, [["refused", { primary: false }]]).primaryScore).toBe(1);
  });
});

describe("a threshold", () => {
  const above = { higherIsBetter: true, contract: { passThreshold: 0.7 } };
  const below = { higherIsBetter: false, contract: { passThreshold: 2 } };
  it("marks the worse side only, by the score's direction; at the threshold a row passes", () => {
    expect([0.69, 0.7, 0.8].map((value) => isBelowThreshold(value, above))).toEqual([true, false, false]);
    expect([1, 2, 2.1].map((value) => isBelowThreshold(value, below))).toEqual([false, false, true]);
  });
  it("marks nothing without one, and no missing value or label", () => {
    expect(isBelowThreshold(0, { higherIsBetter: true })).toBe(false);
    expect(isBelowThreshold(null, above)).toBe(false);
    expect(isBelowThreshold("low", above)).toBe(false);
  });
  it("calls a boolean failing by its direction", () => {
    expect([isFailing(false), isFailing(true)]).toEqual([true, false]);
    expect(isFailing(true, { higherIsBetter: false })).toBe(true);
    expect(isFailing(0)).toBe(false);
  });
});

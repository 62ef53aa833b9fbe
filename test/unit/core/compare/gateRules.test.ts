// Rules of a gate: how they are written, what they judge, and what is refused with a sentence that helps.
import { describe, expect, it } from "vitest";
import type { ScoreComparison } from "../../../../src/core/compare/compareTypes.ts";
import {
  familyOfGate,
  judgeGate,
  levelOfGate,
  parseGateRule,
} from "../../../../src/core/compare/gateRules.ts";
import { aScoreComparison, someStatistics } from "../../../support/compareBuilders.ts";

function withInterval(low: number, high: number, part: Partial<ScoreComparison> = {}): ScoreComparison {
  const interval = { estimable: true, low, high, level: 0.95, method: "t" } as const;
  return aScoreComparison({ statistics: someStatistics({ interval, mde: 0.01 }), ...part });
}

const NO_FACTS = { errors: () => ({ errored: 0, rows: 0 }), inputs: null, elsewhere: [] };

const judge = (rule: string, score: ScoreComparison, isStrict = false) =>
  judgeGate([parseGateRule(rule)], [score], NO_FACTS, { level: 0.95, isStrict, family: 1 });

describe("a rule", () => {
  it.each([
    ["correctness>=-0.02", 0.02, false],
    ["correctness >= −0.02", 0.02, false],
    ["correctness ≥ -2%", 0.02, true],
    ["correctness>=0", 0, false],
    ["correctness>=-.5e-1", 0.05, false],
  ])("%s allows a drop of %s", (text, tolerance, isRelative) => {
    expect(parseGateRule(text)).toMatchObject({ score: "correctness", bound: ">=", tolerance, isRelative });
  });

  it.each(["", "correctness", "correctness>=", ">=-0.1", "correctness=-0.1", "correctness>=-x"])(
    "%s is refused with an example",
    (text) => expect(() => parseGateRule(text)).toThrow(/A gate reads SCORE>=-0.02/),
  );

  it("that asks for an improvement is refused", () => {
    expect(() => parseGateRule("correctness>=0.02")).toThrow(/write correctness>=-0.02/);
    expect(() => parseGateRule("latency<=-5%")).toThrow(/write latency<=5%/);
  });
});

describe("a gate", () => {
  it.each([
    [-0.01, 0.03, "pass", "pass"],
    [-0.05, -0.03, "regression", "fail"],
    [-0.05, 0.03, "inconclusive", "pass"],
  ])("over an interval %s to %s is %s: %s", (low, high, verdict, whole) => {
    const report = judge("correctness>=-0.02", withInterval(low, high));
    expect(report.rules[0]?.verdict).toBe(verdict);
    expect(report.verdict).toBe(whole);
  });

  it("fails on what is inconclusive or can't be judged only where non-inferiority is required", () => {
    expect(judge("correctness>=-0.02", withInterval(-0.05, 0.03), true).verdict).toBe("fail");
    const statistics = someStatistics({ interval: { estimable: false, reason: "one row" } });
    const score = aScoreComparison({ statistics });
    expect(judge("correctness>=-0.02", score).verdict).toBe("pass");
    expect(judge("correctness>=-0.02", score, true).verdict).toBe("fail");
  });

  it("turns round where less is better, and bounds the rise", () => {
    const latency = { name: "latency", higherIsBetter: false, baseMean: 2 };
    expect(judge("latency<=5%", withInterval(0.01, 0.09, latency)).rules[0]).toMatchObject({
      verdict: "pass",
      tolerance: 0.1,
    });
    expect(judge("latency<=5%", withInterval(0.11, 0.2, latency)).verdict).toBe("fail");
    expect(() => judge("latency>=-0.1", withInterval(0, 1, latency))).toThrow(/write latency<=0.1/);
  });

  it("says where a tolerance is below what the rows can show", () => {
    expect(judge("correctness>=-0.005", withInterval(-0.01, 0.01)).rules[0]).toMatchObject({
      unreachable: 0.01,
    });
    expect(judge("correctness>=-0.02", withInterval(-0.01, 0.01)).rules[0]).toMatchObject({
      unreachable: null,
    });
  });

  it("names the scores there are where a rule is on none", () => {
    expect(() => judge("nothing>=-1", withInterval(0, 1))).toThrow(
      /on no compared score. Compared: correctness/,
    );
  });

  it("widens its intervals by the number of rules and candidates", () => {
    const five = ["a>=0", "b>=0", "c<=0", "d>=0", "e>=0"].map((rule) => parseGateRule(rule));
    expect(levelOfGate(0.95, familyOfGate(five.slice(0, 1), 1))).toBeCloseTo(0.95, 12);
    expect(levelOfGate(0.95, familyOfGate(five, 2))).toBeCloseTo(0.995, 12);
    const counted = ["a.coverage>=0.9", "errors<=1%", "inputs=identical"].map((rule) => parseGateRule(rule));
    expect(familyOfGate([...five, ...counted], 2)).toBe(10);
    expect(familyOfGate(counted, 2)).toBe(1);
  });
});

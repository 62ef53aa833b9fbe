// What people read: deltas with intervals, p-values, verdicts and warnings, against the reference's own texts.
import { describe, expect, it } from "vitest";
import type { ScoreComparison } from "../../../../src/core/compare/compareTypes.ts";
import type { StatisticsWarning } from "../../../../src/core/statistics/scoreStatistics.ts";
import {
  type VerdictStyle,
  verdictOf,
  verdictSentence,
  warningText,
} from "../../../../src/core/statistics/verdict.ts";
import {
  formatDeltaInterval,
  formatLevel,
  formatPEquals,
  formatPValue,
  formatRows,
  formatScoreLimits,
} from "../../../../src/core/text/formatInterval.ts";
import { aScoreComparison, someStatistics } from "../../../support/compareBuilders.ts";
import { namedVectors } from "../../../support/statisticsVectors.ts";

const STYLE: VerdictStyle = { unit: "points", base: "A", candidate: "B", locale: "en" };
const PLAIN: VerdictStyle = { ...STYLE, unit: "plain" };

describe("a delta with its interval", () => {
  it.each(namedVectors("format"))("%s", (_, { input, expected }) => {
    const { delta, low, high, unit, n } = input as Record<"delta" | "low" | "high" | "n", number> & {
      unit: string;
    };
    const shown = formatDeltaInterval(
      { delta, low, high, level: 0.95 },
      unit === "points" ? "points" : "plain",
      unit,
      "en",
    );
    expect(`${shown}, ${formatRows(n, "en")}`).toBe(expected.text);
  });

  it("prints tight for tables, and exact zero as 0", () => {
    const means = [0.5, 0.53];
    expect(formatScoreLimits({ low: 0, high: 0.06 }, means, { kind: "boolean" }, "en")).toBe("[0, 6.0]");
    expect(formatScoreLimits({ low: -41, high: 35 }, [300, 297], { kind: "number" }, "en")).toBe("[−41, 35]");
    const latency = { kind: "number", contract: { format: "s" } } as const;
    expect(formatScoreLimits({ low: -0.041, high: 0.035 }, [0.3, 0.297], latency, "en")).toBe("[−41, 35]");
  });

  it("names its level without spare digits", () => {
    expect([0.95, 0.99, 0.995, 0.9].map((level) => formatLevel(level, "en"))).toEqual([
      "95 %",
      "99 %",
      "99.5 %",
      "90 %",
    ]);
  });
});

describe("a p-value", () => {
  it.each(namedVectors("format-p"))("%s", (_, { input, expected }) => {
    expect(formatPValue(input.p as number, input.alpha as number, "en")).toBe(expected.text);
  });

  it("is never 0, and reads in a sentence", () => {
    expect(formatPEquals(1e-300, 0.05, "en")).toBe("p < 0.001");
    expect(formatPEquals(0.0703125, 0.05, "en")).toBe("p = 0.070");
    expect(formatPValue(0.05, 0.05, "en")).toBe("0.050");
    expect(formatPValue(0.04999999, 0.05, "en")).toBe("0.04999999");
  });
});

describe("a verdict", () => {
  const say = (part: Partial<ScoreComparison>, style: VerdictStyle = STYLE) =>
    verdictSentence(aScoreComparison({ n: 612, improved: 71, regressed: 52, same: 489, ...part }), style);
  const interval = (low: number, high: number) =>
    ({ estimable: true, low, high, level: 0.95, method: "t" }) as const;

  it("says better, in points of a pass rate", () => {
    expect(say({ delta: 0.031234 })).toBe(
      "B is better by 3.1 points (95 % interval 0.4 to 5.8), 612 rows. 71 improved, 52 regressed, 489 same.",
    );
  });

  it("says worse with magnitude and both limits turned", () => {
    const statistics = someStatistics({ interval: interval(-0.0583, -0.0041) });
    expect(say({ delta: -0.031234, statistics })).toContain(
      "B is worse by 3.1 points (95 % interval 0.4 to 5.8)",
    );
  });

  it("of a score where less is better says which way", () => {
    const statistics = someStatistics({ interval: interval(-66.4, -16.1) });
    const part = { delta: -41.27, higherIsBetter: false, statistics };
    expect(say(part, PLAIN)).toContain("B is better (lower) by 41 (95 % interval 16 to 66), 612 rows.");
    expect(verdictOf(aScoreComparison(part))).toBe("better");
  });

  it("says no clear difference, and what would be detected", () => {
    const statistics = someStatistics({ interval: interval(-0.019, 0.035), mde: 0.0379 });
    expect(say({ delta: 0.008, statistics })).toBe(
      "No clear difference: +0.8 points (95 % interval −1.9 to 3.5), 612 rows. This comparison would usually detect 3.8 points or more.",
    );
  });

  it("says borderline when interval and test disagree", () => {
    const test = { estimable: true, name: "mcnemar-exact", pValue: 0.0703125, pAdjusted: 0.14 } as const;
    const statistics = someStatistics({ interval: interval(0.013, 0.508), test, borderline: "interval" });
    expect(say({ delta: 0.2857, statistics })).toMatch(
      /^Borderline: the interval excludes zero, the exact test does not \(p = 0\.070\)\. \+29 points/,
    );
  });

  it("adds that a rerun would often differ this much, unless too few rows are repeated", () => {
    const noise = {
      estimable: true,
      standardError: 0.02,
      df: 40,
      band: 0.04,
      isWithin: true,
      isRough: false,
      borrowed: null,
    } as const;
    expect(say({ statistics: someStatistics({ noise }) })).toMatch(
      /A rerun of the same model would often differ this much\.$/,
    );
    expect(say({ statistics: someStatistics({ noise: { ...noise, isRough: true } }) })).not.toMatch(/rerun/);
  });

  it("says why there is no interval", () => {
    const statistics = someStatistics({ interval: { estimable: false, reason: "one row" } });
    expect(say({ n: 1, delta: 0.2, baseMean: 0.5, statistics }, PLAIN)).toBe(
      "+0.200, 1 row. Interval not estimable: one row.",
    );
    expect(
      say({
        n: 3,
        delta: null,
        statistics: someStatistics({ interval: { estimable: false, reason: "1 infinite value" } }),
      }),
    ).toBe("Interval not estimable: 1 infinite value.");
    expect(say({ n: 0, delta: null, statistics })).toBe("");
  });

  it("of unchanged rows says how many would change at most, never that the runs are equal", () => {
    const statistics = someStatistics({
      interval: { estimable: false, reason: "no row changed" },
      changedShareLimit: 0.0295,
    });
    expect(say({ n: 100, delta: 0, statistics }, PLAIN)).toBe(
      "No row changed, 100 rows: at most 3.0% of such rows would (one-sided 95 %).",
    );
  });
});

describe("a warning", () => {
  const say = (warning: StatisticsWarning, style = STYLE) => warningText(warning, style);

  it("is one sentence with its numbers", () => {
    expect(say({ kind: "smallSample", rows: 12 })).toBe("Small sample: 12 rows.");
    expect(say({ kind: "fewChanged", changed: 4 })).toBe("Only 4 rows changed: treat the interval as rough.");
    expect(say({ kind: "testCannotReach", changed: 5, alpha: 0.05 })).toBe(
      "With 5 changed rows the test cannot reach p = 0.05.",
    );
    expect(say({ kind: "unevenMissing", onlyBase: 9, onlyCandidate: 1, pValue: 0.0215 })).toBe(
      "Missing scores are uneven: 9 scored only in A, 1 only in B (p = 0.022).",
    );
    const coverage = { scored: 90, total: 100 };
    expect(say({ kind: "lowCoverage", side: "candidate", coverage })).toBe(
      "B is scored on 90.0% of its items only.",
    );
    const style = { ...STYLE, base: "The base", candidate: "The candidate" };
    expect(say({ kind: "unevenCoverage", base: coverage, candidate: { scored: 1, total: 1 } }, style)).toBe(
      "Coverage differs: the base 90.0%, the candidate 100%.",
    );
    expect(say({ kind: "errorsTurnDelta", errorsAsZeroDelta: -0.021 })).toBe(
      "With errored rows as 0 the difference turns: −2.1 points.",
    );
  });
});

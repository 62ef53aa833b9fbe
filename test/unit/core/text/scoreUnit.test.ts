// How a score's numbers read by the metric contract: units, formats, decimals.
import { describe, expect, it } from "vitest";
import type { MetricRule } from "../../../../src/core/scores/metricRule.ts";
import {
  formatMeanBeside,
  formatMeanTight,
  formatMeanWithError,
  formatRowValue,
  formatScoreDelta,
  formatScoreValue,
} from "../../../../src/core/text/formatNumber.ts";
import type { ScoreStyle } from "../../../../src/core/text/scoreUnit.ts";

const style = (contract: MetricRule, kind: ScoreStyle["kind"] = "number"): ScoreStyle => ({ kind, contract });
const SECONDS = style({ format: "s" });
const MILLISECONDS = style({ format: "ms" });
const DOLLARS = style({ format: "currency" });
const SHARE = style({ format: "percent" });

describe("means", () => {
  it.each([
    [0.7423, 0.0123, style({}), "0.742 ± 0.012"],
    [0.7423, 0.0123, style({ decimals: 2 }), "0.74 ± 0.01"],
    [1204.2, 13.1, style({ unit: "tokens" }), "1,204 tokens ± 13"],
    [0.7423, 0.0123, SHARE, "74.2% ± 1.2"],
    [0.7423, 0.0123, style({ format: "percent", decimals: 0 }), "74% ± 1"],
    [0.4123, null, SECONDS, "412 ms"],
    [0.4123, 0.0112, SECONDS, "412 ms ± 11"],
    [1.324, null, SECONDS, "1.32 s"],
    [1.324, 0.041, SECONDS, "1.32 s ± 0.04"],
    [412.3, null, MILLISECONDS, "412 ms"],
    [1324, null, MILLISECONDS, "1.32 s"],
    [0.0042, null, MILLISECONDS, "0.0042 ms"],
    [0.00093, null, DOLLARS, "$0.00093"],
    [0.00093, 0.00012, DOLLARS, "$0.00093 ± 0.00012"],
    [12.5, null, DOLLARS, "$12.50"],
    [-12.5, null, DOLLARS, "−$12.50"],
    [12.5, null, style({ format: "currency", unit: "EUR" }), "€12.50"],
    [0.953, null, style({ format: "number" }, "boolean"), "0.953"],
    [0.953, 0.008, style({ unit: "x" }, "boolean"), "95.3% ± 0.8"],
    [null, null, SECONDS, "—"],
  ])("%s ± %s", (mean, error, own, text) => {
    expect(formatMeanWithError(mean, error, own, "en")).toBe(text);
  });

  it("stand in a tree without the space, and put a currency where the locale has it", () => {
    expect(formatMeanTight(0.4123, 0.0112, SECONDS, "en")).toBe("412 ms ±11");
    expect(formatMeanWithError(12.5, null, style({ format: "currency", unit: "EUR" }), "de")).toBe(
      "12,50\u00a0€",
    );
  });

  it("share one unit and their decimals side by side, and their difference too", () => {
    const pair = [0.94, 1.324];
    expect(pair.map((mean) => formatMeanBeside(mean, pair, SECONDS, "en"))).toEqual(["0.94 s", "1.32 s"]);
    expect(formatScoreDelta(-0.384, pair, SECONDS, "en")).toBe("−0.38 s");
    expect(formatScoreDelta(0.02, [0.4, 0.42], SECONDS, "en")).toBe("+20 ms");
    expect(formatScoreDelta(-0.0001, [0.0009, 0.0008], DOLLARS, "en")).toBe("−$0.00010");
    expect(formatScoreDelta(0, [0.0009, 0.0009], DOLLARS, "en")).toBe("$0");
    expect(formatScoreDelta(0.0312, [0.713, 0.744], style({}), "en")).toBe("+0.031");
    expect(formatScoreDelta(-0.0263, [0.979, 0.953], SHARE, "en")).toBe("−2.6 pp");
    expect(formatScoreDelta(null, [null, null], SECONDS, "en")).toBe("—");
  });
});

describe("single values", () => {
  it("read as recorded unless the contract says how", () => {
    expect(formatScoreValue(0.5, 2, style({}), "en")).toBe("0.50");
    expect(formatScoreValue(0.5, 2, style({ unit: "points" }), "en")).toBe("0.50");
    expect(formatScoreValue(0.5, 2, style({ decimals: 3 }), "en")).toBe("0.500");
    expect(formatScoreValue(0.5, 2, SHARE, "en")).toBe("50.0%");
    expect(formatScoreValue(0.0042, 2, SECONDS, "en")).toBe("4.2 ms");
    expect(formatScoreValue(0, 2, SECONDS, "en")).toBe("0 ms");
    expect(formatScoreValue(0.0005, 2, DOLLARS, "en")).toBe("$0.00050");
  });
  it("never print something as nothing", () => {
    expect(formatScoreValue(0.0004, 2, style({ decimals: 2 }), "en")).toBe("0.00040");
  });
  it("say yes or no where true is the worse", () => {
    const cell = (value: boolean) => ({ state: "value" as const, value });
    const refused = { kind: "boolean", higherIsBetter: false } as const;
    expect([true, false].map((value) => formatRowValue(cell(value), 0, "en", refused))).toEqual([
      "yes",
      "no",
    ]);
    expect([true, false].map((value) => formatRowValue(cell(value), 0, "en"))).toEqual(["pass", "fail"]);
  });
});

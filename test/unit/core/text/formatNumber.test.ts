import { describe, expect, it } from "vitest";
import {
  decimalsFor,
  formatCount,
  formatDelta,
  formatFixed,
  formatMeanTight,
  formatMeanWithError,
  formatPercent,
  formatRowValue,
  formatShare,
  formatValue,
  meanDecimals,
  valueDecimals,
} from "../../../../src/core/text/formatNumber.ts";
import { formatDateTime } from "../../../../src/core/text/formatTime.ts";

const mean = (value: number | null, error: number | null, locale = "en") =>
  formatMeanWithError(value, error, "number", locale);

describe("mean with standard error", () => {
  it("takes its decimals from the error: two digits, one from a first digit of 3 on", () => {
    expect(mean(0.7423, 0.0123)).toBe("0.742 ± 0.012");
    expect(mean(4.1377, 0.0402)).toBe("4.14 ± 0.04");
    expect(mean(1234.5, 25.4)).toBe("1,235 ± 25");
    expect(mean(0.5, 0.0299)).toBe("0.50 ± 0.03");
    expect(mean(0.5, 0.0996)).toBe("0.50 ± 0.10");
  });
  it("shows three significant digits when the error is not estimable", () => {
    expect(mean(0.74231, null)).toBe("0.742");
    expect(mean(0.000912345, null)).toBe("0.000912");
    expect(mean(1, null)).toBe("1.00");
    expect(mean(0, null)).toBe("0");
    expect(mean(123456.7, null)).toBe("123,457");
  });
  it("never prints a missing mean as a number", () => {
    expect(mean(null, 0.1)).toBe("—");
    expect(mean(Number.NaN, 0.1)).toBe("—");
    expect(mean(Number.POSITIVE_INFINITY, null)).toBe("—");
  });
  it("uses an exponent for the very small and the very large", () => {
    expect(mean(1e-12, null)).toBe("1.0E−12");
    expect(mean(2.5e16, null)).toBe("2.5E16");
    expect(mean(0.5, 1e-12)).toBe("0.50000000 ± 1.0E−12");
  });
  it("has a real minus and no negative zero", () => {
    expect(mean(-0.5, 0.012)).toBe("−0.500 ± 0.012");
    expect(mean(-0, null)).toBe("0");
    expect(formatFixed(-0.0001, 2, "en")).toBe("0.00");
  });
  it("reads pass rates in percent, the error in points", () => {
    expect(formatMeanWithError(0.9529, 0.0084, "boolean", "en")).toBe("95.3% ± 0.8");
    expect(formatMeanWithError(0.99987, null, "boolean", "en")).toBe("99.99%");
    expect(formatMeanWithError(1, null, "boolean", "en")).toBe("100.0%");
    expect(formatMeanWithError(0.5, 0.00012, "boolean", "en")).toBe("50.000% ± 0.012");
  });
  it("is tight in a tree", () => {
    expect(formatMeanTight(0.7423, 0.0123, "number", "en")).toBe("0.742 ±0.012");
    expect(formatMeanTight(null, null, "number", "en")).toBe("—");
  });
  it("follows the locale, and falls back to English for an unknown one", () => {
    expect(mean(1234.5, 0.12, "de")).toBe("1.234,50 ± 0,12");
    expect(mean(0.7423, 0.0123, "not a locale")).toBe("0.742 ± 0.012");
  });
});

describe("delta", () => {
  it("is always signed, with U+2212 as minus, and plain 0 for exactly zero", () => {
    expect(formatDelta(0.0312, { decimals: 3 }, "en")).toBe("+0.031");
    expect(formatDelta(-0.9, { decimals: 2 }, "en")).toBe("−0.90");
    expect(formatDelta(0, { decimals: 3 }, "en")).toBe("0");
    expect(formatDelta(-0, { decimals: 3 }, "en")).toBe("0");
    expect(formatDelta(null, { decimals: 3 }, "en")).toBe("—");
  });
  it("adds digits rather than printing a change as zero", () => {
    expect(formatDelta(0.00042, { decimals: 2 }, "en")).toBe("+0.00042");
    expect(formatDelta(-1e-12, { decimals: 2 }, "en")).toBe("−1.0E−12");
  });
  it("is in points for pass rates", () => {
    expect(formatDelta(-0.0263, { decimals: 1, unit: "points" }, "en")).toBe("−2.6 pp");
    expect(formatDelta(0, { decimals: 1, unit: "points" }, "en")).toBe("0 pp");
  });
});

describe("row values", () => {
  const value = (cell: number | boolean | string, decimals = 2) =>
    formatRowValue({ state: typeof cell === "string" ? "text" : "value", value: cell }, decimals, "en");
  it("keeps one number of decimals in a column", () => {
    expect(value(0.1)).toBe("0.10");
    expect(value(1)).toBe("1.00");
    expect(value(5, 0)).toBe("5");
  });
  it("does not round a fraction in a column of whole numbers, nor a small value to 0", () => {
    expect(value(4.5, 0)).toBe("4.50");
    expect(value(0.0009)).toBe("0.00090");
    expect(formatValue(0, 2, "en")).toBe("0.00");
  });
  it("words what is not a number, each state by itself", () => {
    expect(value(true)).toBe("pass");
    expect(value(false)).toBe("fail");
    expect(value("refused")).toBe("refused");
    expect(formatRowValue({ state: "missing", value: null }, 2, "en")).toBe("—");
    expect(formatRowValue({ state: "nan", value: null }, 2, "en")).toBe("—");
    expect(formatRowValue({ state: "infinite", value: null }, 2, "en")).toBe("∞");
    expect(formatRowValue({ state: "error", value: null }, 2, "en")).toBe("error");
  });
  it("chooses the decimals of a column from its statistics", () => {
    const scale = { min: 0, max: 1, sum: 10.5, percentiles: { p50: 0.5 } };
    expect(valueDecimals(scale)).toBe(2);
    expect(valueDecimals({ min: 1, max: 5, sum: 40, percentiles: { p50: 4 } })).toBe(0);
    expect(valueDecimals({ min: 0.0001, max: 0.0021, sum: 0.3, percentiles: null })).toBe(5);
    expect(valueDecimals({ min: null, max: null, sum: null, percentiles: null })).toBe(2);
  });
});

describe("shares, counts, decimals and times", () => {
  it("never rounds coverage to all or nothing", () => {
    expect(formatShare(631, 640, "en")).toBe("98.6%");
    expect(formatShare(640, 640, "en")).toBe("100%");
    expect(formatShare(0, 640, "en")).toBe("0%");
    expect(formatShare(99_999, 100_000, "en")).toBe(">99.9%");
    expect(formatShare(1, 100_000, "en")).toBe("<0.1%");
    expect(formatShare(0, 0, "en")).toBe("—");
    expect(formatPercent(0.953, "en")).toBe("95.3%");
  });
  it("groups counts by locale", () => {
    expect(formatCount(1996, "en")).toBe("1,996");
    expect(formatCount(1996000, "de")).toBe("1.996.000");
  });
  it("counts decimals for significant digits", () => {
    expect(decimalsFor(0.0312, 3)).toBe(4);
    expect(decimalsFor(999.6, 3)).toBe(0);
    expect(decimalsFor(0, 3)).toBe(0);
    expect(meanDecimals([0.713, 0.744])).toBe(3);
    expect(meanDecimals([null, null])).toBe(0);
  });
  it("writes absolute times with date and minute", () => {
    expect(formatDateTime("2026-11-20T14:32:05Z", "en", "UTC")).toBe("Nov 20, 2026, 14:32");
    expect(formatDateTime("soon", "en", "UTC")).toBe("—");
  });
});

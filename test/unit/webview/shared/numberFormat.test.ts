// Chosen number formats: what they read like, what they leave alone, and how they are kept.
import { describe, expect, it } from "vitest";
import { formatRowValue, valueDecimals } from "../../../../src/core/text/formatNumber.ts";
import {
  formatExample,
  NUMBER_FORMATS,
  readNumberFormat,
  withNumberFormat,
} from "../../../../webview/shared/numberFormat.ts";
import { NO_LAYOUT, withFormat } from "../../../../webview/shared/tableLayout.ts";
import { aScore } from "../../../support/scoreBuilders.ts";

const read = (value: number, format: Parameters<typeof withNumberFormat>[1], part = {}) => {
  const score = withNumberFormat(aScore([0.25, 0.5], part), format);
  return formatRowValue({ state: "value", value }, valueDecimals(score), "en", score);
};

describe("a chosen number format", () => {
  it("sets decimals or percent, and is the score's own without a choice", () => {
    expect(read(0.12345, undefined)).toBe("0.12");
    expect(read(0.12345, "4")).toBe("0.1235");
    expect(read(0.12345, "percent")).toBe("12.3%");
  });

  it("keeps the unit that the contract names, and never prints a value that is not 0 as 0", () => {
    expect(read(2.34567, "3", { contract: { format: "s", decimals: 1 } })).toBe("2.346 s");
    expect(read(0.00012, "2")).toBe("0.00012");
  });

  it("is shown by an example, and read back only where it is one", () => {
    expect(NUMBER_FORMATS.map((format) => formatExample(format, "en"))).toEqual([
      "0.5",
      "0.50",
      "0.500",
      "0.5000",
      "0.500000",
      "50.0%",
    ]);
    expect([readNumberFormat("3"), readNumberFormat("7"), readNumberFormat(null)]).toEqual([
      "3",
      undefined,
      undefined,
    ]);
  });

  it("is kept with the layout of the columns, and let go", () => {
    const chosen = withFormat(NO_LAYOUT, "score 0", "percent");
    expect(chosen.formats).toEqual({ "score 0": "percent" });
    expect(withFormat(chosen, "score 0", null).formats).toEqual({});
  });
});

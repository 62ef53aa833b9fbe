// Moments: every form that services write, and nothing else.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instantOf, instantText } from "../../../../src/core/results/instant.ts";

describe("a moment", () => {
  it.each([
    ["1970-01-01", 0],
    ["1970-01-01T00:00:00.000001Z", 1],
    ["1970-01-01T00:00:00.0000019", 1],
    ["1970-01-01 01:00:00+01:00", 0],
    ["1970-01-01T00:00-0130", 5_400_000_000],
    ["1970-01-01T00:00:00,5+00", 500_000],
    ["1969-12-31T23:59:59.999999", -1],
    ["0099-01-01", Date.parse("0099-01-01T00:00:00Z") * 1000],
  ])("%s", (text, expected) => {
    expect(instantOf(text)).toBe(expected);
  });

  it.each([
    "",
    "1",
    "2026",
    "2026-1-1",
    "2026-13-01",
    "2026-02-29",
    "2026-01-01T24:00",
    "2026-01-01T00:60",
    "2026-01-01Z",
    "2026-01-01T00:00:00 UTC",
    "2026-01-01T00:00+24:00",
    "x2026-01-01",
  ])("is none: %j", (text) => {
    expect(instantOf(text)).toBeNull();
  });

  it("is written as it is read", () => {
    expect(instantText(1)).toBe("1970-01-01T00:00:00.000001Z");
    expect(instantText(-1)).toBe("1969-12-31T23:59:59.999999Z");
    expect(instantText(1_000)).toBe("1970-01-01T00:00:00.001Z");
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 50), max: 2 ** 52 }), (at) => {
        expect(instantOf(instantText(at))).toBe(at);
      }),
    );
  });
});

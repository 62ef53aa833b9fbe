import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { partInWords, readRowPart, titleText } from "../../../../src/core/rows/rowParts.ts";

describe("the address of a part of a row", () => {
  it("is taken as it is where it is well-formed", () => {
    for (const part of [
      { kind: "output" },
      { kind: "transcript" },
      { kind: "reason", score: 2 },
      { kind: "value", path: ["requests", 0, "response"] },
    ])
      expect(readRowPart(part)).toEqual(part);
    expect(readRowPart({ kind: "source", path: "/etc/passwd" })).toEqual({ kind: "source" });
  });
  it.each([
    null,
    "output",
    {},
    { kind: "file" },
    { kind: "reason", score: -1 },
    { kind: "reason" },
    { kind: "value" },
    { kind: "value", path: "item" },
    { kind: "value", path: [1.5] },
    { kind: "value", path: [{}] },
    { kind: "value", path: Array.from({ length: 101 }, () => 0) },
  ])("is refused where it is not: %j", (part) => expect(readRowPart(part)).toBeNull());
  it("reads in words, and makes a title that is never a path", () => {
    expect(partInWords({ kind: "value", path: ["requests", 0, "a b"] })).toBe('requests[0]."a b"');
    expect(titleText("../../etc/passwd\u202E\n")).toBe(".. .. etc passwd");
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (words) => {
        expect(titleText(words)).not.toMatch(/[/\\:\n\u202e]/u);
      }),
    );
  });
});

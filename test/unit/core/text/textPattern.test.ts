import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textPattern } from "../../../../src/core/text/textPattern.ts";

/** Patterns that mean the same to JavaScript and RE2, over a small alphabet so that they match now and then. */
const atom = fc.constantFrom(
  "a",
  "b",
  "B",
  ".",
  "[ab]",
  "[^a]",
  "\\d",
  "\\w",
  "(?:ab|b)",
  "é",
  "\\u0061",
  "\\/",
);
const piece = fc
  .tuple(atom, fc.constantFrom("", "", "*", "+", "?", "{1,2}"))
  .map(([one, times]) => one + times);
const pattern = fc
  .tuple(fc.constantFrom("", "^"), fc.array(piece, { minLength: 1, maxLength: 5 }), fc.constantFrom("", "$"))
  .map(([start, pieces, end]) => start + pieces.join("") + end);
const text = fc.array(fc.constantFrom("a", "A", "b", "1", "é", "É", "/", " ", "_"), { maxLength: 12 });

describe("a regular expression that people type", () => {
  it("finds what JavaScript's own finds, with and without regard to case", () => {
    fc.assert(
      fc.property(pattern, text, fc.boolean(), (source, letters, matchCase) => {
        const one = letters.join("");
        const own = new RegExp(source, matchCase ? "u" : "iu").test(one);
        expect(textPattern(source, matchCase)(one)).toBe(own);
      }),
      { numRuns: 2000 },
    );
  });

  it("ends soon on a text made to hold other engines for good", () => {
    const degenerate = `${"a".repeat(1_000_000)}!`;
    expect(textPattern("(a+)+$", false)(degenerate)).toBe(false);
    expect(textPattern("(a|aa)*b", false)(degenerate)).toBe(false);
    expect(textPattern("(.*a){20}!", false)(degenerate)).toBe(true);
  });

  it.each(["(?=a)b", "(?<!a)b", "(a)\\1", "(?<n>a)\\k<n>"])("says that it does without %s", (source) => {
    expect(() => textPattern(source, false)).toThrow("look-around or a back-reference");
  });

  it("takes an escaped backslash before a number for what it is", () => {
    expect(textPattern("a\\\\1", true)("a\\1")).toBe(true);
  });

  it("says why a pattern is none", () => {
    expect(() => textPattern("(", false)).toThrow("/(/ is not a regular expression: ");
  });
});

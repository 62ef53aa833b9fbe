// The file of a saved comparison: read and written without loss, wrong ones refused in words, names that are file names.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SavedComparison } from "../../../../src/core/compare/savedComparison.ts";
import {
  checkedComparisonName,
  comparisonText,
  readComparison,
} from "../../../../src/core/compare/savedComparisonFile.ts";

const name = fc.string({ minLength: 1, maxLength: 12, unit: "grapheme" });
const identity = fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: 64, maxLength: 64 });
const members = fc.record({
  runs: fc.array(fc.record({ name, identity }), { minLength: 2, maxLength: 8 }),
  keys: fc.array(name, { maxLength: 3 }),
  scoreMap: fc.array(fc.record({ base: name, candidate: name }), { maxLength: 3 }),
  inputs: fc.array(
    fc.oneof(
      fc.record({ field: name, contains: name }),
      fc.record({ field: name, equals: fc.option(name) }),
      fc.record({ field: name, matches: name }),
    ),
    { maxLength: 3 },
  ),
  shown: fc.dictionary(
    name.filter((key) => key !== "__proto__"),
    fc.oneof(fc.boolean(), name, fc.constant(null)),
  ),
});
const saved: fc.Arbitrary<SavedComparison> = fc
  .tuple(members, fc.boolean())
  .map(([one, withExcluded]) => (withExcluded ? { ...one, withExcluded } : one));

describe("the file of a saved comparison", () => {
  it("says what was saved", () => {
    fc.assert(
      fc.property(saved, (one) => {
        const read = readComparison(comparisonText(one));
        expect(read.problem).toBeNull();
        expect(read.saved).toEqual(one);
      }),
    );
  });

  it("reads the same whatever order its members were set in", () => {
    const runs = [
      { name: "a", identity: "0".repeat(64) },
      { name: "b", identity: "1".repeat(64) },
    ];
    const text = (shown: SavedComparison["shown"]): string =>
      comparisonText({ shown, inputs: [], scoreMap: [], keys: [], runs });
    expect(text({ b: 1, a: { d: 1, c: 2 } })).toBe(text({ a: { c: 2, d: 1 }, b: 1 }));
    expect(Object.keys(JSON.parse(text({})))).toEqual([
      ...["format", "version", "runs", "keys", "scoreMap", "inputs", "shown"],
    ]);
  });

  it("refuses what it can't understand in one sentence, and guesses nothing", () => {
    const problem = (text: string): string | null => readComparison(text).problem;
    expect(problem("{")).toMatch(/it is not JSON/u);
    expect(problem("null")).not.toBeNull();
    expect(problem('{"format":"eval-results-comparison","version":2,"runs":[]}')).toBe(
      "it was written by a newer version of Eval Results",
    );
    expect(
      problem('{"format":"eval-results-comparison","version":1,"runs":[{"name":"a","identity":"x"}]}'),
    ).toContain("runs");
    expect(problem('{"version":1}')).not.toBeNull();
  });
});

describe("what is wrong in the file of a saved comparison", () => {
  const runs = ["0", "1"].map((digit) => ({ name: digit, identity: digit.repeat(64) }));
  const whole = comparisonText({ runs, keys: [], scoreMap: [], inputs: [], shown: {} });
  /** `line:column` from 1, as an editor counts. */
  const wrong = (text: string): readonly (string | null)[] => {
    const { problem, at } = readComparison(text);
    return [problem, at === null ? null : `${at.line + 1}:${at.column + 1}`];
  };

  it("is told with its line, also where the text is no JSON", () => {
    expect(wrong(whole.replace('"name": "1"', '"name": 1'))).toEqual([
      'line 10: runs/1/name: Instance type "number" is invalid, expected "string"',
      "10:15",
    ]);
    expect(wrong(whole.replace('"keys": []', '"keys": [}'))).toEqual([
      expect.stringMatching(/^line 14: it is not JSON \(.*\)$/u),
      "14:12",
    ]);
    expect(wrong(whole.replace("{", "{ // by hand"))).toEqual([
      expect.stringMatching(/^line 1: it is not JSON/u),
      "1:3",
    ]);
  });

  it("is told of the whole where it has no place", () => {
    expect(wrong("7")).toEqual([expect.stringMatching(/^the file: /u), null]);
    expect(wrong(whole.replace('"version": 1', '"version": 2'))[1]).toBeNull();
  });

  it("never throws, wherever the text is cut, however deep it is", () => {
    expect(wrong("[".repeat(400_000))).toEqual([expect.stringMatching(/^it is not JSON/u), null]);
    for (let end = 0; end < whole.length - 1; end++) {
      const read = readComparison(whole.slice(0, end));
      if (read.saved === null) expect(read.problem).toMatch(/it is not JSON/u);
    }
  });
});

describe("the name of a saved comparison", () => {
  it("is a file name on every platform", () => {
    expect(checkedComparisonName("  Nightly – März ")).toBe("Nightly – März");
    for (const wrong of [
      "",
      " ",
      "../up",
      "a/b",
      "a\\b",
      "a:b",
      "con",
      "NUL.x",
      ".hidden",
      "end.",
      "a\u0000",
      "x".repeat(81),
    ])
      expect(() => checkedComparisonName(wrong), wrong).toThrow();
  });
});

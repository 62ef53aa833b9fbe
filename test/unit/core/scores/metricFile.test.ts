// metrics.json as people write it: what is read, what is wrong and where, and edits that leave the rest alone.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import schema from "../../../../media/schemas/metrics.schema.json" with { type: "json" };
import { readMetricFile, withPrimaryScore } from "../../../../src/core/scores/metricFile.ts";
import { starterText } from "../../../../src/core/scores/settingsFiles.ts";
import { aRun } from "../../../support/runBuilders.ts";
import { aScore } from "../../../support/scoreBuilders.ts";

/** `line:column message`, both from 1 as an editor counts. */
const wrong = (text: string): readonly string[] =>
  readMetricFile(text).problems.map(({ line, column, message }) => `${line + 1}:${column + 1} ${message}`);

const FULL = {
  direction: "lower",
  unit: "USD",
  format: "currency",
  decimals: 4,
  passThreshold: 0.5,
  primary: true,
  description: "What it costs.",
  errorValue: 1,
  tolerance: 0.01,
} as const;

describe("a metrics file", () => {
  it("may say everything the schema knows, with comments and trailing commas", () => {
    const text = `\uFEFF{ // by hand\n "version": 1, "scores": { "cost": ${JSON.stringify(FULL)}, }, }`.slice(
      1,
    );
    expect(readMetricFile(text)).toEqual({ contract: [["cost", FULL]], problems: [] });
    expect(Object.keys(FULL).sort()).toEqual(Object.keys(schema.definitions.score.properties).sort());
  });

  it.each(["", "  \n", "{}", '{"scores": {}}', '{"$schema": "x", "version": 1}'])(
    "says nothing: %j",
    (text) => {
      expect(readMetricFile(text)).toEqual({ contract: [], problems: [] });
    },
  );

  it.each([
    ['{"scores": {"f1": {"direction": "up"}}}', '1:33 direction takes higher or lower, not "up"'],
    ['{"scores": {"f1": {"decimals": 9}}}', "1:32 decimals takes at most 8, not 9"],
    ['{"scores": {"f1": {"decimals": 1.5}}}', "1:32 decimals takes a whole number, not 1.5"],
    ['{"scores": {"f1": {"tolerance": -1}}}', "1:33 tolerance takes at least 0, not -1"],
    ['{"scores": {"f1": {"primary": "yes"}}}', '1:31 primary takes true or false, not "yes"'],
    ['{"scores": {"f1": {"unit": ""}}}', "1:28 unit must not be empty"],
    [
      '{"scores": {"f1": {"format": "currency", "unit": "$"}}}',
      '1:50 unit of a currency takes a code such as USD, not "$"',
    ],
    ['{"scores": {"f1": 3}}', "1:19 f1 needs an object with its settings"],
    ['{"scores": []}', "1:12 scores takes an object, not an array"],
    ['{"version": 2}', "1:13 version must be 1, not 2"],
    ["[]", "1:1 the file needs an object in braces"],
    ['{"score": {}}', "1:2 score is not known here. Known: $schema, version, scores"],
    ['{"scores": {"f1": {}, "f1": {}}}', "1:23 f1 is named twice"],
  ])("is wrong as %s", (text, problem) => {
    expect(wrong(text)).toEqual([problem]);
    expect(readMetricFile(text).contract).toEqual([]);
  });

  it("names every place that is wrong, in file order, and uses none of it", () => {
    const text =
      '{\n  "scores": {\n    "a": { "dir": 1 },\n    "b": { "unit": 7, "direction": "lower" }\n  }\n}';
    const [first, second] = wrong(text);
    expect(first).toMatch(/^3:12 dir is not known here\. Known: direction, unit,/);
    expect(second).toBe("4:20 unit takes a text, not 7");
    expect(readMetricFile(text).contract).toEqual([]);
  });

  it("says where the text stops being JSON", () => {
    const text = '{\n  "scores": {\n    "f1": { "direction": "lower" }\n    "f2": {}\n  }\n}';
    expect(wrong(text)).toEqual(["4:5 not JSON: comma expected"]);
    expect(wrong('{"scores": {')[0]).toBe("1:13 not JSON: close brace expected");
  });

  it("never throws, whatever it holds", () => {
    const texts = fc.oneof(
      fc.string(),
      fc.json(),
      fc.json().map((json) => `{"scores": {"a": ${json}}}`),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const { contract, problems } = readMetricFile(text);
        expect(problems.length === 0 || contract.length === 0).toBe(true);
        for (const { line, column, endLine, endColumn } of problems) {
          expect(Math.min(line, column, endColumn)).toBeGreaterThanOrEqual(0);
          expect(endLine).toBeGreaterThanOrEqual(line);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("starts with the scores of the store, and changes none", () => {
    expect(readMetricFile(starterText([]))).toEqual({ contract: [], problems: [] });
    expect(readMetricFile(starterText(["f1", 'odd "name"']))).toEqual({
      contract: [
        ["f1", {}],
        ['odd "name"', {}],
      ],
      problems: [],
    });
  });
});

describe("choosing the primary score", () => {
  const run = aRun({
    scores: [aScore(), aScore([1], { name: "tone" }), aScore([1], { name: "tone", metric: "b" })],
  });
  const primaries = (text: string) =>
    readMetricFile(text).contract.flatMap(([key, rule]) =>
      rule.primary === undefined ? [] : [[key, rule.primary]],
    );

  it("starts a file that is not there", () => {
    const text = withPrimaryScore("", run, 0);
    expect(primaries(text)).toEqual([["correctness", true]]);
    expect(text).toContain("// How scores are read");
  });

  it("moves the mark and leaves every other character", () => {
    const text =
      '{\n  // ours\n  "scores": {\n    "correctness": { "primary": true, "unit": "pt" }, // first\n    "x": {}\n  }\n}\n';
    const moved = withPrimaryScore(text, run, 2);
    expect(primaries(moved)).toEqual([["b:tone", true]]);
    expect(moved).toContain("// ours");
    expect(moved).toContain('"correctness": {"unit": "pt" }, // first');
    expect(withPrimaryScore(moved, run, 2)).toBe(moved);
  });

  it("says no where a pattern calls another score primary", () => {
    const text = '{"scores": {"corr*": {"primary": true}}}';
    expect(primaries(withPrimaryScore(text, run, 2))).toEqual([
      ["corr*", true],
      ["b:tone", true],
      ["correctness", false],
    ]);
  });

  it("keeps the marks of scores that this run does not have", () => {
    const text = '{"scores": {"wer": {"primary": true}}}';
    expect(primaries(withPrimaryScore(text, run, 0))).toEqual([
      ["wer", true],
      ["correctness", true],
    ]);
  });

  it("refuses to edit what it can't read", () => {
    expect(() => withPrimaryScore('{"scores": 1}', run, 0)).toThrow(
      "metrics.json needs mending first: line 1: scores takes an object, not 1.",
    );
    expect(() => withPrimaryScore("", run, 9)).toThrow("The result has no such score.");
  });
});

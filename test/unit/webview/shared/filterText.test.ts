// What is typed under the head of a table: read to conditions, and said in words.
import { describe, expect, it } from "vitest";
import {
  activeFilters,
  NO_FILTERS,
  toggledLow,
  toRowFilter,
  withFilter,
} from "../../../../webview/panels/result/rowFilters.ts";
import {
  fieldColumn,
  filterColumns,
  filterInWords,
  labelsText,
  rangeText,
  readFilter,
  typedFor,
} from "../../../../webview/shared/filterText.ts";
import { aRun } from "../../../support/runBuilders.ts";
import { aScore } from "../../../support/scoreBuilders.ts";

const run = aRun({
  scores: [
    aScore([0, 1]),
    aScore([1], { name: "ok", kind: "boolean", higherIsBetter: true }),
    aScore([], { name: "verdict", kind: "label" }),
  ],
});
const [question, output, , number, passes, verdict] = filterColumns(run);
const reading = (column: typeof question, typed: string) => {
  if (column === undefined) throw new Error("The run has this column.");
  return readFilter(column, typed);
};
const range = (min: number | null, max: number | null, more = {}) => ({
  condition: { kind: "range", score: 0, min, max, ...more },
});

describe("a filter on numbers", () => {
  it.each([
    ["0 – 0.7", range(0, 0.7)],
    ["0-0.7", range(0, 0.7)],
    ["-1 to -0.5", range(-1, -0.5)],
    ["−1..2", range(-1, 2)],
    ["0.2 – <0.7", range(0.2, 0.7, { excludesMax: true })],
    [">0 – 1", range(0, 1, { excludesMin: true })],
    ["< 0.7", range(null, 0.7, { excludesMax: true })],
    ["≤0.7", range(null, 0.7)],
    [">= 2", range(2, null)],
    ["> 1e-3", range(0.001, null, { excludesMin: true })],
    ["0.5", range(0.5, 0.5)],
    ["= -3", range(-3, -3)],
  ])("reads %s", (typed, expected) => {
    expect(reading(number, typed)).toEqual(expected);
  });

  it("reads a comparison and two dots between numbers under a field, and takes everything else for a text", () => {
    const place = { kind: "item", field: "question" } as const;
    const between = (more: object) => ({
      condition: { kind: "between", place, min: null, max: null, ...more },
    });
    expect(reading(question, "12..45")).toEqual(between({ min: 12, max: 45 }));
    expect(reading(question, "1 .. <2.5")).toEqual(between({ min: 1, max: 2.5, excludesMax: true }));
    expect(reading(question, "< 7")).toEqual(between({ max: 7, excludesMax: true }));
    expect(reading(question, "≥ -0.5")).toEqual(between({ min: -0.5 }));
    for (const text of ["12", "2020-05", "5 to 10", "1...", "<b>", "> quoted", "a..b"])
      expect(reading(question, text)).toEqual({ condition: { kind: "contains", place, text } });
    expect(reading(output, "12..45")).toMatchObject({ condition: { kind: "contains" } });
    if (question !== undefined) expect(filterInWords(question, "12..45")).toBe("question 12 – 45");
  });

  it("types what a slice stands for so that it is read back", () => {
    const column = fieldColumn("meta:took", ["question"]);
    const read = (part: Parameters<typeof typedFor>[0]) => readFilter(column, typedFor(part));
    const place = { kind: "item", field: "meta:took" };
    expect(read({ value: "1e-7..2", range: { min: 1e-7, max: 2 } })).toEqual({
      condition: { kind: "between", place, min: 1e-7, max: 2 },
    });
    expect(read({ value: "-3..-3", range: { min: -3, max: -3 } })).toEqual({
      condition: { kind: "between", place, min: -3, max: -3 },
    });
    expect(read({ value: null })).toEqual({ condition: { kind: "equals", place, text: null } });
    expect(read({ value: "12..45" })).toEqual({ condition: { kind: "equals", place, text: "12..45" } });
  });

  it("keeps a filter on a field that is not named yet", () => {
    const filters = { "item meta:filter": "=strict" };
    expect(toRowFilter(run, { ...NO_FILTERS, filters })).toEqual([
      { kind: "equals", place: { kind: "item", field: "meta:filter" }, text: "strict" },
    ]);
  });

  it("reads ranges of what a row took, and where it was not measured", () => {
    const tokens = filterColumns(run).find(({ key }) => key === "measure outputTokens");
    const measure = "outputTokens";
    expect(reading(tokens, "10 – <200")).toEqual({
      condition: { kind: "measure", measure, min: 10, max: 200, excludesMax: true },
    });
    expect(reading(tokens, "missing")).toEqual({ condition: { kind: "unmeasured", measure } });
    expect(reading(tokens, "1, 3")).toHaveProperty("problem");
    expect(tokens === undefined ? "" : filterInWords(tokens, "< 500")).toBe("tokens out < 500");
  });

  it("reads lists, missing and errors, and says what it does not read", () => {
    expect(reading(number, "1, 3")).toEqual({
      condition: { kind: "anyOf", of: [range(1, 1).condition, range(3, 3).condition] },
    });
    expect(reading(number, "is missing")).toMatchObject({ condition: { kind: "state" } });
    expect(reading(number, "Error")).toEqual({ condition: { kind: "state", score: 0, states: ["error"] } });
    expect(reading(number, "  ")).toBeNull();
    expect(reading(number, "low")).toMatchObject({ problem: expect.stringContaining("0 – 0.7") as string });
    expect(reading(number, "1, x")).toMatchObject({ problem: expect.any(String) as string });
  });

  it("writes a range that reads back as it was", () => {
    expect(reading(number, rangeText(0.05, 0.1, true))).toEqual(range(0.05, 0.1, { excludesMax: true }));
    expect(reading(number, rangeText(-2, -1, false))).toEqual(range(-2, -1));
    expect(reading(number, rangeText(3, 3, false))).toEqual(range(3, 3));
    expect(reading(number, rangeText(1e-7, 2e21, false))).toEqual(range(1e-7, 2e21));
  });
});

describe("a filter on texts", () => {
  const place = { kind: "item", field: "question" };
  it("looks for a part, the whole, a pattern, or nothing", () => {
    expect(reading(question, "Maximum")).toEqual({ condition: { kind: "contains", place, text: "Maximum" } });
    expect(reading(question, "=storage")).toEqual({ condition: { kind: "equals", place, text: "storage" } });
    expect(reading(question, "/up.oad/")).toEqual({ condition: { kind: "regex", place, text: "up.oad" } });
    expect(reading(question, "missing")).toEqual({ condition: { kind: "equals", place, text: null } });
    expect(reading(output, "error")).toEqual({ condition: { kind: "errored", isErrored: true } });
    expect(reading(question, "/(/")).toMatchObject({ problem: expect.stringContaining("group") as string });
  });
});

describe("filters in words", () => {
  const words = (column: typeof question, typed: string) =>
    column === undefined ? "" : filterInWords(column, typed);
  it.each([
    [number, "0 – 0.7", "correctness 0 – 0.7"],
    [number, "<=0.7", "correctness ≤ 0.7"],
    [number, "0.2..<0.7", "correctness 0.2 – <0.7"],
    [number, "3", "correctness = 3"],
    [number, "missing", "correctness is missing"],
    [question, "limit", "question contains “limit”"],
    [question, "/lim.t/", "question matches /lim.t/"],
    [question, "=", "question is empty"],
    [output, "error", "has an error"],
    [passes, "0", "ok is fail"],
    [verdict, labelsText(["wrong", "partly"]), "verdict is wrong or partly"],
  ])("%#", (column, typed, expected) => {
    expect(words(column, typed)).toBe(expected);
  });

  it("keep what is typed by column, and leave out what can't be read", () => {
    const state = withFilter(withFilter(NO_FILTERS, "score 0", "< 0.5"), "item question", "/(/");
    expect(activeFilters(run, state).map((active) => active.words)).toEqual(["correctness < 0.5"]);
    expect(activeFilters(run, state)[0]?.without.filters).toEqual({ "item question": "/(/" });
    const low = toggledLow(state);
    expect(toRowFilter(run, low).map(({ kind }) => kind)).toEqual(["anyOf", "range"]);
    expect(toggledLow(low).low).toBeNull();
    expect(withFilter(state, "score 0", " ").filters).toEqual({ "item question": "/(/" });
  });
});

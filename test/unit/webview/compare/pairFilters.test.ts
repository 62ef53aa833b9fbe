// What is typed under the columns of a comparison: inputs recompute the summary, outcomes only narrow the rows.
import { describe, expect, it } from "vitest";
import { readFilters, typedRange, withTyped } from "../../../../webview/compareShared/typedColumns.ts";
import { pairColumns } from "../../../../webview/panels/compare/pairFilters.ts";
import { toPairSliceView } from "../../../../webview/panels/compare/pairSliceView.ts";
import { aCompareView, aScoreComparison } from "../../../support/compareBuilders.ts";
import { aRun } from "../../../support/runBuilders.ts";
import { aScore } from "../../../support/scoreBuilders.ts";

const run = aRun({ scores: [aScore([0, 1], { name: "correctness" })] });
const columns = pairColumns(aCompareView({ base: run, candidate: run, itemFields: ["question", "topic"] }));

describe("filters of a comparison", () => {
  it("on fields of the item are inputs, on outputs, sides and deltas outcomes", () => {
    const filters = {
      "item topic": "=storage",
      "item question": "/^why/",
      "output candidate": "sorry",
      "base 0": "0.5 – <1",
      "delta 0": "< 0",
    };
    const { inputs, outcomes, active } = readFilters(columns, filters);
    expect(inputs).toEqual([
      { field: "question", matches: "^why" },
      { field: "topic", equals: "storage" },
    ]);
    expect(outcomes).toEqual([
      { of: "candidate", condition: { kind: "contains", place: { kind: "output" }, text: "sorry" } },
      { of: "base", condition: { kind: "range", score: 0, min: 0.5, max: 1, excludesMax: true } },
      { of: "delta", condition: { kind: "range", score: 0, min: null, max: 0, excludesMax: true } },
    ]);
    expect(active.map(({ words, isInput }) => [words, isInput])).toEqual([
      ["question matches /^why/", true],
      ["topic is storage", true],
      ["output of B contains “sorry”", false],
      ["A correctness 0.5 – <1", false],
      ["Δ correctness < 0", false],
    ]);
  });

  it("that can't be read, or are of no column, filter nothing", () => {
    expect(readFilters(columns, { "base 0": "x", "base 9": "1", "item gone": "a" })).toMatchObject({
      active: [],
      inputs: [],
      outcomes: [],
    });
  });

  it("go with an empty text, and give charts their range", () => {
    expect(withTyped({ a: "1" }, "a", " ")).toEqual({});
    expect(typedRange(columns, { "delta 0": ">0 – 0.5" }, "delta 0")).toEqual({
      ...{ min: 0, max: 0.5, excludesMin: true, excludesMax: false },
    });
    expect(typedRange(columns, { "delta 0": "missing" }, "delta 0")).toBeNull();
  });
});

describe("slices of a comparison as lines", () => {
  const slice = (value: string, delta: number, n: number) => ({
    ...{ value, n, delta, baseMean: 0.5, candidateMean: 0.5 + delta, contribution: (delta * n) / 100 },
    interval: { estimable: true, low: delta - 0.1, high: delta + 0.1, level: 0.95, method: "t" } as const,
    ...{ pAdjusted: 0.01, restPAdjusted: 0.2, improved: 3, regressed: 1, isRanked: n >= 10 },
  });
  const slices = { slices: [slice("a", 0.3, 60), slice("b", -0.05, 40), slice("c", 1, 2)], values: 3 };
  const all = { ...slices, delta: 0.16, n: 102, level: 0.95 };

  it("keep the engine's order, right is better, and say that looking came first", () => {
    const view = toPairSliceView(all, aScoreComparison(), "topic", "en");
    expect(view.lines.map(({ name, verdict, isRanked }) => [name, verdict, isRanked])).toEqual([
      ["a", "better", true],
      ["b", "unclear", true],
      ["c", "better", false],
    ]);
    expect(view.legend[0]).toBe("exploratory: chosen after looking");
    expect(view.legend).toContain("1 with under 10 items not ranked");
    const [first] = view.lines;
    expect(first?.at).toBeGreaterThan(0.5);
    const turned = toPairSliceView(all, aScoreComparison({ higherIsBetter: false }), "topic", "en");
    expect(turned.lines[0]).toMatchObject({ verdict: "worse" });
    expect(turned.lines[0]?.at).toBeLessThan(0.5);
  });

  it("give way to a sentence where there are too many", () => {
    const view = toPairSliceView({ ...all, slices: [], values: 501 }, aScoreComparison(), "id", "en");
    expect(view.instead).toMatch(/id has more than 500 different values/);
  });
});

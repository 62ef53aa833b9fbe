// The box plot as data: order of the boxes, quarters for the brush, words and table.
import { describe, expect, it } from "vitest";
import { boxOf } from "../../../../src/core/scores/boxSummary.ts";
import type { BoxSummary, ScoreBoxes } from "../../../../src/core/scores/boxTypes.ts";
import { MAX_SLICES } from "../../../../src/core/scores/sliceTypes.ts";
import { toBoxConfig } from "../../../../webview/charts/boxConfig.ts";
import { toBoxView } from "../../../../webview/charts/boxPlot.ts";
import { aScore } from "../../../support/scoreBuilders.ts";
import { aTheme } from "../../../support/themeBuilder.ts";

const aBox = (value: string | null, ...values: readonly number[]): BoxSummary => ({
  value,
  count: values.length,
  parts: boxOf(Float64Array.from(values)),
});

const ALL = aBox(null, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7);
const ONE: ScoreBoxes = { overall: ALL, slices: [], values: 1 };
const BY: ScoreBoxes = {
  overall: ALL,
  slices: [aBox("good", 0.6, 0.7), aBox("none"), aBox(null, 0.3, 0.5), aBox("bad", 0.1, 0.2)],
  values: 4,
};

const view = (boxes: ScoreBoxes, field: string | null = "product", higherIsBetter = true) =>
  toBoxView(boxes, aScore([], { higherIsBetter }), { label: "s", field }, "en");

describe("a box plot", () => {
  it("is nothing where no row has a value", () => {
    expect(view({ overall: aBox(null), slices: [], values: 0 })).toBeNull();
  });

  it("has all rows first, then the values of a field by their medians, worst first", () => {
    expect(view(BY)?.lines.map(({ name }) => name)).toEqual(["all rows", "bad", "missing", "good"]);
    expect(view(BY, "product", false)?.lines.map(({ name }) => name)).toEqual([
      "all rows",
      "good",
      "missing",
      "bad",
    ]);
    expect(view(BY)?.lines.map(({ typed }) => typed)).toEqual([null, "=bad", "missing", "=good"]);
  });

  it("gives the brush the quarters that have some width", () => {
    expect(view(ONE, null)?.bins.map(({ upper }) => upper)).toEqual([0.2, 0.4, 0.6, 0.7]);
    const flat = view({ overall: aBox(null, 1, 1, 1), slices: [], values: 1 }, null);
    expect(flat?.bins).toEqual([{ lower: 1, upper: 1 }]);
    expect([flat?.lower, flat?.upper]).toEqual([0.5, 1.5]);
  });

  it("says its parts with what they are, and has them all in its table", () => {
    const found = view(BY);
    const facts = found?.legend.map(({ text, meaning }) => [text, meaning]);
    expect(facts).toContainEqual(["box 0.20 to 0.60", "quartiles"]);
    expect(facts).toContainEqual(["whiskers 0.10 to 0.70", "whiskers"]);
    expect(found?.twin.head).toHaveLength(11);
    expect(found?.twin.lines[0]).toEqual([
      "all rows",
      "7",
      "0.10",
      "0.10",
      "0.20",
      "0.40",
      "0.60",
      "0.70",
      "0.70",
      "0.40",
      "0",
    ]);
    expect(found?.spoken).toContain("By product: bad median 0.15; missing median 0.40; good median 0.65.");
  });

  it("says so where a field has too many values", () => {
    const many = view({ overall: ALL, slices: [], values: MAX_SLICES + 1 }, "id");
    expect(many?.legend.at(-1)?.text).toBe("id has more than 500 different values");
  });

  it("draws the boxes as they are, without a mean where there is none, and the selected range", () => {
    const infinite: ScoreBoxes = {
      ...ONE,
      overall: { ...ALL, parts: ALL.parts === null ? null : { ...ALL.parts, mean: null } },
    };
    const found = view(infinite, null);
    if (found === null) throw new Error("no box");
    const config = toBoxConfig(found, aTheme(), { min: 0.2, max: null, excludesMax: false });
    expect(config.data.datasets[0]?.data[0]).toMatchObject({
      q1: 0.2,
      median: 0.4,
      q3: 0.6,
      mean: Number.NaN,
    });
    expect(config.options?.plugins?.evalMarks?.range).toEqual({ min: 0.2, max: 0.7 });
  });
});

import { describe, expect, it } from "vitest";
import { MAX_SLICES, type ScoreSlice } from "../../../../src/core/scores/sliceTypes.ts";
import { toSliceView } from "../../../../webview/panels/result/sliceView.ts";
import { aScore } from "../../../support/scoreBuilders.ts";

function aSlice(value: string | null, mean: number | null, part: Partial<ScoreSlice> = {}): ScoreSlice {
  return { value, items: 10, n: 10, mean, low: null, high: null, method: null, reason: "one row", ...part };
}
const overall = aSlice(null, 0.5);
const slices = [
  aSlice("good", 0.9),
  aSlice("none", null, { n: 0, reason: "no scored rows" }),
  aSlice("bad", 0.2, { low: 0, high: 0.4, method: "t", reason: null }),
  aSlice(null, 0.2, { n: 30 }),
];
const view = (higherIsBetter: boolean) =>
  toSliceView(
    { overall, slices, values: 4 },
    aScore([0, 1], { higherIsBetter }),
    { label: "correctness", field: "product" },
    "en",
  );

describe("slices", () => {
  it("stand worst first by the score's direction, ties by size, those without a mean last", () => {
    expect(view(true).lines.map(({ name }) => name)).toEqual(["missing", "bad", "good", "none"]);
    expect(view(false).lines.map(({ name }) => name)).toEqual(["good", "missing", "bad", "none"]);
  });
  it("share one axis, and say their interval or why there is none", () => {
    const bad = view(true).lines[1];
    expect(bad).toMatchObject({ from: 0, n: "10" });
    expect(bad?.to).toBeCloseTo(0.4 / 0.9);
    expect(bad?.hint).toBe("95 % interval 0.00 to 0.40 (t), mean over 10 items");
    expect(view(true).lines[3]).toMatchObject({ at: null, hint: "Interval not estimable: no scored rows" });
    expect(view(true).overall).toBeCloseTo(0.5 / 0.9);
  });
  it("say so where a field has too many values", () => {
    const many = toSliceView(
      { overall, slices: [], values: MAX_SLICES + 1 },
      aScore(),
      { label: "correctness", field: "id" },
      "en",
    );
    expect(many.tooMany).toBe(
      "id has more than 500 different values: slices need a field whose values repeat.",
    );
    expect(many.lines).toEqual([]);
  });
});

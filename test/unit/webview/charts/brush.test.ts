// Selecting bars: ranges of values there and back, keys, and what they type into the filter.
import { describe, expect, it } from "vitest";
import { barAt, barsOf, brushKey, valuesOf } from "../../../../webview/charts/brush.ts";
import { twinToCsv } from "../../../../webview/charts/tableTwin.ts";
import { chosenLevels, levelChoice, typedRange } from "../../../../webview/panels/result/chartFilter.ts";
import { rangeText } from "../../../../webview/shared/filterText.ts";
import { aScore } from "../../../support/scoreBuilders.ts";

const BINS = Array.from({ length: 10 }, (_, i) => ({
  lower: 0.05 + i * 0.095,
  upper: 0.05 + (i + 1) * 0.095,
}));

describe("selected bars", () => {
  it("come back from the filter they type, whichever they are", () => {
    for (let first = 0; first < 10; first++)
      for (let last = first; last < 10; last++) {
        const { min, max, excludesMax } = valuesOf(BINS, { first, last });
        const range = typedRange(aScore(), 0, rangeText(min ?? 0, max ?? 0, excludesMax));
        expect(range).toEqual({ min, max, excludesMax: last < 9 });
        expect(range === null ? null : barsOf(BINS, range)).toEqual({ first, last });
      }
  });

  it("are those that hold values of a range someone typed", () => {
    const bars = (min: number | null, max: number | null) => barsOf(BINS, { min, max, excludesMax: false });
    expect(bars(null, null)).toEqual({ first: 0, last: 9 });
    expect(bars(0.3, 0.4)).toEqual({ first: 2, last: 3 });
    expect(bars(0.5, 0.5)).toEqual({ first: 4, last: 4 });
    expect(bars(1, null)).toEqual({ first: 9, last: 9 });
    expect(bars(3, null)).toBeNull();
    const single = [{ lower: 2, upper: 2 }];
    expect(barsOf(single, { min: 2, max: 2, excludesMax: false })).toEqual({ first: 0, last: 0 });
    expect(barsOf(single, { min: 1, max: 4, excludesMax: false })).toEqual({ first: 0, last: 0 });
  });

  it("are found at a value, ends included", () => {
    expect([-1, 0.05, 0.15, 0.99, 5].map((value) => barAt(BINS, value))).toEqual([0, 0, 1, 9, 9]);
  });

  it("move by arrows, widen with Shift, and stop at the ends", () => {
    expect(brushKey(10, null, "ArrowRight", false)).toEqual({ first: 0, last: 0 });
    expect(brushKey(10, null, "ArrowLeft", false)).toEqual({ first: 9, last: 9 });
    expect(brushKey(10, { first: 2, last: 4 }, "ArrowRight", false)).toEqual({ first: 3, last: 5 });
    expect(brushKey(10, { first: 0, last: 4 }, "ArrowLeft", false)).toEqual({ first: 0, last: 4 });
    expect(brushKey(10, { first: 2, last: 4 }, "ArrowRight", true)).toEqual({ first: 2, last: 5 });
    expect(brushKey(10, { first: 2, last: 4 }, "ArrowLeft", true)).toEqual({ first: 1, last: 4 });
    expect(brushKey(10, { first: 2, last: 4 }, "End", true)).toEqual({ first: 2, last: 9 });
    expect(brushKey(10, { first: 2, last: 4 }, "Home", false)).toEqual({ first: 0, last: 0 });
    expect(brushKey(0, null, "Home", false)).toBeNull();
    expect(brushKey(10, null, "x", false)).toBeNull();
  });
});

describe("pressed levels", () => {
  const pressed = (score: ReturnType<typeof aScore>, typed: string, value: string) => {
    let next = typed;
    levelChoice(score, { typed, set: (text) => (next = text) }).toggle(value);
    return next;
  };
  it("join and leave the list of a rubric", () => {
    const rubric = aScore([1, 5], { scoreType: "rubric" });
    expect(pressed(rubric, "", "3")).toBe("3");
    expect(pressed(rubric, "3", "1")).toBe("1, 3");
    expect(pressed(rubric, "1, 3", "3")).toBe("1");
    expect(pressed(rubric, "1 – 3", "2")).toBe("2");
  });
  it("are one of pass and fail, and any of several labels", () => {
    expect(pressed(aScore([0, 1], { kind: "boolean" }), "1", "0")).toBe("0");
    expect(pressed(aScore([0, 1], { kind: "boolean" }), "0", "0")).toBe("");
    const label = aScore([], { kind: "label" });
    expect(chosenLevels(label, pressed(label, pressed(label, "", "a, b"), "c"))).toEqual(["a, b", "c"]);
  });
});

describe("a chart's data as CSV", () => {
  it("quotes what needs it and guards formulas, not signed numbers", () => {
    const text = twinToCsv({
      caption: "",
      head: ["level", "rows"],
      lines: [
        ['a "b", c', "1,234"],
        ["=1+1", "-5"],
      ],
    });
    expect(text.split("\r\n")).toEqual(["level,rows", '"a ""b"", c","1,234"', "'=1+1,-5"]);
  });
});

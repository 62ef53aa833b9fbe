// Charts of pairs as data: every item in them, shapes besides colours, and brushes that come back from what is typed.
import { describe, expect, it } from "vitest";
import type { PairedPlot } from "../../../../src/core/compare/evidenceTypes.ts";
import { deltaBarsOf, deltaTyped, toDeltaConfig, toDeltaView } from "../../../../webview/charts/deltaBars.ts";
import { toEffectView } from "../../../../webview/charts/effectLane.ts";
import { axisSteps, stepsInside, stepsTyped } from "../../../../webview/charts/pairAxis.ts";
import { toScatterConfig, toScatterView } from "../../../../webview/charts/pairScatter.ts";
import { scatterKey } from "../../../../webview/charts/scatterInput.ts";
import { readFilter } from "../../../../webview/shared/filterText.ts";
import { aScoreComparison, someStatistics } from "../../../support/compareBuilders.ts";
import { aScore } from "../../../support/scoreBuilders.ts";
import { aTheme } from "../../../support/themeBuilder.ts";

const PLOT: PairedPlot = {
  n: 9,
  points: [
    { base: 1, candidate: 0, change: "regressed", items: 2 },
    { base: 0, candidate: 1, change: "improved", items: 3 },
    { base: 1, candidate: 1, change: "same", items: 4 },
  ],
  isGridded: false,
  low: 0,
  high: 1,
  deltas: [
    { low: -1, high: -0.5, items: 2 },
    { low: -0.5, high: 0, items: 0 },
    { low: 0, high: 0.5, items: 1 },
    { low: 0.5, high: 1, items: 2 },
  ],
  improved: 3,
  regressed: 2,
  same: 4,
};
const text = (value: number): string => value.toFixed(1);

/** The range that a typed filter of numbers stands for. */
function rangeOf(typed: string) {
  const read = readFilter({ key: "k", label: "l", kind: "number", at: 0, score: aScore([0, 1]) }, typed);
  if (read === null || "problem" in read || read.condition.kind !== "range") return null;
  const { min, max, excludesMin = false, excludesMax = false } = read.condition;
  return { min, max, excludesMin, excludesMax };
}

describe("the scatter of pairs", () => {
  it("draws each change in a shape of its own, fades what is not selected, and says the counts", () => {
    const view = toScatterView(PLOT, "correctness", text, "en");
    if (view === null) throw new Error("no view");
    const { datasets } = toScatterConfig(view, aTheme(), {
      base: { first: 0, last: 0 },
      candidate: null,
    }).data;
    expect(datasets.map((set) => [set.label, set.pointStyle, set.pointRotation])).toEqual([
      ["same", "circle", 0],
      ["improved", "triangle", 0],
      ["regressed", "triangle", 180],
      [undefined, undefined, undefined],
    ]);
    expect(datasets.map((set) => set.pointBackgroundColor)).toEqual([
      ["faded"],
      ["improved"],
      ["faded"],
      undefined,
    ]);
    expect(view.spoken).toBe("correctness of A against B, 9 items: 3 improved, 2 regressed, 4 the same.");
    expect(view.twin.lines[0]).toEqual(["1.0", "1.0", "4", "same"]);
  });

  it("is selected by keys on either axis, and widened with Shift", () => {
    const view = toScatterView(PLOT, "correctness", text, "en");
    if (view === null) throw new Error("no view");
    const none = { base: null, candidate: null };
    const first = scatterKey(view, none, "ArrowRight", false);
    expect(first).toEqual({ base: { first: 0, last: 0 }, candidate: null });
    const up = scatterKey(view, first ?? none, "ArrowUp", false);
    expect(up?.candidate).toEqual({ first: 0, last: 0 });
    expect(scatterKey(view, up ?? none, "ArrowUp", true)?.candidate).toEqual({ first: 0, last: 1 });
    expect(scatterKey(view, none, "x", false)).toBeNull();
  });

  it("has nothing to draw without a pair", () => {
    expect(toScatterView({ ...PLOT, n: 0, low: null, high: null, points: [] }, "s", text, "en")).toBeNull();
  });
});

describe("steps of an axis", () => {
  it.each([
    ["few values", [0, 0.5, 1]],
    ["many values", Array.from({ length: 40 }, (_, i) => i / 39)],
  ])("of %s come back from what they are typed as", (_, values) => {
    const steps = axisSteps(values, 0, 1);
    for (let first = 0; first < steps.length; first++)
      for (let last = first; last < steps.length; last++) {
        const typed = stepsTyped(steps, { first, last });
        expect(stepsInside(steps, rangeOf(typed))).toEqual({ first, last });
      }
  });
});

describe("bars of deltas", () => {
  const view = toDeltaView(PLOT, "correctness", true, text, "en");
  if (view === null) throw new Error("no view");

  it("stand on both sides of a broken bar of the same, with the counts above", () => {
    expect(view.bars.map(({ change, items }) => [change, items])).toEqual([
      ["regressed", 2],
      ["regressed", 0],
      ["same", 4],
      ["improved", 1],
      ["improved", 2],
    ]);
    expect(view.cut).toBeCloseTo(2.4, 12);
    expect(view.heads).toEqual(["▼ 2 regressed", "= 4", "3 improved ▲"]);
    expect(toDeltaConfig(view, aTheme(), null).data.datasets[0]?.data.map(({ y }) => y)).toEqual([
      2, 0, 2.4, 1, 2,
    ]);
  });

  it("come back from what they are typed as; the middle one alone is the filter of the same", () => {
    for (let first = 0; first < view.bars.length; first++)
      for (let last = first; last < view.bars.length; last++) {
        const typed = deltaTyped(view.bars, { first, last });
        if (typed === "same") expect([first, last]).toEqual([2, 2]);
        else expect([typed, deltaBarsOf(view.bars, rangeOf(typed))]).toEqual([typed, { first, last }]);
      }
  });

  it("turn round where less is better", () => {
    expect(toDeltaView(PLOT, "latency", false, text, "en")?.bars[0]?.change).toBe("improved");
  });
});

describe("the effect of a score", () => {
  const scored = (low: number, high: number, part = {}) =>
    aScoreComparison({
      delta: (low + high) / 2,
      statistics: someStatistics({
        interval: { estimable: true, low, high, level: 0.95, method: "t" },
        deviation: 1,
        ...part,
      }),
    });

  it("stands on one axis for all scores, right is better, whatever the direction", () => {
    expect(toEffectView(scored(0.1, 0.3))).toMatchObject({ at: 0.7, from: 0.6, to: 0.8, verdict: "better" });
    const lower = toEffectView({ ...scored(0.1, 0.3), higherIsBetter: false });
    expect(lower?.verdict).toBe("worse");
    expect(lower?.at).toBeCloseTo(0.3, 12);
  });

  it("is an arrow beyond the axis, with noise a band, and absent where it is not estimable", () => {
    expect(toEffectView(scored(0.6, 0.9))?.beyond).toBe("better");
    const noise = {
      estimable: true,
      standardError: 0.1,
      df: 30,
      band: 0.2,
      isWithin: true,
      isRough: false,
      borrowed: null,
    };
    expect(toEffectView(scored(-0.1, 0.1, { noise }))?.noise).toEqual({ from: 0.3, to: 0.7 });
    expect(toEffectView(scored(0, 1, { deviation: null }))).toBeNull();
  });
});

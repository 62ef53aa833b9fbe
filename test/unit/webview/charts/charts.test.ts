import { describe, expect, it } from "vitest";
import { definitionOf } from "../../../../src/core/scores/statisticText.ts";
import { levelsPicture, toLevelBarsView } from "../../../../webview/charts/levelBars.ts";
import { placeLabels } from "../../../../webview/charts/marksPlugin.ts";
import { toPercentileView } from "../../../../webview/charts/percentileCurve.ts";
import { statisticsTwin } from "../../../../webview/charts/scoreFacts.ts";
import { toSparkView } from "../../../../webview/charts/sparkline.ts";
import { twinToCsv } from "../../../../webview/charts/tableTwin.ts";
import { aRubricLevel, aScore } from "../../../support/scoreBuilders.ts";

const RUBRIC = [
  aRubricLevel({ label: "poor", value: 1, count: 1 }),
  aRubricLevel({ label: "good", value: 2, count: 3 }),
];

describe("bars of levels", () => {
  it("keeps rubric order, with counts, shares and the most frequent level tagged", () => {
    const score = aScore([1, 2, 2, 2], { scoreType: "rubric", rubric: RUBRIC, modeCategory: "good" });
    const view = toLevelBarsView(score, "tone", "en");
    expect(view.bars.map((bar) => [bar.label, bar.countText, bar.shareText, bar.isMode])).toEqual([
      ["1 poor", "1", "25.0%", false],
      ["2 good", "3", "75.0%", true],
    ]);
    expect(view.headline).toBeNull();
  });

  it("gives a score that passes or fails its rate, and keeps errors out of it", () => {
    const score = aScore([1, 1, 1, 0], { kind: "boolean", errorCount: 2 });
    const view = toLevelBarsView(score, "format_ok", "en");
    expect(view.headline).toEqual({ rate: "75.0%", words: "3 of 4 pass" });
    expect(view.bars.map((bar) => [bar.label, bar.countText, bar.shareText])).toEqual([
      ["pass", "3", "75.0%"],
      ["fail", "1", "25.0%"],
      ["errors", "2", "apart"],
    ]);
    expect(view.spoken).toContain("Pass rate of format_ok: 75.0%, 3 of 4 pass");
  });

  it("counts labels without pretending they have a mean", () => {
    const score = aScore([], { kind: "label", scoreType: "rubric", rubric: RUBRIC });
    expect(toLevelBarsView(score, "verdict", "en").legend.map(({ text }) => text)).toEqual([
      "4 rows",
      "2 different values",
    ]);
  });

  const labels = (count: number) =>
    aScore([], {
      kind: "label",
      scoreType: "rubric",
      rubric: Array.from({ length: count }, (_, i) =>
        aRubricLevel({ label: `label ${i}`, value: i, count: i }),
      ),
      modeCategory: `label ${count - 1}`,
    });

  it("shows the most frequent labels first, and counts the others as one", () => {
    const view = toLevelBarsView(labels(40), "topic", "en");
    expect(view.bars.slice(0, 2).map(({ label, isMode }) => [label, isMode])).toEqual([
      ["label 39", true],
      ["label 38", false],
    ]);
    const others = view.bars.at(-1);
    expect(view.bars).toHaveLength(13);
    // Labels 1 to 27; label 0 is on no row.
    expect(others).toMatchObject({ label: "27 other values", countText: "378", value: null, length: 0 });
    expect(view.fold).toEqual({ words: "Show More", isExpanded: false });
    expect(view.twin.lines).toHaveLength(39);
  });

  it("shows all labels when asked, and has nothing to fold where they are few", () => {
    const view = toLevelBarsView(labels(40), "topic", "en", true);
    expect(view.bars).toHaveLength(39);
    expect(view.fold).toEqual({ words: "Show Fewer", isExpanded: true });
    expect(toLevelBarsView(labels(14), "topic", "en").fold).toBeNull();
    expect(toLevelBarsView(labels(15), "topic", "en").fold).not.toBeNull();
  });

  it("can be copied as a picture with the same texts", () => {
    const score = aScore([1, 1, 0], { kind: "boolean", errorCount: 1 });
    const picture = levelsPicture(toLevelBarsView(score, "ok", "en"), "ok");
    expect(picture.title).toBe("ok: 66.7%, 2 of 3 pass");
    expect(picture.lines.map(({ name, texts, isApart }) => [name, ...texts, isApart])).toEqual([
      ["pass", "2", "66.7%", false],
      ["fail", "1", "33.3%", false],
      ["error", "1", "apart", true],
    ]);
  });
});

describe("percentiles", () => {
  it("start at the smallest value and name p10, median and p90", () => {
    const view = toPercentileView(aScore(), "correctness", "en");
    expect(view?.points).toHaveLength(11);
    expect(view?.points[0]).toEqual({ x: 0.25, y: 0 });
    expect(view?.spoken).toContain("median 0.63");
  });
  it("are not drawn for a score without values", () => {
    expect(toPercentileView(aScore([]), "correctness", "en")).toBeNull();
  });
  it("stand in the table with every other statistic, and with the mean the file states", () => {
    const twin = statisticsTwin(aScore(), "correctness", 5, 0.7, "en");
    const names = twin.lines.map(([name]) => name);
    for (const name of [
      "rows scored",
      "NaN",
      "mean over rows",
      "std. dev.",
      "min",
      "p10",
      "p50",
      "p90",
      "max",
    ])
      expect(names).toContain(name);
    expect(twin.lines.at(-1)).toEqual(["mean stated by the source", "0.70"]);
    expect(twinToCsv(twin).split("\r\n")[1]).toBe("rows scored,4 of 5");
    expect(twin.hints).toHaveLength(twin.lines.length);
    expect(twin.hints?.[names.indexOf("std. dev.")]).toBe(definitionOf("stdDev"));
  });
  it("read — and not 0 for a score without values", () => {
    const twin = statisticsTwin(aScore([]), "correctness", 5, null, "en");
    expect(twin.lines.find(([name]) => name === "mean over rows")).toEqual(["mean over rows", "—"]);
  });
});

describe("sparkline", () => {
  it("has a bar per bin, the fullest as high as there is room", () => {
    const histogram = [
      { lower: 0, upper: 1, count: 0 },
      { lower: 1, upper: 2, count: 10 },
    ];
    const view = toSparkView(aScore([1, 2], { histogram, itemMean: 1.5 }));
    expect(view?.bars.map((bar) => bar.height)).toEqual([0, 15]);
    expect(view?.meanX).toBe(66);
  });
  it("is nothing for a score without values", () => {
    expect(toSparkView(aScore([], { mean: null }))).toBeNull();
    expect(toSparkView(aScore([], { kind: "boolean", mean: null }))).toBeNull();
  });
});

describe("labels of marks", () => {
  it("stand over their lines when there is room", () => {
    expect(placeLabels([{ x: 100, width: 40 }], 0, 300)).toEqual([80]);
  });
  it("do not cover one another, and stay inside", () => {
    const starts = placeLabels(
      [
        { x: 290, width: 60 },
        { x: 280, width: 60 },
      ],
      0,
      300,
    );
    expect(starts).toEqual([240, 172]);
  });
});

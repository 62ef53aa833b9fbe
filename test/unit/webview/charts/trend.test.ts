// The trend chart as data: order, gaps, marks, words and table.
import { describe, expect, it } from "vitest";
import type { RunId } from "../../../../src/core/run.ts";
import type { ScoreTrend, TrendPoint } from "../../../../src/core/scores/trendTypes.ts";
import { toTrendConfig } from "../../../../webview/charts/trendConfig.ts";
import { stepTo, toTrendView } from "../../../../webview/charts/trendView.ts";
import { aScore } from "../../../support/scoreBuilders.ts";
import { aTheme } from "../../../support/themeBuilder.ts";

function aPoint(part: Partial<TrendPoint> = {}): TrendPoint {
  return {
    id: "01" as RunId,
    name: "run-1",
    model: "meta/llama",
    createdAt: "2026-11-20T12:00:00Z",
    mean: 0.742,
    items: 640,
    low: 0.718,
    high: 0.766,
    method: "t",
    reason: null,
    hasErrors: false,
    isCurrent: false,
    isBaseline: false,
    ...part,
  };
}

function aTrend(points: readonly TrendPoint[], part: Partial<ScoreTrend> = {}): ScoreTrend {
  return { dataset: "w/qa", metric: "w/quality", points, without: 0, older: 0, ...part };
}

const view = (trend: ScoreTrend, open?: (id: RunId) => void) =>
  toTrendView(trend, aScore(), "correctness", "en", open);

const NO_MEAN = aPoint({
  id: "02" as RunId,
  name: "run-2",
  mean: null,
  low: null,
  high: null,
  reason: "no scored rows",
});

describe("a trend", () => {
  it("has a point a result with its interval, and a gap where there is no mean", () => {
    const [points] = toTrendConfig(view(aTrend([aPoint(), NO_MEAN, aPoint()])), aTheme()).data.datasets;
    expect(points?.data).toEqual([
      { x: 0, y: 0.742, yMin: 0.718, yMax: 0.766 },
      { x: 1, y: Number.NaN, yMin: [], yMax: [] },
      { x: 2, y: 0.742, yMin: 0.718, yMax: 0.766 },
    ]);
  });

  it("tells the baseline by a square and a dashed line, this result by a filled mark", () => {
    const trend = aTrend([aPoint({ isBaseline: true }), aPoint({ isCurrent: true }), aPoint()]);
    const theme = aTheme();
    const { datasets } = toTrendConfig(view(trend), theme).data;
    expect(datasets[0]).toMatchObject({ pointStyle: ["rect", "circle", "circle"] });
    expect(datasets[0]).toMatchObject({
      pointWithErrorBarBackgroundColor: [theme.background, theme.foreground, theme.background],
    });
    expect(datasets[1]).toMatchObject({ borderDash: [5, 4], data: [{ y: 0.742 }, { y: 0.742 }] });
    expect(toTrendConfig(view(aTrend([aPoint()])), theme).data.datasets).toHaveLength(1);
  });

  it("says in words what it is of, its model, and what is not in it", () => {
    const said = view(aTrend([aPoint({ isCurrent: true })], { without: 2, older: 1 }));
    expect(said.legend.map(({ text }) => text)).toEqual([
      "1 result of w/qa, w/quality",
      "bars: 95 % intervals",
      "● this result",
      "2 without correctness",
      "1 older result not shown",
    ]);
    expect(said.marks[0]?.words).toEqual([
      "0.742 [0.718, 0.766]",
      "meta/llama",
      expect.stringContaining("2026"),
      "640 items",
      "this result",
    ]);
    expect(said.spoken).toBe(
      "correctness over 1 result of w/qa, w/quality. This result: 0.742 [0.718, 0.766].",
    );
  });

  it("has a table whose lines open their results, and say why an interval is missing", () => {
    const opened: RunId[] = [];
    const { twin } = view(aTrend([aPoint(), NO_MEAN]), (id) => opened.push(id));
    expect(twin.lines[1]?.slice(0, 5)).toEqual(["run-2", "—", "—", "—", "640"]);
    expect(twin.hints?.[1]).toBe("Interval not estimable: no scored rows");
    twin.open?.press(1);
    twin.open?.press(7);
    expect(opened).toEqual(["02"]);
  });

  it("is fine without any point, with one and with two hundred", () => {
    const theme = aTheme();
    expect(toTrendConfig(view(aTrend([])), theme).data.datasets[0]?.data).toEqual([]);
    const axis = toTrendConfig(view(aTrend([aPoint()])), theme).options?.scales?.x;
    expect(axis).toMatchObject({ min: -0.5, max: 0.5 });
    const many = toTrendConfig(view(aTrend(Array.from({ length: 200 }, () => aPoint()))), theme);
    expect(many.data.datasets[0]).toMatchObject({ errorBarWhiskerSize: 0 });
  });

  it("has as many decimals as its intervals bear", () => {
    const wide = view(aTrend([aPoint({ low: 0.5, high: 0.98 })]));
    expect(wide.twin.lines[0]?.slice(1, 4)).toEqual(["0.74", "0.50", "0.98"]);
    const narrow = view(aTrend([aPoint({ low: 0.7415, high: 0.7425 })]));
    expect(narrow.twin.lines[0]?.slice(1, 4)).toEqual(["0.74200", "0.74150", "0.74250"]);
  });

  it("is walked by keys from end to end", () => {
    expect([stepTo("ArrowLeft", 0, 4), stepTo("ArrowRight", 0, 4), stepTo("ArrowRight", 4, 4)]).toEqual([
      0, 1, 4,
    ]);
    expect([stepTo("Home", 3, 4), stepTo("End", 1, 4), stepTo("x", 1, 4)]).toEqual([0, 4, null]);
  });
});

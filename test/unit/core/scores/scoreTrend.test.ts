// Which results a trend asks for, and what each says of the score, without a store.
import { describe, expect, it } from "vitest";
import type { RunId } from "../../../../src/core/run.ts";
import { sameScore, toScoreTrend, trendFilter } from "../../../../src/core/scores/scoreTrend.ts";
import { summaryInterval } from "../../../../src/core/statistics/summaryInterval.ts";
import { aRun } from "../../../support/runBuilders.ts";
import { aScore } from "../../../support/scoreBuilders.ts";

const intervalOf: Parameters<typeof toScoreTrend>[0]["intervalOf"] = (mean) => summaryInterval(mean, 0.95);

describe("the results of a trend", () => {
  it("share dataset and metric, also where they name none", () => {
    expect(trendFilter({ dataset: "d", metric: null })).toEqual({
      $and: [{ dataset: { $eq: "d" } }, { metric: null }],
    });
  });

  it("hold a score of the same name, metric and kind of values", () => {
    const score = aScore([1, 2], { name: "s", metric: "m" });
    expect(sameScore(score, [aScore([1], { name: "s" }), score])).toBe(score);
    expect(sameScore(score, [aScore([1], { name: "s", metric: "m", kind: "boolean" })])).toBeUndefined();
  });
});

describe("the points of a trend", () => {
  const trendOf = (runs: readonly ReturnType<typeof aRun>[], current = runs[0] ?? aRun()) =>
    toScoreTrend({ current, score: aScore(), runs, older: 3, withErrors: false, intervalOf });

  it("stand in the order of their times, equal times in the order of their ids", () => {
    const at = (id: string, createdAt: string) => aRun({ id: id as RunId, createdAt });
    const runs = [
      at("b", "2026-11-20T10:00:00Z"),
      at("c", "2026-11-19T10:00:00Z"),
      at("a", "2026-11-20T10:00:00Z"),
    ];
    expect(trendOf(runs).points.map(({ id }) => id)).toEqual(["c", "a", "b"]);
    expect(trendOf(runs).older).toBe(3);
  });

  it("have a reason in place of an interval, and no mean is no 0", () => {
    const runs = [
      aRun({ id: "one" as RunId, scores: [aScore([0.5])] }),
      aRun({ id: "none" as RunId, scores: [aScore([])] }),
      aRun({ id: "inf" as RunId, scores: [aScore([1, 2], { itemMean: null, standardError: null })] }),
    ];
    const said = Object.fromEntries(trendOf(runs).points.map(({ id, mean, reason }) => [id, [mean, reason]]));
    expect(said).toEqual({
      one: [0.5, "one row"],
      none: [null, "no scored rows"],
      inf: [null, "infinite values"],
    });
  });

  it("leave out labels of the same name", () => {
    const label = aRun({ id: "label" as RunId, scores: [aScore([], { kind: "label" })] });
    expect(trendOf([aRun(), label])).toMatchObject({ without: 1 });
  });
});

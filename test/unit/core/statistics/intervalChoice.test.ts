// The bootstrap where it is asked for: the vectors' own numbers through the door that panel and command line use.
import { describe, expect, it } from "vitest";
import { DEFAULT_COMPARISON } from "../../../../src/core/compare/compareTypes.ts";
import { bootstrapMeans, percentileInterval } from "../../../../src/core/statistics/bootstrap.ts";
import { numberClusters } from "../../../../src/core/statistics/clusters.ts";
import { compareScores } from "../../../../src/core/statistics/compareScores.ts";
import { inputOfPairs } from "../../../../src/core/statistics/scoreInput.ts";
import { inOnePiece } from "../../../../src/core/statistics/sliced.ts";

const differences = Float64Array.from({ length: 40 }, (_, i) => Math.sin(i * 2.3) + i / 60);
const base = new Float64Array(40);

function statisticsOf(interval: "auto" | "bootstrap-percentile" | "bootstrap-bca", keys?: readonly number[]) {
  const input = {
    ...inputOfPairs(base, differences),
    clusters: keys === undefined ? null : numberClusters(keys),
  };
  return compareScores([input], { ...DEFAULT_COMPARISON, interval })[0];
}

describe("a chosen interval", () => {
  it("is the seeded percentile bootstrap, and says its seed", () => {
    const means = inOnePiece(bootstrapMeans(differences, 10_000, DEFAULT_COMPARISON.seed));
    if (!means.estimable) throw new Error(means.reason);
    const found = statisticsOf("bootstrap-percentile");
    expect(found?.interval).toEqual({ estimable: true, ...percentileInterval(means, 0.95) });
    expect(found?.seed).toBe(DEFAULT_COMPARISON.seed);
    expect(statisticsOf("auto")?.seed).toBeNull();
  });

  it("leaves test and smallest detectable difference as they are", () => {
    expect(statisticsOf("bootstrap-bca")?.mde).toBe(statisticsOf("auto")?.mde);
    expect(statisticsOf("bootstrap-bca")?.test).toEqual(statisticsOf("auto")?.test);
  });

  it("draws whole clusters: wider where rows of a cluster move together, and the same where each row is its own", () => {
    const width = (keys?: readonly number[]): number => {
      const interval = statisticsOf("bootstrap-percentile", keys)?.interval;
      if (interval?.estimable !== true) throw new Error("no interval");
      return interval.high - interval.low;
    };
    const own = Array.from({ length: 40 }, (_, i) => i);
    expect(width(own)).toBe(width());
    const clustered = Float64Array.from({ length: 40 }, (_, i) => (Math.floor(i / 10) % 2 === 0 ? 1 : -1));
    const means = inOnePiece(
      bootstrapMeans(clustered, 2_000, 1, numberClusters(own.map((i) => Math.floor(i / 10)))),
    );
    if (!means.estimable) throw new Error(means.reason);
    // Four clusters of +1, −1, +1, −1: a resample's mean is (number of + less number of −)/4.
    expect(new Set(means.means)).toEqual(new Set([-1, -0.5, 0, 0.5, 1]));
  });

  it("refuses BCa with clusters, in words", () => {
    expect(
      statisticsOf(
        "bootstrap-bca",
        [...base].map((_, i) => i % 4),
      )?.interval,
    ).toMatchObject({
      estimable: false,
      reason: expect.stringContaining("independent rows"),
    });
  });
});

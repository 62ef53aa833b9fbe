// Which scores are left without a partner, and which of them look like one score of two names.
import { describe, expect, it } from "vitest";
import { unpairedScores } from "../../../../src/core/compare/scoreMapping.ts";
import { aScore } from "../../../support/scoreBuilders.ts";

const run = (...names: readonly string[]) => ({ scores: names.map((name) => aScore(undefined, { name })) });

describe("scores of other names", () => {
  it("are offered as pairs where one name begins the other or both have the same letters", () => {
    const { likely } = unpairedScores(
      run("accuracy", "exact_match", "cost"),
      [run("acc", "ExactMatch", "price")],
      [],
    );
    expect(likely).toEqual([
      { base: "exact_match", candidate: "ExactMatch" },
      { base: "accuracy", candidate: "acc" },
    ]);
  });

  it("are each in one pair only, and not offered again once mapped", () => {
    const runs = [run("accuracy", "accuracy_norm"), run("acc")] as const;
    expect(unpairedScores(runs[0], [runs[1]], []).likely.length).toBe(1);
    const mapped = unpairedScores(runs[0], [runs[1]], [{ base: "accuracy", candidate: "acc" }]);
    expect(mapped).toEqual({ base: ["accuracy_norm"], candidates: [], likely: [] });
  });

  it("never pair a score with one of another kind, direction or a partner of its own", () => {
    const base = { scores: [aScore(undefined, { name: "latency", higherIsBetter: false })] };
    const other = {
      scores: [
        aScore(undefined, { name: "latency_score" }),
        aScore(undefined, { name: "verdict", kind: "label" }),
      ],
    };
    expect(unpairedScores(base, [other], [])).toEqual({
      base: ["latency"],
      candidates: ["latency_score"],
      likely: [],
    });
    expect(unpairedScores(run("a"), [run("a")], [])).toEqual({ base: [], candidates: [], likely: [] });
  });
});

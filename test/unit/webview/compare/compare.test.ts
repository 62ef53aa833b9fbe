import { describe, expect, it } from "vitest";
import type { ComparePage } from "../../../../src/core/compare/compareTypes.ts";
import { findRegression } from "../../../../webview/compareShared/regressions.ts";
import { toWordParts } from "../../../../webview/compareShared/wordDiff.ts";
import { toFilterToggles } from "../../../../webview/panels/compare/filterBar.ts";
import {
  changeOf,
  formatCell,
  formatMeanDelta,
  formatMeanOf,
  formatRowDelta,
  toScoreFormat,
} from "../../../../webview/panels/compare/scoreFormat.ts";
import {
  aCompareRow,
  aCompareRowScore,
  aCompareView,
  aJoin,
  aScoreComparison,
} from "../../../support/compareBuilders.ts";
import { aRun } from "../../../support/runBuilders.ts";
import { aScore } from "../../../support/scoreBuilders.ts";

const RUN = aRun();
const PASS_RUN = aRun({ scores: [aScore([1, 0, 1, 1], { kind: "boolean" })] });

function valueCell(value: number | null) {
  return { value, trials: 1, state: value === null ? "missing" : "value" } as const;
}

describe("numbers of a comparison", () => {
  it("give both means and the delta the same decimals", () => {
    const score = aScoreComparison();
    const format = toScoreFormat(score, RUN, RUN, "en");
    expect([
      formatMeanOf(score.baseMean, score, format),
      formatMeanOf(score.candidateMean, score, format),
    ]).toEqual(["0.713", "0.744"]);
    expect(formatMeanDelta(score, format)).toBe("+0.031");
  });
  it("read pass rates in percent and points, and rows as pass or fail", () => {
    const score = aScoreComparison({ kind: "boolean", baseMean: 0.979, candidateMean: 0.953, delta: -0.026 });
    const format = toScoreFormat(score, PASS_RUN, PASS_RUN, "en");
    expect(formatMeanDelta(score, format)).toBe("−2.6 pp");
    const row = aCompareRowScore({ base: valueCell(1), candidate: valueCell(0), delta: -1 });
    expect(formatRowDelta(row, format)).toBe("pass → fail");
    expect(formatRowDelta({ ...row, candidate: valueCell(1), delta: 0, change: "same" }, format)).toBe(
      "pass",
    );
  });
  it("read rounding noise as no change", () => {
    const score = aScoreComparison({ baseMean: 0.3, candidateMean: 0.1 + 0.2, delta: 0.1 + 0.2 - 0.3 });
    expect(formatMeanDelta(score, toScoreFormat(score, RUN, RUN, "en"))).toBe("0");
    expect(changeOf(0.1 + 0.2 - 0.3, true)).toBe("same");
  });
  it("call a change by the score's own direction", () => {
    expect(changeOf(-0.5, false)).toBe("improved");
    expect(changeOf(-0.5, true)).toBe("regressed");
    expect(changeOf(null, true)).toBe("unscored");
  });
  it("never print a missing side as a number", () => {
    const format = toScoreFormat(aScoreComparison(), RUN, RUN, "en");
    expect(formatCell(valueCell(null), format)).toBe("—");
    expect(formatRowDelta(aCompareRowScore({ delta: null, change: "unscored" }), format)).toBe("—");
  });
});

describe("filters", () => {
  it("carry the counts of the chosen score", () => {
    const toggles = toFilterToggles(aCompareView(), 0);
    expect(toggles.map((toggle) => [toggle.filter, toggle.count])).toEqual([
      ["matched", 621],
      ["regressed", 68],
      ["improved", 112],
      ["same", 429],
      ["outputChanged", null],
      ["graderDrift", null],
      ["errored", null],
      ["unscored", 12],
    ]);
  });
  it("leave outcomes out where nothing matched", () => {
    const view = aCompareView();
    const summary = { ...view.summary, join: aJoin({ matched: 0 }) };
    expect(toFilterToggles({ ...view, summary }, 0)).toHaveLength(1);
  });
});

describe("words that differ", () => {
  it("join neighbouring changes into one removal and one addition", () => {
    expect(toWordParts("files up to 512 MB each", "files up to one GB each")).toEqual([
      { text: "files up to ", side: "both" },
      { text: "512 MB", side: "base" },
      { text: "one GB", side: "candidate" },
      { text: " each", side: "both" },
    ]);
  });
  it("keep both texts whole", () => {
    const base = "1. Create a key.\n2. Deploy it.";
    const candidate = "Create a key, then\tdeploy it. Done";
    const parts = toWordParts(base, candidate) ?? [];
    const side = (name: "base" | "candidate") =>
      parts
        .filter((part) => part.side === "both" || part.side === name)
        .map((part) => part.text)
        .join("");
    expect([side("base"), side("candidate")]).toEqual([base, candidate]);
  });
  it("are not looked for in texts too long to compare in the page", () => {
    expect(toWordParts("a ".repeat(20_000), "b ".repeat(20_000))).toBeNull();
    expect(toWordParts("same", "same")).toEqual([{ text: "same", side: "both" }]);
  });
});

describe("next regression", () => {
  const places = [3, 1500, 2600];
  const total = 3000;
  const load = (offset: number, limit: number): Promise<ComparePage> => {
    // The host gives 500 at most.
    const count = Math.max(0, Math.min(limit, 500, total - offset));
    const rows = Array.from({ length: count }, (_, i) =>
      aCompareRow({
        position: offset + i,
        scores: [aCompareRowScore({ change: places.includes(offset + i) ? "regressed" : "same" })],
      }),
    );
    return Promise.resolve({ total, offset, rows });
  };
  const isRegressed = ({ scores }: ComparePage["rows"][number]) => scores[0]?.change === "regressed";
  it("is found in both directions, however far away", async () => {
    expect(await findRegression(load, isRegressed, -1, 1)).toBe(3);
    expect(await findRegression(load, isRegressed, 3, 1)).toBe(1500);
    expect(await findRegression(load, isRegressed, 2600, -1)).toBe(1500);
    expect(await findRegression(load, isRegressed, 1500, -1)).toBe(3);
  });
  it("is none past the last and before the first", async () => {
    expect(await findRegression(load, isRegressed, 2600, 1)).toBeNull();
    expect(await findRegression(load, isRegressed, 3, -1)).toBeNull();
  });
});

// One candidate of several as a comparison of two, filters under the heads of several runs, and all scores at once.
import { describe, expect, it } from "vitest";
import { readFilters } from "../../../../webview/compareShared/typedColumns.ts";
import { isRegressed } from "../../../../webview/panels/compareMany/manyColumns.ts";
import { deltaKey, manyFilterColumns, valueKey } from "../../../../webview/panels/compareMany/manyFilters.ts";
import { manyShown } from "../../../../webview/panels/compareMany/manySentences.ts";
import {
  fromPairTyped,
  pairScore,
  toPairTyped,
  toPairView,
} from "../../../../webview/panels/compareMany/pairView.ts";
import { scoreLines, scoresTwin } from "../../../../webview/panels/compareMany/scoresTab.ts";
import { aScoreComparison } from "../../../support/compareBuilders.ts";
import { aManyScore, aManySummary, aManyView } from "../../../support/manyBuilders.ts";
import { aRun } from "../../../support/runBuilders.ts";
import { aScore } from "../../../support/scoreBuilders.ts";

const speed = aScoreComparison({
  name: "speed",
  base: { name: "speed", metric: null },
  candidate: { name: "speed", metric: null },
});
/** C has both scores, B lacks the first. */
const view = aManyView({
  runs: ["base", "second", "third"].map((name) =>
    aRun({ name, scores: [aScore([1, 2], { name: "speed" }), aScore([0, 1], { name: "correctness" })] }),
  ),
  summary: aManySummary({
    scores: [aManyScore({ name: "speed", candidates: [null, speed] }), aManyScore()],
  }),
});

describe("one candidate of several", () => {
  it("is a comparison of two with the scores that it shares", () => {
    expect(toPairView(view, 1)?.summary.scores.map(({ name }) => name)).toEqual(["correctness"]);
    expect(toPairView(view, 2)?.summary.scores.map(({ name }) => name)).toEqual(["speed", "correctness"]);
    expect(toPairView(view, 2)?.candidate.name).toBe("third");
    expect(toPairView(view, 3)).toBeNull();
  });

  it("finds a score in its own numbering", () => {
    expect([0, 1].map((at) => pairScore(view, 1, at))).toEqual([null, 0]);
    expect([0, 1].map((at) => pairScore(view, 2, at))).toEqual([0, 1]);
    expect(pairScore(view, 1, null)).toBeNull();
  });

  it("is typed for by its own keys, and by those of all", () => {
    const filters = {
      "item topic": "=a",
      [valueKey(0, 1)]: "0 – 1",
      [deltaKey(1, 1)]: "< 0",
      [deltaKey(2, 1)]: "> 0",
    };
    expect(toPairTyped(view, 1, filters)).toEqual({
      "item topic": "=a",
      "base 0": "0 – 1",
      "delta 0": "< 0",
    });
    expect(toPairTyped(view, 2, filters)).toEqual({
      "item topic": "=a",
      "base 1": "0 – 1",
      "delta 1": "> 0",
    });
    expect(fromPairTyped(view, 1, { "candidate 0": "1", "item topic": "" })).toEqual({
      [valueKey(1, 1)]: "1",
      "item topic": "",
    });
  });
});

describe("filters under the heads of several runs", () => {
  it("are inputs on fields, outcomes on values, deltas and outputs of the run they name", () => {
    const { inputs, outcomes, active } = readFilters(manyFilterColumns(view), {
      "item question": "why",
      [deltaKey(2, 0)]: "< 0",
      "output B": "sorry",
      [valueKey(1, 0)]: "> 0",
    });
    expect(inputs).toEqual([{ field: "question", contains: "why" }]);
    expect(outcomes.map(({ of }) => of)).toEqual([
      { run: 1, what: "value" },
      { run: 2, what: "delta" },
    ]);
    expect(active.map(({ words }) => words)).toContain("Δ speed of C < 0");
  });

  it("have none for a score that the run lacks", () => {
    const keys = manyFilterColumns(view).map(({ column }) => column.key);
    expect(keys).toContain(valueKey(2, 0));
    expect(keys).not.toContain(valueKey(1, 0));
    expect(keys).not.toContain(deltaKey(0, 0));
  });

  it("say whom they are about", () => {
    const members = { kind: "any" } as const;
    expect(manyShown(3, { members, change: "regressed", of: 2 }, "en")).toBe("3 items regressed in C");
    expect(manyShown(1, { members, change: "graderDrift" }, "en")).toBe(
      "1 item with A's output and another score in some candidate",
    );
  });

  it("tell a regression of one candidate from one of any", () => {
    const row = { scores: [{ cells: [], deltas: [], changes: ["same", "regressed"] as const }] };
    const of = (run: number | null) => isRegressed(row, 0, run);
    expect([of(null), of(1), of(2)]).toEqual([true, false, true]);
  });
});

describe("all scores at once", () => {
  it("have a line for each candidate that shares a score, and a table that says the same", () => {
    const lines = scoreLines(view);
    expect(lines.map(({ name, run }) => [name, run])).toEqual([
      ["speed", 2],
      ["correctness", 1],
      ["correctness", 2],
    ]);
    const twin = scoresTwin(lines);
    expect(twin.lines[0]?.slice(0, 2)).toEqual(["speed", "C"]);
    expect(twin.lines.every((line) => line.length === twin.head.length)).toBe(true);
  });
});

// pass@k of a score for every k, against counts of all ways to draw tries.
import { describe, expect, it } from "vitest";
import { passesOfScore } from "../../../../src/core/scores/passOfRun.ts";
import { STATE_CODE } from "../../../../src/core/scores/scoreColumn.ts";
import { toPassView } from "../../../../webview/panels/result/passView.ts";
import { aScore } from "../../../support/scoreBuilders.ts";

/** Tries of each item; `null`: a try without a value. */
const ITEMS = [
  [1, 0, 1],
  [0, 0],
  [1, 1, null],
  [0, 1, 0, 0],
];

function aSide(items: readonly (readonly (number | null)[])[]) {
  const rows = items.flatMap((tries, item) => tries.map((value) => ({ item, value })));
  return {
    column: {
      metric: null,
      name: "ok",
      values: Float64Array.from(rows, ({ value }) => value ?? 0),
      states: Uint8Array.from(rows, ({ value }) => (value === null ? STATE_CODE.missing : STATE_CODE.value)),
      dictionary: [],
    },
    items: { itemOf: Int32Array.from(rows, ({ item }) => item), count: items.length },
  };
}

const OK = aScore([1, 0], { kind: "boolean", higherIsBetter: true });

/** Shares of the ways to draw k of an item's tries in which any, and all, pass. */
function byDrawing(tries: readonly number[], k: number): readonly [number, number] {
  const draws = (from: readonly number[], left: number): readonly (readonly number[])[] =>
    left === 0
      ? [[]]
      : from.flatMap((one, i) => draws(from.slice(i + 1), left - 1).map((rest) => [one, ...rest]));
  const all = draws(tries, k);
  const share = (isIn: (draw: readonly number[]) => boolean) => all.filter(isIn).length / all.length;
  return [share((draw) => draw.includes(1)), share((draw) => !draw.includes(0))];
}

describe("pass@k of one result", () => {
  it("is the mean over items with enough tries of the share of draws that pass, for every k", () => {
    const passes = passesOfScore(aSide(ITEMS), OK);
    if (!passes.estimable) throw new Error(passes.reason);
    expect(passes.byTries.map(({ k }) => k)).toEqual([1, 2, 3, 4]);
    for (const { k, any, all, tooFewTrials } of passes.byTries) {
      const tried = ITEMS.map((tries) => tries.filter((value) => value !== null)).filter(
        (own) => own.length >= k,
      );
      const drawn = tried.map((own) => byDrawing(own, k));
      const mean = (at: 0 | 1) => drawn.reduce((sum, one) => sum + one[at], 0) / drawn.length;
      expect(any.mean).toBeCloseTo(mean(0), 12);
      expect(all.mean).toBeCloseTo(mean(1), 12);
      expect([any.n, tooFewTrials]).toEqual([tried.length, ITEMS.length - tried.length]);
    }
  });

  it("is not there where items were tried once, or nothing says what passes", () => {
    expect(passesOfScore(aSide([[1], [0]]), OK)).toEqual({ estimable: false, reason: "one trial per row" });
    const graded = aScore([0.4, 0.9], { kind: "number" });
    expect(passesOfScore(aSide([[0.4, 0.9]]), graded)).toMatchObject({
      estimable: false,
      reason: expect.stringContaining("passThreshold"),
    });
  });

  it("shows the k that is chosen, else the most tries, and all of them as a table", () => {
    const passes = passesOfScore(aSide(ITEMS), OK);
    if (!passes.estimable) throw new Error(passes.reason);
    const view = toPassView(passes, 2, "ok", "en");
    expect(view.k).toBe(2);
    expect(view.lines.map(({ name }) => name)).toEqual(["pass@2", "pass^2"]);
    expect(view.legend.map(({ text }) => text)).toEqual(["4 items with at least 2 trials"]);
    expect(toPassView(passes, 9, "ok", "en").k).toBe(4);
    expect(toPassView(passes, null, "ok", "en").legend.map(({ text }) => text)).toEqual([
      "1 item with at least 4 trials",
      "3 items with fewer left out",
    ]);
    expect(view.twin.lines).toHaveLength(4);
  });
});

// Marks against a baseline from summaries alone, as properties and by cases; the file that keeps them.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  baselinePlace,
  markAgainst,
  placeText,
  type UnpairedDelta,
} from "../../../../src/core/results/baseline.ts";
import {
  baselineText,
  readBaselineFile,
  withoutPlace,
  withPinned,
} from "../../../../src/core/results/baselineFile.ts";
import { baselineSentence, baselineTight } from "../../../../src/core/results/baselineText.ts";
import { runDescription } from "../../../../src/core/results/nodeTexts.ts";
import { runTooltip } from "../../../../src/core/results/runTooltip.ts";
import { toTopNodes } from "../../../../src/core/results/treeNodes.ts";
import type { RunId, RunSummary, ScoreSummary } from "../../../../src/core/run.ts";
import { aRun } from "../../../support/runBuilders.ts";
import { aScore } from "../../../support/scoreBuilders.ts";

const summary = (mean: number, error: number | null, part: Partial<ScoreSummary> = {}) =>
  aScore([0, 1], { itemMean: mean, standardError: error, ...part });
const BASE = aRun({ id: "base" as RunId, name: "base", scores: [summary(0.711, 0.009)] });
const run = (score: ScoreSummary, part: Partial<RunSummary> = {}): RunSummary => ({
  ...aRun({ id: "candidate" as RunId, name: "candidate" }),
  scores: [score],
  ...part,
});
const deltaOf = (base: RunSummary, candidate: RunSummary): UnpairedDelta => {
  const mark = markAgainst(base, candidate);
  if (mark.kind !== "delta") throw new Error(JSON.stringify(mark));
  return mark.scored;
};
const reasonOf = (candidate: RunSummary, base: RunSummary = BASE): string => {
  const mark = markAgainst(base, candidate);
  return mark.kind === "none" ? mark.reason : mark.kind;
};

describe("a mark against a baseline", () => {
  const mean = fc.double({ min: -100, max: 100, noNaN: true });
  const error = fc.option(fc.double({ min: 1e-6, max: 10, noNaN: true }));
  const scores = fc.tuple(mean, error, mean, error, fc.boolean());

  it("turns its sign with the sides and keeps its noise", () => {
    fc.assert(
      fc.property(scores, ([a, seA, b, seB, higherIsBetter]) => {
        const left = run(summary(a, seA, { higherIsBetter }), { id: "left" as RunId });
        const right = run(summary(b, seB, { higherIsBetter }), { id: "right" as RunId });
        const there = deltaOf(left, right);
        const back = deltaOf(right, left);
        expect(there.delta + back.delta).toBe(0);
        expect([there.noise, there.isWithinNoise]).toEqual([back.noise, back.isWithinNoise]);
        const turned = { improved: "regressed", regressed: "improved", same: "same" } as const;
        expect(back.change).toBe(turned[there.change]);
      }),
    );
  });

  it("never has its number turned by a direction, only its meaning", () => {
    fc.assert(
      fc.property(scores, ([a, seA, b, seB]) => {
        const at = (higherIsBetter: boolean) =>
          deltaOf(run(summary(a, seA), { id: "x" as RunId }), run(summary(b, seB, { higherIsBetter })));
        expect(at(true).delta).toBe(at(false).delta);
        expect(at(true).change === at(false).change).toBe(at(true).change === "same");
      }),
    );
  });

  it("is within noise exactly when |delta| is at most z times the joint error, and unknown without one", () => {
    fc.assert(
      fc.property(scores, ([a, seA, b, seB]) => {
        const found = deltaOf(run(summary(a, seA), { id: "x" as RunId }), run(summary(b, seB)));
        if (seA === null || seB === null)
          return void expect([found.noise, found.isWithinNoise]).toEqual([null, null]);
        const noise = 1.959963984540054 * Math.sqrt(seA * seA + seB * seB);
        expect(found.noise).toBeCloseTo(noise, 9);
        expect(found.isWithinNoise).toBe(Math.abs(found.delta) <= (found.noise as number));
      }),
    );
  });

  it("says which is the baseline, and why others can't be compared", () => {
    expect(markAgainst(BASE, BASE)).toEqual({ kind: "self" });
    const score = summary(0.742, 0.012);
    expect(reasonOf(run(score, { dataset: "other" }))).toBe("baseline base is of support/docs-qa");
    expect(reasonOf(run(score, { primaryScore: null }))).toBe("it has no score with numbers");
    expect(reasonOf(run({ ...score, name: "tone" }))).toBe("baseline base has no score tone");
    expect(reasonOf(run({ ...score, kind: "boolean" }))).toBe(
      "correctness is of another kind in baseline base: number, not boolean",
    );
    expect(reasonOf(run({ ...score, itemMean: null }))).toBe("correctness: it has infinite values");
    expect(reasonOf(run({ ...score, itemMean: null, count: 0 }))).toBe("correctness: it has no scored rows");
    expect(reasonOf(run(score), { ...BASE, scores: [{ ...score, itemMean: null, count: 0 }] })).toBe(
      "correctness: baseline base has no scored rows",
    );
  });

  it("counts errored rows on both sides where either has some", () => {
    const errorShare = {
      rows: 2,
      items: 4,
      valueMean: 0.5,
      errorMean: 0.5,
      valueSquares: 1,
      errorSquares: 1,
      products: -1,
    };
    const failing = { ...summary(1, null), min: 0, errorShare };
    const mark = markAgainst(BASE, run(failing));
    expect(mark.kind === "delta" && mark.withErrors?.delta).toBeCloseTo(0.5 - 0.711, 12);
    const off = markAgainst(BASE, run({ ...failing, min: -1 }));
    expect(off.kind === "delta" && off.withErrors).toBe(undefined);
  });
});

describe("what a mark says", () => {
  const marked = (score: ScoreSummary) => {
    const candidate = run(score, { items: 640 });
    return { ...candidate, baseline: markAgainst(BASE, candidate) };
  };

  it("stands between mean and coverage in the tree, signed; ≈ marks noise", () => {
    const beyond = marked(summary(0.752, 0.012, { scoredItems: 631 }));
    expect(runDescription(beyond, "en")).toBe("0.752 ±0.012  +0.041  631/640  nemotron-super-49b · docs-qa");
    expect(baselineTight(marked(summary(0.715, 0.012)), "en", false)).toBe("≈ +0.004");
    expect(runDescription({ ...BASE, baseline: { kind: "self" } }, "en")).toMatch(
      /^0\.711 ±0\.009 {2}2\/4 {2}baseline {2}/,
    );
    expect(baselineTight({ ...BASE, baseline: { kind: "none", reason: "x" } }, "en", false)).toBeNull();
  });

  it("never claims a change, and says so where it can't say anything", () => {
    expect(baselineSentence(marked(summary(0.715, 0.012)), "en", false)).toBe(
      "+0.004 on correctness against base, unpaired: ≈ within ±0.029, which two runs of one model may differ by. Compare them row by row for more",
    );
    expect(baselineSentence(marked(summary(0.752, 0.012)), "en", false)).toBe(
      "+0.041 on correctness against base, unpaired: beyond ±0.029. Compare them row by row before calling it a change",
    );
    expect(baselineSentence(marked(summary(0.752, null)), "en", false)).toBe(
      "+0.041 on correctness against base, unpaired: no standard error, so nothing can be said of noise",
    );
    const { facts } = runTooltip({ ...BASE, baseline: { kind: "none", reason: "it has no score" } }, "en");
    expect(facts).toContainEqual(["baseline", "not comparable: it has no score"]);
  });

  it("reads in the unit of the score", () => {
    const latency = (mean: number) =>
      summary(mean, 0.01, { name: "latency", higherIsBetter: false, contract: { format: "s" } });
    const base = aRun({ id: "base" as RunId, scores: [aScore([1], { ...latency(1.52) })] });
    const candidate = run(latency(1.32));
    const against = { ...candidate, baseline: markAgainst(base, candidate) };
    expect(runDescription(against, "en")).toMatch(/^1\.320 s ±0\.010 {2}−0\.200 s {2}/);
  });
});

describe("the file of baselines", () => {
  it("keeps one a dataset, one a metric where there is no dataset, and one for the rest", () => {
    const one = aRun({ id: "1" as RunId, name: "one" });
    const other = aRun({ id: "2" as RunId, name: "two" });
    const loose = aRun({ id: "3" as RunId, dataset: null });
    const bare = aRun({ id: "4" as RunId, dataset: null, metric: null });
    const pins = [one, loose, bare, other].reduce(withPinned, [] as ReturnType<typeof withPinned>);
    expect(pins.map((pin) => [placeText(pin), pin.id])).toEqual([
      ["metric support/answer-quality", "3"],
      ["results without a dataset", "4"],
      ["support/docs-qa", "2"],
    ]);
    expect(readBaselineFile(baselineText(pins))).toEqual({ baselines: pins, problem: null });
    expect(withoutPlace(pins, one).map((pin) => pin.id)).toEqual(["3", "4"]);
    expect(baselinePlace(one)).toEqual({ dataset: "support/docs-qa", metric: null });
  });

  it("is read as far as it can be, and refused whole where it is not a list", () => {
    const { baselines, problem } = readBaselineFile(
      '{"version": 1, "baselines": [3, {"id": 1}, {"id": "a", "dataset": "d", "metric": "m"}, {"id": "b", "dataset": "d"}]}',
    );
    expect([baselines, problem]).toEqual([[{ dataset: "d", metric: null, id: "a", name: "a" }], null]);
    expect(readBaselineFile("{").problem).toBe("baselines.json is not JSON");
    expect(readBaselineFile("[]").problem).toBe("baselines.json has no list of baselines");
    expect(readBaselineFile('{"version": 2, "baselines": []}').problem).toBe(
      "baselines.json was written by a newer version of Eval Results",
    );
  });
});

describe("notices above the results", () => {
  it("come first, each with what it is about", () => {
    const nodes = toTopNodes({
      runs: [BASE],
      total: 1,
      damaged: [],
      notice: "Only to be read.",
      notices: [{ kind: "metrics", title: "Metric settings are not used", reason: "Line 3." }],
    });
    expect(nodes.map((node) => (node.kind === "notice" ? node.about : node.kind))).toEqual([
      "store",
      "metrics",
      "run",
    ]);
  });
});

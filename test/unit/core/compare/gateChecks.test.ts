// Rules of a gate on what is counted: how they are written, what holds, and what is refused with the rule to write.
import { describe, expect, it } from "vitest";
import type { InputReport } from "../../../../src/core/compare/compareTypes.ts";
import type { GateFacts } from "../../../../src/core/compare/evidenceTypes.ts";
import { judgeGate, parseGateRule } from "../../../../src/core/compare/gateRules.ts";
import { gateSentence, ruleSentence } from "../../../../src/core/compare/gateText.ts";
import { aScoreComparison, someStatistics } from "../../../support/compareBuilders.ts";

const IDENTICAL: InputReport = {
  ...{ isIdentical: true, unchanged: 5, changed: 0, added: 0, removed: 0 },
  ...{ pairedBy: [], nearIdentical: 0, changedFields: [], offers: [] },
};

function judged(rule: string, part: { scored?: number; total?: number; facts?: Partial<GateFacts> } = {}) {
  const { scored = 0, total = 0, facts = {} } = part;
  const statistics = someStatistics({ candidateCoverage: { scored, total } });
  const all = { errors: () => ({ errored: 0, rows: 0 }), inputs: null, elsewhere: [], ...facts };
  const choice = { level: 0.95, isStrict: false, family: 1 };
  const report = judgeGate([parseGateRule(rule)], [aScoreComparison({ statistics })], all, choice);
  const one = report.rules[0];
  return {
    verdict: report.verdict,
    sentence: one === undefined ? "" : ruleSentence(one, report, "en"),
    report,
  };
}

describe("a rule on what is counted", () => {
  it.each([
    ["a.coverage>=0.98", "coverage", "a", 0.98],
    [" a.coverage ≥ 98 % ", "coverage", "a", 0.98],
    ["a.b.coverage>=1", "coverage", "a.b", 1],
    ["errors<=1%", "errors", null, 0.01],
    ["Errors <= 0", "errors", null, 0],
    ["errors<=.7%", "errors", null, 0.007],
    ["errors<=7e-1%", "errors", null, 0.007],
    ["a.errors≤0.5", "errors", "a", 0.5],
  ])("%s is read as %s of %s", (text, kind, score, bound) => {
    expect(parseGateRule(text)).toMatchObject({ kind, score, bound });
  });

  it.each(["inputs=identical", "inputs == identical", "Inputs = Identical"])("%s is on inputs", (text) =>
    expect(parseGateRule(text)).toEqual({ kind: "inputs", text }),
  );

  it.each([
    ["a.coverage<=0.98", /write a\.coverage>=0\.98 or a\.coverage>=98%, not a\.coverage<=0\.98\./],
    ["a.coverage>=98", /share above 0 and up to 1/],
    ["a.coverage>=0", /share above 0/],
    ["a.coverage>=-0.02", /share above 0/],
    ["a.coverage=1", /at least a share/],
    ["a.coverage>=most", /at least a share/],
    ["coverage>=0.9", /names its score: write SCORE\.coverage>=0\.98/],
    ["errors>=1%", /write errors<=0\.01 or errors<=1%, not errors>=1%\./],
    ["errors<=1", /from 0 to below 1/],
    ["errors<=100%", /from 0 to below 1/],
    ["a.errors<=-1%", /write a\.errors<=0\.01/],
    ["errors<=", /from 0 to below 1/],
    ["inputs=same", /A gate on inputs reads inputs=identical, not inputs=same\./],
    ["inputs=", /reads inputs=identical/],
  ])("%s is refused in one sentence", (text, sentence) => {
    expect(() => parseGateRule(text)).toThrow(sentence);
  });

  it("gives way to a compared score of that very name", () => {
    expect(parseGateRule("errors<=5%", ["errors"])).toMatchObject({ kind: "delta", tolerance: 0.05 });
    expect(parseGateRule("a.coverage>=-0.1", ["a.coverage"])).toMatchObject({ score: "a.coverage" });
    expect(parseGateRule("inputs>=-0.1")).toMatchObject({ kind: "delta", score: "inputs" });
  });
});

describe("a gate on coverage", () => {
  it.each([
    [98, 100, "pass"],
    [97, 100, "fail"],
    [1, 1, "pass"],
    [0, 1, "fail"],
    [0, 0, "fail"],
  ])("of %d of %d items is judged by the share: %s", (scored, total, verdict) => {
    expect(judged("correctness.coverage>=98%", { scored, total }).verdict).toBe(verdict);
  });

  it("says what is scored, and that there are no items", () => {
    expect(judged("correctness.coverage>=0.98", { scored: 97, total: 100 }).sentence).toBe(
      "Coverage of correctness fails: 97 of the candidate's 100 items are scored (97.0%); at least 98% is asked.",
    );
    expect(judged("correctness.coverage>=0.5", { scored: 1, total: 1 }).sentence).toBe(
      "Coverage of correctness passes: 1 of the candidate's 1 item is scored (100%); at least 50% is asked.",
    );
    expect(judged("correctness.coverage>=0.5").sentence).toBe(
      "Coverage of correctness fails: the candidate has no items.",
    );
  });

  it("is on a compared score", () => {
    expect(() => judged("nothing.coverage>=0.9")).toThrow(
      "The gate nothing.coverage>=0.9 is on no compared score. Compared: correctness.",
    );
  });
});

describe("a gate on errors", () => {
  const of = (errored: number, rows: number) => ({ facts: { errors: () => ({ errored, rows }) } });

  it.each([
    [1, 100, "errors<=1%", "pass"],
    [2, 100, "errors<=1%", "fail"],
    // 0.7 / 100 is below 7 / 1000 in floating point.
    [7, 1000, "errors<=0.7%", "pass"],
    [0, 1, "errors<=0", "pass"],
    [1, 1, "errors<=50%", "fail"],
    [0, 0, "errors<=50%", "fail"],
  ])("%d of %d rows against %s: %s", (errored, rows, rule, verdict) => {
    expect(judged(rule, of(errored, rows)).verdict).toBe(verdict);
  });

  it("tells errors of rows from those of a score", () => {
    const asked: (string | null)[] = [];
    const errors = (score: string | null) => {
      asked.push(score);
      return { errored: 1, rows: 200 };
    };
    expect(judged("errors<=1%", { facts: { errors } }).sentence).toBe(
      "Errors pass: 1 of the candidate's 200 rows has an error (0.5%); at most 1% is allowed.",
    );
    expect(judged("correctness.errors<=0.1%", { facts: { errors } }).sentence).toBe(
      "Errors on correctness fail: 1 of the candidate's 200 rows failed on it (0.5%); at most 0.1% is allowed.",
    );
    expect(asked).toEqual([null, "correctness"]);
    expect(judged("errors<=1%", of(0, 0)).sentence).toBe("Errors fail: the candidate has no rows.");
  });
});

describe("a gate on inputs", () => {
  const of = (part: Partial<InputReport>) => ({ facts: { inputs: { ...IDENTICAL, ...part } } });

  it("passes where both runs used the same, and fails where they did not or have none", () => {
    const same = judged("inputs=identical", of({}));
    expect(same.sentence).toBe("inputs=identical passes: Both runs used identical inputs.");
    expect(gateSentence(same.report, "en")).toBe("The gate passes, 1 rule.");
    const other = judged("inputs=identical", of({ isIdentical: false, removed: 2 }));
    expect(other.verdict).toBe("fail");
    expect(other.sentence).toBe("inputs=identical fails: Inputs are not identical: 2 removed.");
    expect(judged("inputs=identical", of({ unchanged: 0 })).sentence).toBe(
      "inputs=identical fails: Neither run has inputs.",
    );
  });
});

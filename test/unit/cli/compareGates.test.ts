// Gates on coverage, errors and identical inputs on the command line: one candidate, several, and saved comparisons.
import { beforeEach, describe, expect, it } from "vitest";
import type { RunId } from "../../../src/core/run.ts";
import { typed, typedJson, typedWithCode } from "../../support/cliSupport.ts";
import { jsonl, Workbench } from "../../support/engineSupport.ts";

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});

/** `+` passes, `-` does not, `e` fails with an error, `.` has no score. The first half is of topic a. */
async function importMarks(name: string, marks: string, score = "ok"): Promise<void> {
  const rows = [...marks].map((mark, i) => ({
    ...{ question: `q${i}`, topic: i < marks.length / 2 ? "a" : "b", output: "o" },
    [score]: mark === "+" ? 1 : mark === "-" ? 0 : null,
    error: mark === "e" ? "timeout" : null,
  }));
  bench.write(`${name}.jsonl`, jsonl(rows));
  await typed(
    ...([bench, "import", `${name}.jsonl`, "--input", "question", "--input", "topic"] as const),
    ...["--output", "output", "--score", score, "--error", "error"],
  );
}

interface Gate {
  readonly gate: {
    readonly verdict: string;
    readonly family_size: number;
    readonly rules: readonly unknown[];
  };
}

const rulesOf = (rules: readonly string[]) => rules.flatMap((rule) => ["--gate", rule]);

async function judged(names: readonly string[], ...rules: string[]): Promise<readonly Gate["gate"][]> {
  const args = ["compare", ...names, ...rulesOf(rules)];
  const { candidates } = await typedJson<{ candidates: readonly Gate[] }>(bench, ...args);
  return candidates.map(({ gate }) => gate);
}

describe("compare --gate on what is counted", () => {
  it("fails a build on coverage and errors of the candidate, the base's have no say", async () => {
    await importMarks("base", "++++++ee..");
    await importMarks("near", "+++++++-+e");
    const run = (rule: string) => typedWithCode(bench, "compare", "base", "near", "--gate", rule);
    const covered = await run("ok.coverage>=0.9");
    expect(covered.code).toBe(0);
    expect(covered.printed).toContain(
      "Gate: The gate passes, 1 rule.\n  Coverage of ok passes: 9 of the candidate's 10 items are scored (90.0%); at least 90% is asked.",
    );
    expect((await run("ok.coverage>=91%")).code).toBe(1);
    expect((await run("errors<=10%")).code).toBe(0);
    const failed = await run("errors<=9.9%");
    expect(failed.code).toBe(1);
    expect(failed.printed).toContain(
      "Gate: The gate fails.\n  Errors fail: 1 of the candidate's 10 rows has an error (10.0%); at most 9.9% is allowed.",
    );
    expect((await run("ok.errors<=0")).code).toBe(1);
    expect((await run("inputs=identical")).printed).toContain(
      "inputs=identical passes: Both runs used identical inputs.",
    );
  });

  it("tells machines the numbers that the comparison has", async () => {
    await importMarks("base", "++++");
    await importMarks("near", "+-e.+");
    const rules = ["ok.coverage>=0.9", "errors<=0.5", "ok.errors<=10%", "inputs=identical", "ok>=-0.5"];
    const [gate] = await judged(["base", "near"], ...rules);
    expect(gate).toMatchObject({ verdict: "fail", family_size: 1, interval_level: expect.closeTo(0.95, 12) });
    expect(gate?.rules).toMatchObject([
      { kind: "coverage", score: "ok", verdict: "fail", bound: 0.9, value: 0.6, counted: 3, total: 5 },
      { kind: "errors", score: null, verdict: "pass", bound: 0.5, value: 0.2, counted: 1, total: 5 },
      { kind: "errors", score: "ok", verdict: "fail", bound: 0.1, value: 0.2, counted: 1, total: 5 },
      { kind: "inputs", verdict: "fail" },
      { kind: "delta", score: "ok" },
    ]);
    const { candidates } = await typedJson<{
      candidates: readonly { inputs: unknown; scores: readonly { candidate_coverage: number }[] }[];
    }>(bench, "compare", "base", "near");
    expect(candidates[0]?.scores[0]?.candidate_coverage).toBe(0.6);
    expect(gate?.rules[3]).toMatchObject({ inputs: candidates[0]?.inputs });
  });

  it("judges every candidate by itself, and one that fails is enough", async () => {
    await importMarks("base", "++++");
    await importMarks("whole", "+-++");
    await importMarks("torn", "+-e");
    const args = ["compare", "base", "whole", "torn", ...rulesOf(["errors<=10%", "inputs=identical"])];
    const { code, printed } = await typedWithCode(bench, ...args);
    expect(code).toBe(1);
    expect(printed).toContain("whole\nGate: The gate passes, 2 rules.");
    expect(printed).toContain("torn\nGate: The gate fails.\n  Errors fail: 1 of the candidate's 3 rows has");
    const found = await judged(["base", "whole", "torn"], "ok.coverage>=0.7", "ok>=-1");
    expect(found.map(({ verdict, family_size }) => [verdict, family_size])).toEqual([
      ["pass", 2],
      ["fail", 2],
    ]);
    expect((await typedWithCode(bench, "compare", "base", "whole", "--gate", "errors<=0")).code).toBe(0);
  });

  it("counts over the items that a saved comparison keeps; whether inputs are the same is of the whole runs", async () => {
    await importMarks("base", "++++++");
    await importMarks("near", "++-e.ee");
    const runs: RunId[] = [];
    for (const name of ["base", "near"]) runs.push((await bench.store.findByName(name))[0]?.id as RunId);
    const inputs = [{ field: "topic", equals: "a" }];
    await bench.engine.saved.save("A", { runs, keys: ["question"], scoreMap: [], inputs, shown: {} });
    const rules = ["ok.coverage>=0.7", "errors<=30%", "ok.errors<=20%", "inputs=identical"];
    const whole = await typedJson<{ candidates: readonly Gate[] }>(
      ...([bench, "compare", "base", "near", "--key", "question", ...rulesOf(rules)] as const),
    );
    expect(whole.candidates[0]?.gate.rules).toMatchObject([
      { counted: 3, total: 7, verdict: "fail" },
      { counted: 3, total: 7, verdict: "fail" },
      { counted: 3, total: 7, verdict: "fail" },
      { verdict: "fail" },
    ]);
    const kept = await typedJson<{ candidates: readonly Gate[] }>(
      ...([bench, "compare", "--view", "A", ...rulesOf(rules)] as const),
    );
    // The candidate's q0 to q2 are in the base's topic a; its own q3, of topic a there, is of topic b in the base.
    expect(kept.candidates[0]?.gate.rules).toMatchObject([
      { counted: 3, total: 3, verdict: "pass" },
      { counted: 0, total: 3, verdict: "pass" },
      { counted: 0, total: 3, verdict: "pass" },
      { verdict: "fail", inputs: { identical: false } },
    ]);
  });

  it("refuses what it can't read in one sentence", async () => {
    await importMarks("base", "++");
    await importMarks("near", "+-");
    const run = (rule: string) => typed(bench, "compare", "base", "near", "--gate", rule);
    await expect(run("ok.coverage>=98")).rejects.toThrow("write ok.coverage>=0.98 or ok.coverage>=98%");
    await expect(run("errors>=1%")).rejects.toThrow("write errors<=0.01 or errors<=1%");
    await expect(run("inputs=equal")).rejects.toThrow("reads inputs=identical");
    await expect(run("speed.errors<=1%")).rejects.toThrow("on no compared score. Compared: ok.");
  });
});

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

  it.each([
    [false, { counted: 1, total: 1, verdict: "pass" }, { counted: 0, total: 1, verdict: "pass" }],
    [true, { counted: 0, total: 0, verdict: "fail" }, { counted: 0, total: 0, verdict: "fail" }],
  ])("of a candidate of one row, excluded: %s", async (isExcluded, coverage, errors) => {
    await importMarks("base", "+");
    await importMarks("near", "-");
    const id = (await bench.store.findByName("near"))[0]?.id as RunId;
    if (isExcluded) await bench.engine.beside.annotate({ id, changes: [{ row: 0, exclusion: "wrong" }] });
    const [gate] = await judged(["base", "near"], "ok.coverage>=0.1", "errors<=0", "ok.errors<=0");
    expect(gate?.rules).toMatchObject([coverage, errors, errors]);
    expect(gate?.rules[0]).toMatchObject({ value: isExcluded ? null : 1 });
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

describe("evidence on a score that one of several candidates does not have", () => {
  const NAMES = ["base", "other", "third"];
  const MAP = ["--map", "ok=fine"];

  /** The second candidate has no score of that name, nor one that is mapped. */
  async function importUneven(): Promise<void> {
    await importMarks("base", "+-+-");
    await importMarks("other", "+++-", "fine");
    await importMarks("third", "+++-", "quality");
  }

  it("fails that candidate's gate with a sentence, and judges the others", async () => {
    await importUneven();
    const rules = ["ok>=-1", "ok.coverage>=0.9", "ok.errors<=1%", "errors<=1%"];
    const { code, printed } = await typedWithCode(bench, "compare", ...NAMES, ...MAP, ...rulesOf(rules));
    expect(code).toBe(1);
    expect(printed).toContain("other\nGate: The gate passes, 4 rules.");
    expect(printed).toContain("third\nGate: The gate fails.");
    expect(printed).toContain("  ok>=-1 fails: the candidate has no score ok.\n");
    const [other, third] = await judged([...NAMES, ...MAP], ...rules);
    expect(other?.rules[1]).toMatchObject({ kind: "coverage", counted: 4, total: 4, verdict: "pass" });
    expect(third).toMatchObject({
      verdict: "fail",
      rules: [
        { rule: "ok>=-1", kind: "delta", score: "ok", verdict: "fail", not_recorded: true },
        { kind: "coverage", score: "ok", verdict: "fail", not_recorded: true },
        { kind: "errors", score: "ok", verdict: "fail", not_recorded: true },
        { kind: "errors", score: null, verdict: "pass", counted: 0, total: 4 },
      ],
    });
  });

  it("does so beside --score, which has no say in a gate", async () => {
    await importMarks("other", "++");
    bench.write("more.jsonl", jsonl([{ question: "q0", output: "o", ok: 1, speed: 2 }]));
    await typed(bench, "import", "more.jsonl", "--input", "question", "--score", "ok", "--score", "speed");
    bench.write("most.jsonl", jsonl([{ question: "q0", output: "p", ok: 1, speed: 3 }]));
    await typed(bench, "import", "most.jsonl", "--input", "question", "--score", "ok", "--score", "speed");
    const names = ["more", "most", "other", "--score", "ok"];
    const [most, other] = await judged(names, "speed.coverage>=0.5");
    expect([most?.verdict, other?.verdict]).toEqual(["pass", "fail"]);
  });

  it("refuses a rule on a score that no candidate has", async () => {
    await importUneven();
    await expect(judged([...NAMES, ...MAP], "nope>=-1")).rejects.toThrow(
      "The gate nope>=-1 is on no compared",
    );
  });

  it("says so instead of its slices, pass@k and drift", async () => {
    await importUneven();
    const flags = ["--slices", "topic", "--pass-at", "1", "--drift"];
    const text = await typed(bench, "compare", ...NAMES, ...MAP, ...flags);
    expect(text).toContain("other\nok by topic, what drives the change first");
    expect(text).toMatch(/third\nok is not recorded in this result: there is nothing more to say of it\.\n$/);
    const { candidates } = await typedJson<{ candidates: readonly object[] }>(
      ...([bench, "compare", ...NAMES, ...MAP, ...flags] as const),
    );
    expect(candidates[0]).not.toHaveProperty("not_recorded");
    expect(candidates[1]).toMatchObject({ not_recorded: ["ok"], slices: [], pass_at_k: [] });
  });
});

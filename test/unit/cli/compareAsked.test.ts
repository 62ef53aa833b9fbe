import { beforeEach, describe, expect, it } from "vitest";
import { importScores, typed, typedJson, typedWithCode } from "../../support/cliSupport.ts";
import { jsonl, Workbench } from "../../support/engineSupport.ts";

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});

describe("what compare is asked beyond its summary", () => {
  const flat = (share: number) => Array.from({ length: 100 }, (_, i) => (i < share ? 1 : 0));
  const importRuns = async (): Promise<void> => {
    await importScores(bench, "base", flat(80));
    await importScores(bench, "worse", flat(40));
    await importScores(bench, "near", flat(79));
  };

  it("a gate fails with exit code 1 on a regression, and passes with a word where it is open", async () => {
    await importRuns();
    const failed = await typedWithCode(bench, "compare", "base", "worse", "--gate", "score>=-0.1");
    expect(failed.code).toBe(1);
    expect(failed.printed).toMatch(
      /Gate: The gate fails\.\n {2}score fails: it got worse by more than 0\.10\./,
    );
    const open = await typedWithCode(bench, "compare", "base", "near", "--gate", "score>=-0.02");
    expect(open.code).toBe(0);
    expect(open.printed).toContain("score is inconclusive: a drop of more than 0.020");
    const strict = ["--gate", "score>=-0.02", "--require", "non-inferior"];
    expect((await typedWithCode(bench, "compare", "base", "near", ...strict)).code).toBe(1);
    const passed = ["--gate", "score>=-0.2", "--require", "non-inferior"];
    expect((await typedWithCode(bench, "compare", "base", "near", ...passed)).code).toBe(0);
  });

  it("has the gate in JSON with the interval it was judged by", async () => {
    await importRuns();
    const flags = ["--gate", "score>=-0.1", "--gate", "score>=-50%"];
    const found = await typedJson<{ candidates: { gate: unknown }[] }>(
      bench,
      "compare",
      "base",
      "worse",
      ...flags,
    );
    expect(found.candidates[0]?.gate).toMatchObject({
      ...{ verdict: "fail", require: "no-regression", family_size: 2 },
      interval_level: expect.closeTo(0.975, 12),
      rules: [
        {
          rule: "score>=-0.1",
          verdict: "regression",
          tolerance: 0.1,
          ci: { level: expect.closeTo(0.975, 12) },
        },
        { rule: "score>=-50%", verdict: "inconclusive", tolerance: 0.4, delta: -0.4 },
      ],
    });
  });

  it("refuses rules and flags that say nothing, in one sentence", async () => {
    await importRuns();
    const run = (...flags: string[]) => typed(bench, "compare", "base", "near", ...flags);
    await expect(run("--gate", "score")).rejects.toThrow("A gate reads SCORE>=-0.02");
    await expect(run("--require", "non-inferior")).rejects.toThrow("--require needs a --gate.");
    await expect(run("--gate", "score>=0", "--require", "x")).rejects.toThrow("--require takes non-inferior");
    await expect(run("--pass-at", "0")).rejects.toThrow("--pass-at takes a whole number from 1");
    await expect(run("--slices", "nope")).rejects.toThrow("No row has a field nope to slice by.");
    await expect(run("--interval", "z")).rejects.toThrow("There is no interval z. Intervals: auto, boot");
  });

  it("lists slices, pass@k and drift for people and machines", async () => {
    const tries = (passes: string) =>
      jsonl(
        [...passes].map((mark, i) => ({
          ...{ question: `q${i % 3}`, topic: i % 3 === 0 ? "a" : "b", output: "o" },
          score: mark === "+",
        })),
      );
    bench.write("one.jsonl", tries("+-+--+"));
    bench.write("two.jsonl", tries("+++-++"));
    await typed(bench, "import", "one.jsonl", "two.jsonl");
    const flags = ["--slices", "topic", "--pass-at", "2", "--drift"];
    const text = await typed(bench, "compare", "one", "two", ...flags);
    expect(text).toContain("score by topic, what drives the change first (exploratory)");
    expect(text).toMatch(/pass@2 +66\.7% +100\.0%/);
    expect(text).toContain("The grader, not the model, changed score on 1 of 3 rows with the same output");
    const { candidates } = await typedJson<{ candidates: Record<string, unknown>[] }>(
      ...([bench, "compare", "one", "two", ...flags] as const),
    );
    expect(candidates[0]).toMatchObject({
      slices: [
        {
          score: "score",
          field: "topic",
          slices: [
            { value: "b", n: 2 },
            { value: "a", n: 1 },
          ],
        },
      ],
      pass_at_k: [{ k: 2, n: 3, pass_at_k: { base: expect.closeTo(2 / 3, 12), candidate: 1 } }],
      grader_drift: [{ rows: 3, drifted: 1 }],
    });
    expect(await typed(bench, "show", "one", "--pass-at", "2")).toMatch(/pass@2/);
    const shown = await typedJson<Record<string, unknown>>(bench, "show", "one", "--pass-at", "2");
    expect(shown.pass_at_k).toMatchObject([
      { name: "score", k: 2, n: 3, pass_hat_k: { mean: expect.any(Number) } },
    ]);
  });

  it("takes a bootstrap interval with its seed", async () => {
    await importRuns();
    const flags = ["--interval", "bootstrap-percentile", "--seed", "7"];
    const ask = () =>
      typedJson<{ candidates: { scores: unknown[] }[] }>(bench, "compare", "base", "near", ...flags);
    const found = (await ask()).candidates[0]?.scores[0];
    expect(found).toMatchObject({ ci: { method: "bootstrap-percentile" }, seed: 7 });
    expect((await ask()).candidates[0]?.scores[0]).toEqual(found);
  });
});

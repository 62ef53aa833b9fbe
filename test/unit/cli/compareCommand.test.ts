// The command compare: the same numbers for people and machines, and its flags.
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { importScores, typed, typedJson } from "../../support/cliSupport.ts";
import { jsonl, Workbench } from "../../support/engineSupport.ts";
import { SAMPLES } from "../../support/realFiles.ts";

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});

async function importSamples(): Promise<void> {
  for (const name of ["docs-qa-atlas-8b", "docs-qa-atlas-49b"])
    await typed(bench, "import", join(SAMPLES, "nemo", `${name}.row-scores.jsonl`));
}

describe("compare", () => {
  it("has the join and every shared score", async () => {
    await importScores(bench, "base", [1, 0.5, "NaN", 0]);
    bench.write(
      "candidate.jsonl",
      jsonl([
        { question: "q0", output: "o", score: 0 },
        { question: "q0", output: "o", score: 1 },
        { question: "q1", output: "o", score: 1 },
        { question: "other", output: "o", score: 1 },
      ]),
    );
    await typed(bench, "import", "candidate.jsonl");
    expect(await typedJson(bench, "compare", "base", "candidate")).toEqual({
      base: "base",
      candidates: [
        {
          name: "candidate",
          join: {
            by: "digest",
            ...{ matched: 2, only_base: 2, only_candidate: 1, duplicate_base: 0, duplicate_candidate: 1 },
            content_changed: 0,
          },
          inputs: {
            ...{ identical: false, unchanged: 2, changed: 0, added: 1, removed: 2 },
            ...{ paired_by: [], near_identical: 0, changed_fields: [], key_offers: [] },
            sentence: "Inputs are not identical: 2 removed, 1 added.",
          },
          scores: [
            expect.objectContaining({
              ...{ name: "score", n: 2, base_mean: 0.75, candidate_mean: 0.75, delta: 0 },
              ...{ improved: 1, regressed: 1, same: 0 },
            }),
          ],
        },
      ],
    });
  });

  it("tells people the join and each score in a line", async () => {
    await importSamples();
    const text = await typed(bench, "compare", "docs-qa-atlas-8b", "docs-qa-atlas-49b");
    expect(text).toContain("34 items are in both; 3 only in docs-qa-atlas-8b, 4 only in docs-qa-atlas-49b");
    expect(text.split("\n").filter((line) => /\d/.test(line)).length).toBeGreaterThanOrEqual(7);
  });

  it("says why nothing matches, and joins by a key", async () => {
    for (const name of ["offline-atlas-8b", "offline-atlas-49b"])
      await typed(bench, "import", join(SAMPLES, "nemo", `${name}.row-scores.jsonl`));
    const pair = ["offline-atlas-8b", "offline-atlas-49b"];
    const text = await typed(bench, "compare", ...pair);
    expect(text).toContain("those of the same id differ in prediction");
    expect(text).toContain("--key id would match 11 items.");
    const byId = await typed(bench, "compare", ...pair, "--key", "id");
    expect(byId).toContain("Joined by id.\nInputs are not identical: 11 changed (same id).\n");
    const json = await typedJson<{ candidates: { join: unknown }[] }>(
      bench,
      "compare",
      ...pair,
      "--key",
      "id",
    );
    expect(json.candidates[0]?.join).toMatchObject({
      by: "key",
      key: ["id"],
      matched: 11,
      content_changed: 11,
    });
    const exported = await typed(bench, "export", ...pair, "--format", "jsonl", "--key", "id");
    expect(exported.trim().split("\n")).toHaveLength(11);
  });

  it("lists the rows asked for, worst first", async () => {
    await importScores(bench, "base", [1, 1, 0, 0.5]);
    await importScores(bench, "candidate", [0.5, 0, 1]);
    const list = async (rows: string) => {
      const json = await typedJson<{
        candidates: { rows: { item: { question: string }; join: string }[] }[];
      }>(bench, ...["compare", "base", "candidate", "--rows", rows]);
      return json.candidates[0]?.rows.map((row) => `${row.item.question} ${row.join}`);
    };
    expect(await list("regressed")).toEqual(["q1 matched", "q0 matched"]);
    expect(await list("improved")).toEqual(["q2 matched"]);
    expect(await list("unmatched")).toEqual(["q3 only_base"]);
    const text = await typed(bench, "compare", "base", "candidate", "--rows", "regressed");
    expect(text).toMatch(/Rows by score: 2\nBASE ROW .*\n +1 +1 {2}\{"question":"q1"\} +1\.0* +0\.0* +−1/);
    await expect(typed(bench, "compare", "base", "candidate", "--rows", "all")).rejects.toThrow(
      "--rows takes regressed, improved, unmatched, excluded, not all.",
    );
    await expect(typed(bench, "compare", "base", "candidate", "--map", "score")).rejects.toThrow(
      "--map takes BASE_SCORE=CANDIDATE_SCORE, not score.",
    );
  });

  const passes = (name: string, pass: (i: number) => boolean) =>
    bench.write(
      `${name}.jsonl`,
      jsonl(
        Array.from({ length: 40 }, (_, i) => ({
          question: `q${i}`,
          topic: i % 4,
          output: "o",
          ok: pass(i),
          length: i + (pass(i) ? 1 : 0.5),
        })),
      ),
    );

  async function importPasses() {
    passes("base", (i) => i % 2 === 0);
    passes("candidate", (i) => i % 2 === 0 || i < 20);
    await typed(
      bench,
      "import",
      "base.jsonl",
      "--score",
      "ok",
      "--score",
      "length",
      "--input",
      "question",
      "--input",
      "topic",
    );
    await typed(
      bench,
      "import",
      "candidate.jsonl",
      "--score",
      "ok",
      "--score",
      "length",
      "--input",
      "question",
      "--input",
      "topic",
    );
  }

  it("has interval, test and sentence of each score, the same numbers for people and machines", async () => {
    await importPasses();
    const found = (await typedJson(bench, "compare", "base", "candidate")) as {
      candidates: { scores: Record<string, unknown>[] }[];
    };
    const [ok, length] = found.candidates[0]?.scores ?? [];
    // Bonett and Price with b = 0, c = 10, n = 40, and exact McNemar 2/2^10; Holm over two scores.
    expect(ok).toMatchObject({
      ...{ name: "ok", n: 40, delta: 0.25, improved: 10, same: 30, verdict: "better" },
      ci: {
        low: expect.closeTo(0.0933631466, 9),
        high: expect.closeTo(0.3828273296, 9),
        level: 0.95,
        method: "bonett-price",
      },
      ...{
        test: "mcnemar-exact",
        p_value: 2 / 1024,
        p_family_size: 2,
        p_adjusted: expect.closeTo(4 / 1024, 12),
      },
      ...{ effect_size: { name: "risk-difference", value: 0.25 }, base_coverage: 1, candidate_coverage: 1 },
    });
    expect(length).toMatchObject({ ci: { method: "t" }, test: "wilcoxon-exact" });
    const text = await typed(bench, "compare", "base", "candidate");
    expect(text).toContain(ok?.sentence as string);
    expect(text).toMatch(/ok +50% +75% +\+25 pp \[9, 38\] +0\.0039/);
    expect(text).toContain("P ADJ. is adjusted over 2 scores (Holm)");
  });

  it("takes scores, level, test, seed and clusters", async () => {
    await importPasses();
    const flags = [
      "--score",
      "ok",
      "--level",
      "0.9",
      "--test",
      "permutation",
      "--seed",
      "3",
      "--cluster",
      "topic",
    ];
    const found = (await typedJson(bench, "compare", "base", "candidate", ...flags)) as {
      candidates: { scores: Record<string, unknown>[] }[];
    };
    expect(found.candidates[0]?.scores).toEqual([
      expect.objectContaining({
        ci: expect.objectContaining({ level: 0.9, method: "cluster-t" }),
        ...{ name: "ok", test: "permutation-exact", p_family_size: 1, clusters: 4 },
      }),
    ]);
  });

  it("refuses what it does not know, in one sentence", async () => {
    await importPasses();
    const run = (...flags: string[]) => typed(bench, "compare", "base", "candidate", ...flags);
    await expect(run("--score", "nope")).rejects.toThrow("These runs share no score nope. Shared:");
    await expect(run("--test", "z")).rejects.toThrow("There is no test z. Tests: auto, mcnemar");
    await expect(run("--level", "95")).rejects.toThrow("--level takes a number from 0.5 to below 1");
    await expect(run("--seed", "-1")).rejects.toThrow();
    await expect(run("--cluster", "nope")).rejects.toThrow("No item has a field nope to cluster by.");
  });

  it("says so when the runs share no item", async () => {
    await importScores(bench, "base", [1]);
    bench.write("other.jsonl", jsonl([{ question: "else", output: "o", score: 1 }]));
    await typed(bench, "import", "other.jsonl");
    expect(await typed(bench, "compare", "base", "other")).toContain("These runs share no item");
  });
});

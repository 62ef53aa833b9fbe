// The command compare with several candidates: the same numbers as for each alone, adjusted together.
import { beforeEach, describe, expect, it } from "vitest";
import type { RunId } from "../../../src/core/run.ts";
import { typed, typedJson } from "../../support/cliSupport.ts";
import { jsonl, Workbench } from "../../support/engineSupport.ts";

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});

async function importRows(name: string, scores: readonly unknown[], score = "score"): Promise<void> {
  const rows = scores.map((value, i) => ({ question: `q${i}`, output: `${name} says ${i}`, [score]: value }));
  bench.write(`${name}.jsonl`, jsonl(rows));
  await typed(
    bench,
    "import",
    `${name}.jsonl`,
    "--score",
    score,
    "--input",
    "question",
    "--output",
    "output",
  );
}

async function importThree(): Promise<void> {
  await importRows("base", [1, 1, 0, 1, 0]);
  await importRows("better", [1, 1, 1, 1]);
  await importRows("worse", [0, 0, 0, 1, 0]);
}

interface Json {
  readonly base: string;
  readonly join: unknown;
  readonly candidates: readonly {
    readonly name: string;
    readonly rows?: readonly unknown[];
    readonly scores: readonly { readonly p_value: number; readonly delta: number }[];
  }[];
}

describe("compare with several candidates", () => {
  it("has how all runs meet, and every candidate as it is alone but for the family", async () => {
    await importThree();
    const json = (await typedJson(bench, "compare", "base", "better", "worse")) as Json;
    expect(json).toMatchObject({
      base: "base",
      join: {
        ...{ by: "digest", items: 5, in_all: 4, in_runs: { 1: 0, 2: 1, 3: 4 }, p_family_size: 2 },
        runs: [
          { name: "base", items: 5 },
          { name: "better", items: 4 },
          { name: "worse", items: 5 },
        ],
        scored_in_all: { score: 4 },
      },
    });
    for (const [i, name] of ["better", "worse"].entries()) {
      const alone = (await typedJson(bench, "compare", "base", name)) as Json;
      const own = json.candidates[i];
      const [{ scores, ...rest }] = alone.candidates as [Json["candidates"][number]];
      expect(own).toMatchObject(rest);
      const { p_adjusted, p_family_size, ...same } = scores[0] as never as Record<string, unknown>;
      expect(own?.scores[0]).toMatchObject(same);
      expect(own?.scores[0]).toMatchObject({ p_family_size: 2 });
    }
  });

  it("has the numbers that the panel of several runs is given", async () => {
    await importThree();
    const json = (await typedJson(bench, "compare", "base", "better", "worse")) as Json;
    const runs: RunId[] = [];
    for (const name of ["base", "better", "worse"])
      runs.push((await bench.store.findByName(name))[0]?.id as RunId);
    const { summary } = await bench.engine.many.head({ runs }, { scope: "pair", inputs: [] });
    for (const [i, { scores }] of json.candidates.entries()) {
      const own = summary.scores[0]?.candidates[i];
      const { test, interval } = own?.statistics ?? {};
      expect(scores[0]).toMatchObject({
        delta: own?.delta,
        n: own?.n,
        improved: own?.improved,
        regressed: own?.regressed,
        p_adjusted: test?.estimable ? test.pAdjusted : null,
        ci: interval?.estimable ? { low: interval.low, high: interval.high } : null,
      });
    }
  });

  it("tells people the join, a line for each candidate and what it says", async () => {
    await importThree();
    const text = await typed(bench, "compare", "base", "better", "worse");
    expect(text).toContain(
      "4 of 5 distinct items are in all 3 runs. Items by number of runs: in 3: 4, in 2: 1, in 1: 0.",
    );
    expect(text).toContain("so their means can't be ranked; 4 rows are scored in all.");
    expect(text).toMatch(/^score\s+B\s/m);
    expect(text).toMatch(/^score\s+C\s/m);
    expect(text).toContain("P ADJ. is adjusted over 2 comparisons");
  });

  it("lists rows of each candidate, and exports every run's output, scores and deltas", async () => {
    await importThree();
    const json = (await typedJson(
      bench,
      "compare",
      "base",
      "better",
      "worse",
      "--rows",
      "regressed",
    )) as Json;
    expect(json.candidates.map(({ rows }) => rows?.length)).toEqual([0, 2]);
    const lines = (await typed(bench, "export", "base", "better", "worse", "--format", "jsonl"))
      .trim()
      .split("\n");
    expect(lines.length).toBe(5);
    expect(JSON.parse(lines[4] ?? "")).toMatchObject({
      in_runs: 2,
      runs: [
        { run: "base", output: "base says 4", scores: { score: { value: 0 } } },
        { run: "better", output: null, scores: { score: { value: null, delta: null, change: "unscored" } } },
        { run: "worse", output: "worse says 4", scores: { score: { value: 0, delta: 0, change: "same" } } },
      ],
    });
    const csv = await typed(bench, "export", "base", "better", "worse", "--format", "csv");
    expect(csv.split("\n")[0]).toContain("score.A,score.B,score.C,score.B.delta,score.B.change");
  });

  it("maps a score for every candidate that has it, and refuses one that none has", async () => {
    await importRows("base", [1, 0], "accuracy");
    await importRows("other", [1, 1], "acc");
    await importRows("third", [0, 0], "accuracy");
    const args = ["compare", "base", "other", "third", "--map", "accuracy=acc"];
    const json = (await typedJson(bench, ...args)) as Json;
    expect(json.candidates.map(({ scores }) => scores[0]?.delta)).toEqual([0.5, -0.5]);
    await expect(typed(bench, "compare", "base", "other", "third", "--map", "accuracy=nope")).rejects.toThrow(
      "No candidate has a score nope to map.",
    );
  });

  it("refuses a result named twice and more than eight", async () => {
    await importThree();
    await expect(typed(bench, "compare", "base", "better", "base")).rejects.toThrow("base is named twice");
    for (const i of [1, 2, 3, 4, 5, 6]) await importRows(`r${i}`, [i]);
    const many = ["base", "better", "worse", "r1", "r2", "r3", "r4", "r5", "r6"];
    await expect(typed(bench, "compare", ...many)).rejects.toThrow(
      "2 to 8 results can be compared together, not 9.",
    );
  });
});

describe("compare --view", () => {
  async function saved(names: readonly string[], part = {}): Promise<void> {
    await importThree();
    const runs = [];
    for (const name of names) runs.push((await bench.store.findByName(name))[0]?.id as RunId);
    await bench.engine.saved.save("Nightly", {
      ...{ runs, keys: [], scoreMap: [], inputs: [], shown: {} },
      ...part,
    });
  }

  it("compares what is saved, as naming the results does", async () => {
    await saved(["base", "better", "worse"]);
    const named = await typedJson(bench, "compare", "base", "better", "worse");
    expect(await typedJson(bench, "compare", "--view", "Nightly")).toEqual(named);
    const rows = (await typedJson(bench, "compare", "--view", "Nightly", "--rows", "regressed")) as Json;
    expect(rows.candidates[1]?.rows?.length).toBe(2);
  });

  it("of two results is a comparison of two; its conditions on inputs are part of it", async () => {
    await saved(["base", "worse"], { keys: ["question"] });
    const pair = await typedJson(bench, "compare", "base", "worse", "--key", "question");
    expect(await typedJson(bench, "compare", "--view", "Nightly")).toEqual(pair);
    const runs = (await bench.engine.saved.find("Nightly")).found.map((run) => run?.id as RunId);
    const inputs = [{ field: "question", equals: "q1" }];
    await bench.engine.saved.save("One", { runs, keys: [], scoreMap: [], inputs, shown: {} });
    const one = (await typedJson(bench, "compare", "--view", "One")) as Json;
    expect(one.candidates[0]?.scores[0]).toMatchObject({ n: 1, delta: -1 });
  });

  it("says that filters on inputs leave some items, and its rows and gates see these alone", async () => {
    await saved(["base", "worse"], { inputs: [{ field: "question", equals: "q1" }] });
    const whole = (await typedJson(bench, "compare", "base", "worse", "--rows", "regressed")) as Json;
    const own = (await typedJson(bench, "compare", "--view", "Nightly", "--rows", "regressed")) as Json;
    expect(whole.candidates[0]?.rows?.length).toBe(2);
    expect(own.candidates[0]?.rows?.length).toBe(1);
    const sentence =
      "Exploratory: over 1 of the 5 items in both runs, those that the filters on question keep.";
    expect(own.candidates[0]).toMatchObject({ exploratory: { n: 1, of: 5, sentence } });
    const text = await typed(bench, "compare", "--view", "Nightly", "--gate", "score>=-0.01");
    expect(text).toContain(sentence);
    expect(text).toContain("one row");
  });

  it("says so of every candidate", async () => {
    await saved(["base", "better", "worse"], { inputs: [{ field: "question", equals: "q1" }] });
    const { candidates } = (await typedJson(
      bench,
      "compare",
      "--view",
      "Nightly",
      "--rows",
      "regressed",
    )) as Json;
    expect(candidates).toMatchObject([{ exploratory: { n: 1 } }, { exploratory: { n: 1 } }]);
    expect(candidates[1]?.rows?.length).toBe(1);
    expect(await typed(bench, "compare", "--view", "Nightly")).toMatch(/^better: Exploratory: over 1 of/m);
  });

  it("refuses names beside it, keys of its own, and names what is missing", async () => {
    await saved(["base", "better", "worse"]);
    await expect(typed(bench, "compare", "base", "--view", "Nightly")).rejects.toThrow("--view");
    await expect(typed(bench, "compare", "--view", "Nightly", "--key", "id")).rejects.toThrow(
      "leave out --key",
    );
    await expect(typed(bench, "compare", "--view", "Other")).rejects.toThrow(
      "There is no saved comparison Other.",
    );
    await typed(bench, "delete", "worse");
    await expect(typed(bench, "compare", "--view", "Nightly")).rejects.toThrow(
      "Nightly compares worse, which is not in this store. Import it from the file again, or restore it from the deleted results.",
    );
  });
});

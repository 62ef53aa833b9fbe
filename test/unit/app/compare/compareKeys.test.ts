// Joins by key fields, changed content, and whether two runs used the same inputs.
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import type { CompareFilter, ComparePair } from "../../../../src/core/compare/compareTypes.ts";
import { inputsSentence, noMatchSentence } from "../../../../src/core/compare/inputText.ts";
import { Problem } from "../../../../src/core/problem.ts";
import { jsonl, Workbench } from "../../../support/engineSupport.ts";
import { SAMPLES } from "../../../support/realFiles.ts";

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});

const NEVER = new AbortController().signal;

async function pairOf(base: string, candidate: string): Promise<ComparePair> {
  const [a, b] = [await bench.imported(base), await bench.imported(candidate)];
  return { base: a.run.id, candidate: b.run.id };
}

async function pairOfRows(base: readonly unknown[], candidate: readonly unknown[]): Promise<ComparePair> {
  return pairOf(bench.write("a.jsonl", jsonl(base)), bench.write("b.jsonl", jsonl(candidate)));
}

const row = (id: unknown, question: string, score: number, output = "o") => ({ id, question, output, score });

async function rowsOf(pair: ComparePair, filter: CompareFilter) {
  const sort = { column: "index", descending: false } as const;
  return bench.engine.compareRows(pair, { filter, score: 0, sort, offset: 0, limit: 100 });
}

const nemo = (name: string) => join(SAMPLES, "nemo", `${name}.row-scores.jsonl`);

describe("runs whose answer is a part of the item", () => {
  it("are offered a join by the field that pairs most items, with the reason", async () => {
    const pair = await pairOf(nemo("offline-atlas-8b"), nemo("offline-atlas-49b"));
    const inputs = await bench.engine.compareInputs(pair, NEVER);
    expect(inputs.offers[0]).toEqual({ field: "id", matched: 11 });
    const { summary } = await bench.engine.compare(pair);
    const changed = inputs.changedFields.map(({ field }) => field);
    expect(changed).toEqual(["prediction", "output"]);
    expect(noMatchSentence(summary.join, inputs, "en")).toMatch(
      /^No item has the same content in both runs: those of the same id differ in prediction \(\d+\), output \(\d+\)\.$/,
    );
  });

  it("join by that field; every item has changed content", async () => {
    const pair = await pairOf(nemo("offline-atlas-8b"), nemo("offline-atlas-49b"));
    const byId = { ...pair, keys: ["id"] };
    const { summary } = await bench.engine.compare(byId);
    expect(summary.join).toMatchObject({ matched: 11, onlyBase: 0, onlyCandidate: 0, keys: ["id"] });
    expect(summary.scores.find((score) => score.name === "f1")?.n).toBe(11);
    const inputs = await bench.engine.compareInputs(byId, NEVER);
    expect(inputs).toMatchObject({
      changed: 11,
      unchanged: 0,
      added: 0,
      removed: 0,
      pairedBy: ["id"],
      offers: [],
    });
    const { total, rows } = await rowsOf(byId, "contentChanged");
    expect(total).toBe(11);
    expect(rows.every((one) => one.isChanged && one.scores.length > 0)).toBe(true);
  });
});

describe("changed content", () => {
  it("is found by the identifying field among what did not match", async () => {
    const pair = await pairOfRows(
      [row("x1", "one", 1), row("x2", "two", 1), row("x3", "three", 1), row("x4", "four", 0)],
      [row("x1", "one", 0), row("x2", "two, reworded", 0), row("x5", "five", 1)],
    );
    const inputs = await bench.engine.compareInputs(pair, NEVER);
    expect(inputs).toMatchObject({
      isIdentical: false,
      unchanged: 1,
      changed: 1,
      added: 1,
      removed: 2,
      pairedBy: ["id"],
      changedFields: [{ field: "question", items: 1 }],
    });
    expect(inputs.offers).toEqual([{ field: "id", matched: 2 }]);
  });

  it("is found by near-identical content where no field pairs, unless ids tell two items apart", async () => {
    const asked = (question: string) => ({ question, output: "o", score: 1 });
    const [one, two] = [
      "Which river is the longest in Peru?",
      "Who painted the ceiling of the Sistine Chapel?",
    ];
    const pair = await pairOfRows(
      [row(1, "same", 1), asked(one), asked(two)],
      [
        row(1, "same", 1),
        asked("which river is the longest in all of Peru?"),
        asked("Name a prime below ten."),
      ],
    );
    const inputs = await bench.engine.compareInputs(pair, NEVER);
    expect(inputs).toMatchObject({ changed: 1, added: 1, removed: 1, pairedBy: [], nearIdentical: 1 });
    expect(inputsSentence(inputs, "en")).toBe(
      "Inputs are not identical: 1 changed (near-identical content), 1 removed, 1 added.",
    );
    const { total, rows } = await rowsOf(pair, "contentChanged");
    expect(total).toBe(1);
    const detail = await (await bench.engine.comparison(pair)).joined.detail(rows[0]?.position ?? -1);
    expect([detail.base[0]?.item.question, detail.candidate[0]?.item.question]).toEqual([
      one,
      "which river is the longest in all of Peru?",
    ]);
    const withIds = await pairOfRows([row("x1", one, 1)], [row("x2", `${one} Do tell`, 1)]);
    expect(await bench.engine.compareInputs(withIds, NEVER)).toMatchObject({
      changed: 0,
      added: 1,
      removed: 1,
    });
  });

  it("is nothing of items that are excluded, however alike", async () => {
    const asked = (question: string) => ({ question, output: "o", score: 1 });
    const pair = await pairOfRows(
      [asked("Which river is the longest in Peru?"), asked("Name a prime below ten, please.")],
      [
        asked("which river is the longest in all of Peru?"),
        asked("Who painted the Sistine Chapel's ceiling?"),
      ],
    );
    expect(await bench.engine.compareInputs(pair, NEVER)).toMatchObject({ nearIdentical: 1 });
    await bench.engine.beside.annotate({ id: pair.base, changes: [{ row: 0, exclusion: "wrong label" }] });
    expect(await bench.engine.compareInputs(pair, NEVER)).toMatchObject({
      ...{ changed: 0, nearIdentical: 0, removed: 1, added: 2 },
    });
  });

  it("is shown as rows with both sides, without a delta, and opened as one item", async () => {
    const pair = await pairOfRows(
      [row("x1", "one", 1), row("x2", "two", 1)],
      [row("x1", "one", 0), row("x2", "two, reworded", 0.5)],
    );
    const { total, rows } = await rowsOf(pair, "contentChanged");
    expect(total).toBe(1);
    expect(rows[0]).toMatchObject({ isChanged: true, base: { index: 1 }, candidate: { index: 1 } });
    expect(rows[0]?.scores[0]).toMatchObject({ base: { value: 1 }, candidate: { value: 0.5 }, delta: null });
    const detail = await (await bench.engine.comparison(pair)).joined.detail(rows[0]?.position ?? -1);
    expect([detail.base[0]?.item, detail.candidate[0]?.item]).toEqual([
      { id: "x2", question: "two" },
      { id: "x2", question: "two, reworded" },
    ]);
  });

  it("needs a value that one item alone has on each side", async () => {
    const pair = await pairOfRows(
      [row("x1", "one", 1), row("x1", "two", 1)],
      [row("x1", "three", 0), row("x1", "four", 0)],
    );
    const inputs = await bench.engine.compareInputs(pair, NEVER);
    expect(inputs).toMatchObject({ changed: 0, added: 2, removed: 2, pairedBy: [], offers: [] });
    const { summary } = await bench.engine.compare(pair);
    expect(noMatchSentence(summary.join, inputs, "en")).toBe(
      "No item has the same content in both runs, and no field pairs them.",
    );
  });

  it("leaves identical inputs identical, also with other repetitions", async () => {
    const pair = await pairOfRows([row(1, "a", 1), row(1, "a", 0)], [row(1, "a", 1)]);
    expect(await bench.engine.compareInputs(pair, NEVER)).toMatchObject({ isIdentical: true, unchanged: 1 });
  });

  it("of empty runs is none", async () => {
    const pair = await pairOfRows([row(1, "a", 1)], [row(2, "b", 1)]);
    expect(await bench.engine.compareInputs(pair, NEVER)).toMatchObject({ changed: 0, added: 1, removed: 1 });
  });
});

describe("a join by key fields", () => {
  it("compares values as texts, so that CSV and JSONL meet", async () => {
    const a = bench.write("a.jsonl", jsonl([row(1, "one", 1), row(2, "two", 1)]));
    const b = bench.write("b.csv", "id,question,output,score\n1,one,x,0\n2,two,y,1\n");
    const pair = await pairOf(a, b);
    expect((await bench.engine.compare(pair)).summary.join.matched).toBe(0);
    expect((await bench.engine.compare({ ...pair, keys: ["id"] })).summary.join.matched).toBe(2);
  });

  it("folds rows of one key into one item, and joins rows without the field by their content", async () => {
    const pair = await pairOfRows(
      [row("x", "one", 1), row("x", "two", 0), { question: "plain", output: "o", score: 1 }],
      [row("x", "three", 1), { question: "plain", output: "o", score: 0 }],
    );
    const { join: found, scores } = (await bench.engine.compare({ ...pair, keys: ["id"] })).summary;
    expect(found).toMatchObject({ matched: 2, onlyBase: 0, onlyCandidate: 0, duplicateBase: 1 });
    expect(scores[0]).toMatchObject({ n: 2, baseMean: 0.75, candidateMean: 0.5 });
  });

  it("refuses a field that only one run has", async () => {
    const pair = await pairOfRows([row(1, "a", 1)], [{ question: "a", output: "o", score: 1 }]);
    await expect(bench.engine.compare({ ...pair, keys: ["id"] })).rejects.toThrow(
      new Problem("badInput", "The items of both runs don't share a field id to join by. Shared: question."),
    );
  });
});

describe("mapped scores", () => {
  it("are one score under the base's name", async () => {
    const base = [{ question: "a", output: "o", accuracy: 1, score: 0 }];
    const candidate = [{ question: "a", output: "o", acc: 0, score: 1 }];
    const [a, b] = [bench.write("a.jsonl", jsonl(base)), bench.write("b.jsonl", jsonl(candidate))];
    const first = await bench.imported(a, {
      roles: {
        input: ["question"],
        output: "output",
        expected: null,
        error: null,
        scores: ["accuracy", "score"],
      },
    });
    const second = await bench.imported(b, {
      roles: { input: ["question"], output: "output", expected: null, error: null, scores: ["acc", "score"] },
    });
    const pair = { base: first.run.id, candidate: second.run.id };
    const scoreMap = [{ base: "accuracy", candidate: "acc" }];
    const { scores } = (await bench.engine.compare({ ...pair, scoreMap })).summary;
    expect(scores.map((score) => [score.name, score.delta])).toEqual([
      ["accuracy", -1],
      ["score", 1],
    ]);
    await expect(
      bench.engine.compare({ ...pair, scoreMap: [{ base: "accuracy", candidate: "gone" }] }),
    ).rejects.toThrow("The candidate has no score gone to map. Scores: acc, score.");
  });
});

// Lines of lm-eval samples, and the results file that belongs to them.
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/core/json/json.ts";
import { lmEvalCompanion, lmEvalCompanionNames } from "../../../src/formats/lmEvalResults.ts";
import { lmEvalSamples } from "../../../src/formats/lmEvalSamples.ts";

const reader = lmEvalSamples.reader(null);
const TIME = "2026-07-08T16-04-34.219874";
const aLine = (part: JsonObject = {}): JsonObject => ({
  doc_id: 0,
  doc: { question: "q" },
  target: "a",
  arguments: { gen_args_0: { arg_0: "prompt", arg_1: {} } },
  resps: [["raw answer"]],
  filtered_resps: ["answer"],
  filter: "none",
  metrics: ["acc"],
  doc_hash: "x",
  acc: 1,
  ...part,
});

describe("a line of lm-eval samples", () => {
  it("has the listed metrics for scores, the filter behind their names", () => {
    expect(reader.scan(aLine({ hallucination: 0.5 })).scores).toEqual([
      { metric: null, name: "acc", state: "value", value: 1 },
    ]);
    const filtered = reader.scan(
      aLine({ filter: "flexible-extract", metrics: ["acc", "f1", "gone"], f1: true }),
    );
    expect(filtered.scores).toEqual([
      { metric: null, name: "acc,flexible-extract", state: "value", value: 1 },
      { metric: null, name: "f1,flexible-extract", state: "value", value: true },
      { metric: null, name: "gone,flexible-extract", state: "missing", value: null },
    ]);
    expect(filtered.facet).toBe("flexible-extract");
  });

  it("keeps a value that is no number: infinite, NaN, raw material", () => {
    const line = aLine({ metrics: ["a", "b", "c"], a: "Infinity", b: "NaN", c: ["gold", ["p"]] });
    expect(reader.scan(line).scores.map(({ state, value }) => [state, value])).toEqual([
      ["infinite", Number.POSITIVE_INFINITY],
      ["nan", null],
      ["text", '["gold",["p"]]'],
    ]);
  });

  it("shows the filtered answer, else the raw one", () => {
    expect(reader.texts(aLine())).toEqual({ output: "answer", expected: "a" });
    expect(reader.texts(aLine({ filtered_resps: [""] })).output).toBe("");
    expect(reader.texts(aLine({ filtered_resps: [] })).output).toBe("raw answer");
  });

  const choices = {
    filtered_resps: [
      ["-2.5", "False"],
      ["-0.5", "True"],
      ["-1.0", "False"],
    ],
  };
  it.each([
    [
      "of 0.4.10",
      {
        arguments: {
          gen_args_0: { arg_0: "p", arg_1: " one" },
          gen_args_1: { arg_0: "p", arg_1: " two" },
          gen_args_2: { arg_0: "p", arg_1: " three" },
        },
      },
      "two",
    ],
    [
      "of 2024",
      {
        arguments: [
          ["p", " one"],
          ["p", " two"],
          ["p", " three"],
        ],
      },
      "two",
    ],
    ["with the choices in the document", { arguments: {}, doc: { choices: ["1", "2", "3"] } }, "2"],
    ["with nothing but numbers", { arguments: {} }, "choice 2"],
  ])("shows the likeliest choice: arguments %s", (_, part, output) => {
    expect(reader.texts(aLine({ ...choices, ...(part as JsonObject) })).output).toBe(output);
  });

  it("is refused without a document", () => {
    expect(() => reader.scan({ doc_id: 1, resps: [] })).toThrow("no `doc`");
  });
});

describe("the results file of samples", () => {
  const samples = `samples_my_task_${TIME}.jsonl`;
  const results = {
    results: {
      my_task: {
        "acc,none": 0.45,
        "acc_stderr,none": 0.1,
        "f1,strict": 0.5,
        "f1_stderr,strict": "N/A",
        "ppl,none": "Infinity",
        alias: "my_task",
        sample_len: 20,
      },
      other: { "acc,none": 1 },
    },
    configs: {},
    "n-samples": { my_task: { original: 100, effective: 20 } },
    higher_is_better: { my_task: { acc: true, f1: false } },
    config: { model: "hf", model_args: { pretrained: "x" } },
    model_name: "org/model-7b",
    date: 1_783_526_674.5,
  };

  it("is the one of the same time", () => {
    const names = [`results_${TIME}.json`, "results_2026-07-08T18-15-33.115417.json", samples];
    expect(lmEvalCompanionNames(samples, names)).toEqual([`results_${TIME}.json`]);
    expect(lmEvalCompanionNames(samples, [`stem_0shot_${TIME}.json`])).toEqual([`stem_0shot_${TIME}.json`]);
    expect(lmEvalCompanionNames(samples, ["results.json"])).toEqual([]);
  });

  it("tells model, task, date, means and directions of the task that the samples are of", () => {
    expect(lmEvalCompanion(JSON.stringify(results), samples)).toEqual({
      facts: {
        name: "my_task-model-7b",
        model: "org/model-7b",
        dataset: "my_task",
        createdAt: "2026-07-08T16:04:34.500Z",
      },
      aggregates: [
        { metric: null, name: "acc", mean: 0.45, count: 20 },
        { metric: null, name: "f1,strict", mean: 0.5, count: 20 },
      ],
      rubrics: [],
      directions: [
        { name: "acc", higherIsBetter: true },
        { name: "f1", higherIsBetter: false },
      ],
    });
  });

  it("may hold bare NaN", () => {
    const text = JSON.stringify(results).replace('"N/A"', "NaN");
    expect(lmEvalCompanion(text, samples)?.aggregates).toHaveLength(2);
  });

  it("is nothing when the document is something else", () => {
    for (const text of ["[]", "{}", '{"results":[]}'])
      expect(lmEvalCompanion(text, samples), text).toBeNull();
  });

  it("does not lend its means to a task that it does not hold", () => {
    const other = lmEvalCompanion(JSON.stringify(results), `samples_gone_${TIME}.jsonl`);
    expect(other).toMatchObject({ aggregates: [], directions: [] });
  });
});

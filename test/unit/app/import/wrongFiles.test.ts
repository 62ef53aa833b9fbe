// Files that hold no rows: each is refused with one sentence that says what it is, and nothing is stored.
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { jsonl, Workbench } from "../../../support/engineSupport.ts";
import { describeReal, REAL, SAMPLES } from "../../../support/realFiles.ts";

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});

const refusalOf = (name: string, content: string | Uint8Array) => bench.refusal(bench.write(name, content));
const AGGREGATES = { scores: [{ name: "m.s", count: 2, mean: 0.5, score_type: "range" }] };
const RESULTS = { results: { task: { "acc,none": 0.5 } }, configs: { task: {} }, versions: {}, "n-shot": {} };

describe("a file that holds no rows", () => {
  it("is named when it is missing", async () => {
    expect(await bench.refusal(join(bench.folder, "none.jsonl"))).toMatch(
      /^There is no file none\.jsonl at /,
    );
  });

  it("may be a folder", async () => {
    mkdirSync(join(bench.folder, "runs.jsonl"));
    expect(await bench.refusal(join(bench.folder, "runs.jsonl"))).toBe(
      "runs.jsonl is a folder; choose the results file inside it.",
    );
  });

  it("may be empty", async () => {
    const sentence = "is empty: there is no row to import.";
    expect(await refusalOf("empty.jsonl", "")).toBe(`empty.jsonl ${sentence}`);
    expect(await refusalOf("empty.csv", "")).toBe(`empty.csv ${sentence}`);
  });

  it.each(["blank.jsonl", "blank.csv"])("may hold blank lines only: %s", async (name) => {
    expect(await refusalOf(name, "\n\n  \n")).toMatch(
      /^blank\.[a-z]+ has no row|^The file has no header line/,
    );
  });

  it.each([
    ["indented", JSON.stringify(AGGREGATES, null, 2)],
    ["on one line", JSON.stringify(AGGREGATES)],
    ["on one line with a line end", `${JSON.stringify(AGGREGATES)}\n`],
  ])("may be aggregate scores: %s", async (_, content) => {
    expect(await refusalOf("aggregate-scores.json", content)).toBe(
      "aggregate-scores.json holds aggregate scores without rows. Import the row-scores .jsonl beside it.",
    );
  });

  it.each([
    ["indented", JSON.stringify(RESULTS, null, 2)],
    ["on one line", JSON.stringify(RESULTS)],
    ["indented and large", JSON.stringify({ ...RESULTS, pad: "x".repeat(1_200_000) }, null, 2)],
  ])("may be a results file of lm-eval: %s", async (_, content) => {
    expect(await refusalOf("results.json", content)).toBe(
      "results.json is a results file without rows. Import the samples_*.jsonl beside it.",
    );
  });

  const rows = Array.from({ length: 3 }, (_, i) => ({ question: `q${i}`, score: i }));
  const many = Array.from({ length: 40_000 }, (_, i) => ({ question: `question number ${i}`, score: i }));
  it.each([
    ["on one line", JSON.stringify(rows)],
    ["indented", JSON.stringify(rows, null, 2)],
    ["one object per line", `[\n${rows.map((row) => JSON.stringify(row)).join(",\n")}\n]\n`],
    ["large and on one line", JSON.stringify(many)],
    ["large, one object per line", `[\n${many.map((row) => JSON.stringify(row)).join(",\n")}\n]\n`],
  ])("may be a JSON array: %s", async (_, content) => {
    expect(await refusalOf("rows.json", content)).toBe(
      "rows.json holds one JSON array. Write one object per line (JSONL) and import that.",
    );
  });

  it("may be one indented object", async () => {
    expect(await refusalOf("one.json", JSON.stringify({ question: "a", score: 1 }, null, 2))).toBe(
      "one.json holds one JSON object. Write one object per line (JSONL) and import that.",
    );
  });

  it("is still taken as one row when it is one object on one line", async () => {
    const run = await bench.run("one.jsonl", jsonl([{ question: "a", score: 1 }]));
    expect(run.rows).toBe(1);
  });

  it("may be bytes that are no text", async () => {
    const noise = Uint8Array.from({ length: 4096 }, (_, i) => (i * 37) % 256);
    expect(await refusalOf("noise.jsonl", noise)).toBe(
      "noise.jsonl is not UTF-8 text. Results are read from JSONL or CSV files saved as UTF-8.",
    );
  });

  it("may be CSV with a header and nothing else", async () => {
    expect(await refusalOf("head.csv", "question,score\n")).toBe(
      "head.csv has no row that can be read: below its header no record fits it. Nothing was stored.",
    );
  });

  it("may be CSV in UTF-16", async () => {
    expect(await refusalOf("wide.csv", Buffer.from("\ufeffquestion,score\na,1\n", "utf16le"))).toMatch(
      /^wide\.csv is not UTF-8 text\./,
    );
  });

  it("may hold only rows that its format can't use", async () => {
    const path = bench.write("rows.jsonl", jsonl([{ question: "a", score: 1 }]));
    expect(await bench.refusal(path, { format: "nemo-rows" })).toBe(
      "rows.jsonl has no usable row as NeMo row scores: line 1: no `item` object. Nothing was stored.",
    );
  });

  it("may be asked for in a format that does not exist", async () => {
    const path = bench.write("rows.jsonl", jsonl([{ question: "a", score: 1 }]));
    expect(await bench.refusal(path, { format: "parquet" })).toBe(
      "No format named parquet. Formats: nemo-rows, lm-eval-samples, weave-rows, jsonl, csv.",
    );
  });

  it("names the columns when it can't tell which are scores", async () => {
    expect(await refusalOf("rows.csv", "question,answer\na,b\n")).toBe(
      "Can't tell which columns of rows.csv are scores. Its columns: question, answer. Name the scores (on the command line: --score COLUMN).",
    );
  });

  it("leaves no trace of the store where there was none", async () => {
    await refusalOf("empty.jsonl", "");
    expect(existsSync(bench.storeFolder)).toBe(false);
  });
});

describe("a sample file that holds no rows", () => {
  it.each([
    "nemo/docs-qa-atlas-8b.aggregate-scores.json",
    "lm-eval/atlas-8b/results_2026-11-21T21-31-46.260595.json",
  ])("is refused: %s", async (path) => {
    expect(await bench.refusal(join(SAMPLES, path))).toMatch(/ without rows\. Import the .+ beside it\.$/);
  });
});

describeReal("a published file that holds no rows", () => {
  it.each([
    "lm-eval/v0.3-write-out/Mistral-7B-v0.1/winogrande_write_out_info.json",
    "tau-bench/tool-calling-grok-3-0.0_range_0--1_user-grok-3-llm_0921131646.json",
    "lm-eval/v0.4.8-aggregate-only/results_gpt2.json",
    "promptfoo/v0.123.1/trivia-stub-alpha-7b.json",
    "every-eval-ever/aggregate-hfopenllm_v2-LLaMA-Pro-8B-Instruct.json",
    "lighteval/details/eee-smoke/dummy-model/2026-08-10T17-22-11.385681/details_anli-r1_0_2026-08-10T17-22-11.385681.parquet",
  ])("is refused in one sentence: %s", async (path) => {
    const sentence = await bench.refusal(join(REAL, path));
    expect(sentence).not.toContain("\n");
    expect(sentence).toMatch(/array|object|results file|no row|not UTF-8/);
  });
});

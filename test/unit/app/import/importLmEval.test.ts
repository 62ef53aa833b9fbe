// Imports of lm-evaluation-harness samples: means against the results file that the harness wrote itself.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { jsonl, scoreOf, Workbench } from "../../../support/engineSupport.ts";
import { describeReal, REAL, SAMPLES } from "../../../support/realFiles.ts";

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});

const LM_EVAL = join(SAMPLES, "lm-eval");
const DOCS_QA_8B = "atlas-8b/samples_larkspan_docs_qa_2026-11-21T21-31-46.260595.jsonl";
const SAMPLE_FILES = [
  DOCS_QA_8B,
  "atlas-49b/samples_larkspan_docs_qa_2026-11-21T21-31-58.363100.jsonl",
  "dummy-seed-3/samples_larkspan_docs_topic_2026-11-21T21-32-11.472962.jsonl",
  "dummy-seed-14/samples_larkspan_docs_topic_2026-11-21T21-32-24.569901.jsonl",
].map((path) => join(LM_EVAL, path));

const QWEN = "v0.4.13/Qwen__Qwen3-8B";
const REAL_FILES = [
  "v0.4-2024-08/asdiv/meta-llama__Meta-Llama-3-8B-Instruct/samples_asdiv_2024-08-21T03-44-09.494230.jsonl",
  "v0.4-2024-08/asdiv_cot/meta-llama__Meta-Llama-3-8B-Instruct/samples_asdiv_2024-08-21T03-40-10.802679.jsonl",
  "v0.4.10-ner/samples_masakhaner_luo_prompt_2_2026-01-16T16-37-38.713565.jsonl",
  "v0.4.10-ner/samples_masakhaner_luo_prompt_2_2026-01-16T16-59-59.899345.jsonl",
  `${QWEN}/samples_negotiationtom_belief_2026-07-08T16-04-34.219874.jsonl`,
  `${QWEN}/samples_negotiationtom_desire_2026-07-08T18-15-33.115417.jsonl`,
  `${QWEN}/samples_negotiationtom_intention_2026-07-08T16-04-34.219874.jsonl`,
].map((path) => join(REAL, "lm-eval", path));

/** What the harness itself says of a samples file's task: numbers by `metric,filter`. */
function harnessMeans(path: string): ReadonlyMap<string, number> {
  const [, task = "", time = ""] = /samples_(.+)_([^_]+)\.jsonl$/.exec(path) ?? [];
  const beside = readdirSync(dirname(path)).find((name) => name.endsWith(`_${time}.json`));
  if (beside === undefined) throw new Error(`no results beside ${path}`);
  const text = readFileSync(join(dirname(path), beside), "utf8").replace(/\bNaN\b/g, "null");
  const { results } = JSON.parse(text) as { results: Record<string, Record<string, unknown>> };
  const means = Object.entries(results[task] ?? {}).filter(
    ([key, value]) => key.includes(",") && !key.includes("_stderr") && typeof value === "number",
  );
  if (means.length === 0) throw new Error(`no means of ${task}`);
  return new Map(means as [string, number][]);
}

async function expectHarnessMeans(path: string): Promise<void> {
  const run = await bench.open(await bench.imported(path));
  const given = harnessMeans(path);
  for (const [key, mean] of given) {
    const name = key.replace(/,none$/, "");
    // Kept as given, also where rows hold only the raw material of a corpus metric.
    const kept = run.givenAggregates.find((one) => one.name === name);
    expect(kept?.mean, name).toBe(mean);
    const score = scoreOf(run, name);
    if (score.kind === "label") expect(score.mean).toBeNull();
    else expect(score.mean, name).toBeCloseTo(mean, 12);
  }
}

describe("an import of lm-eval samples", () => {
  it.each(SAMPLE_FILES)("has the means that the harness wrote: %s", expectHarnessMeans);

  it("keeps two filters of one answer apart, without counting them as repeats", async () => {
    const outcome = await bench.imported(SAMPLE_FILES[0] as string);
    const run = await bench.open(outcome);
    expect(outcome.companion).toBe("results_2026-11-21T21-31-46.260595.json");
    expect(run).toMatchObject({ rows: 36, items: 18, duplicates: 0, skippedLines: 0 });
    expect(run).toMatchObject({ name: "larkspan_docs_qa-atlas-8b", model: "atlas-8b" });
    expect(scoreOf(run, "token_f1,whole").count).toBe(18);
    expect(scoreOf(run, "token_f1,first-line").count).toBe(18);
  });

  it("reads bare NaN as NaN and takes directions from the results", async () => {
    const run = await bench.open(await bench.imported(SAMPLE_FILES[0] as string));
    expect(scoreOf(run, "same_number,whole")).toMatchObject({ count: 8, nanCount: 10 });
    expect(scoreOf(run, "length_ratio,whole").higherIsBetter).toBe(false);
    expect(scoreOf(run, "token_f1,whole").higherIsBetter).toBe(true);
    expect(scoreOf(run, "exact,whole").kind).toBe("boolean");
  });

  it("keeps the raw material of a corpus metric without aggregating it", async () => {
    const run = await bench.open(await bench.imported(SAMPLE_FILES[0] as string));
    expect(scoreOf(run, "bleu,whole")).toMatchObject({ kind: "label", mean: null });
    expect(run.givenAggregates).toContainEqual(
      expect.objectContaining({ name: "bleu,whole", mean: 5.314001888692336 }),
    );
  });

  it("shows the likeliest choice as the output of a multiple choice row", async () => {
    const run = await bench.open(await bench.imported(SAMPLE_FILES[2] as string));
    const [row] = await bench.rows(run);
    const line = readFileSync(SAMPLE_FILES[2] as string, "utf8").split("\n")[0] as string;
    const source = JSON.parse(line) as {
      filtered_resps: [string, string][];
      arguments: Record<string, { arg_1: string }>;
    };
    const values = source.filtered_resps.map(([value]) => Number(value));
    const best = values.indexOf(Math.max(...values));
    expect(row?.output).toBe(source.arguments[`gen_args_${best}`]?.arg_1.trim());
    expect(row?.expected).toBe("storage");
  });

  it("needs no results file: the name tells task and time, nothing tells the model", async () => {
    const text = readFileSync(join(LM_EVAL, DOCS_QA_8B), "utf8");
    const run = await bench.run("samples_larkspan_docs_qa_2026-11-21T21-31-46.260595.jsonl", text);
    expect(run).toMatchObject({
      dataset: "larkspan_docs_qa",
      model: null,
      createdAt: "2026-11-21T21:31:46.260Z",
    });
    expect(run.givenAggregates).toEqual([]);
    expect(scoreOf(run, "token_f1,whole").mean).toBeCloseTo(0.307482141658896, 12);
  });

  it("finds the scores of older lines, which do not name their metrics", async () => {
    const line = { doc_id: 0, doc: { q: "a" }, target: "x", resps: [["x"]], filtered_resps: ["x"], acc: 1 };
    const run = await bench.run("old.jsonl", jsonl([line, { ...line, doc: { q: "b" }, acc: 0 }]));
    expect(run.scores.map((score) => score.name)).toEqual(["acc"]);
    expect(scoreOf(run, "acc").mean).toBe(0.5);
  });

  it("takes a document that is a plain text", async () => {
    const line = { doc_id: 0, doc: "text", target: "x", resps: [["x"]], filtered_resps: ["x"], acc: 1 };
    const [row] = await bench.rows(await bench.run("text.jsonl", jsonl([line])));
    expect(row?.item).toEqual({ doc: "text" });
  });
});

describeReal("an import of published lm-eval samples", () => {
  it.each(REAL_FILES)("has the means that the harness wrote: %s", expectHarnessMeans);

  it("reads the 5,000-row task of which ten rows are published", async () => {
    const folder = join(REAL, "lm-eval/v0.4.9/RylanSchaeffer__mem_Qwen3-93M");
    const file = "samples_math_perturbed_full_2026-01-21T03-44-18.458309.jsonl";
    const run = await bench.open(await bench.imported(join(folder, file)));
    expect(run).toMatchObject({ rows: 10, items: 10, skippedLines: 0 });
    expect(run.givenAggregates).toEqual([expect.objectContaining({ name: "exact_match", count: 5000 })]);
  });
});

// Exports written to files: whole or not at all; and the columns of an exported comparison.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Papa from "papaparse";
import { beforeEach, describe, expect, it } from "vitest";
import { jsonl, Workbench } from "../../../support/engineSupport.ts";
import { SAMPLES } from "../../../support/realFiles.ts";

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});

async function* pieces(...texts: readonly (string | Error)[]): AsyncIterable<string> {
  for (const text of texts) {
    if (text instanceof Error) throw text;
    yield await Promise.resolve(text);
  }
}

describe("an export to a file", () => {
  it("replaces the file that is there", async () => {
    const path = join(bench.folder, "out.csv");
    writeFileSync(path, "old");
    expect(await bench.engine.writeExport(path, pieces("a\r\n", "é\r\n"))).toBe(7);
    expect(readFileSync(path, "utf8")).toBe("a\r\né\r\n");
  });

  it("leaves the old file and no other when it fails midway", async () => {
    const folder = join(bench.folder, "exports");
    mkdirSync(folder);
    writeFileSync(join(folder, "out.csv"), "old");
    const failing = bench.engine.writeExport(join(folder, "out.csv"), pieces("half", new Error("disk full")));
    await expect(failing).rejects.toThrow("disk full");
    expect(readdirSync(folder)).toEqual(["out.csv"]);
    expect(readFileSync(join(folder, "out.csv"), "utf8")).toBe("old");
  });
});

async function importPair() {
  const line = (q: string, score: unknown, output = "o") => ({ question: q, output, score });
  const base = await bench.run(
    "base.jsonl",
    jsonl([line("a", 1), line("a", 0), line("b", 0.5), line("c", 1)]),
  );
  const candidate = await bench.run(
    "candidate.jsonl",
    jsonl([line("b", 1, "=new"), line("a", 1), line("d", 0)]),
  );
  return { base: base.id, candidate: candidate.id };
}

describe("the export of a comparison", () => {
  it("has every column, one line per joined item", async () => {
    const pair = await importPair();
    const text = await bench.exportPair(pair, "csv");
    const { data } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
    expect(Object.keys(data[0] ?? {})).toEqual([
      ...["digest", "join", "base_row_index", "candidate_row_index", "base_trials", "candidate_trials"],
      ...["item.question", "expected", "base_output", "candidate_output", "base_error", "candidate_error"],
      ...["score.base", "score.candidate", "score.delta", "score.change"],
    ]);
    const shown = data.map((row) => [
      row["item.question"],
      row.join,
      row["score.base"],
      row["score.candidate"],
      row["score.delta"],
      row["score.change"],
    ]);
    expect(shown).toEqual([
      ["a", "matched", "0.5", "1", "0.5", "improved"],
      ["b", "matched", "0.5", "1", "0.5", "improved"],
      ["c", "only_base", "1", "", "", "unscored"],
      ["d", "only_candidate", "", "0", "", "unscored"],
    ]);
    expect(data[0]).toMatchObject({ base_trials: "2", candidate_trials: "1", base_row_index: "0" });
    expect(data[1]).toMatchObject({ candidate_output: "=new", candidate_row_index: "0" });
  });

  it("says the same as JSONL", async () => {
    const lines = (await bench.exportPair(await importPair(), "jsonl")).trimEnd().split("\n");
    expect(lines).toHaveLength(4);
    expect(JSON.parse(lines[0] ?? "")).toEqual({
      digest: expect.stringMatching(/^[0-9A-Za-z]{43}$/) as string,
      join: "matched",
      item: { question: "a" },
      expected: null,
      base: { row_index: 0, trials: 2, output: "o", error: null },
      candidate: { row_index: 1, trials: 1, output: "o", error: null },
      scores: { score: { base: 0.5, candidate: 1, delta: 0.5, change: "improved" } },
    });
    expect(JSON.parse(lines[3] ?? "")).toMatchObject({ join: "only_candidate", base: null });
  });

  it("holds each item of the sample runs once", async () => {
    const ids = [];
    for (const name of ["docs-qa-atlas-8b", "docs-qa-atlas-49b"])
      ids.push((await bench.imported(join(SAMPLES, "nemo", `${name}.row-scores.jsonl`))).run.id);
    const [base, candidate] = ids;
    if (base === undefined || candidate === undefined) throw new Error("two runs expected");
    const lines = (await bench.exportPair({ base, candidate }, "jsonl")).trimEnd().split("\n");
    const rows = lines.map((line) => JSON.parse(line) as { digest: string; join: string });
    expect(new Set(rows.map((row) => row.digest)).size).toBe(34 + 3 + 4);
    const count = (join: string) => rows.filter((row) => row.join === join).length;
    expect([count("matched"), count("only_base"), count("only_candidate")]).toEqual([34, 3, 4]);
  });
});

// Imports of plain CSV and JSONL with guessed roles: the sample tables as a notebook saved them.
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { scoreOf, Workbench } from "../../../support/engineSupport.ts";
import { SAMPLES } from "../../../support/realFiles.ts";

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});

const TABLES = [
  ["docs-qa-atlas-8b.csv", 36, 0.53565, 2],
  ["docs-qa-atlas-8b.jsonl", 36, 0.53565, 2],
  ["docs-qa-atlas-49b.csv", 37, 0.6241702702702702, 1],
  ["docs-qa-atlas-49b.jsonl", 37, 0.6241702702702702, 1],
] as const;

describe("an import of the plain samples", () => {
  it.each(TABLES)("reads all rows and scores of %s", async (name, count, mean, nanCount) => {
    const outcome = await bench.imported(join(SAMPLES, "plain", name));
    const run = await bench.open(outcome);
    expect(run).toMatchObject({ rows: 38, skippedLines: 0, erroredRows: 1, format: name.split(".").pop() });
    expect(outcome.roles).toMatchObject({ output: "output", expected: "expected", error: "error" });
    expect(outcome.roles?.scores).toEqual(["f1", "mentions", "fits", "helpfulness"]);
    expect(outcome.roles?.input).toContain("weight");
    const f1 = scoreOf(run, "f1");
    expect(f1).toMatchObject({ count, nanCount });
    expect(f1.mean).toBeCloseTo(mean, 12);
  });

  it("reads line ends, quotes and formulas inside cells as they are", async () => {
    const fromCsv = await bench.rows(
      (await bench.imported(join(SAMPLES, "plain/docs-qa-atlas-49b.csv"))).run,
    );
    const fromJsonl = await bench.rows(
      (await bench.imported(join(SAMPLES, "plain/docs-qa-atlas-49b.jsonl"))).run,
    );
    const texts = (rows: typeof fromCsv) =>
      rows.map(({ item, output, expected }) => [item.id, item.question, output ?? "", expected ?? ""]);
    expect(texts(fromCsv)).toEqual(texts(fromJsonl));
    expect(fromCsv.map((row) => row.output?.startsWith("=")).filter(Boolean)).toHaveLength(1);
  });
});

describe("inspecting a file", () => {
  it("says format and roles without storing anything", async () => {
    const report = await bench.engine.inspect(join(SAMPLES, "plain/docs-qa-atlas-8b.csv"));
    expect(report).toMatchObject({ fileName: "docs-qa-atlas-8b.csv", formatId: "csv", formatLabel: "CSV" });
    expect(report.guess?.columns.map((column) => column.role)).toEqual(
      expect.arrayContaining(["input", "expected", "output", "score", "error"]),
    );
    bench.expectNothingStored();
  });

  it("has no roles for formats that need none", async () => {
    const report = await bench.engine.inspect(join(SAMPLES, "nemo/docs-qa-atlas-8b.row-scores.jsonl"));
    expect(report).toMatchObject({ formatId: "nemo-rows", guess: null });
  });
});

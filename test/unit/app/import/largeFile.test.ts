// One set of rows as CSV, as JSONL, and as a file large enough for the scan thread: the same digests and numbers.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Run } from "../../../../src/core/run.ts";
import { buildCli } from "../../../support/cliSupport.ts";
import { type Imported, jsonl, Workbench } from "../../../support/engineSupport.ts";

interface Line {
  readonly question: string;
  readonly note: string;
  readonly output: string;
  readonly score: number;
  readonly passed: boolean;
}

/** Rows with texts that need escapes, items that repeat, and scores that do not sum exactly. */
function someLines(count: number, padding: string): readonly Line[] {
  return Array.from({ length: count }, (_, i) => {
    const item = i % (count - 7);
    return {
      question: `Frage ${item}: "größer", 日本 \u{1f600}?\u2028`,
      note: `line ${item}\nwith, comma and ${item % 3 === 0 ? "=formula" : "text"}`,
      output: `${i}${padding}`,
      score: ((i * 7919) % 1000) / 1000,
      passed: i % 3 === 0,
    };
  });
}

function csv(lines: readonly Line[]): string {
  const cell = (value: unknown) => `"${String(value).replaceAll('"', '""')}"`;
  const row = ({ question, note, output, score, passed }: Line) =>
    [question, note, output, score, passed].map(cell).join(",");
  return `question,note,output,score,passed\n${lines.map(row).join("\n")}\n`;
}

async function facts(bench: Workbench, run: Run) {
  const scores = run.scores.map(({ name, count, mean, stdDev, itemMean, standardError, percentiles }) => ({
    ...{ name, count, mean, stdDev, itemMean, standardError, percentiles },
  }));
  const { rows, items, duplicates, skippedLines } = run;
  return { rows, items, duplicates, skippedLines, scores, digests: await bench.digests(run) };
}

describe("the same rows", () => {
  it("give the same digests and numbers as CSV and as JSONL", async () => {
    const bench = new Workbench();
    const lines = someLines(300, "");
    const asJsonl = await facts(bench, await bench.run("rows.jsonl", jsonl(lines)));
    const asCsv = await facts(bench, await bench.run("table.csv", csv(lines)));
    expect(asJsonl).toMatchObject({ rows: 300, items: 293, duplicates: 7, skippedLines: 0 });
    expect(asCsv).toEqual(asJsonl);
  });

  it("leave nothing behind when the scan thread can't be started", async () => {
    const bench = new Workbench();
    const path = bench.write("large.jsonl", jsonl(someLines(2000, "x".repeat(5000))));
    await expect(bench.import(path)).rejects.toThrow(/scan thread stopped/);
    bench.expectNothingStored();
  });
});

describe("a file for the scan thread", () => {
  const ROWS = 2000;
  const BAD = [3, 700, 1700, 1999];
  /** Only the outputs differ in length, and they are no part of the item. */
  const fileOf = (padding: string): string => {
    const lines = someLines(ROWS, padding).map((line) => JSON.stringify(line));
    for (const line of BAD) lines[line - 1] = `{"cut": ${line}`;
    lines[999] = "";
    return lines.join("\n");
  };
  let built: Awaited<ReturnType<typeof buildCli>>;
  let bench: Workbench;
  let threaded: Imported;
  let here: Imported;
  beforeAll(async () => {
    built = await buildCli();
    bench = new Workbench(built.folder, mkdtempSync(join(tmpdir(), "eval-results-large-")));
    const large = fileOf("x".repeat(4400));
    expect(large.length).toBeGreaterThan(8.5 * 1024 * 1024);
    threaded = await bench.imported(bench.write("large.jsonl", large));
    here = await bench.imported(bench.write("small.jsonl", fileOf("")));
  });
  afterAll(() => {
    built.dispose();
    rmSync(bench.folder, { recursive: true, force: true });
  });

  it("gives the digests and numbers that this thread gives", async () => {
    const wanted = await facts(bench, await bench.open(here));
    expect(wanted).toMatchObject({ rows: ROWS - 5, skippedLines: 4 });
    expect(await facts(bench, await bench.open(threaded))).toEqual(wanted);
  });

  it("numbers its bad lines through all batches", () => {
    expect(threaded.skipped.map((one) => one.line)).toEqual(BAD);
    expect(here.skipped.map((one) => one.line)).toEqual(BAD);
  });

  it("keeps file order, and each row comes back whole", async () => {
    const lines = fileOf("x".repeat(4400)).split("\n");
    const kept = lines.filter((_, i) => i !== 999 && !BAD.includes(i + 1));
    for (const index of [0, 1, 837, 1249, 1250, 1994])
      expect((await bench.engine.row(threaded.run.id, index)).source).toBe(kept[index]);
  });
});

// Exports of a run lose nothing: JSONL comes back with the same digests and scores, CSV with every text.
import Papa from "papaparse";
import { beforeEach, describe, expect, it } from "vitest";
import { type Run, scoreLabel } from "../../../../src/core/run.ts";
import { jsonl, Workbench } from "../../../support/engineSupport.ts";
import { SAMPLES } from "../../../support/realFiles.ts";

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});

type Exported = Readonly<Record<string, unknown>> & {
  readonly digest: string;
  readonly item: Readonly<Record<string, unknown>>;
  readonly scores: Readonly<Record<string, unknown>>;
};

async function exportedLines(run: Run): Promise<readonly Exported[]> {
  const text = await bench.exportText(run.id, "jsonl");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Exported);
}

async function exportedCells(run: Run, guard = false): Promise<readonly Readonly<Record<string, string>>[]> {
  const text = await bench.exportText(run.id, "csv", guard);
  const parsed = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
  expect(parsed.errors).toEqual([]);
  return parsed.data;
}

const NEMO_SAMPLES = ["docs-qa-atlas-8b", "docs-qa-atlas-49b", "offline-atlas-8b"];
const SAMPLE_FILES = [
  ...NEMO_SAMPLES.map((name) => `${SAMPLES}/nemo/${name}.row-scores.jsonl`),
  `${SAMPLES}/lm-eval/atlas-8b/samples_larkspan_docs_qa_2026-11-21T21-31-46.260595.jsonl`,
  `${SAMPLES}/plain/docs-qa-atlas-49b.jsonl`,
  `${SAMPLES}/plain/docs-qa-atlas-49b.csv`,
];

describe("a JSONL export", () => {
  it.each(SAMPLE_FILES)("comes back with the same digests and values: %s", async (path) => {
    const run = await bench.open(await bench.imported(path));
    const again = await bench.run("again.jsonl", await bench.exportText(run.id, "jsonl"));
    expect(again.format).toBe("jsonl");
    expect(again).toMatchObject({ rows: run.rows, items: run.items, erroredRows: run.erroredRows });
    const [before, after] = [await bench.rows(run), await bench.rows(again)];
    expect(after.map((row) => row.digest)).toEqual(before.map((row) => row.digest));
    expect(after.map((row) => [row.output, row.error])).toEqual(before.map((row) => [row.output, row.error]));
    expect(again.scores.map(({ name, count, mean }) => [name, count, mean])).toEqual(
      run.scores.map((score) => [scoreLabel(score, run.scores), score.count, score.mean]),
    );
  });

  it("keeps numbers as they were written", async () => {
    const numbers = "1.0,1,1e3,1E+3,123456789012345678901234567890,-0.0,-0,0.1,1e-7,5.0e-324";
    const item = `{"n":[${numbers}],"deep":{"w":1.0,"note":"NaN means none"},"big":9007199254740993}`;
    const run = await bench.run(
      "numbers.jsonl",
      `{"item":${item},"metrics":{"m":[{"name":"s","value":1}]}}\n`,
    );
    const text = await bench.exportText(run.id, "jsonl");
    expect(text).toContain(`"n":[${numbers}]`);
    expect(text).toContain('"deep":{"w":1.0,"note":"NaN means none"},"big":9007199254740993');
    const again = await bench.run("again.jsonl", text);
    expect(await bench.digests(again)).toEqual(await bench.digests(run));
  });

  it("is valid JSON where the source has bare NaN and infinities", async () => {
    const run = await bench.run(
      "nan.jsonl",
      '{"question":"a","context":{"v":[NaN,-Infinity,1.0],"t":"NaN"},"weight":NaN,"output":"o","score":NaN}\n{"question":"b","context":null,"weight":2,"output":"o","score":1}\n',
    );
    const [first] = await exportedLines(run);
    expect(first?.item).toMatchObject({ context: { v: ["NaN", "-Infinity", 1], t: "NaN" } });
    expect(first?.scores.score).toBe("NaN");
    expect(await bench.exportText(run.id, "jsonl")).toContain('"-Infinity",1.0]');
  });

  it("tells null, missing, NaN and labels apart", async () => {
    const values: unknown[] = [null, "NaN", "good", true, 0.5];
    const run = await bench.run(
      "states.jsonl",
      jsonl([
        ...values.map((value, i) => ({ item: { q: i }, metrics: { m: [{ name: "s", value }] } })),
        { item: { q: 9 }, metrics: { m: [{ name: "other", value: 1 }] } },
      ]),
    );
    const scores = (await exportedLines(run)).map((line) => line.scores);
    expect(scores.map((one) => ("s" in one ? one.s : "absent"))).toEqual([
      null,
      "NaN",
      "good",
      true,
      0.5,
      "absent",
    ]);
  });

  it("names scores by their metric where two metrics share a name", async () => {
    const metrics = { a: [{ name: "s", value: 1 }], b: [{ name: "s", value: 0 }] };
    const run = await bench.run("two.jsonl", jsonl([{ item: { q: 1 }, metrics }]));
    expect((await exportedLines(run))[0]?.scores).toEqual({ "a:s": 1, "b:s": 0 });
  });
});

const NASTY = [
  'a "quoted", text',
  "line\nbreaks\r\nand\rreturns",
  " spaces around ",
  "\ttab first",
  "",
  "=SUM(A1:A2)",
  "+1 (555)",
  "-dash",
  "@at",
  "semi;colon",
  "'apostrophe",
  "U+2028\u2028 and \u{1f600} and \u0000",
];

describe("a CSV export", () => {
  it("gives back every text exactly, with the guard off", async () => {
    const lines = NASTY.map((text) => ({ question: `${text}?`, context: text, output: text, score: 1 }));
    const run = await bench.run("nasty.jsonl", jsonl(lines));
    const cells = await exportedCells(run);
    expect(cells.map((row) => row["item.context"])).toEqual(NASTY);
    expect(cells.map((row) => row.output)).toEqual(NASTY);
    expect(cells.map((row) => row["item.question"])).toEqual(NASTY.map((text) => `${text}?`));
  });

  it("puts an apostrophe before texts that are formulas, and before nothing else, with the guard on", async () => {
    const lines = NASTY.map((text) => ({ question: text, output: text, score: 1 }));
    const run = await bench.run("nasty.jsonl", jsonl(lines));
    const guarded = NASTY.map((text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text));
    expect((await exportedCells(run, true)).map((row) => row.output)).toEqual(guarded);
  });

  it("never guards numbers, not even negative ones of the item", async () => {
    const run = await bench.run(
      "negative.jsonl",
      '{"item":{"q":"a","offset":-5,"list":[-1]},"metrics":{"m":[{"name":"s","value":-0.5}]}}\n',
    );
    expect((await exportedCells(run, true))[0]).toMatchObject({
      "item.offset": "-5",
      "item.list": "[-1]",
      s: "-0.5",
    });
  });

  it("keeps numbers, lists and objects of the item as they were written", async () => {
    const run = await bench.run(
      "forms.jsonl",
      '{"item":{"n":1.0,"big":12345678901234567890,"o":{"a":1e3},"t":"x","z":null},"metrics":{"m":[{"name":"s","value":1}]}}\n',
    );
    expect((await exportedCells(run))[0]).toMatchObject({
      "item.n": "1.0",
      "item.big": "12345678901234567890",
      "item.o": '{"a":1e3}',
      "item.t": "x",
      "item.z": "null",
    });
  });

  it("has the columns row_index, digest, trial, the item, output, expected, scores and error", async () => {
    const run = await bench.open(await bench.imported(SAMPLE_FILES[0] as string));
    const [first] = await exportedCells(run);
    const wanted = [
      ...["row_index", "digest", "trial"],
      ...run.itemFields.map((field) => `item.${field}`),
      ...["output", "expected"],
      ...run.scores.map((score) => scoreLabel(score, run.scores)),
      "error",
    ];
    expect(Object.keys(first ?? {})).toEqual(wanted);
  });

  it("says which state a score without a value has", async () => {
    const values: unknown[] = [null, "NaN", "Infinity", 0, false];
    const lines = values.map((value, i) => ({ item: { q: i }, metrics: { m: [{ name: "s", value }] } }));
    const run = await bench.run("states.jsonl", jsonl(lines));
    const cells = await exportedCells(run);
    expect(cells.map((row) => row.s)).toEqual(["null", "NaN", "Infinity", "0", "false"]);
  });
});

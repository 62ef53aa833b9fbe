// The detail of a row, from a store: what its sheet holds, the rest of what is cut there, its parts as texts, its trials.
import { beforeEach, describe, expect, it } from "vitest";
import { rowSheet, rowText, rowTrials, rowValue } from "../../../../src/app/rows/rowSheets.ts";
import type { RowPart } from "../../../../src/core/rows/rowParts.ts";
import type { Run } from "../../../../src/core/run.ts";
import { jsonl, Workbench } from "../../../support/engineSupport.ts";

const LONG = "long ".repeat(50_000);
const nemo = (i: number, more: object = {}) => ({
  item: { id: Math.floor(i / 3), question: `q ${Math.floor(i / 3)}`, expected: "yes" },
  sample: { output_text: `answer ${i}` },
  metrics: { m: [{ name: "s", value: i }] },
  requests: [
    {
      request: { messages: [{ role: "user", content: "hello" }] },
      response: { choices: [{ message: { content: `answer ${i}` } }] },
    },
  ],
  note: { tags: ["a"], weight: 1.5 },
  ...more,
});

describe("the detail of a row", () => {
  let bench: Workbench;
  beforeEach(() => {
    bench = new Workbench();
  });
  const pagesOf = (run: Run) => bench.engine.pages(run.id);
  const imported = (records: readonly object[]) =>
    bench.run("rows.jsonl", jsonl(records), { format: "nemo-rows" });

  it("holds item, texts, scores, exchanges, trials, and what else was recorded, each once", async () => {
    const pages = await pagesOf(await imported(Array.from({ length: 7 }, (_, i) => nemo(i))));
    const sheet = await rowSheet(pages, 4);
    expect(sheet).toMatchObject({
      index: 4,
      trial: 2,
      trials: [3, 4, 5],
      output: { text: "answer 4" },
      expected: { text: "yes" },
    });
    expect(sheet.item.map(({ name, path }) => [name, path])).toEqual([
      ["id", ["item", "id"]],
      ["question", ["item", "question"]],
      ["expected", ["item", "expected"]],
    ]);
    expect(sheet.transcripts.map(({ title }) => title)).toEqual(["requests[0]"]);
    expect(sheet.rest.map(({ name }) => name)).toEqual(["sample", "note"]);
    expect(sheet.scores).toMatchObject([{ name: "s", value: 4 }]);
  });

  it("shows the columns of a plain file that play no role", async () => {
    const run = await bench.run(
      "p.jsonl",
      jsonl([{ q: "a", out: "b", s: 1, model_note: "x", latency: 1.0 }]),
      {
        format: "jsonl",
        roles: { input: ["q"], output: "out", expected: null, scores: ["s"], error: null },
      },
    );
    const sheet = await rowSheet(await pagesOf(run), 0);
    expect(sheet.rest.map(({ name }) => name)).toEqual(["model_note", "latency"]);
    expect(sheet.item).toMatchObject([{ name: "q", path: ["q"] }]);
  });

  it("is small for a row of megabytes, and gives the rest in pieces that make up the whole", async () => {
    const big = nemo(0, {
      sample: { output_text: LONG },
      log: Array.from({ length: 500 }, () => LONG.slice(0, 9_000)),
    });
    const pages = await pagesOf(await imported([big]));
    const sheet = await rowSheet(pages, 0);
    expect(JSON.stringify(sheet).length).toBeLessThan(2_000_000);
    expect(sheet.output?.length).toBe(LONG.length);
    let text = sheet.output?.text ?? "";
    while (text.length < LONG.length)
      text += (
        await rowText(pages, { index: 0, part: { kind: "output" }, from: text.length, limit: 100_000 })
      ).text;
    expect(text === LONG).toBe(true);
    expect(await rowValue(pages, 0, ["log"], 200)).toMatchObject({
      kind: "list",
      size: 500,
      from: 200,
      children: { 0: { key: 200 } },
    });
    await expect(rowValue(pages, 0, ["log", 900], 0)).rejects.toThrow("Row 1 has no such value.");
  });

  it("gives every part as a text in a language, numbers as written", async () => {
    const source =
      '{"item":{"id":1.0,"code":"def f():\\n  return 1"},"sample":{"output_text":"{\\"a\\": 1}"},"metrics":{},"x":{"n":1.50,"$schema":"https://example.com"}}';
    const pages = await pagesOf(await bench.run("r.jsonl", `${source}\n`, { format: "nemo-rows" }));
    const get = (part: RowPart) => rowText(pages, { index: 0, part, from: 0, limit: 1_000 });
    expect(await get({ kind: "output" })).toMatchObject({ text: '{"a": 1}', ending: "json" });
    expect(await get({ kind: "item" })).toMatchObject({
      text: '{\n  "id": 1.0,\n  "code": "def f():\\n  return 1"\n}',
      ending: "json",
    });
    expect(await get({ kind: "value", path: ["item", "code"] })).toMatchObject({ ending: "py" });
    expect(await get({ kind: "value", path: ["x", "n"] })).toMatchObject({ text: "1.50" });
    expect(await get({ kind: "value", path: ["x"] })).toMatchObject({ ending: "jsonl" });
    expect((await get({ kind: "source" })).text).toContain('\n  "item": {\n    "id": 1.0,');
    await expect(get({ kind: "expected" })).rejects.toThrow("Row 1 has no expected.");
    await expect(get({ kind: "transcript" })).rejects.toThrow("Row 1 has no transcript.");
    await expect(get({ kind: "value", path: ["__proto__"] })).rejects.toThrow("has no __proto__");
  });

  it("finds the trials of its item anywhere in the run, and none of another", async () => {
    const records = Array.from({ length: 90 }, (_, i) =>
      nemo(0, { item: { id: i % 30 }, sample: { output_text: `o ${i}` } }),
    );
    const pages = await pagesOf(await imported(records));
    const trials = await rowTrials(pages, 37);
    expect(trials.rows.map(({ index, output, trial }) => [index, output, trial])).toEqual([
      [7, "o 7", 1],
      [37, "o 37", 2],
      [67, "o 67", 3],
    ]);
    expect(trials.total).toBe(3);
  });
});

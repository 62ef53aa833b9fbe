// Rows of plain JSONL and CSV, and how raw values read as scores.
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/core/json/json.ts";
import type { ColumnRoles } from "../../../src/core/resultFormat.ts";
import { FORMATS, formatRegistry } from "../../../src/formats/formats.ts";
import { plainCsv, plainJsonl } from "../../../src/formats/plainRows.ts";
import { toRowScore, toRowScoreFromText } from "../../../src/formats/scoreValue.ts";

const someRoles = (part: Partial<ColumnRoles> = {}): ColumnRoles => ({
  input: ["question"],
  expected: null,
  output: "output",
  scores: ["score"],
  error: "error",
  ...part,
});
const scan = (record: JsonObject, roles: Partial<ColumnRoles> = {}) =>
  plainJsonl.reader(someRoles(roles)).scan(record);

describe("a row of plain JSONL", () => {
  it("is item, output, scores and error by its roles; other columns play none", () => {
    const record = { question: "q", output: { text: "o" }, score: 0.5, error: "late", model: "m" };
    expect(scan(record)).toMatchObject({
      item: { question: "q" },
      scores: [{ name: "score", state: "value", value: 0.5 }],
      error: "late",
    });
    expect(plainJsonl.reader(someRoles()).texts(record)).toEqual({ output: '{"text":"o"}', expected: null });
  });

  it("has no error where the column is empty, null or absent", () => {
    for (const error of ["", null]) expect(scan({ question: "q", error }).error).toBeNull();
    expect(scan({ question: "q" }).error).toBeNull();
  });

  it("keeps an explicit null of the item and leaves out what is absent", () => {
    const roles = { input: ["question", "context", "lang"] };
    expect(scan({ question: "q", context: null }, roles).item).toEqual({ question: "q", context: null });
  });

  it("takes an object of scores apart, nested ones by their path", () => {
    const scores = { exact: 1, judge: { help: 4, verdict: "good", deep: { x: null } }, list: [1] };
    const found = scan({ question: "q", scores }, { scores: ["scores"] }).scores;
    expect(found.map(({ name, state }) => [name, state])).toEqual([
      ["exact", "value"],
      ["judge.help", "value"],
      ["judge.verdict", "text"],
      ["judge.deep.x", "null"],
      ["list", "text"],
    ]);
  });

  it("has the object of a single input column for its item, as in NeMo's rows", () => {
    const row = scan({ item: { q: 1, n: null }, score: 1 }, { input: ["item"] });
    expect(row).toMatchObject({ item: { q: 1, n: null }, place: { member: "item" } });
    expect(scan({ item: "text" }, { input: ["item"] })).toMatchObject({
      item: { item: "text" },
      place: { fields: ["item"] },
    });
  });

  it("is refused without any input column", () => {
    expect(() => scan({ score: 1 }, { input: ["a", "b"] })).toThrow("none of the input columns a, b");
    expect(() => plainJsonl.reader(null)).toThrow("Plain files need column roles.");
  });

  it("names the run by the file, and the model where one column holds one", () => {
    const records = [
      { model: "m", score: 1 },
      { model: "m", score: 0 },
    ];
    expect(plainJsonl.facts({ name: "my.run.jsonl", shape: "jsonl", records })).toEqual({
      name: "my.run",
      model: "m",
    });
    const mixed = [...records, { model: "n" }];
    expect(plainJsonl.facts({ name: "x.jsonl", shape: "jsonl", records: mixed })).toEqual({ name: "x" });
  });
});

describe("a raw value as a score", () => {
  const key = { metric: null, name: "s" };
  it.each([
    [1, "value", 1],
    [-0.5, "value", -0.5],
    [true, "value", true],
    [null, "null", null],
    [undefined, "missing", null],
    ["NaN", "nan", null],
    [" nan ", "nan", null],
    ["Infinity", "infinite", Number.POSITIVE_INFINITY],
    ["-inf", "infinite", Number.NEGATIVE_INFINITY],
    ["0.5", "text", "0.5"],
    ["good", "text", "good"],
    ["", "text", ""],
    [{ a: 1 }, "text", '{"a":1}'],
  ])("reads JSON %j as %s", (raw, state, value) => {
    expect(toRowScore(key, raw)).toMatchObject({ state, value });
  });

  it.each([
    ["1", "value", 1],
    [" 0.5 ", "value", 0.5],
    ["1e-3", "value", 0.001],
    [".5", "value", 0.5],
    ["+2.", "value", 2],
    ["TRUE", "value", true],
    ["false", "value", false],
    ["None", "null", null],
    ["", "missing", null],
    ["  ", "missing", null],
    ["nan", "nan", null],
    ["+inf", "infinite", Number.POSITIVE_INFINITY],
    ["1,5", "text", "1,5"],
    ["0x10", "text", "0x10"],
    ["12 %", "text", "12 %"],
  ])("reads the cell %j as %s", (raw, state, value) => {
    expect(toRowScoreFromText(key, raw)).toMatchObject({ state, value });
    expect(plainCsv.reader(someRoles()).scan({ question: "q", score: raw }).scores[0]).toMatchObject({
      state,
    });
  });
});

describe("the formats", () => {
  const detected = (record: JsonObject, shape: "jsonl" | "csv" = "jsonl") =>
    formatRegistry.detect({ name: "f", shape, records: [record] })?.id;

  it("are told apart by their rows, the most specific first", () => {
    expect(detected({ item: {}, metrics: {}, doc: 1 })).toBe("nemo-rows");
    expect(detected({ doc_id: 0, doc: {}, resps: [] })).toBe("lm-eval-samples");
    expect(detected({ question: "q", score: 1 })).toBe("jsonl");
    expect(detected({ item: "x" }, "csv")).toBe("csv");
    expect(formatRegistry.detect({ name: "f", shape: "jsonl", records: [] })).toBeNull();
  });

  it("have ids of their own; only plain ones have columns", () => {
    expect(new Set(FORMATS.map((format) => format.id)).size).toBe(FORMATS.length);
    expect(FORMATS.filter(formatRegistry.hasColumns).map((format) => format.id)).toEqual(["jsonl", "csv"]);
    for (const format of FORMATS) expect(formatRegistry.byId(format.id)).toBe(format);
  });
});

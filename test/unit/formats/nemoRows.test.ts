// Rows of NeMo and the aggregates beside them: every shape that the service and its SDK have written.
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/core/json/json.ts";
import { nemoCompanion, nemoCompanionNames } from "../../../src/formats/nemoAggregates.ts";
import { nemoRows } from "../../../src/formats/nemoRows.ts";

const reader = nemoRows.reader(null);
const aRecord = (part: JsonObject = {}): JsonObject => ({
  row_index: 0,
  item: { q: "2+2", reference: "4" },
  sample: { output_text: "4" },
  metrics: { "default/exact": [{ name: "exact", value: 1 }] },
  requests: [],
  metric_errors: null,
  ...part,
});
const scoresOf = (part: JsonObject) => reader.scan(aRecord(part)).scores;
const detects = (records: readonly JsonObject[]) => nemoRows.detect({ name: "f", shape: "jsonl", records });

describe("a NeMo row", () => {
  it("is recognised by item and metrics, also among other lines", () => {
    expect(detects([aRecord()])).toBe(true);
    expect(detects([{ error: { message: "x" } }, aRecord()])).toBe(true);
    expect(
      detects([
        { item: "text", metrics: {} },
        { item: {}, scores: [] },
      ]),
    ).toBe(false);
  });

  it("has one score per output of each metric", () => {
    const metrics = {
      "default/exact": [{ name: "exact", value: true }],
      judge: [
        { name: "help", value: 4, stats: { count: 1, mean: 4, stddev: 0 } },
        { name: "help.label", value: "good" },
      ],
    };
    expect(scoresOf({ metrics })).toEqual([
      { metric: "default/exact", name: "exact", state: "value", value: true },
      { metric: "judge", name: "help", state: "value", value: 4 },
      { metric: "judge", name: "help.label", state: "text", value: "good" },
    ]);
  });

  it("survives metrics of unexpected shapes", () => {
    const metrics = { a: [], b: {}, c: null, d: [null, "x", { value: 1 }, { name: "s", value: { k: [1] } }] };
    expect(scoresOf({ metrics })).toEqual([{ metric: "d", name: "s", state: "text", value: '{"k":[1]}' }]);
    expect(reader.scan({ item: {} }).scores).toEqual([]);
  });

  it("keeps a failed score's NaN, and marks other missing values of a failed metric as errors", () => {
    const metrics = {
      m: [
        { name: "nan", value: "NaN" },
        { name: "none", value: null },
        { name: "ok", value: 1 },
      ],
    };
    const row = reader.scan(aRecord({ metrics, metric_errors: { m: "no output" } }));
    expect(row.scores.map((score) => score.state)).toEqual(["nan", "error", "value"]);
    expect(row.error).toBe("m: no output");
  });

  it("tells the failed request before what followed from it", () => {
    const sample = { output_text: null, response: {}, inference_error: "HTTP 500" };
    expect(reader.scan(aRecord({ sample, metric_errors: { m: "no candidate" } })).error).toBe("HTTP 500");
    expect(reader.scan(aRecord({ error: "row failed" })).error).toBe("row failed");
    expect(reader.scan(aRecord({ metric_errors: { a: null, b: "x", c: "y" } })).error).toBe("b: x; c: y");
    expect(reader.scan(aRecord({ metric_errors: {} })).error).toBeNull();
  });

  it("is refused when it has no item, or is the service's error line", () => {
    expect(() => reader.scan({ sample: {} })).toThrow("no `item` object");
    expect(() => reader.scan({ error: { type: "x", line: 3, message: "bad" } })).toThrow(
      "the service reported an error here: bad",
    );
  });

  it("shows the completion, an empty one too, else the sample's text", () => {
    const completion = (content: string) => ({ response: { choices: [{ message: { content } }] } });
    expect(reader.texts(aRecord({ sample: completion("") })).output).toBe("");
    expect(reader.texts(aRecord({ sample: completion("yes") })).output).toBe("yes");
    expect(reader.texts(aRecord()).output).toBe("4");
    expect(reader.texts(aRecord({ sample: {} })).output).toBeNull();
    expect(reader.texts(aRecord({ sample: { output_text: null, response: {} } })).output).toBeNull();
    expect(reader.texts(aRecord()).expected).toBe("4");
  });

  it("names run, metric and model where all rows agree", () => {
    const facts = (name: string, records: readonly JsonObject[]) =>
      nemoRows.facts({ name, shape: "jsonl", records });
    const sample = { response: { model: "org/m" } };
    expect(facts("qa.row-scores.jsonl", [aRecord({ sample }), aRecord()])).toEqual({
      name: "qa",
      metric: "default/exact",
      model: "org/m",
    });
    const other = aRecord({ metrics: { f1: [] }, sample: { response: { model: "n" } } });
    expect(facts("row-scores.jsonl", [aRecord({ sample }), other])).toEqual({ name: "row-scores.jsonl" });
  });
});

describe("the file beside NeMo rows", () => {
  it.each([
    ["row-scores.jsonl", "aggregate-scores.json"],
    ["qa.row-scores.jsonl", "qa.aggregate-scores.json"],
    ["qa_row_scores.jsonl", "qa_aggregate_scores.json"],
    ["qa.jsonl", "qa.aggregate-scores.json"],
    ["qa.jsonl", "qa.json"],
  ])("of %s may be %s", (rows, beside) => {
    expect(nemoCompanionNames(rows, [rows, "other.json", "aggregate.txt", beside])).toEqual([beside]);
  });

  it("is not the aggregates of another run", () => {
    expect(
      nemoCompanionNames("a.row-scores.jsonl", ["b.aggregate-scores.json", "a.row-scores.jsonl"]),
    ).toEqual([]);
  });

  it("may be a whole metric job result, its times in UTC", () => {
    const scores = [{ name: "exact", count: 40, mean: 0.75, score_type: "range" }];
    const result = {
      ...{
        id: "x",
        name: "qa-llama",
        metric: "default/exact",
        dataset: "default/qa",
        model: "default/llama",
      },
      ...{ labels: { suite: "nightly" }, created_at: "2026-04-12T09:30:00.120000", scores },
    };
    expect(nemoCompanion(JSON.stringify(result))).toMatchObject({
      facts: {
        name: "qa-llama",
        model: "default/llama",
        dataset: "default/qa",
        metric: "default/exact",
        createdAt: "2026-04-12T09:30:00.120Z",
        labels: { suite: "nightly" },
      },
      aggregates: [{ name: "exact", mean: 0.75, count: 40 }],
    });
  });

  it("may leave statistics out, as null or altogether", () => {
    const scores = [{ name: "a", mean: null }, { name: "b" }, "x", { mean: 1 }];
    expect(nemoCompanion(JSON.stringify({ scores }))?.aggregates).toEqual([
      { metric: null, name: "a", mean: null, count: null, asGiven: { name: "a", mean: null } },
      { metric: null, name: "b", mean: null, count: null, asGiven: { name: "b" } },
    ]);
  });

  it("gives the rubric's levels in their order", () => {
    const rubric_distribution = [
      { label: "poor", description: null, value: 1, count: 3 },
      { label: "good", description: "well", value: 2, count: 1 },
      { label: "broken" },
    ];
    const text = JSON.stringify({ scores: [{ name: "h", rubric_distribution }] });
    expect(nemoCompanion(text)?.rubrics).toEqual([
      {
        key: { metric: null, name: "h" },
        levels: [
          { label: "poor", description: null, value: 1, count: 3 },
          { label: "good", description: "well", value: 2, count: 1 },
        ],
      },
    ]);
  });

  it("is nothing when the document is something else", () => {
    for (const text of ["[]", "{}", '{"scores":[]}', '{"scores":{"a":1}}', "7"])
      expect(nemoCompanion(text), text).toBeNull();
  });
});

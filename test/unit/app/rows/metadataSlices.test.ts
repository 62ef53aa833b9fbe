// Slices, filters and columns by what records say beside the item, against the same numbers made by Python from the files.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { parseRowFilter } from "../../../../src/core/rows/rowFields.ts";
import type { Run } from "../../../../src/core/run.ts";
import { NEVER } from "../../../../src/util/never.ts";
import { Workbench } from "../../../support/engineSupport.ts";
import { describePython, describeReal, python, REAL } from "../../../support/realFiles.ts";

/** Means by the text of a path into each record: `{value: [items, n, mean]}`; rows of one item are averaged first. */
const MEANS = `
import json, sys
from collections import defaultdict
path, field, score, item = sys.argv[1:]
def at(record, path):
    for part in path.split("."):
        record = record.get(part) if isinstance(record, dict) else None
    return record
groups = defaultdict(lambda: defaultdict(list))
for line in open(path, encoding="utf-8"):
    record = json.loads(line)
    value = at(record, field)
    text = None if value is None else value if isinstance(value, str) else json.dumps(value)
    number = at(record, score)
    key = json.dumps(at(record, item), sort_keys=True)
    own = groups["null" if text is None else text][key]
    if isinstance(number, (int, float)): own.append(float(number))
out = {}
for text, items in groups.items():
    means = [sum(v) / len(v) for v in items.values() if v]
    out[text] = [len(items), len(means), sum(means) / len(means) if means else None]
print(json.dumps(out))
`;

/** The same as told by the engine. */
async function slicesOf(bench: Workbench, run: Run, score: number, field: string) {
  const { slices } = await (await bench.engine.pages(run.id)).slices({ score, field });
  return Object.fromEntries(slices.map(({ value, items, n, mean }) => [String(value), [items, n, mean]]));
}

function closeTo(found: Record<string, unknown>, wanted: Record<string, unknown>): void {
  expect(Object.keys(found).sort()).toEqual(Object.keys(wanted).sort());
  for (const [value, [items, n, mean]] of Object.entries(wanted) as [
    string,
    [number, number, number | null],
  ][]) {
    const own = found[value] as [number, number, number | null];
    expect([value, own[0], own[1]]).toEqual([value, items, n]);
    if (mean === null) expect(own[2]).toBeNull();
    else expect(own[2]).toBeCloseTo(mean, 12);
  }
}

describeReal("real files", () => {
  describePython("sliced by what stands beside the item", () => {
    let bench: Workbench;
    beforeEach(() => {
      bench = new Workbench();
    });
    const importReal = (path: string, options = {}) =>
      bench.run(path.split("/").pop() ?? "", readFileSync(join(REAL, path), "utf8"), options);

    it("agree for lm-eval's target, and a filter by it keeps those rows", async () => {
      const path =
        "lm-eval/v0.4.13/Qwen__Qwen3-8B/samples_negotiationtom_belief_2026-07-08T16-04-34.219874.jsonl";
      const run = await importReal(path);
      const found = await slicesOf(bench, run, 0, "meta:target");
      closeTo(found, python(MEANS, [join(REAL, path), "target", "acc", "doc"]) as Record<string, unknown>);
      const pages = await bench.engine.pages(run.id);
      const moreFields = await pages.fields.more();
      expect(moreFields).toContain("meta:filter");
      for (const [value, [items]] of Object.entries(found) as [string, [number]][]) {
        const filter = parseRowFilter({ ...run, moreFields }, { "meta:target": { $eq: value } });
        expect((await pages.kept(filter, NEVER)).length).toBe(items);
      }
    });

    it("agree for members of objects in plain JSONL, errored rows without a number counted apart", async () => {
      const path = "promptfoo/v0.123.1/trivia-stub-alpha-7b.jsonl";
      const roles = {
        input: ["testIdx", "vars"],
        expected: null,
        output: null,
        scores: ["score"],
        error: "error",
      };
      const run = await importReal(path, { format: "jsonl", roles });
      for (const field of ["testCase.metadata.topic", "provider.label", "vars.topic"]) {
        const name = field.startsWith("vars") ? field : `meta:${field}`;
        const wanted = python(MEANS, [join(REAL, path), field, "score", "testIdx"]) as Record<
          string,
          unknown
        >;
        closeTo(await slicesOf(bench, run, 0, name), wanted);
      }
    });
  });
});

/** Forty rows of twenty items under two filters; beside them a language, latency of many values, and a list. */
function twoFilters(): string {
  return Array.from({ length: 40 }, (_, i) => {
    const item = i % 20;
    const filter = i < 20 ? "strict" : "loose";
    return JSON.stringify({
      q: `question ${item}`,
      answer: "x",
      score: filter === "strict" ? item % 2 : 1,
      filter,
      run: { took: 100 + i * 3, tags: ["a", "b"], lang: item < 5 ? "de" : item < 8 ? null : "en" },
      ...(i % 4 === 0 ? {} : { shard: i % 2 }),
    });
  }).join("\n");
}

const ROLES = { input: ["q"], expected: null, output: "answer", scores: ["score"], error: null };

describe("what stands beside the item", () => {
  let bench: Workbench;
  let run: Run;
  beforeEach(async () => {
    bench = new Workbench();
    run = await bench.run("rows.jsonl", twoFilters(), { format: "jsonl", roles: ROLES });
  });

  it("splits the rows of one item: each slice has its own of them", async () => {
    expect(await slicesOf(bench, run, 0, "meta:filter")).toEqual({
      strict: [20, 20, 0.5],
      loose: [20, 20, 1],
    });
  });

  it("has a slice of its own where a row lacks it; null is a value, and a list is one", async () => {
    const shards = await slicesOf(bench, run, 0, "meta:shard");
    expect(shards.null?.[0]).toBe(5);
    expect(Object.keys(await slicesOf(bench, run, 0, "meta:run.lang")).sort()).toEqual(["de", "en", "null"]);
    expect(Object.keys(await slicesOf(bench, run, 0, "meta:run.tags"))).toEqual(['["a","b"]']);
  });

  it("comes in groups where it is many numbers, and a group's filter keeps its rows", async () => {
    const pages = await bench.engine.pages(run.id);
    const { slices, values } = await pages.slices({ score: 0, field: "meta:run.took" });
    expect(values).toBe(5);
    expect(slices.map(({ range }) => range)).toEqual([
      { min: 100, max: 121 },
      { min: 124, max: 145 },
      { min: 148, max: 169 },
      { min: 172, max: 193 },
      { min: 196, max: 217 },
    ]);
    for (const { range, items } of slices) {
      const place = { kind: "item", field: "meta:run.took" } as const;
      const limits = { min: range?.min ?? null, max: range?.max ?? null };
      expect((await pages.kept([{ kind: "between", place, ...limits }], NEVER)).length).toBe(8);
      expect(items).toBe(8);
    }
  });

  it("is in previews where it is asked for, sorts rows, and goes into what is seen", async () => {
    const pages = await bench.engine.pages(run.id);
    const sort = [{ column: { kind: "item", field: "meta:run.took" }, descending: true } as const];
    const page = await pages.page({ sort, offset: 0, limit: 2, more: ["meta:run.took", "meta:filter"] });
    expect(page.rows.map(({ more }) => more)).toEqual([
      { "meta:run.took": "217", "meta:filter": "loose" },
      { "meta:run.took": "214", "meta:filter": "loose" },
    ]);
    const [plain] = (await pages.page({ sort: null, offset: 0, limit: 1 })).rows;
    expect(plain).not.toHaveProperty("more");
    const view = { columns: [sort[0]?.column], sort, filter: [] } as never;
    let text = "";
    for await (const piece of await bench.engine.exportRun(
      run.id,
      { format: "csv", guardFormulas: true, view },
      NEVER,
    ))
      text += piece;
    expect(text.split("\r\n").slice(0, 2)).toEqual(["meta:run.took", "217"]);
  });

  it("names each field once, and what no row has by a sentence", async () => {
    const moreFields = await (await bench.engine.pages(run.id)).fields.more();
    expect(moreFields).toEqual([
      "meta:filter",
      "meta:run.took",
      "meta:run.tags",
      "meta:run.lang",
      "meta:shard",
    ]);
    expect(() => parseRowFilter({ ...run, moreFields }, { "meta:nothing": "x" })).toThrow(
      /Can't filter by meta:nothing.*meta:filter/,
    );
  });

  it("slices a comparison too: contributions sum to the change of all", async () => {
    const other = twoFilters().replaceAll('"score":0', '"score":1');
    const candidate = await bench.run("other.jsonl", other, { format: "jsonl", roles: ROLES });
    const pair = { base: run.id, candidate: candidate.id };
    const { evidence } = await bench.engine.comparison(pair);
    const { slices, delta } = await evidence.slices(
      { score: 0, inputs: [], field: "meta:run.took" },
      NEVER,
      () => undefined,
    );
    expect(slices.every(({ range }) => range !== undefined)).toBe(true);
    expect(slices.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(
      delta ?? Number.NaN,
      12,
    );
    const head = await bench.engine.compare(pair);
    expect(head.moreFields).toContain("meta:run.lang");
    const inputs = [{ field: "meta:run.lang", equals: "de" }];
    const some = await (await bench.engine.comparison(pair)).summaryOf(inputs, NEVER);
    expect(some.join.matched).toBe(5);
  });
});

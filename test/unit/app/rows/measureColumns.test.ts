// What rows took as stored columns: totals in the record, filters and orders without reading rows, and older runs as before.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import type { MeasureSummary } from "../../../../src/core/rows/measureSummary.ts";
import { measureFacts } from "../../../../src/core/rows/measureSummary.ts";
import type { RowFilter } from "../../../../src/core/rows/rowFilter.ts";
import type { RowOrder } from "../../../../src/core/rows/rowQuery.ts";
import type { Run } from "../../../../src/core/run.ts";
import { jsonl, Workbench } from "../../../support/engineSupport.ts";
import { describePython, describeReal, python, REAL } from "../../../support/realFiles.ts";

/** Seconds of each row; `null`: not told. */
const TOOK = [1.5, null, 0.25, 4, 0];
const RANGE: RowFilter = [{ kind: "measure", measure: "latencyMs", min: 0, max: 1500, excludesMax: true }];
const SLOWEST: RowOrder = [{ column: { kind: "measure", measure: "latencyMs" }, descending: true }];

describe("what rows took, as columns", () => {
  let bench: Workbench;
  let run: Run;
  beforeEach(async () => {
    bench = new Workbench();
    const lines = TOOK.map((latency_s, i) => ({
      q: `${i}`,
      output: "x",
      score: i,
      latency_s,
      cost: 0.001 * i,
    }));
    run = await bench.run("r.jsonl", jsonl(lines));
  });
  const found = async (from: Workbench, filter: RowFilter, sort: RowOrder | null) =>
    (await from.engine.rows(run.id, { filter, sort, offset: 0, limit: 9 })).rows.map(({ index }) => index);

  it("are in the record with sum and median over the rows that tell it", () => {
    expect(run.measures).toEqual([
      { measure: "latencyMs", count: 4, sum: 5750, median: 875 },
      { measure: "costUsd", count: 5, sum: expect.closeTo(0.01, 12), median: 0.002 },
    ]);
    expect(measureFacts(run.measures ?? [], run.rows, "en").map(({ text }) => text)).toEqual([
      "median latency 875 ms",
      "total cost $0.01",
    ]);
    expect(measureFacts(run.measures ?? [], run.rows, "en")[0]?.hint).toBe(
      "Over the 4 of 5 rows that tell it: sum 5.75 s, median 875 ms",
    );
  });

  it("stay scores too, so that they are compared and gated", () => {
    expect(run.scores.map(({ name }) => name)).toEqual(["score", "latency_s", "cost"]);
  });

  it("filter and sort without a look at the rows; 0 is a value", async () => {
    const { stored } = await bench.engine.pages(run.id);
    const lines = stored.lines.bind(stored);
    let read = 0;
    stored.lines = (rows) => {
      read += rows.length;
      return lines(rows);
    };
    expect(await found(bench, RANGE, null)).toEqual([2, 4]);
    expect(await found(bench, [{ kind: "unmeasured", measure: "latencyMs" }], null)).toEqual([1]);
    expect(await found(bench, [], SLOWEST)).toEqual([3, 0, 2, 4, 1]);
    // The pages alone.
    expect(read).toBe(2 + 1 + 5);
  });

  it("are read from the rows of a run that was stored without them", async () => {
    const path = join(bench.storeFolder, "runs", run.id, "manifest.json");
    const manifest = JSON.parse(readFileSync(path, "utf8"));
    delete manifest.record.run.measures;
    manifest.columns = manifest.columns.filter(({ role }: { role: string }) => role !== "measure");
    writeFileSync(path, JSON.stringify(manifest));
    const older = bench.another();
    expect((await older.engine.run(run.id)).measures).toBeUndefined();
    expect(await found(older, RANGE, null)).toEqual([2, 4]);
    expect(await found(older, [], SLOWEST)).toEqual([3, 0, 2, 4, 1]);
  });
});

const TOTALS = `
import json, sys, statistics
rows = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
took = [r["latencyMs"] for r in rows if isinstance(r.get("latencyMs"), (int, float))]
cost = [r["cost"] for r in rows if isinstance(r.get("cost"), (int, float))]
used = [r["tokenUsage"]["total"] for r in rows if isinstance(r.get("tokenUsage", {}).get("total"), (int, float))]
print(json.dumps({k: [len(v), sum(v), statistics.median(v)] for k, v in
    (("latencyMs", took), ("costUsd", cost), ("totalTokens", used)) if v}))
`;

describeReal("a real file of promptfoo", () => {
  describePython("has the totals that Python finds", () => {
    it("for latency, cost and tokens", async () => {
      const path = join(REAL, "promptfoo/v0.123.1/trivia-stub-beta-13b.jsonl");
      const bench = new Workbench();
      const { guess } = await bench.engine.inspect(path);
      const roles = { input: ["testIdx"], expected: null, output: null, scores: ["score"], error: "error" };
      const measures = guess?.roles.measures ?? [];
      const run = await bench.run("p.jsonl", readFileSync(path, "utf8"), {
        format: "jsonl",
        roles: { ...roles, measures },
      });
      const wanted = python(TOTALS, [path]) as Record<string, [number, number, number]>;
      for (const [measure, [count, sum, median]] of Object.entries(wanted)) {
        const own = run.measures?.find((one: MeasureSummary) => one.measure === measure);
        expect(own).toEqual({
          measure,
          count,
          sum: expect.closeTo(sum, 9),
          median: expect.closeTo(median, 9),
        });
      }
      expect(Object.keys(wanted)).toContain("latencyMs");
    });
  });
});

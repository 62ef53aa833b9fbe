// What rows took to answer, from the file to a table: shown, filtered, sorted and exported, never mixed with scores.
import { beforeEach, describe, expect, it } from "vitest";
import { copyRows } from "../../../../src/app/export/viewRows.ts";
import type { RowFilter } from "../../../../src/core/rows/rowFilter.ts";
import { toMeasures, usageOf } from "../../../../src/core/rows/rowMeasures.ts";
import type { RowSort } from "../../../../src/core/rows/rowQuery.ts";
import type { Run } from "../../../../src/core/run.ts";
import { NEVER } from "../../../../src/util/never.ts";
import { jsonl, Workbench } from "../../../support/engineSupport.ts";

/** Tokens of each answer; `null`: the response tells none. */
const TOKENS = [20, null, 5, 130];

describe("what rows took", () => {
  let bench: Workbench;
  let run: Run;
  beforeEach(async () => {
    bench = new Workbench();
    const lines = TOKENS.map((tokens, i) => ({
      item: { id: i },
      sample: {
        output_text: "x",
        response: tokens === null ? {} : { usage: { prompt_tokens: i, completion_tokens: tokens } },
      },
      metrics: { m: [{ name: "s", value: i / 4 }] },
      requests: [{ response: { usage: { completion_tokens: 999 } } }],
    }));
    run = await bench.run("r.jsonl", jsonl(lines), { format: "nemo-rows" });
  });
  const found = async (filter: RowFilter, sort: readonly RowSort[] | null = null) =>
    (await bench.engine.rows(run.id, { filter, sort, offset: 0, limit: 10 })).rows.map(({ index }) => index);

  it("is the answering model's, absent where nothing is told, and no score", async () => {
    const { rows } = await bench.engine.rows(run.id, { sort: null, offset: 0, limit: 10 });
    expect(rows.map(({ measures }) => measures)).toEqual([
      { inputTokens: 0, outputTokens: 20 },
      {},
      { inputTokens: 2, outputTokens: 5 },
      { inputTokens: 3, outputTokens: 130 },
    ]);
    expect(run.scores.map(({ name }) => name)).toEqual(["s"]);
  });

  it("filters rows by ranges with and without their ends, and by being missing", async () => {
    const range = { kind: "measure", measure: "outputTokens", min: 5, max: 20 } as const;
    expect(await found([range])).toEqual([0, 2]);
    expect(await found([{ ...range, excludesMin: true }])).toEqual([0]);
    expect(await found([{ ...range, excludesMax: true, min: null }])).toEqual([2]);
    expect(await found([{ kind: "unmeasured", measure: "outputTokens" }])).toEqual([1]);
    expect(await found([range, { kind: "range", score: 0, min: 0.5, max: null }])).toEqual([2]);
  });

  it("sorts rows by number, missing ones last both ways", async () => {
    const by = (descending: boolean): readonly RowSort[] => [
      { column: { kind: "measure", measure: "outputTokens" }, descending },
    ];
    expect(await found([], by(false))).toEqual([2, 0, 3, 1]);
    expect(await found([], by(true))).toEqual([3, 0, 2, 1]);
  });

  it("is copied with its name and unit", async () => {
    const columns = [{ kind: "index" }, { kind: "measure", measure: "outputTokens" }] as const;
    const query = { columns, filter: [], sort: null, offset: 0, limit: 2, withHeads: true };
    const text = await copyRows(await bench.engine.pages(run.id), query, NEVER);
    expect(text).toBe("row_index\ttokens out\n0\t20\n1\t");
  });
});

describe("measures read", () => {
  it("are numbers of at least 0, and nothing else", () => {
    expect(toMeasures({ latencyMs: 12.5, costUsd: -1, inputTokens: "7", outputTokens: null })).toEqual({
      latencyMs: 12.5,
    });
    expect(usageOf({ usage: { input_tokens: 3, output_tokens: 0 } })).toEqual({
      inputTokens: 3,
      outputTokens: 0,
    });
    expect(usageOf(null)).toEqual({});
  });
});

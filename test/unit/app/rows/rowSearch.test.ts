// Orders by several columns, conditions of tables, and the next match in view, against reading every row.
import { beforeEach, describe, expect, it } from "vitest";
import { copyRows } from "../../../../src/app/export/viewRows.ts";
import type { RowFilter } from "../../../../src/core/rows/rowFilter.ts";
import type { RowOrder } from "../../../../src/core/rows/rowQuery.ts";
import type { Run } from "../../../../src/core/run.ts";
import { Workbench } from "../../../support/engineSupport.ts";

/** Thirty rows: a field with three values (absent on every tenth row), a score that repeats, another that has gaps. */
async function aRun(bench: Workbench): Promise<Run> {
  const lines = Array.from({ length: 30 }, (_, i) => {
    const product = i % 10 === 9 ? "" : `"product":"${["storage", "billing", "search"][i % 3]}",`;
    const tone = i % 7 === 0 ? "" : `,{"name":"tone","value":${(i * 7) % 5}}`;
    return `{"item":{${product}"id":${i}},"sample":{"output_text":"out ${i}"},"metrics":{"m":[{"name":"s","value":${(i % 4) / 4}}${tone}]}}`;
  });
  return bench.run("rows.jsonl", lines.join("\n"), { format: "nemo-rows" });
}

describe("rows in view", () => {
  let bench: Workbench;
  let run: Run;
  let s: number;
  let tone: number;
  beforeEach(async () => {
    bench = new Workbench();
    run = await aRun(bench);
    s = run.scores.findIndex(({ name }) => name === "s");
    tone = run.scores.findIndex(({ name }) => name === "tone");
  });

  async function rows(filter: RowFilter, sort: RowOrder | null) {
    return (await bench.engine.fullRows(run.id, { filter, sort, offset: 0, limit: 99 })).rows;
  }

  const numberOf = (row: Awaited<ReturnType<typeof rows>>[number], name: string): number | null => {
    const value = row.scores.find((score) => score.name === name)?.value ?? null;
    return value === null ? null : Number(value);
  };

  function compareMissingLast<T extends number | string>(a: T | null, b: T | null, sign: number): number {
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    return a === b ? 0 : sign * (a < b ? -1 : 1);
  }

  it("are sorted by a field, then by scores, ties by row number, missing last in each", async () => {
    const order: RowOrder = [
      { column: { kind: "item", field: "product" }, descending: true },
      { column: { kind: "score", score: tone }, descending: false },
      { column: { kind: "score", score: s }, descending: true },
    ];
    const product = (row: { item: Readonly<Record<string, unknown>> }) =>
      (row.item.product as string | undefined) ?? null;
    const expected = [...(await rows([], null))].sort(
      (a, b) =>
        compareMissingLast(product(a), product(b), -1) ||
        compareMissingLast(numberOf(a, "tone"), numberOf(b, "tone"), 1) ||
        compareMissingLast(numberOf(a, "s"), numberOf(b, "s"), -1) ||
        a.index - b.index,
    );
    const got = await rows([], order);
    expect(got.map((row) => row.index)).toEqual(expected.map((row) => row.index));
    expect((await rows([], [])).map((row) => row.index)).toEqual(
      run.rows === 30 ? [...Array(30).keys()] : [],
    );
  });

  it("can leave out the ends of a range, as the bins of a histogram do", async () => {
    const range = { kind: "range", score: s, min: 0.25, max: 0.75 } as const;
    const values = async (filter: RowFilter) => [
      ...new Set((await rows(filter, null)).map((row) => numberOf(row, "s"))),
    ];
    expect((await values([range])).sort()).toEqual([0.25, 0.5, 0.75]);
    expect((await values([{ ...range, excludesMax: true }])).sort()).toEqual([0.25, 0.5]);
    expect((await values([{ ...range, excludesMin: true, excludesMax: true }])).sort()).toEqual([0.5]);
  });

  it("pass when any of several conditions holds, and none passes an empty list", async () => {
    const anyOf = {
      kind: "anyOf",
      of: [
        { kind: "range", score: s, min: null, max: 0.25, excludesMax: true },
        { kind: "range", score: tone, min: 4, max: null },
      ],
    } as const;
    const expected = (await rows([], null)).filter(
      (row) => (numberOf(row, "s") ?? 1) < 0.25 || (numberOf(row, "tone") ?? 0) >= 4,
    );
    expect(expected.length).toBeGreaterThan(8);
    expect((await rows([anyOf], null)).map((row) => row.index)).toEqual(expected.map((row) => row.index));
    expect(await rows([{ kind: "anyOf", of: [] }], null)).toEqual([]);
  });

  it("are told by the whole text of a field, and by having none", async () => {
    const place = { kind: "item", field: "product" } as const;
    const ids = async (text: string | null) =>
      (await rows([{ kind: "equals", place, text }], null)).map((row) => row.index);
    expect(await ids("billing")).toEqual([1, 4, 7, 10, 13, 16, 22, 25, 28]);
    expect(await ids("bill")).toEqual([]);
    expect(await ids(null)).toEqual([9, 19, 29]);
    expect(await ids("")).toEqual([]);
  });

  it("are searched from a place in their order, both ways and round the end", async () => {
    const filter: RowFilter = [{ kind: "range", score: s, min: 0.25, max: null }];
    const sort: RowOrder = [{ column: { kind: "score", score: s }, descending: true }];
    const find: RowFilter = [{ kind: "contains", place: { kind: "any" }, text: "OUT 1" }];
    const view = await rows(filter, sort);
    const hits = view.flatMap((row, at) => (row.output?.startsWith("out 1") ? [at] : []));
    expect(hits.length).toBeGreaterThan(3);
    const pages = await bench.engine.pages(run.id);
    const locate = (from: number, by: 1 | -1) => pages.locate({ filter, sort, find, from, by });
    const total = hits.length;
    expect(await locate(0, 1)).toEqual({ total, position: hits[0], ordinal: 1 });
    expect(await locate((hits[0] ?? 0) + 1, 1)).toEqual({ total, position: hits[1], ordinal: 2 });
    expect(await locate(view.length, 1)).toEqual({ total, position: hits[0], ordinal: 1 });
    expect(await locate(-1, -1)).toEqual({ total, position: hits.at(-1), ordinal: total });
    expect(await locate(hits[2] ?? 0, -1)).toEqual({ total, position: hits[2], ordinal: 3 });
    const nothing: RowFilter = [{ kind: "contains", place: { kind: "any" }, text: "nowhere" }];
    expect(await pages.locate({ sort: null, find: nothing, from: 0, by: 1 })).toEqual({
      total: 0,
      position: null,
      ordinal: null,
    });
  });

  it("leave as they are seen: columns, order and filter, as CSV, JSON Lines and tab-separated text", async () => {
    const view = {
      columns: [
        { kind: "index" },
        { kind: "item", field: "product" },
        { kind: "score", score: tone },
        { kind: "output" },
      ],
      filter: [{ kind: "range", score: s, min: 0.75, max: null }],
      sort: [{ column: { kind: "score", score: tone }, descending: true }],
    } as const;
    const seen = await rows(view.filter, view.sort);
    const text = async (format: "csv" | "jsonl") => {
      const options = { format, guardFormulas: true, view };
      let all = "";
      for await (const piece of await bench.engine.exportRun(run.id, options, new AbortController().signal))
        all += piece;
      return all;
    };
    const csv = (await text("csv")).trimEnd().split("\r\n");
    expect(csv[0]).toBe("row_index,item.product,tone,output");
    expect(csv.slice(1).map((line) => Number(line.split(",")[0]))).toEqual(seen.map((row) => row.index));
    const json = (await text("jsonl")).trimEnd().split("\n");
    expect(json.map((line) => JSON.parse(line) as unknown)).toEqual(
      seen.map((row) => ({
        row_index: row.index,
        "item.product": row.item.product ?? null,
        ...(numberOf(row, "tone") === null ? {} : { tone: numberOf(row, "tone") }),
        output: row.output,
      })),
    );
    const copied = await copyRows(
      await bench.engine.pages(run.id),
      { ...view, offset: 1, limit: 2, withHeads: true },
      new AbortController().signal,
    );
    const [head, ...lines] = copied.split("\n");
    expect(head).toBe("row_index\titem.product\ttone\toutput");
    expect(lines.map((line) => line.split("\t")[3])).toEqual(seen.slice(1, 3).map((row) => row.output));
  });
});

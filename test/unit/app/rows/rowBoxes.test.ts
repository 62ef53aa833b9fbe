// Boxes of a score over a stored run, all rows together and by the values of a field.
import { describe, expect, it } from "vitest";
import { boxOf } from "../../../../src/core/scores/boxSummary.ts";
import { jsonl, Workbench } from "../../../support/engineSupport.ts";

const ROWS = Array.from({ length: 40 }, (_, i) => ({
  product: i % 4 === 3 ? undefined : ["a", "b"][i % 2],
  value: i === 7 ? null : i === 8 ? "Infinity" : i / 40,
}));

describe("boxes of a score", () => {
  it("are of the finite values of all rows, and of each value of a field", async () => {
    const bench = new Workbench();
    const lines = ROWS.map(({ product, value }, i) => ({
      item: { id: i, ...(product === undefined ? {} : { product }) },
      sample: { output_text: "x" },
      metrics: { m: [{ name: "s", value }] },
    }));
    const run = await bench.run("rows.jsonl", jsonl(lines), { format: "nemo-rows" });
    const pages = await bench.engine.pages(run.id);
    const finite = (rows: typeof ROWS) =>
      rows.flatMap(({ value }) => (typeof value === "number" ? [value] : []));
    const { overall, slices, values } = await pages.boxes({ score: 0, field: "product" });
    const all = boxOf(Float64Array.from(finite(ROWS)));
    expect(values).toBe(3);
    expect(overall.count).toBe(finite(ROWS).length);
    expect(overall.parts).toEqual({ ...all, mean: run.scores[0]?.infiniteCount === 1 ? null : all?.mean });
    const b = slices.find(({ value }) => value === "b");
    expect(b?.parts).toEqual(boxOf(Float64Array.from(finite(ROWS.filter(({ product }) => product === "b")))));
    expect(slices.reduce((sum, { count }) => sum + count, 0)).toBe(overall.count);
    expect(slices.map(({ value }) => value)).toContain(null);
  });

  it("are one alone without a field, and refused for a score that does not exist", async () => {
    const bench = new Workbench();
    const line = {
      item: { id: 1 },
      sample: { output_text: "x" },
      metrics: { m: [{ name: "s", value: 0.5 }] },
    };
    const run = await bench.run("rows.jsonl", jsonl([line]), { format: "nemo-rows" });
    const pages = await bench.engine.pages(run.id);
    const { overall, slices } = await pages.boxes({ score: 0, field: null });
    expect(slices).toEqual([]);
    expect(overall).toMatchObject({ count: 1, parts: { q1: 0.5, median: 0.5, q3: 0.5, outlierCount: 0 } });
    await expect(pages.boxes({ score: 4, field: null })).rejects.toMatchObject({ code: "badInput" });
  });
});

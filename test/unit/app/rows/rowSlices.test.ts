// A score by the values of a field, against the same means made by hand.
import { beforeEach, describe, expect, it } from "vitest";
import type { Run } from "../../../../src/core/run.ts";
import { MAX_SLICES } from "../../../../src/core/scores/sliceTypes.ts";
import { wilsonInterval } from "../../../../src/core/statistics/wilson.ts";
import { Workbench } from "../../../support/engineSupport.ts";

const PRODUCTS = ["storage", "billing", 'a "quoted" one'];

/** Sixty lines, each item twice; every tenth item lacks the field; `ok` passes on the first two products only. */
function lines(): readonly string[] {
  return Array.from({ length: 60 }, (_, i) => {
    const item = i % 30;
    const product = item % 10 === 9 ? {} : { product: PRODUCTS[item % 3] };
    const value = item % 7 === 0 ? null : (item % 3) / 4 + (i < 30 ? 0 : 0.1);
    const scores = [
      { name: "s", value },
      { name: "ok", value: item % 3 !== 2 },
    ];
    return JSON.stringify({
      item: { ...product, id: item },
      sample: { output_text: "x" },
      metrics: { m: scores },
    });
  });
}

describe("slices of a score", () => {
  let bench: Workbench;
  let run: Run;
  beforeEach(async () => {
    bench = new Workbench();
    run = await bench.run("rows.jsonl", lines().join("\n"), { format: "nemo-rows" });
  });
  const at = (name: string) => run.scores.findIndex((score) => score.name === name);
  const pages = () => bench.engine.pages(run.id);

  it("average items, not rows, and set those without the field apart", async () => {
    const { slices, overall, values } = await (await pages()).slices({ score: at("s"), field: "product" });
    expect(values).toBe(4);
    expect(overall).toMatchObject({ items: 30, n: 25 });
    expect(overall.mean).toBeCloseTo(run.scores[at("s")]?.itemMean ?? Number.NaN, 12);
    const billing = slices.find(({ value }) => value === "billing");
    // Items 1, 4, … 28 less 19 (no field) and 7 (no value) and 28 (no value).
    expect(billing).toMatchObject({ items: 9, n: 7, low: null, reason: "all values equal" });
    expect(billing?.mean).toBeCloseTo(0.3, 12);
    expect(slices.find(({ value }) => value === null)).toMatchObject({ items: 3, n: 3, method: "t" });
    expect(slices.reduce((sum, { items }) => sum + items, 0)).toBe(30);
  });

  it("give pass rates Wilson's interval, with the items that their trials are worth", async () => {
    const { overall, slices } = await (await pages()).slices({ score: at("ok"), field: null });
    const wilson = wilsonInterval(20 / 30, overall.n, 0.95);
    expect(wilson.estimable).toBe(true);
    expect(overall).toMatchObject({ n: 30, method: "wilson" });
    if (wilson.estimable) expect(overall.low).toBeGreaterThanOrEqual(wilson.low - 0.01);
    expect(slices).toEqual([]);
  });

  it("are none where a field has a value of its own on nearly every row", async () => {
    const many = Array.from({ length: MAX_SLICES + 50 }, (_, i) =>
      JSON.stringify({
        item: { id: `n${i}` },
        sample: { output_text: "x" },
        metrics: { m: [{ name: "s", value: i }] },
      }),
    );
    const wide = await bench.run("wide.jsonl", many.join("\n"), { format: "nemo-rows" });
    const { slices, values } = await (await bench.engine.pages(wide.id)).slices({ score: 0, field: "id" });
    expect(slices).toEqual([]);
    expect(values).toBe(MAX_SLICES + 1);
  });

  it("tell how far they are, can be given up, and begin anew for someone who waits on", async () => {
    const seen: number[] = [];
    const reader = await pages();
    await reader.slices({ score: 0, field: "id" }, new AbortController().signal, (rows) => seen.push(rows));
    expect(seen).toEqual([60]);
    const given = new AbortController();
    const first = reader.slices({ score: 0, field: "product" }, given.signal);
    const second = reader.slices({ score: 0, field: "product" });
    given.abort();
    await expect(first).rejects.toMatchObject({ name: "AbortError" });
    expect((await second).values).toBe(4);
  });
});

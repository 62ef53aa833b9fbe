import { expect, it } from "vitest";
import type { JsonObject } from "../../../../src/core/json/json.ts";
import { givenDifferences, givenFor } from "../../../../src/core/scores/givenDifferences.ts";
import { nemoCompanion } from "../../../../src/formats/nemoAggregates.ts";
import { jsonl, Workbench } from "../../../support/engineSupport.ts";

async function differencesOf(scores: readonly JsonObject[], values: readonly unknown[] = [1, 0, 1, 1]) {
  const bench = new Workbench();
  const rows = values.map((value, i) => ({
    item: { i },
    sample: {},
    metrics: { "default/exact": [{ name: "exact", value }] },
    requests: [],
  }));
  const run = await bench.run("a.jsonl", jsonl(rows));
  const companion = nemoCompanion(JSON.stringify({ scores }));
  return givenDifferences({ ...run, givenAggregates: companion?.aggregates ?? [] });
}

const exact = {
  name: "exact",
  count: 4,
  nan_count: 0,
  sum: 3,
  mean: 0.75,
  min: 0,
  max: 1,
  std_dev: 0.4330127018922193,
  variance: 0.1875,
};

it("is nothing where the service counts as we do, also with digits of rounding", async () => {
  expect(await differencesOf([exact])).toEqual([]);
  expect(await differencesOf([{ ...exact, mean: 0.75 + 1e-9, percentiles: { p50: 1, p100: 1 } }])).toEqual(
    [],
  );
});

it("names every statistic that differs, both ways", async () => {
  expect(await differencesOf([{ ...exact, mean: 0.8, nan_count: 1, percentiles: { p10: 0.5 } }])).toEqual([
    { score: "exact", statistic: "nan_count", given: 1, ours: 0 },
    { score: "exact", statistic: "mean", given: 0.8, ours: 0.75 },
    { score: "exact", statistic: "p10", given: 0.5, ours: 0 },
  ]);
});

it("leaves out what can't be compared: whole-dataset scores, names of several scores, what either left open", async () => {
  expect(await differencesOf([{ name: "corpus", count: 1, mean: 3 }])).toEqual([]);
  expect(await differencesOf([exact, { ...exact, mean: 9 }])).toEqual([]);
  expect(await differencesOf([{ name: "exact", count: 4, mean: null }])).toEqual([]);
});

it("takes rows without a number as the service may count them", async () => {
  const values = [1, 0, "NaN", null];
  const counted = { name: "exact", count: 2, mean: 0.5 };
  expect(await differencesOf([{ ...counted, nan_count: 2 }], values)).toEqual([]);
  expect(await differencesOf([{ ...counted, nan_count: 4 }], values)).toHaveLength(1);
});

it("is found under the score's own name, or behind its metric, where that means one score", () => {
  const scores = [
    { metric: "default/exact", name: "exact" },
    { metric: "judge", name: "helpful" },
    { metric: "other", name: "helpful" },
  ] as const;
  const given = (name: string, mean: number) => ({ metric: null, name, mean, count: 1 });
  const run = { scores: scores as never, givenAggregates: [given("exact", 1), given("judge.helpful", 2)] };
  expect(givenFor(run, scores[0])?.mean).toBe(1);
  expect(givenFor(run, scores[1])?.mean).toBe(2);
  expect(givenFor(run, scores[2])).toBeNull();
  expect(givenFor({ ...run, givenAggregates: [given("helpful", 3)] }, scores[1])).toBeNull();
  const both = [given("exact", 1), { ...given("exact", 4), metric: "default/exact" }];
  expect(givenFor({ ...run, givenAggregates: both }, scores[0])?.mean).toBe(4);
});

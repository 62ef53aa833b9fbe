// A score over results of one dataset and metric, asked of a real store.
import { beforeEach, describe, expect, it } from "vitest";
import { runTrend } from "../../../../src/app/results/runTrend.ts";
import { meanInterval, rateInterval } from "../../../../src/core/statistics/meanInterval.ts";
import { jsonl, Workbench } from "../../../support/engineSupport.ts";

/** Ten rows; `shift` moves the score, `fails` of them carry an error. */
function lines(shift: number, fails = 0, score = "s"): string {
  return jsonl(
    Array.from({ length: 10 }, (_, i) => ({
      item: { id: i },
      sample: { output_text: `answer ${shift}` },
      metrics:
        i < fails
          ? {}
          : {
              m: [
                { name: score, value: i / 10 + shift },
                { name: "ok", value: i > 3 },
              ],
            },
      ...(i < fails ? { metric_errors: { m: "429" } } : {}),
    })),
  );
}

const ASKED = { score: 0, withErrors: false };

describe("the trend of a score", () => {
  let bench: Workbench;
  beforeEach(() => {
    bench = new Workbench();
  });
  const add = (day: number, options: { dataset?: string; metric?: string; text?: string; model?: string }) =>
    bench.run(`run-${day}.jsonl`, options.text ?? lines(day / 100), {
      format: "nemo-rows",
      dataset: options.dataset ?? "w/qa",
      metric: options.metric ?? "w/quality",
      model: options.model ?? "m",
      createdAt: `2026-11-${String(day).padStart(2, "0")}T08:00:00Z`,
    });

  it("is of the same dataset and metric, oldest first, the one asked for and the baseline marked", async () => {
    const third = await add(3, {});
    const first = await add(1, { model: "old" });
    await add(2, { dataset: "w/other" });
    await add(4, { metric: "w/else" });
    await bench.engine.setBaseline({ id: first.id, isPinned: true });
    const trend = await runTrend(bench.engine, third.id, ASKED);
    expect(trend).toMatchObject({ dataset: "w/qa", metric: "w/quality", without: 0, older: 0 });
    expect(
      trend.points.map(({ id, model, isCurrent, isBaseline }) => [id, model, isCurrent, isBaseline]),
    ).toEqual([
      [first.id, "old", false, true],
      [third.id, "m", true, false],
    ]);
  });

  it("has the mean and interval that the rows have", async () => {
    const run = await add(5, {});
    const [point] = (await runTrend(bench.engine, run.id, ASKED)).points;
    const wanted = meanInterval(
      Array.from({ length: 10 }, (_, i) => i / 10 + 0.05),
      0.95,
    );
    if (!wanted.estimable) throw new Error(wanted.reason);
    expect(point).toMatchObject({ items: 10, method: "t", reason: null });
    expect(point?.low).toBeCloseTo(wanted.low, 12);
    const at = run.scores.findIndex(({ name }) => name === "ok");
    const [rate] = (await runTrend(bench.engine, run.id, { score: at, withErrors: false })).points;
    const wilson = rateInterval([0, 0, 0, 0, 1, 1, 1, 1, 1, 1], 10, 0.95);
    if (!wilson.estimable) throw new Error(wilson.reason);
    expect(rate).toMatchObject({ mean: 0.6, low: wilson.low, high: wilson.high, method: "wilson" });
  });

  it("counts results without the score, and errors where they are counted", async () => {
    const run = await add(6, { text: lines(0, 5) });
    await add(7, { text: lines(0, 0, "another") });
    const left = await runTrend(bench.engine, run.id, ASKED);
    expect(left.without).toBe(1);
    expect(left.points[0]).toMatchObject({ items: 5, hasErrors: false });
    const counted = await runTrend(bench.engine, run.id, { score: 0, withErrors: true });
    expect(counted.points[0]).toMatchObject({ items: 10, hasErrors: true });
    expect(counted.points[0]?.mean).toBeCloseTo(((left.points[0]?.mean ?? 0) * 5) / 10, 12);
  });

  it("sees results come and go", async () => {
    const run = await add(9, {});
    const other = await add(10, {});
    expect((await runTrend(bench.engine, run.id, ASKED)).points).toHaveLength(2);
    await bench.engine.remove([other.id]);
    expect((await runTrend(bench.engine, run.id, ASKED)).points).toHaveLength(1);
  });

  it("is refused for a score without numbers", async () => {
    const run = await add(8, {});
    await expect(runTrend(bench.engine, run.id, { score: 9, withErrors: false })).rejects.toMatchObject({
      code: "badInput",
    });
  });
});

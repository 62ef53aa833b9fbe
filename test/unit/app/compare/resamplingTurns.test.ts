// Resampling in the engine: others are answered meanwhile, a question that nobody waits for ends, and those who still wait
// get the numbers of one piece.
import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { type ComparePair, DEFAULT_COMPARISON } from "../../../../src/core/compare/compareTypes.ts";
import type { RunSet } from "../../../../src/core/compare/manyTypes.ts";
import { compareScores } from "../../../../src/core/statistics/compareScores.ts";
import { inputOfPairs } from "../../../../src/core/statistics/scoreInput.ts";
import { NEVER } from "../../../../src/util/never.ts";
import { jsonl, Workbench } from "../../../support/engineSupport.ts";

const ROWS = 2_000;
const ROLES = { input: ["question"], expected: null, output: "output", scores: ["level"], error: null };
const OPTIONS = { ...DEFAULT_COMPARISON, interval: "bootstrap-percentile", test: "permutation" } as const;

const levelOf = (run: number, i: number): number => Math.sin(i * (run + 1.3)) + run / 50;

/** Three open results of one dataset. */
async function opened(): Promise<{
  readonly bench: Workbench;
  readonly pair: ComparePair;
  readonly set: RunSet;
}> {
  const bench = new Workbench();
  const runs = [];
  for (const run of [0, 1, 2]) {
    const rows = Array.from({ length: ROWS }, (_, i) => ({
      question: `q${i}`,
      output: `o${run}`,
      level: levelOf(run, i),
    }));
    const path = bench.write(`run${run}.jsonl`, jsonl(rows));
    runs.push((await bench.imported(path, { roles: ROLES })).run.id);
  }
  const [base, candidate] = runs;
  if (base === undefined || candidate === undefined) throw new Error("two runs");
  const pair = { base, candidate };
  await bench.engine.compare(pair);
  await bench.engine.many.head({ runs }, { scope: "pair", inputs: [] });
  return { bench, pair, set: { runs } };
}

/** How often others had their turn until it is settled. */
async function turnsDuring(work: Promise<unknown>): Promise<number> {
  let isOver = false;
  const over = (): void => {
    isOver = true;
  };
  work.then(over, over);
  let turns = 0;
  while (!isOver) {
    await turn();
    turns++;
  }
  return turns;
}

describe("a summary that is resampled", () => {
  it("lets others have their turn, and has the numbers of one piece", async () => {
    const { bench, pair } = await opened();
    const comparison = await bench.engine.comparison(pair);
    const made = comparison.summaryOf([], NEVER, OPTIONS);
    // 2 × 10,000 draws of 2,000 rows are 40 slices.
    expect(await turnsDuring(made)).toBeGreaterThanOrEqual(30);
    const of = (run: number) => Float64Array.from({ length: ROWS }, (_, i) => levelOf(run, i));
    const [alone] = compareScores([inputOfPairs(of(0), of(1))], OPTIONS);
    const statistics = (await made).scores[0]?.statistics;
    expect(statistics?.interval).toEqual(alone?.interval);
    expect(statistics?.test).toEqual(alone?.test);
  });

  it("ends soon after nobody waits for it", async () => {
    const { bench, pair, set } = await opened();
    const comparison = await bench.engine.comparison(pair);
    const asks = [
      (signal: AbortSignal) => comparison.summaryOf([], signal, OPTIONS),
      (signal: AbortSignal) => comparison.summaryOf([{ field: "question", contains: "q" }], signal, OPTIONS),
      (signal: AbortSignal) =>
        bench.engine.many.head(set, { scope: "all", inputs: [], options: OPTIONS }, signal),
    ];
    for (const ask of asks) {
      const call = new AbortController();
      const made = ask(call.signal);
      setTimeout(() => call.abort(), 60);
      const turns = turnsDuring(made);
      await expect(made).rejects.toMatchObject({ name: "AbortError" });
      expect(await turns).toBeGreaterThan(0);
    }
  });

  it("is begun anew for those who wait when whoever asked first gives up", async () => {
    const { bench, pair } = await opened();
    const comparison = await bench.engine.comparison(pair);
    const first = new AbortController();
    const given = comparison.summaryOf([], first.signal, OPTIONS);
    const waiting = comparison.summaryOf([], NEVER, OPTIONS);
    setTimeout(() => first.abort(), 60);
    await expect(given).rejects.toMatchObject({ name: "AbortError" });
    expect(await waiting).toEqual((await bench.engine.compare(pair, OPTIONS)).summary);
  });
});

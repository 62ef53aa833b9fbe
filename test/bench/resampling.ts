// How long resampling holds the worker: its slowest answer to a ping while it makes a summary by another method, in a worker
// of its own. Join and default statistics are made before, so that only the new summary is measured.
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { ComparePair } from "../../src/core/compare/compareTypes.ts";
import type { MethodChoice } from "../../src/core/compare/evidenceTypes.ts";
import type { Client } from "../../src/protocol/channel.ts";
import type { EngineContract } from "../../src/protocol/engine.ts";
import { importInto, timed, withEngine } from "./engineTimes.ts";
import type { Figures } from "./figures.ts";
import { writeRows } from "./rows.ts";

/** The most rows that are resampled are 200,000: above, the summary says why not. */
const SIZES = [100_000, 200_000, 1_000_000];

const METHODS = {
  bootstrap: { interval: "bootstrap-percentile", test: "auto", cluster: null },
  permutation: { interval: "auto", test: "permutation", cluster: null },
} as const satisfies Readonly<Record<string, MethodChoice>>;

const GIVEN_UP: MethodChoice = { interval: "bootstrap-bca", test: "auto", cluster: null };
/** Milliseconds after which it is given up: well inside the draws. */
const GIVEN_UP_AFTER = 300;

export async function resamplingFigures(figures: Figures, folder: string): Promise<void> {
  for (const rows of SIZES) {
    const store = await storeOf(folder, rows);
    for (const [name, method] of Object.entries(METHODS))
      await withEngine(store, async (engine) => {
        const pair = await openPair(engine);
        const ask = () => engine.call("compareSome", { pair, inputs: [], method });
        const [longest, [ms]] = await held(engine, () => timed(ask));
        const what = `${name} of 4 scores of ${rows.toLocaleString("en")} rows`;
        figures.note(`${what}: longest hold of the worker`, longest, "ms", "<= 50");
        figures.note(`${what}: until it is there`, ms, "ms");
        if (rows !== SIZES[0]) return;
        const call = new AbortController();
        const asked = engine.call(
          "compareSome",
          { pair, inputs: [], method: GIVEN_UP },
          { signal: call.signal },
        );
        setTimeout(() => call.abort(), GIVEN_UP_AFTER);
        await asked.catch(() => null);
        // The worker is free once a summary that takes nothing is there.
        const [free] = await timed(() => engine.call("compareSome", { pair, inputs: [], method }));
        figures.note(`${what}: the next answer after one that is given up`, free, "ms");
      });
  }
}

async function storeOf(folder: string, rows: number): Promise<string> {
  const store = join(folder, `resampling-store-${rows}`);
  if (existsSync(store)) return store;
  for (const seed of [0, 1]) {
    const path = join(folder, `resampling-${rows}-${seed}.jsonl`);
    await writeRows(path, rows, seed);
    await importInto(store, path);
    rmSync(path);
  }
  return store;
}

async function openPair(engine: Client<EngineContract>): Promise<ComparePair> {
  const { runs } = await engine.call("list", { page: 1, pageSize: 2 });
  const [base, candidate] = runs;
  if (base === undefined || candidate === undefined) throw new Error("The store should hold two results.");
  const pair = { base: base.id, candidate: candidate.id };
  await engine.call("compare", pair);
  return pair;
}

/** Milliseconds of the slowest answer while `work` runs, and what it gave. */
async function held<T>(
  engine: Client<EngineContract>,
  work: () => Promise<T>,
): Promise<readonly [number, T]> {
  let isOver = false;
  const running = work().finally(() => {
    isOver = true;
  });
  let longest = 0;
  while (!isOver) {
    longest = Math.max(longest, (await timed(() => engine.call("ping", null)))[0]);
    await sleep(2);
  }
  return [longest, await running];
}

// What the benchmark asks of an engine, timed: the store worker as the extension starts it, cold for each call of withEngine.
import { join, resolve } from "node:path";
import { Worker } from "node:worker_threads";
import type { ComparePair } from "../../src/core/compare/compareTypes.ts";
import type { ImportOutcome } from "../../src/core/importTypes.ts";
import { threadTransport } from "../../src/node/messagePort.ts";
import { type Client, connect } from "../../src/protocol/channel.ts";
import type { EngineContract } from "../../src/protocol/engine.ts";

/** Where the bundles are: beside the benchmark's own. */
export const DIST = resolve(__dirname);

export async function timed<T>(work: () => Promise<T>): Promise<readonly [number, T]> {
  const start = performance.now();
  const result = await work();
  return [performance.now() - start, result];
}

/** The store worker as the extension starts it: cold in every call. */
export async function withEngine<T>(
  storeFolder: string,
  work: (engine: Client<EngineContract>) => Promise<T>,
): Promise<T> {
  const worker = new Worker(join(DIST, "storeWorker.js"), { workerData: { storeFolder } });
  try {
    return await work(connect<EngineContract>(threadTransport(worker)));
  } finally {
    await worker.terminate();
  }
}

export function importInto(store: string, path: string): Promise<ImportOutcome> {
  return withEngine(store, (engine) => engine.call("import", { path, options: {} }));
}

/** Imports side by side: the floor, our own, DuckDB, in turn, so that a drifting machine hits all alike. */
/**
 * Milliseconds of two imports in one worker: the first after its list was shown, as a window has it; the second is
 * another file in the same worker, which has run this code before.
 */
export async function importTimes(
  store: string,
  paths: readonly [string, string],
): Promise<readonly [number, number]> {
  return withEngine(store, async (engine) => {
    await engine.call("list", { page: 1, pageSize: 100 });
    const once = (path: string) => timed(() => engine.call("import", { path, options: {} }));
    const [first] = await once(paths[0]);
    const [second] = await once(paths[1]);
    return [first, second];
  });
}

export async function compareAndPage(engine: Client<EngineContract>, pair: ComparePair): Promise<void> {
  await engine.call("compare", pair);
  const sort = { column: "delta", descending: false } as const;
  await engine.call("compareRows", {
    pair,
    query: { filter: "regressed", score: 0, sort, offset: 0, limit: 50 },
  });
}

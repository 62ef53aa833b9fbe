// A store of thousands of results for benchmarks: one is imported, the rest are copies of it.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Engine } from "../../src/app/engine.ts";
import type { RunId } from "../../src/core/run.ts";
import { formatRegistry } from "../../src/formats/formats.ts";
import { nodeParts } from "../../src/node/nodeParts.ts";
import { scanHereOnNode } from "../../src/node/scanThreads.ts";
import { LocalStore } from "../../src/store/localStore.ts";
import { noServices } from "../support/noServices.ts";

export const RUNS = 5_000;
const ROWS = 20;

/** A result file of a few rows with these scores. */
export function someRows(seed: number, scores: readonly string[]): string {
  return Array.from({ length: ROWS }, (_, i) =>
    JSON.stringify({
      item: { q: `question ${i}` },
      sample: { output_text: `answer ${seed}` },
      metrics: { m: scores.map((name) => ({ name, value: (i * 7 + seed) % 10 })) },
    }),
  ).join("\n");
}

/** How long one import takes in a store opened for it. */
export async function importMs(storeFolder: string, bundleFolder: string, path: string): Promise<number> {
  const parts = nodeParts(bundleFolder);
  const store = new LocalStore(parts, storeFolder);
  const engine = new Engine({
    ...parts,
    store,
    formats: formatRegistry,
    openScanner: scanHereOnNode(formatRegistry),
    openSource: noServices,
  });
  const call = { signal: new AbortController().signal, progress: () => undefined };
  const ms = await timed(() => engine.import(path, { name: `run ${performance.now()}` }, call));
  store.close();
  return ms;
}

/** Copies the store's only run under new ids and names: imports would take minutes. `vary` may change each manifest. */
export async function multiply(
  storeFolder: string,
  bundleFolder: string,
  vary: (manifest: string, i: number) => string = (manifest) => manifest,
): Promise<void> {
  const store = new LocalStore(nodeParts(bundleFolder), storeFolder);
  const [only] = (await store.list({ page: 1, pageSize: 1 })).runs;
  store.close();
  if (only === undefined) throw new Error("one run was imported");
  const from = join(storeFolder, "runs", only.id);
  const manifest = readFileSync(join(from, "manifest.json"), "utf8");
  for (let i = 1; i < RUNS; i++) {
    const id = `20250101t${String(i).padStart(9, "0")}-${String(i).padStart(16, "0")}` as RunId;
    const to = join(storeFolder, "runs", id);
    mkdirSync(to);
    for (const file of ["rows-00000.jsonl", "columns.npz"]) copyFileSync(join(from, file), join(to, file));
    const own = manifest.replaceAll(only.id, id).replace(/"name": "run [^"]*"/, `"name": "copy ${i}"`);
    writeFileSync(join(to, "manifest.json"), vary(own, i));
  }
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

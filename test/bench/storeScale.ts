// What a store of 5,000 results costs: making its catalogue from nothing, opening it, listing it, and changing it. None of
// it opens row data; adding and deleting must cost what they cost in an empty store.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Engine } from "../../src/app/engine.ts";
import type { RunId } from "../../src/core/run.ts";
import { formatRegistry } from "../../src/formats/formats.ts";
import { nodeParts } from "../../src/node/nodeParts.ts";
import { scanHereOnNode } from "../../src/node/scanThreads.ts";
import { LocalStore } from "../../src/store/localStore.ts";

const RUNS = 5_000;
const REPEATS = 5;
const ROWS = 20;

/** One measured figure; `goal` as text, empty where there is none. */
export interface ScaleFigure {
  readonly name: string;
  readonly value: number;
  readonly unit: "ms";
  readonly goal: string;
}

/** Measures in `folder`, which is made anew; `bundleFolder` holds `sql-wasm.wasm`. */
export async function storeScaleFigures(
  folder: string,
  bundleFolder: string,
): Promise<readonly ScaleFigure[]> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const storeFolder = join(folder, "store");
  const source = join(folder, "rows.jsonl");
  writeFileSync(source, rows(0));
  const emptyMs = await importMs(storeFolder, bundleFolder, source);
  await multiply(storeFolder, bundleFolder);
  rmSync(join(storeFolder, "catalogue.sqlite"));
  const list = (store: LocalStore) => store.list({ page: 1, pageSize: 100 });
  const rebuild = await timed(() => list(new LocalStore(nodeParts(bundleFolder), storeFolder)));
  const cold: number[] = [];
  const warm: number[] = [];
  const stamp: number[] = [];
  const changed: number[] = [];
  const added: number[] = [];
  for (let i = 1; i <= REPEATS; i++) {
    const store = new LocalStore(nodeParts(bundleFolder), storeFolder);
    cold.push(await timed(() => list(store)));
    warm.push(await timed(() => list(store)));
    stamp.push(await timed(() => store.stamp()));
    const [first] = (await list(store)).runs;
    if (first === undefined) throw new Error("5,000 runs were made");
    changed.push(await timed(() => store.remove([first.id])));
    changed.push(await timed(() => store.restore([first.id])));
    store.close();
    writeFileSync(source, rows(i));
    added.push(await importMs(storeFolder, bundleFolder, source));
  }
  const figure = (name: string, values: readonly number[], goal = ""): ScaleFigure => ({
    name: `${name}, ${RUNS.toLocaleString("en")} results`,
    value: median(values),
    unit: "ms",
    goal,
  });
  return [
    figure("catalogue from nothing", [rebuild]),
    figure("open and first 100, cold", cold, "< 300"),
    figure("first 100 again, warm", warm, "< 50"),
    figure("whether anything changed", stamp),
    figure("delete or restore one", changed),
    figure("import a small file, cold", added),
    { name: "import a small file into an empty store, cold", value: emptyMs, unit: "ms", goal: "" },
  ];
}

function rows(seed: number): string {
  return Array.from({ length: ROWS }, (_, i) =>
    JSON.stringify({
      item: { q: `question ${i}` },
      sample: { output_text: `answer ${seed}` },
      metrics: { m: ["a", "b", "c", "d"].map((name) => ({ name, value: (i * 7 + seed) % 10 })) },
    }),
  ).join("\n");
}

async function importMs(storeFolder: string, bundleFolder: string, path: string): Promise<number> {
  const parts = nodeParts(bundleFolder);
  const store = new LocalStore(parts, storeFolder);
  const engine = new Engine({
    ...parts,
    store,
    formats: formatRegistry,
    openScanner: scanHereOnNode(formatRegistry),
  });
  const call = { signal: new AbortController().signal, progress: () => undefined };
  const ms = await timed(() => engine.import(path, { name: `run ${performance.now()}` }, call));
  store.close();
  return ms;
}

/** Copies the store's only run under new ids and names: imports would take minutes. */
async function multiply(storeFolder: string, bundleFolder: string): Promise<void> {
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
    writeFileSync(join(to, "manifest.json"), own);
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

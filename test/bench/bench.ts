// Benchmarks of what people wait for, as ratios beside a floor taken in the same run: reading a file and parsing each
// line with JSON.parse, one thread, nothing else. Prints a table, or JSON with --json; never fails a build.
import { existsSync, mkdirSync, rmSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { Worker } from "node:worker_threads";
import type { ImportOutcome } from "../../src/core/importTypes.ts";
import { threadTransport } from "../../src/node/messagePort.ts";
import { type Client, connect } from "../../src/protocol/channel.ts";
import type { EngineContract } from "../../src/protocol/engine.ts";
import { floorMs } from "./floor.ts";
import { writeRows } from "./rows.ts";

const DIST = resolve(__dirname);
const FOLDER = resolve(DIST, "../.vscode-test/bench");
const ROWS = 100_000;
const REPEATS = 5;

interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly goal: string;
}

const figures: Figure[] = [];

function note(name: string, value: number, unit: string, goal: string): void {
  figures.push({ name, value, unit, goal });
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

async function timed<T>(work: () => Promise<T>): Promise<readonly [number, T]> {
  const start = performance.now();
  const result = await work();
  return [performance.now() - start, result];
}

/** The store worker as the extension starts it: cold in every call. */
async function withEngine<T>(
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

function importInto(store: string, path: string): Promise<ImportOutcome> {
  return withEngine(store, (engine) => engine.call("import", { path, options: {} }));
}

async function benchImport(path: string): Promise<void> {
  const ratios: number[] = [];
  const times: number[] = [];
  const floors: number[] = [];
  for (let i = 0; i < REPEATS; i++) {
    const store = join(FOLDER, "import-store");
    rmSync(store, { recursive: true, force: true });
    const floor = floorMs(path);
    const [ms] = await timed(() => importInto(store, path));
    floors.push(floor);
    times.push(ms);
    ratios.push(ms / floor);
  }
  note(
    `read and JSON.parse of ${ROWS.toLocaleString("en")} rows, ${Math.round(statSync(path).size / 1e6)} MB`,
    median(floors),
    "ms",
    "",
  );
  note("import of the same file", median(times), "ms", "");
  note("import / floor", median(ratios), "x", "<= 2.5");
}

async function benchReading(paths: readonly string[]): Promise<void> {
  const store = join(FOLDER, "read-store");
  rmSync(store, { recursive: true, force: true });
  for (const path of paths) await importInto(store, path);
  const cold: number[] = [];
  const warm: number[] = [];
  const listing: number[] = [];
  const firstPage: number[] = [];
  for (let i = 0; i < REPEATS; i++)
    await withEngine(store, async (engine) => {
      const [listMs, { runs }] = await timed(() => engine.call("list", { page: 1, pageSize: 100 }));
      listing.push(listMs);
      const [candidate, base] = runs;
      if (base === undefined || candidate === undefined) throw new Error("two runs were imported");
      const pair = { base: base.id, candidate: candidate.id };
      const sort = { column: "delta", descending: false } as const;
      const query = { filter: "regressed", score: 0, sort, offset: 0, limit: 50 } as const;
      const compare = async () => {
        await engine.call("compare", pair);
        await engine.call("compareRows", { pair, query });
      };
      cold.push((await timed(compare))[0]);
      warm.push((await timed(compare))[0]);
      const byScore = {
        sort: { column: { kind: "score", score: 0 }, descending: false },
        offset: 0,
        limit: 50,
      } as const;
      firstPage.push((await timed(() => engine.call("rows", { id: base.id, query: byScore })))[0]);
    });
  note("start of the worker and first list", median(listing), "ms", "");
  note(
    `compare two runs of ${ROWS.toLocaleString("en")} rows, cold, with the first page of regressions`,
    median(cold),
    "ms",
    "< 500",
  );
  note("the same again, warm", median(warm), "ms", "");
  note("first page sorted by a score", median(firstPage), "ms", "");
}

function benchSizes(): void {
  for (const [file, goal] of [
    ["extension.js", "< 200"],
    ["storeWorker.js", ""],
    ["webview/result.js", "< 350"],
    ["webview/compare.js", "< 350"],
  ] as const)
    if (existsSync(join(DIST, file)))
      note(`dist/${file}`, statSync(join(DIST, file)).size / 1024, "KB", goal);
}

async function main(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const [a, b] = [join(FOLDER, "a.jsonl"), join(FOLDER, "b.jsonl")];
  await writeRows(a, ROWS, 0);
  await writeRows(b, ROWS, 1);
  await benchImport(a);
  await benchReading([a, b]);
  benchSizes();
  if (process.argv.includes("--json")) console.log(JSON.stringify(figures, null, 2));
  else
    for (const { name, value, unit, goal } of figures) {
      const digits = unit === "x" ? 2 : 0;
      console.log(`${value.toFixed(digits).padStart(8)} ${unit.padEnd(3)} ${goal.padEnd(8)} ${name}`);
    }
}

main().catch((error: unknown) => {
  console.error(error);
});

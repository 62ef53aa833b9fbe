// What it costs to look for a row's item in all other results of a store: in a new session, again, with many different
// rows, and in a store without tables of digests, as older versions left them; and how long the thread is held up at most.
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { completeDigests } from "../../src/app/rows/digestReading.ts";
import type { DigestBeginnings } from "../../src/core/join/digestBeginnings.ts";
import type { RunId } from "../../src/core/run.ts";
import type { RunStore } from "../../src/core/runStore.ts";
import { createEngine } from "../../src/node/createEngine.ts";
import { chance } from "./chance.ts";
import { type Figure, median } from "./figures.ts";
import { importMs, multiply, RUNS, someRows, timed } from "./manyRuns.ts";

const NEVER = new AbortController().signal;
const REPEATS = 5;
/** Rows of each result where no two share any, and of the few results that are very long. */
const DIFFERENT_ROWS = 1_000;
const LONG = { runs: 5, rows: 1_000_000 };

/** Measures in `folder`, where a store of copies is made once; `bundleFolder` holds `sql-wasm.wasm`. */
export async function whereFigures(folder: string, bundleFolder: string): Promise<readonly Figure[]> {
  const storeFolder = join(folder, "store");
  const tables = join(storeFolder, "digests");
  if (!existsSync(storeFolder)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "rows.jsonl"), someRows(0, ["score"]));
    await importMs(storeFolder, bundleFolder, join(folder, "rows.jsonl"));
    await multiply(storeFolder, bundleFolder);
  }
  const { rare, common } = await withStore(storeFolder, bundleFolder, async ({ engine, store }) => {
    const file = join(folder, "rare.jsonl");
    writeFileSync(file, '{"item":{"q":"found nowhere else"},"sample":{"output_text":"a"},"metrics":{}}\n');
    const call = { signal: NEVER, progress: () => undefined };
    const { run } = await engine.import(file, { format: "nemo-rows" }, call);
    const [other] = (await store.list({ page: 2, pageSize: 1 })).runs;
    await completeDigests(store, NEVER);
    return { rare: run.id, common: other?.id ?? run.id };
  });
  /** In new sessions that have listed the results, as a window has: the first look, and the second. */
  const looks = async (id: RunId, repeats = REPEATS) => {
    const first: number[] = [];
    const again: number[] = [];
    for (let i = 0; i < repeats; i++)
      await withStore(storeFolder, bundleFolder, async ({ engine }) => {
        first.push(await timed(() => engine.beside.elsewhere.find(id, 0, NEVER)));
        again.push(await timed(() => engine.beside.elsewhere.find(id, 0, NEVER)));
      });
    return { first: median(first), again: median(again) };
  };
  const shared = await looks(rare);
  const all = await looks(common);
  const withRows = async (rowsOf: (place: number) => number) => {
    rmSync(tables, { recursive: true });
    await withStore(storeFolder, bundleFolder, ({ store }) => keepMadeUp(store, rowsOf));
    return looks(rare);
  };
  const different = await withRows(() => DIFFERENT_ROWS);
  const long = await withRows((place) => (place < LONG.runs ? LONG.rows : 1));
  rmSync(tables, { recursive: true });
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const without = await looks(rare, 1);
  delay.disable();
  const among = `${RUNS.toLocaleString("en")} results`;
  const figure = (name: string, value: number, goal = ""): Figure => ({ name, value, unit: "ms", goal });
  return [
    figure(`where else, first look of a session, ${among} of one dataset`, shared.first, "< 300"),
    figure("the same again", shared.again),
    figure(`where else, an item that all ${among} have`, all.first),
    figure(
      `where else, first look, ${among} of ${DIFFERENT_ROWS} rows of their own`,
      different.first,
      "< 300",
    ),
    figure(
      `where else, first look, ${LONG.runs} of them with ${LONG.rows.toLocaleString("en")} rows`,
      long.first,
      "< 500",
    ),
    figure(`where else, first look, ${among} without tables of digests`, without.first),
    figure("of it the longest that the thread was held up", delay.max / 1e6),
  ];
}

async function withStore<T>(
  storeFolder: string,
  bundleFolder: string,
  work: (own: ReturnType<typeof createEngine>) => Promise<T>,
): Promise<T> {
  const own = createEngine(storeFolder, bundleFolder);
  await own.store.list({ page: 1, pageSize: 1 });
  const result = await work(own);
  own.store.close();
  return result;
}

/** Tables that say of each result that it has rows which no other has: what importing so many would leave. */
async function keepMadeUp(store: RunStore, rowsOf: (place: number) => number): Promise<void> {
  const next = chance(1);
  const word = (): number => Math.floor(next() * 2 ** 32);
  let some = new Map<RunId, DigestBeginnings>();
  for (const [place, { id }] of (await store.outlines()).entries()) {
    const rows = rowsOf(place);
    some.set(id, { first: new Uint32Array(rows).map(word), second: new Uint32Array(rows).map(word) });
    if (some.size * rows < 100_000 && rows < 100_000) continue;
    await store.digests.add(some);
    some = new Map();
  }
  await store.digests.add(some);
}

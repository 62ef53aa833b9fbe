// What questions cost in a store of 5,000 results with 20 scores each, a tenth of them noted: pages sorted by a score, filters,
// groups, finding by every key typed, and a change of notes.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Finder } from "../../src/app/results/finder.ts";
import type { ResultQuery } from "../../src/core/results/resultQuery.ts";
import { nodeParts } from "../../src/node/nodeParts.ts";
import { LocalStore } from "../../src/store/localStore.ts";
import { type Figure, median } from "./figures.ts";
import { importMs, multiply, RUNS, someRows, timed } from "./manyRuns.ts";

const REPEATS = 7;
const SCORES = Array.from({ length: 20 }, (_, i) => `score-${i}`);
const BY_SCORE: ResultQuery = { sort: "-scores.score-7.mean", page: 1, pageSize: 100 };
const FILTERED: ResultQuery = {
  ...BY_SCORE,
  filter: { $and: [{ model: { $like: "LLAMA" } }, { created_at: { $gte: "2025-01-01" } }] },
};
const TYPED = "copy 12 model:llama-1 tag:tag-1 score:score-7";

/** Measures in `folder`, which is made anew; `bundleFolder` holds `sql-wasm.wasm`. */
export async function queryScaleFigures(folder: string, bundleFolder: string): Promise<readonly Figure[]> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const storeFolder = join(folder, "store");
  writeFileSync(join(folder, "rows.jsonl"), someRows(0, SCORES));
  await importMs(storeFolder, bundleFolder, join(folder, "rows.jsonl"));
  await multiply(storeFolder, bundleFolder, varied);
  const open = (): LocalStore => new LocalStore(nodeParts(bundleFolder), storeFolder);
  await note(open());
  const cold: number[] = [];
  for (let i = 0; i < REPEATS; i++)
    cold.push(await closed(open(), (store) => timed(() => store.list(BY_SCORE))));
  const store = open();
  await store.list({ page: 1, pageSize: 1 });
  const asked = async (work: (i: number) => Promise<unknown>): Promise<readonly number[]> => {
    const times: number[] = [];
    for (let i = 0; i < REPEATS; i++) times.push(await timed(() => work(i)));
    return times;
  };
  // Another score each time: the last order is kept.
  const first = await asked((i) => store.list({ ...BY_SCORE, sort: `-scores.score-${i + 8}.mean` }));
  await store.list(BY_SCORE);
  const later = await asked((i) => store.list({ ...BY_SCORE, page: 7 * i + 2 }));
  const filtered = await asked(() => store.list(FILTERED));
  const grouped = await asked((i) =>
    store.groups({ by: (["dataset", "model", "tag", "day"] as const)[i % 4] ?? "day", query: {} }),
  );
  const [firstKey, keys] = await finding(store);
  const stamps = await asked(() => store.stamp());
  const [any] = (await store.list({ page: 1, pageSize: 1 })).runs;
  const noted = await asked((i) =>
    store.annotate({ ids: any === undefined ? [] : [any.id], change: { note: `${i}` } }),
  );
  store.close();
  const figure = (name: string, values: readonly number[], goal = ""): Figure => ({
    name: `${name}, ${RUNS.toLocaleString("en")} results with ${SCORES.length} scores`,
    value: median(values),
    unit: "ms",
    goal,
  });
  return [
    figure("first 100 by a score's mean, cold", cold, "< 300"),
    figure("first 100 by a score's mean, warm", first, "< 50"),
    figure("a later page by a score's mean", later, "< 30"),
    figure("first 100 by a score's mean, filtered", filtered),
    figure("groups", grouped),
    figure("find, first key", [firstKey]),
    figure("find, each key", keys, "< 50"),
    { ...figure("find, the slowest key", keys, "< 50"), value: Math.max(...keys) },
    figure("whether anything changed, notes too", stamps),
    figure("a change of one result's notes", noted),
  ];
}

/** Each copy with names, a time and means of its own. */
function varied(text: string, i: number): string {
  const manifest = JSON.parse(text) as {
    record: { run: Record<string, unknown> & { scores: { mean: number }[] } };
  };
  const { run } = manifest.record;
  run.model = `meta/llama-${i % 40}`;
  run.dataset = `default/set-${i % 25}`;
  run.labels = { suite: i % 2 === 0 ? "nightly" : "weekly" };
  run.createdAt = new Date(Date.UTC(2025, 0, 1) + i * 3_600_000).toISOString();
  for (const [at, score] of run.scores.entries()) score.mean = ((i * 31 + at) % 1000) / 1000;
  return JSON.stringify(manifest);
}

async function note(store: LocalStore): Promise<void> {
  const { runs } = await store.list({ page: 1, pageSize: RUNS / 10 });
  for (let tag = 0; tag < 5; tag++)
    await store.annotate({
      ids: runs.filter((_, i) => i % 5 === tag).map((run) => run.id),
      change: { star: tag === 0, addTags: [`tag-${tag}`], note: "looked at" },
    });
  // Older than a file system's tick: the usual state of notes.
  await store.list({ page: 1, pageSize: 1 });
  await new Promise((resolve) => setTimeout(resolve, 3_500));
  await store.list({ page: 1, pageSize: 1 });
  store.close();
}

/** The first key, which makes the index, and every one after it. */
async function finding(store: LocalStore): Promise<readonly [number, readonly number[]]> {
  const finder = new Finder(store, Date.now);
  const times: number[] = [];
  for (let end = 1; end <= TYPED.length; end++)
    times.push(await timed(() => finder.find({ text: TYPED.slice(0, end), limit: 50 })));
  const [first = Number.NaN, ...rest] = times;
  return [first, rest];
}

async function closed<T>(store: LocalStore, work: (store: LocalStore) => Promise<T>): Promise<T> {
  try {
    return await work(store);
  } finally {
    store.close();
  }
}

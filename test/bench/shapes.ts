// Runs of other shapes than many short rows with a few scores: long rows, a thousand scores, and a small run added to a
// store that holds gigabytes already.
import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { RunId } from "../../src/core/run.ts";
import { DuckRuns, type loadDuckDb } from "./duckdb.ts";
import { importInto, importTimes, timed, withEngine } from "./engineTimes.ts";
import { type Figures, median, ratio } from "./figures.ts";
import { floorMs } from "./floor.ts";
import { type RowShape, writeRows } from "./rows.ts";

const REPEATS = 3;

const SHAPES: readonly (RowShape & { readonly name: string; readonly rows: number })[] = [
  { name: "10,000 rows of 10 KB", rows: 10_000, outputWords: 1_500 },
  { name: "1,000 rows of 100 KB", rows: 1_000, outputWords: 15_500 },
  { name: "10,000 rows of 1,000 scores", rows: 10_000, scores: 1_000 },
];

export async function shapeFigures(
  figures: Figures,
  folder: string,
  duck: ReturnType<typeof loadDuckDb>,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const shape of SHAPES) await oneShape(figures, folder, shape, duck);
  await wideRunFigures(figures, folder);
  await fullStoreFigures(figures, folder);
}

function fileOf(folder: string, shape: (typeof SHAPES)[number], seed: number): string {
  return join(folder, `${shape.name.replace(/\W+/g, "-")}-${seed}.jsonl`);
}

async function oneShape(
  figures: Figures,
  folder: string,
  shape: (typeof SHAPES)[number],
  duck: ReturnType<typeof loadDuckDb>,
): Promise<void> {
  const paths = [fileOf(folder, shape, 0), fileOf(folder, shape, 1)] as const;
  for (const [seed, path] of paths.entries())
    if (!existsSync(path)) await writeRows(path, shape.rows, seed, shape);
  const floors: number[] = [];
  const own: number[] = [];
  const ducks: number[] = [];
  const store = join(folder, "store");
  for (let i = 0; i < REPEATS; i++) {
    rmSync(store, { recursive: true, force: true });
    floors.push(floorMs(paths[0]));
    own.push((await importTimes(store, paths))[0]);
    if (duck === null) continue;
    const runs = await DuckRuns.fresh(duck, join(folder, "shape.duckdb"));
    ducks.push((await timed(() => runs.import("a", paths[0])))[0]);
    runs.close();
  }
  figures.note(`import of ${shape.name}`, median(own), "ms");
  figures.note(`import of ${shape.name} / floor`, ratio(own, floors), "x", "<= 2.0");
  if (ducks.length > 0) figures.note(`import of ${shape.name} / DuckDB`, ratio(own, ducks), "x", "<= 0.6");
}

/** Opening, sorting and comparing runs of a thousand scores; they are the last shape's, still in the store. */
async function wideRunFigures(figures: Figures, folder: string): Promise<void> {
  const store = join(folder, "store");
  await withEngine(store, async (engine) => {
    const [listMs, { runs }] = await timed(() => engine.call("list", { page: 1, pageSize: 100 }));
    const [candidate, base] = runs;
    if (base === undefined || candidate === undefined) throw new Error("two runs were imported");
    const sort = [{ column: { kind: "score", score: 500 }, descending: false }] as const;
    const query = { sort, offset: 0, limit: 50 };
    const [openMs] = await timed(() => engine.call("run", { id: base.id }));
    const [pageMs] = await timed(() => engine.call("rows", { id: base.id, query }));
    const [compareMs] = await timed(() => engine.call("compare", { base: base.id, candidate: candidate.id }));
    figures.note("1,000 scores: list of two such runs, cold", listMs, "ms");
    figures.note("1,000 scores: open one", openMs, "ms");
    figures.note("1,000 scores: first page of 50 rows by a score", pageMs, "ms");
    figures.note("1,000 scores: compare two such runs of 10,000 rows", compareMs, "ms");
  });
}

const FULL_BYTES = 2 * 1024 ** 3;

/** 1,000 rows added to an empty store, and to one that holds 2 GB: its payload files are links to one run's. */
async function fullStoreFigures(figures: Figures, folder: string): Promise<void> {
  const source = join(folder, "thousand.jsonl");
  const big = fileOf(folder, SHAPES[0] as (typeof SHAPES)[number], 0);
  const full = join(folder, "full-store");
  const empty = join(folder, "empty-store");
  rmSync(full, { recursive: true, force: true });
  await importInto(full, big);
  multiply(full);
  const times = { empty: [] as number[], full: [] as number[] };
  for (let seed = 0; seed < 5; seed++) {
    await writeRows(source, 1_000, seed);
    rmSync(empty, { recursive: true, force: true });
    times.empty.push((await timed(() => importInto(empty, source)))[0]);
    times.full.push((await timed(() => importInto(full, source)))[0]);
  }
  figures.note("1,000 rows into an empty store, cold", median(times.empty), "ms");
  figures.note(
    "1,000 rows into a store of 2 GB / into an empty one",
    ratio(times.full, times.empty),
    "x",
    "<= 1.2",
  );
  rmSync(full, { recursive: true, force: true });
}

/** Copies the store's only run under new ids until 2 GB are stored. */
function multiply(store: string): void {
  const runs = join(store, "runs");
  const [only = ""] = readdirSync(runs);
  const files = readdirSync(join(runs, only)).filter((file) => file !== "manifest.json");
  const manifest = readFileSync(join(runs, only, "manifest.json"), "utf8");
  const { files: listed } = JSON.parse(manifest) as { files: Record<string, { sizeBytes: number }> };
  const bytes = Object.values(listed).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  for (let i = 1; i * bytes < FULL_BYTES; i++) {
    const id = `20250101t${String(i).padStart(9, "0")}-${String(i).padStart(16, "0")}` as RunId;
    mkdirSync(join(runs, id));
    for (const file of files)
      try {
        linkSync(join(runs, only, file), join(runs, id, file));
      } catch {
        copyFileSync(join(runs, only, file), join(runs, id, file)); // a file system without links
      }
    const own = manifest.replaceAll(only, id).replace(/"name": "[^"]*\.jsonl"/, `"name": "copy ${i}"`);
    writeFileSync(join(runs, id, "manifest.json"), own);
  }
}

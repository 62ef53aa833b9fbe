// Benchmarks of what people wait for, as ratios beside a floor taken in the same run: reading a file and parsing each
// line with JSON.parse, one thread, nothing else; and beside DuckDB doing the same work on two threads. Prints a table,
// or JSON with --json; --large adds a million rows; never fails a build.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { DuckRuns, loadDuckDb } from "./duckdb.ts";
import { compareAndPage, DIST, importInto, importTimes, timed, withEngine } from "./engineTimes.ts";
import { floorMs } from "./floor.ts";
import { queryScaleFigures } from "./queryScale.ts";
import { writeRows } from "./rows.ts";
import { storeScaleFigures } from "./storeScale.ts";

const FOLDER = resolve(DIST, "../.vscode-test/bench");

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

interface Size {
  readonly rows: number;
  readonly repeats: number;
  readonly goals: { readonly floor: string; readonly duck: string; readonly compare: string };
}

const SMALL: Size = {
  rows: 100_000,
  repeats: 5,
  goals: { floor: "<= 2.5", duck: "<= 0.6", compare: "< 500" },
};
const LARGE: Size = { rows: 1_000_000, repeats: 1, goals: { floor: "", duck: "<= 0.7", compare: "" } };

function count(rows: number): string {
  return `${rows.toLocaleString("en")} rows`;
}

async function benchImport(
  paths: readonly [string, string],
  size: Size,
  duck: ReturnType<typeof loadDuckDb>,
): Promise<void> {
  const floors: number[] = [];
  const own: number[] = [];
  const again: number[] = [];
  const ducks: number[] = [];
  for (let i = 0; i < size.repeats; i++) {
    const store = join(FOLDER, "import-store");
    rmSync(store, { recursive: true, force: true });
    floors.push(floorMs(paths[0]));
    const [first, second] = await importTimes(store, paths);
    own.push(first);
    again.push(second);
    if (duck === null) continue;
    const runs = await DuckRuns.fresh(duck, join(FOLDER, "import.duckdb"));
    ducks.push((await timed(() => runs.import("a", paths[0])))[0]);
    runs.close();
  }
  const megabytes = Math.round(statSync(paths[0]).size / 1e6);
  note(`read and JSON.parse of ${count(size.rows)}, ${megabytes} MB`, median(floors), "ms", "");
  note("import of the same file", median(own), "ms", "");
  note("import / floor", ratio(own, floors), "x", size.goals.floor);
  note("import of a second such file / floor", ratio(again, floors), "x", size.goals.floor);
  if (ducks.length > 0) note("import / DuckDB", ratio(own, ducks), "x", size.goals.duck);
}

/** Median of the ratios pair by pair. */
function ratio(a: readonly number[], b: readonly number[]): number {
  return median(a.map((value, i) => value / (b[i] ?? Number.NaN)));
}

/** Peak memory of an import in a process of its own, from the command line. */
function benchMemory(path: string, size: Size): void {
  const store = join(FOLDER, "memory-store");
  rmSync(store, { recursive: true, force: true });
  const script = `process.on("exit", () => console.error(process.resourceUsage().maxRSS)); process.argv.splice(1, 0, "x"); require(${JSON.stringify(join(DIST, "cli.js"))});`;
  const { stderr } = spawnSync(process.execPath, ["-e", script, "import", path, "--store", store], {
    encoding: "utf8",
  });
  note(
    `peak memory of importing ${count(size.rows)}`,
    Number(stderr.trim().split("\n").pop()) / 1024,
    "MB",
    size === LARGE ? "<= 250" : "",
  );
}

async function benchReading(
  paths: readonly [string, string],
  size: Size,
  duck: ReturnType<typeof loadDuckDb>,
): Promise<void> {
  const store = join(FOLDER, `read-store-${size.rows}`);
  rmSync(store, { recursive: true, force: true });
  for (const path of paths) await importInto(store, path);
  const own = { list: [] as number[], cold: [] as number[], warm: [] as number[], page: [] as number[] };
  for (let i = 0; i < Math.max(3, size.repeats); i++) {
    const pair = await withEngine(store, async (engine) => {
      const [listMs, { runs }] = await timed(() => engine.call("list", { page: 1, pageSize: 100 }));
      own.list.push(listMs);
      const [candidate, base] = runs;
      if (base === undefined || candidate === undefined) throw new Error("two runs were imported");
      const compare = () => compareAndPage(engine, { base: base.id, candidate: candidate.id });
      own.cold.push((await timed(compare))[0]);
      own.warm.push((await timed(compare))[0]);
      return base.id;
    });
    await withEngine(store, async (engine) => {
      await engine.call("list", { page: 1, pageSize: 1 });
      const query = {
        sort: { column: { kind: "score", score: 0 }, descending: false },
        offset: 0,
        limit: 50,
      } as const;
      own.page.push((await timed(() => engine.call("rows", { id: pair, query })))[0]);
    });
  }
  note("start of the worker and first list", median(own.list), "ms", "");
  note(
    `compare two runs of ${count(size.rows)}, cold, with the first page of regressions`,
    median(own.cold),
    "ms",
    size.goals.compare,
  );
  note("the same again, warm", median(own.warm), "ms", "");
  note(`first page of ${count(size.rows)} sorted by a score, cold`, median(own.page), "ms", "");
  if (duck === null) return;
  const file = join(FOLDER, `read-${size.rows}.duckdb`);
  const made = await DuckRuns.fresh(duck, file);
  await made.import("a", paths[0]);
  await made.import("b", paths[1]);
  made.close();
  const theirs = { compare: [] as number[], page: [] as number[] };
  for (let i = 0; i < Math.max(3, size.repeats); i++) {
    const runs = await DuckRuns.open(duck, file);
    theirs.compare.push((await timed(() => runs.compare("a", "b")))[0]);
    runs.close();
    const again = await DuckRuns.open(duck, file);
    theirs.page.push((await timed(() => again.firstPage("a")))[0]);
    again.close();
  }
  note(
    "compare, cold / DuckDB's join, counts and means",
    median(own.cold) / median(theirs.compare),
    "x",
    "<= 0.3",
  );
  note("first page by a score, cold / DuckDB", median(own.page) / median(theirs.page), "x", "<= 0.15");
}

async function benchSize(size: Size, duck: ReturnType<typeof loadDuckDb>): Promise<void> {
  const paths = [join(FOLDER, `a-${size.rows}.jsonl`), join(FOLDER, `b-${size.rows}.jsonl`)] as const;
  for (const [seed, path] of paths.entries()) if (!existsSync(path)) await writeRows(path, size.rows, seed);
  await benchImport(paths, size, duck);
  benchMemory(paths[0], size);
  await benchReading(paths, size, duck);
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
  const duck = process.argv.includes("--no-duckdb") ? null : loadDuckDb(FOLDER);
  await benchSize(SMALL, duck);
  if (process.argv.includes("--large")) await benchSize(LARGE, duck);
  const scaleStore = join(FOLDER, "scale-store");
  for (const { name, value, unit, goal } of await storeScaleFigures(scaleStore, DIST))
    note(name, value, unit, goal);
  for (const { name, value, unit, goal } of await queryScaleFigures(join(FOLDER, "query-store"), DIST))
    note(name, value, unit, goal);
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

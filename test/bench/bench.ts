// Benchmarks of what people wait for, as ratios beside a floor taken in the same run: reading a file and parsing each
// line with JSON.parse, one thread, nothing else; and beside DuckDB doing the same work on two threads. Prints a table,
// or JSON with --json; --large adds a million rows; --remote: live sources only; --coverage prints how often
// intervals cover instead, --several only the comparison of eight runs, --where only looking for an item, --arranging only
// sorts and filters, --resampling only how long resampling holds the worker; never fails a build.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { arrangingFigures } from "./arranging.ts";
import { coverageTable } from "./coverage.ts";
import { DuckRuns, loadDuckDb } from "./duckdb.ts";
import { DIST, importInto, importTimes, timed } from "./engineTimes.ts";
import { Figures, median, ratio } from "./figures.ts";
import { floorMs } from "./floor.ts";
import { queryScaleFigures } from "./queryScale.ts";
import { readingFigures } from "./reading.ts";
import { remoteFigures } from "./remote.ts";
import { weaveFigures } from "./remoteWeave.ts";
import { resamplingFigures } from "./resampling.ts";
import { writeRows } from "./rows.ts";
import { severalRunsFigures } from "./severalRuns.ts";
import { shapeFigures } from "./shapes.ts";
import { storeScaleFigures } from "./storeScale.ts";
import { whereFigures } from "./whereScale.ts";

const FOLDER = resolve(DIST, "../.vscode-test/bench");

const figures = new Figures();

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
  figures.note(`read and JSON.parse of ${count(size.rows)}, ${megabytes} MB`, median(floors), "ms", "");
  figures.note("import of the same file", median(own), "ms", "");
  figures.note("import / floor", ratio(own, floors), "x", size.goals.floor);
  figures.note("import of a second such file / floor", ratio(again, floors), "x", size.goals.floor);
  if (ducks.length > 0) figures.note("import / DuckDB", ratio(own, ducks), "x", size.goals.duck);
}

/** Peak memory of an import in a process of its own, from the command line. */
function benchMemory(path: string, size: Size): void {
  const store = join(FOLDER, "memory-store");
  rmSync(store, { recursive: true, force: true });
  const script = `process.on("exit", () => console.error(process.resourceUsage().maxRSS)); process.argv.splice(1, 0, "x"); require(${JSON.stringify(join(DIST, "cli.js"))});`;
  const { stderr } = spawnSync(process.execPath, ["-e", script, "import", path, "--store", store], {
    encoding: "utf8",
  });
  figures.note(
    `peak memory of importing ${count(size.rows)}`,
    Number(stderr.trim().split("\n").pop()) / 1024,
    "MB",
    size === LARGE ? "<= 250" : "",
  );
}

async function benchSize(size: Size, duck: ReturnType<typeof loadDuckDb>): Promise<void> {
  const paths = [join(FOLDER, `a-${size.rows}.jsonl`), join(FOLDER, `b-${size.rows}.jsonl`)] as const;
  for (const [seed, path] of paths.entries()) if (!existsSync(path)) await writeRows(path, size.rows, seed);
  await benchImport(paths, size, duck);
  benchMemory(paths[0], size);
  const store = join(FOLDER, `read-store-${size.rows}`);
  rmSync(store, { recursive: true, force: true });
  for (const path of paths) await importInto(store, path);
  const place = { store, duckFile: join(FOLDER, `read-${size.rows}.duckdb`), rows: count(size.rows) };
  await readingFigures(figures, duck, paths, { ...place, compareGoal: size.goals.compare });
}

/** Asking and pulling from a service. */
async function benchRemote({ rows, repeats }: Size): Promise<void> {
  const rowsFile = join(FOLDER, `a-${rows}.jsonl`);
  if (!existsSync(rowsFile)) await writeRows(rowsFile, rows, 0);
  await remoteFigures(figures, { folder: FOLDER, rowsFile, rows: count(rows), repeats });
  await weaveFigures(figures, { folder: FOLDER, repeats });
}

/** Looking for an item in all results. */
async function benchWhere(): Promise<void> {
  for (const { name, value, unit, goal } of await whereFigures(join(FOLDER, "where-store"), DIST))
    figures.note(name, value, unit, goal);
}

function benchSizes(): void {
  for (const [file, goal] of [
    ["extension.js", "< 200"],
    ["storeWorker.js", ""],
    ["webview/result.js", "< 350"],
    ["webview/compare.js", "< 350"],
    ["webview/compareMany.js", "< 350"],
  ] as const)
    if (existsSync(join(DIST, file)))
      figures.note(`dist/${file}`, statSync(join(DIST, file)).size / 1024, "KB", goal);
}

async function main(): Promise<void> {
  if (process.argv.includes("--coverage")) return void process.stdout.write(coverageTable());
  mkdirSync(FOLDER, { recursive: true });
  if (process.argv.includes("--several")) {
    await severalRunsFigures(figures, FOLDER);
    return figures.print(process.argv.includes("--json"));
  }
  if (process.argv.includes("--arranging")) {
    await arrangingFigures(figures, FOLDER);
    return figures.print(process.argv.includes("--json"));
  }
  if (process.argv.includes("--resampling")) {
    await resamplingFigures(figures, FOLDER);
    return figures.print(process.argv.includes("--json"));
  }
  if (process.argv.includes("--where")) {
    await benchWhere();
    return figures.print(process.argv.includes("--json"));
  }
  await benchRemote(process.argv.includes("--large") ? LARGE : SMALL);
  if (process.argv.includes("--remote")) return figures.print(process.argv.includes("--json"));
  const duck = process.argv.includes("--no-duckdb") ? null : loadDuckDb(FOLDER);
  await benchSize(SMALL, duck);
  if (process.argv.includes("--large")) await benchSize(LARGE, duck);
  await severalRunsFigures(figures, FOLDER);
  await shapeFigures(figures, join(FOLDER, "shapes"), duck);
  const scaleStore = join(FOLDER, "scale-store");
  for (const { name, value, unit, goal } of await storeScaleFigures(scaleStore, DIST))
    figures.note(name, value, unit, goal);
  for (const { name, value, unit, goal } of await queryScaleFigures(join(FOLDER, "query-store"), DIST))
    figures.note(name, value, unit, goal);
  await benchWhere();
  await arrangingFigures(figures, FOLDER);
  benchSizes();
  figures.print(process.argv.includes("--json"));
}

main().catch((error: unknown) => {
  console.error(error);
});

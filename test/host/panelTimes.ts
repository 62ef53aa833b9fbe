// How long the result panel takes in a real window: from the press on a result to its head and to its rows, beside panels
// that hold next to nothing, and the time between frames while its rows scroll. The pages tell the times themselves, by one
// clock, so driving them adds nothing.
import { rmSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { FrameLocator } from "playwright-core";
import { writeRows } from "../bench/rows.ts";
import { FLOOR_MARK, FLOOR_PAGES, FLOOR_VIEW, type FloorPage, writeFloorExtension } from "./panelFloor.ts";
import { ROOT } from "./paths.ts";
import { run } from "./processes.ts";
import { makeTemporaryFolder } from "./temporaryFolders.ts";
import { CodeWindow } from "./window.ts";
import { retry } from "./windowSteps.ts";

interface Opening {
  readonly headMs: number;
  readonly rowsMs: number;
}

interface Frames {
  readonly count: number;
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** Of the frames, those that took longer than 20 ms. */
  readonly lateShare: number;
}

interface Figures {
  readonly rows: number;
  readonly first: Opening;
  readonly later: readonly Opening[];
  readonly scrolling: Frames;
  readonly idle: Frames;
}

/** Median time from the press to the first frame of each kind of empty panel. */
type Floor = Readonly<Record<FloorPage, number>>;

const FRAMES = 300;

export async function panelTimes(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rows: { type: "string", default: "10000,1000000" },
      repeats: { type: "string", default: "5" },
      json: { type: "boolean", default: false },
    },
  });
  const sizes = values.rows.split(",").map(Number);
  const workspace = makeTemporaryFolder("panel-times");
  try {
    for (const rows of sizes) await importRows(workspace, rows);
    const { floor, figures } = await measure(workspace, sizes, Number(values.repeats));
    if (values.json) console.log(JSON.stringify({ floor, figures }, null, 2));
    else {
      const parts = FLOOR_PAGES.map((page) => `${page} ${Math.round(floor[page])} ms`);
      console.log(`Panels with one line of script: ${parts.join(", ")}`);
      for (const one of figures) print(one, floor);
    }
    console.log(`${cpus().length} cores, load of the last minute ${loadavg()[0]?.toFixed(1)}`);
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}

const nameOf = (rows: number): string => `rows-${rows}`;

async function importRows(workspace: string, rows: number): Promise<void> {
  const file = join(workspace, `${nameOf(rows)}.jsonl`);
  await writeRows(file, rows, 1, { outputWords: 12 });
  const call = [join(ROOT, "dist", "cli.js"), "import", file, "--store", join(workspace, ".eval-results")];
  const { code, output } = await run(process.execPath, call, { output: "keep" });
  rmSync(file);
  if (code !== 0) throw new Error(`The import of ${rows} rows failed: ${output}`);
}

async function measure(
  workspace: string,
  sizes: readonly number[],
  repeats: number,
): Promise<{ readonly floor: Floor; readonly figures: readonly Figures[] }> {
  // Beside the workspace's own folders, which the extension under test does not look at.
  const beside = [writeFloorExtension(workspace)];
  const window = await CodeWindow.open({ workspace, size: { width: 1440, height: 900 }, beside });
  try {
    await window.page.evaluate(notePresses);
    const floor = await measureFloor(window, repeats);
    await window.openActivity("Eval Results");
    const figures: Figures[] = [];
    for (const rows of sizes) {
      const tree = window.tree("Results");
      await tree.waitFor(nameOf(rows));
      const openings: Opening[] = [];
      for (let i = 0; i <= repeats; i++) {
        if (i > 0) await window.panels.closeTab(nameOf(rows));
        openings.push(await open(window, nameOf(rows)));
      }
      const panel = await window.panels.content(nameOf(rows));
      const [first, ...later] = openings as [Opening, ...Opening[]];
      figures.push({ rows, first, later, idle: await frames(panel, 0), scrolling: await frames(panel, 120) });
      await window.panels.closeTab(nameOf(rows));
    }
    return { floor, figures };
  } finally {
    await window.close();
  }
}

async function measureFloor(window: CodeWindow, repeats: number): Promise<Floor> {
  await window.openActivity(FLOOR_VIEW.title);
  const floor = new Map<FloorPage, number>();
  for (const page of FLOOR_PAGES) {
    await window.tree(FLOOR_VIEW.title).waitFor(page);
    const times: number[] = [];
    for (let i = 0; i <= repeats; i++) {
      const [ms = Number.NaN] = await press(window, FLOOR_VIEW.title, page, [FLOOR_MARK]);
      if (i > 0) times.push(ms);
      await window.panels.closeTab(page);
    }
    floor.set(page, median(times));
  }
  return Object.fromEntries(floor) as Record<FloorPage, number>;
}

/** The window notes when a row of a tree was pressed last, in epoch milliseconds. */
function notePresses(): void {
  addEventListener(
    "pointerdown",
    (event) => {
      if (event.target instanceof Element && event.target.closest("[role=treeitem]") !== null)
        document.body.dataset.pressed = String(performance.timeOrigin + performance.now());
    },
    true,
  );
}

/** When each of these marks was left in a page, in epoch milliseconds. */
function markedTimes(_: Element, names: readonly string[]): readonly number[] {
  const marks = names.flatMap((name) => performance.getEntriesByName(name));
  return marks.map(({ startTime }) => performance.timeOrigin + startTime);
}

/** Presses a row of a tree; gives the times from the press to the marks of the panel that it opens. */
async function press(
  window: CodeWindow,
  tree: string,
  name: string,
  marks: readonly string[],
): Promise<readonly number[]> {
  await window.tree(tree).click(name);
  const panel = await window.panels.content(name);
  const times = await retry(async () => {
    const found = await panel.locator("body").evaluate(markedTimes, marks);
    return found.length === marks.length ? found : undefined;
  }, 60_000);
  const pressed = Number(await window.page.locator("body").first().getAttribute("data-pressed"));
  if (Number.isNaN(pressed)) throw new Error("Nothing was noted.");
  return times.map((time) => time - pressed);
}

/** By the marks that the panel leaves (`webview/shared/paintMarks.ts`). */
async function open(window: CodeWindow, name: string): Promise<Opening> {
  const marks = ["eval-results.head", "eval-results.rows"];
  const [headMs = Number.NaN, rowsMs = Number.NaN] = await press(window, "Results", name, marks);
  return { headMs, rowsMs };
}

/** Time between frames while the table scrolls by so many pixels a frame. */
async function frames(panel: FrameLocator, pxPerFrame: number): Promise<Frames> {
  const grid = panel.getByRole("grid", { name: "Rows" });
  const times = await grid.evaluate(
    (table, { count, px }) =>
      new Promise<number[]>((resolve) => {
        const seen: number[] = [];
        let last = performance.now();
        const step = (): void => {
          const now = performance.now();
          seen.push(now - last);
          last = now;
          if (seen.length > count) resolve(seen.slice(1));
          else {
            table.scrollTop += px;
            requestAnimationFrame(step);
          }
        };
        requestAnimationFrame(step);
      }),
    { count: FRAMES, px: pxPerFrame },
  );
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return {
    count: times.length,
    medianMs: at(0.5),
    p95Ms: at(0.95),
    p99Ms: at(0.99),
    maxMs: sorted.at(-1) ?? 0,
    lateShare: times.filter((ms) => ms > 20).length / Math.max(1, times.length),
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function print({ rows, first, later, scrolling, idle }: Figures, floor: Floor): void {
  const ms = (value: number): string => `${Math.round(value)} ms`;
  const heads = later.map(({ headMs }) => headMs);
  const bodies = later.map(({ rowsMs }) => rowsMs);
  console.log(`${rows.toLocaleString("en")} rows`);
  console.log(`  first opening: head ${ms(first.headMs)}, rows ${ms(first.rowsMs)}`);
  console.log(
    `  ${later.length} later: head ${ms(median(heads))} (${ms(Math.min(...heads))} to ${ms(Math.max(...heads))}), rows ${ms(median(bodies))} (${ms(Math.min(...bodies))} to ${ms(Math.max(...bodies))})`,
  );
  console.log(`  head / a panel that asks once: ${(median(heads) / floor.answer).toFixed(1)}`);
  for (const [what, seen] of [
    ["scrolling", scrolling],
    ["at rest", idle],
  ] as const)
    console.log(
      `  frames ${what}: median ${seen.medianMs.toFixed(1)} ms, p95 ${seen.p95Ms.toFixed(1)} ms, p99 ${seen.p99Ms.toFixed(1)} ms, longest ${seen.maxMs.toFixed(1)} ms; ${(100 * seen.lateShare).toFixed(1)} % over 20 ms`,
    );
}

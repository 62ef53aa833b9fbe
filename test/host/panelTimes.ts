// How long the result panel takes in a real window: from the press on a result to its head and to its rows, and the time
// between frames while its rows scroll. The pages tell the times themselves, by one clock, so driving them adds nothing.
import { rmSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { FrameLocator } from "playwright-core";
import { writeRows } from "../bench/rows.ts";
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
    const figures = await measure(workspace, sizes, Number(values.repeats));
    if (values.json) console.log(JSON.stringify(figures, null, 2));
    else for (const one of figures) print(one);
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
): Promise<readonly Figures[]> {
  const window = await CodeWindow.open({ workspace, size: { width: 1440, height: 900 } });
  try {
    await window.page.evaluate(notePresses);
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
    return figures;
  } finally {
    await window.close();
  }
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

/** When a panel's head and rows were on screen, by the marks it leaves (`webview/shared/paintMarks.ts`). */
function shownTimes(): readonly number[] {
  const marks = ["eval-results.head", "eval-results.rows"].flatMap((name) =>
    performance.getEntriesByName(name),
  );
  return marks.map(({ startTime }) => performance.timeOrigin + startTime);
}

async function open(window: CodeWindow, name: string): Promise<Opening> {
  await window.tree("Results").click(name);
  const panel = await window.panels.content(name);
  const [head, rows] = await retry(async () => {
    const times = await panel.locator("body").evaluate(shownTimes);
    return times.length === 2 ? times : undefined;
  }, 60_000);
  const pressed = Number(await window.page.locator("body").first().getAttribute("data-pressed"));
  if (head === undefined || rows === undefined || Number.isNaN(pressed))
    throw new Error("Nothing was noted.");
  return { headMs: head - pressed, rowsMs: rows - pressed };
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

function print({ rows, first, later, scrolling, idle }: Figures): void {
  const ms = (value: number): string => `${Math.round(value)} ms`;
  const median = (values: readonly number[]): number =>
    [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  const heads = later.map(({ headMs }) => headMs);
  const bodies = later.map(({ rowsMs }) => rowsMs);
  console.log(`${rows.toLocaleString("en")} rows`);
  console.log(`  first opening: head ${ms(first.headMs)}, rows ${ms(first.rowsMs)}`);
  console.log(
    `  ${later.length} later: head ${ms(median(heads))} (${ms(Math.min(...heads))} to ${ms(Math.max(...heads))}), rows ${ms(median(bodies))} (${ms(Math.min(...bodies))} to ${ms(Math.max(...bodies))})`,
  );
  for (const [what, seen] of [
    ["scrolling", scrolling],
    ["at rest", idle],
  ] as const)
    console.log(
      `  frames ${what}: median ${seen.medianMs.toFixed(1)} ms, p95 ${seen.p95Ms.toFixed(1)} ms, p99 ${seen.p99Ms.toFixed(1)} ms, longest ${seen.maxMs.toFixed(1)} ms; ${(100 * seen.lateShare).toFixed(1)} % over 20 ms`,
    );
}

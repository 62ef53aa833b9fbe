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

/** Epoch milliseconds that the pages note down. */
interface Noted {
  /** In the window: the latest press on a row of a tree. */
  pressed?: number;
  /** In a panel: its head, and its first row, were on screen by the frame that ended then. */
  headShown?: number;
  rowsShown?: number;
}

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
    // Frames that open from here on note their own times; the window's page is open already.
    await window.page.addInitScript(noteTimes);
    await window.page.evaluate(noteTimes);
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

/** Runs in every page: notes presses on trees, and when a panel's head and rows have been drawn. */
function noteTimes(): void {
  const noted = globalThis as unknown as { noted?: Noted };
  if (noted.noted !== undefined) return;
  const times: Noted = {};
  noted.noted = times;
  const now = (): number => performance.timeOrigin + performance.now();
  addEventListener(
    "pointerdown",
    (event) => {
      if (event.target instanceof Element && event.target.closest("[role=treeitem]") !== null)
        times.pressed = now();
    },
    true,
  );
  /** After the frame that shows it: the second callback runs once the first one's frame was drawn. */
  const afterPaint = (done: () => void): void => {
    requestAnimationFrame(() => requestAnimationFrame(done));
  };
  const waits: Record<string, boolean> = {};
  const look = (selector: string, key: "headShown" | "rowsShown"): void => {
    if (waits[key] || document.querySelector(selector) === null) return;
    waits[key] = true;
    afterPaint(() => {
      times[key] = now();
    });
  };
  new MutationObserver(() => {
    look("header.head h1", "headShown");
    look(".rt-body .rt-row", "rowsShown");
  }).observe(document, { childList: true, subtree: true });
}

async function open(window: CodeWindow, name: string): Promise<Opening> {
  await window.tree("Results").click(name);
  const panel = await window.panels.content(name);
  const shown = await retry(async () => {
    const times = await panel
      .locator("body")
      .evaluate(() => (globalThis as unknown as { noted?: Noted }).noted);
    return times?.headShown !== undefined && times.rowsShown !== undefined ? times : undefined;
  }, 60_000);
  const pressed = await window.page.evaluate(
    () => (globalThis as unknown as { noted?: Noted }).noted?.pressed,
  );
  if (pressed === undefined || shown.headShown === undefined || shown.rowsShown === undefined)
    throw new Error("The press was not noted.");
  return { headMs: shown.headShown - pressed, rowsMs: shown.rowsShown - pressed };
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

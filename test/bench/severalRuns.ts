// Eight runs compared at once: the join of all, statistics of seven candidates, the flip matrix and the first page, in a
// worker of its own each time.
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { ManyQuery, RunSet } from "../../src/core/compare/manyTypes.ts";
import type { Client } from "../../src/protocol/channel.ts";
import type { EngineContract } from "../../src/protocol/engine.ts";
import { importInto, timed, withEngine } from "./engineTimes.ts";
import { type Figures, median } from "./figures.ts";
import { writeRows } from "./rows.ts";

const RUNS = 8;
const ROWS = 100_000;
const REPEATS = 5;

const FIRST_PAGE: ManyQuery = {
  members: { kind: "in", runs: RUNS },
  change: "all",
  flips: null,
  inputs: [],
  score: 0,
  sort: { column: "disagreement", run: 0, descending: true },
  offset: 0,
  limit: 50,
};

export async function severalRunsFigures(figures: Figures, folder: string): Promise<void> {
  const store = join(folder, "several-store");
  if (!existsSync(store))
    for (let seed = 0; seed < RUNS; seed++) {
      const path = join(folder, `several-${seed}.jsonl`);
      if (!existsSync(path)) await writeRows(path, ROWS, seed);
      await importInto(store, path);
    }
  const times = { cold: [] as number[], warm: [] as number[], page: [] as number[], flips: [] as number[] };
  for (let i = 0; i < REPEATS; i++)
    await withEngine(store, async (engine) => {
      const { runs } = await engine.call("list", { page: 1, pageSize: 100 });
      const set: RunSet = { runs: runs.slice(0, RUNS).map(({ id }) => id) };
      const head = () => engine.call("compareMany", { set, scope: "pair", inputs: [] });
      const [ms] = await timed(head);
      times.page.push((await timed(() => engine.call("manyRows", { set, query: FIRST_PAGE })))[0]);
      times.flips.push((await timed(() => flips(engine, set)))[0]);
      times.cold.push(ms + (times.page.at(-1) ?? 0));
      times.warm.push((await timed(head))[0]);
    });
  const what = `compare eight runs of ${ROWS.toLocaleString("en")} rows, cold`;
  figures.note(`${what}, with statistics and the first page`, median(times.cold), "ms", "< 1000");
  figures.note("of it the first page by disagreement", median(times.page), "ms");
  figures.note("the flip matrix after it", median(times.flips), "ms");
  figures.note("the same again, warm", median(times.warm), "ms");
}

function flips(engine: Client<EngineContract>, set: RunSet): Promise<unknown> {
  return engine.call("manyFlips", { set, rule: { score: 0, threshold: 0.7 }, inputs: [] });
}

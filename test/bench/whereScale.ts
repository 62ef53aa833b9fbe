// What it costs to look for a row's item in all other results of a store: the first time, when their digests are read, and
// again; and how long the thread is held up at most.
import { writeFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { createEngine } from "../../src/node/createEngine.ts";
import type { Figure } from "./figures.ts";
import { timed } from "./manyRuns.ts";

const NEVER = new AbortController().signal;

/** `file`: where a result of one item that no other has may be written, to be imported. */
export async function whereFigures(
  storeFolder: string,
  bundleFolder: string,
  file: string,
  among: string,
): Promise<readonly Figure[]> {
  const { engine, store } = createEngine(storeFolder, bundleFolder);
  writeFileSync(file, '{"item":{"q":"found nowhere else"},"sample":{"output_text":"a"},"metrics":{}}\n');
  const call = { signal: NEVER, progress: () => undefined };
  const { run: rare } = await engine.import(file, { format: "nemo-rows" }, call);
  const [common] = (await store.list({ page: 2, pageSize: 1 })).runs;
  const find = (id: typeof rare.id) => timed(() => engine.beside.elsewhere.find(id, 0, NEVER));
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const first = await find(rare.id);
  delay.disable();
  const again = await find(rare.id);
  const all = common === undefined ? Number.NaN : await find(common.id);
  store.close();
  const figure = (name: string, value: number): Figure => ({
    name: `${name}, ${among}`,
    value,
    unit: "ms",
    goal: "",
  });
  return [
    figure("where else, the first of a session", first),
    figure("where else, the longest the thread was held up", delay.max / 1e6),
    figure("where else, again", again),
    figure("where else, an item that all have", all),
  ];
}

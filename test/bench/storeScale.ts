// What a store of 5,000 results costs: making its catalogue from nothing, opening it, listing it, and changing it. None of
// it opens row data; adding and deleting must cost what they cost in an empty store.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { nodeParts } from "../../src/node/nodeParts.ts";
import { LocalStore } from "../../src/store/localStore.ts";
import { type Figure, median } from "./figures.ts";
import { importMs, multiply, RUNS, someRows, timed } from "./manyRuns.ts";

const REPEATS = 5;
const SCORES = ["a", "b", "c", "d"];

/** Measures in `folder`, which is made anew; `bundleFolder` holds `sql-wasm.wasm`. */
export async function storeScaleFigures(folder: string, bundleFolder: string): Promise<readonly Figure[]> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const storeFolder = join(folder, "store");
  const source = join(folder, "rows.jsonl");
  writeFileSync(source, someRows(0, SCORES));
  const emptyMs = await importMs(storeFolder, bundleFolder, source);
  await multiply(storeFolder, bundleFolder);
  rmSync(join(storeFolder, "catalogue.sqlite"));
  const list = (store: LocalStore) => store.list({ page: 1, pageSize: 100 });
  const rebuild = await timed(() => list(new LocalStore(nodeParts(bundleFolder), storeFolder)));
  const cold: number[] = [];
  const warm: number[] = [];
  const stamp: number[] = [];
  const changed: number[] = [];
  const added: number[] = [];
  for (let i = 1; i <= REPEATS; i++) {
    const store = new LocalStore(nodeParts(bundleFolder), storeFolder);
    cold.push(await timed(() => list(store)));
    warm.push(await timed(() => list(store)));
    stamp.push(await timed(() => store.stamp()));
    const [first] = (await list(store)).runs;
    if (first === undefined) throw new Error("5,000 runs were made");
    changed.push(await timed(() => store.remove([first.id])));
    changed.push(await timed(() => store.restore([first.id])));
    store.close();
    writeFileSync(source, someRows(i, SCORES));
    added.push(await importMs(storeFolder, bundleFolder, source));
  }
  const figure = (name: string, values: readonly number[], goal = ""): Figure => ({
    name: `${name}, ${RUNS.toLocaleString("en")} results`,
    value: median(values),
    unit: "ms",
    goal,
  });
  return [
    figure("catalogue from nothing", [rebuild]),
    figure("open and first 100, cold", cold, "< 300"),
    figure("first 100 again, warm", warm, "< 50"),
    figure("whether anything changed", stamp),
    figure("delete or restore one", changed),
    figure("import a small file, cold", added),
    { name: "import a small file into an empty store, cold", value: emptyMs, unit: "ms", goal: "" },
  ];
}

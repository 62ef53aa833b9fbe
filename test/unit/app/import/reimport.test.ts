// Importing a file again: it changes nothing and says so, unless the file or the reading of it differs.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { entriesOf, jsonl, Workbench } from "../../../support/engineSupport.ts";

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});

const ROWS = jsonl([
  { question: "a", output: "x", score: 1, f1: 0.5 },
  { question: "b", output: "y", score: 0, f1: 0.25 },
]);
const runsStored = () => entriesOf(join(bench.storeFolder, "runs")).length;

describe("importing the same file again", () => {
  it("changes nothing and names the result that holds it", async () => {
    const path = bench.write("rows.jsonl", ROWS);
    const { run } = await bench.imported(path);
    expect(await bench.import(path)).toMatchObject({ kind: "unchanged", run: { id: run.id, name: "rows" } });
    expect(runsStored()).toBe(1);
    expect(entriesOf(join(bench.storeFolder, "tmp"))).toEqual([]);
  });

  it("goes by content, not by the file's name", async () => {
    await bench.imported(bench.write("rows.jsonl", ROWS));
    expect(await bench.import(bench.write("copy.jsonl", ROWS))).toMatchObject({ kind: "unchanged" });
  });

  it("keeps the name given first", async () => {
    const path = bench.write("rows.jsonl", ROWS);
    await bench.imported(path, { name: "first" });
    expect(await bench.import(path, { name: "second" })).toMatchObject({
      kind: "unchanged",
      run: { name: "first" },
    });
  });

  it("stores a new result when one byte differs, under the first free name", async () => {
    await bench.imported(bench.write("rows.jsonl", ROWS));
    const changed = await bench.imported(bench.write("rows.jsonl", ROWS.replace('"x"', '"z"')));
    expect(changed.run.name).toBe("rows-2");
    expect(runsStored()).toBe(2);
  });

  it("stores a new result when columns play other roles", async () => {
    const path = bench.write("rows.jsonl", ROWS);
    const first = await bench.imported(path);
    if (first.roles === null) throw new Error("roles expected");
    const second = await bench.imported(path, { roles: { ...first.roles, scores: ["f1"] } });
    expect((await bench.open(second)).scores.map((score) => score.name)).toEqual(["f1"]);
  });

  it("stores a new result when the file beside it has changed", async () => {
    const row = { item: { q: "a" }, metrics: { m: [{ name: "s", value: 1 }] } };
    const path = bench.write("x.row-scores.jsonl", jsonl([row]));
    await bench.imported(path);
    const beside = { name: "from the service", scores: [{ name: "s", count: 1, mean: 1 }] };
    writeFileSync(join(bench.folder, "x.aggregate-scores.json"), JSON.stringify(beside));
    expect(await bench.imported(path)).toMatchObject({
      companion: "x.aggregate-scores.json",
      run: { name: "from the service" },
    });
    expect(await bench.import(path)).toMatchObject({ kind: "unchanged" });
  });

  it("stores it anew after its result was deleted", async () => {
    const path = bench.write("rows.jsonl", ROWS);
    const { run } = await bench.imported(path);
    await bench.engine.remove([run.id]);
    expect((await bench.import(path)).kind).toBe("imported");
  });

  it("is noticed by another process of the same store", async () => {
    const path = bench.write("rows.jsonl", ROWS);
    await bench.imported(path);
    expect(await bench.another().import(path)).toMatchObject({ kind: "unchanged" });
  });
});

describe("an import that is stopped", () => {
  it("leaves nothing behind", async () => {
    const path = bench.write("rows.jsonl", ROWS);
    const controller = new AbortController();
    controller.abort();
    const stopped = bench.engine.import(path, {}, { signal: controller.signal, progress: () => undefined });
    await expect(stopped).rejects.toMatchObject({ name: "AbortError" });
    bench.expectNothingStored();
  });
});

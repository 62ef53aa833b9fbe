// Saved comparisons in a store: found again in another store, renamed, deleted and put back, broken ones never lost.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { aFolder, jsonl, Workbench } from "../../../support/engineSupport.ts";

const rows = (from: number) =>
  jsonl([0, 1, 2].map((i) => ({ question: `q${i}`, output: `${from + i}`, score: (from + i) % 2 })));

async function withRuns(bench = new Workbench()) {
  const runs = [];
  for (const name of ["base", "second", "third"])
    runs.push((await bench.imported(bench.write(`${name}.jsonl`, rows(name.length)))).run.id);
  const choice = { runs, keys: ["question"], scoreMap: [], inputs: [], shown: { score: "score" } };
  return { bench, runs, choice, saved: bench.engine.saved };
}

describe("saved comparisons", () => {
  it("are files that name runs by name and identity, and open in another store", async () => {
    const { bench, choice, saved } = await withRuns();
    expect(await saved.save("Three ways", choice)).toEqual({ name: "Three ways", former: null });
    const path = join(bench.storeFolder, "views", "Three ways.json");
    const text = readFileSync(path, "utf8");
    expect(JSON.parse(text).runs.map(({ name }: { name: string }) => name)).toEqual([
      "base",
      "second",
      "third",
    ]);

    const elsewhere = new Workbench(undefined, aFolder());
    const other = await withRuns(elsewhere);
    mkdirSync(join(elsewhere.storeFolder, "views"));
    writeFileSync(join(elsewhere.storeFolder, "views", "Three ways.json"), text);
    const { found, saved: read } = await other.saved.find("Three ways");
    expect(found.map((run) => run?.id)).toEqual(other.runs);
    expect(read.keys).toEqual(["question"]);
  });

  it("are found by identity after a rename, by name after a new import, and say who is missing", async () => {
    const { bench, runs, choice, saved } = await withRuns();
    await saved.save("v", choice);
    await bench.engine.annotate({ ids: [runs[1] as never], change: { name: "other name" } });
    expect((await saved.find("v")).found.map((run) => run?.name)).toEqual(["base", "other name", "third"]);
    await bench.engine.remove([runs[2] as never]);
    expect((await saved.find("v")).found[2]).toBeNull();
    const again = await bench.imported(bench.write("again.jsonl", rows(9)), { name: "third" });
    expect((await saved.find("v")).found[2]?.id).toBe(again.run.id);
  });

  it("change the stamp that other windows watch", async () => {
    const { bench, choice, saved } = await withRuns();
    const before = await bench.engine.stamp();
    await bench.another().engine.saved.save("v", choice);
    const after = await bench.engine.stamp();
    expect(after).not.toBe(before);
    expect((await saved.list()).map(({ name }) => name)).toEqual(["v"]);
    await saved.remove("v");
    expect(await bench.engine.stamp()).not.toBe(after);
  });

  it("are renamed, deleted and put back; never over another", async () => {
    const { choice, saved } = await withRuns();
    await saved.save("one", choice);
    await saved.save("two", choice);
    await expect(saved.rename("one", "TWO")).rejects.toThrow("Another saved comparison is called TWO.");
    expect(await saved.rename("one", "One")).toBe("One");
    const text = await saved.remove("One");
    expect((await saved.list()).map(({ name }) => name)).toEqual(["two"]);
    await expect(saved.putBack("two", text, false)).rejects.toThrow(
      "Another saved comparison is called two meanwhile.",
    );
    await saved.putBack("One", text, false);
    expect((await saved.find("One")).saved.shown).toEqual({ score: "score" });
    const { former } = await saved.save("two", { ...choice, shown: {} });
    expect(former).toContain('"score": "score"');
  });

  it("that are broken are listed with why, kept, and not used", async () => {
    const { bench, saved } = await withRuns();
    const folder = join(bench.storeFolder, "views");
    mkdirSync(folder);
    writeFileSync(join(folder, "broken.json"), "{ not json");
    writeFileSync(join(folder, "notes.txt"), "no comparison");
    expect(await saved.list()).toEqual([
      {
        ...{ name: "broken", runs: [], problem: expect.stringMatching(/^line 1: it is not JSON/u) },
        at: { line: 0, column: 2, endLine: 0, endColumn: 5 },
      },
    ]);
    await expect(saved.find("broken")).rejects.toThrow(
      "The saved comparison broken can't be used: line 1: it is not JSON",
    );
    await expect(saved.find("../broken")).rejects.toThrow("file name");
    expect(existsSync(join(folder, "broken.json"))).toBe(true);
  });
});

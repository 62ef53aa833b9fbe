// The local store on a real disk: commit, list, delete, restore, damage, several processes' views.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { RunId } from "../../../src/core/run.ts";
import { aTestStore, nemoLines, type TestStore } from "../../support/storeSupportNode.ts";

let test: TestStore;
beforeEach(() => {
  test = aTestStore();
});
afterEach(() => test.remove());

async function imported(
  name: string,
  values: readonly (number | string | null)[] = [1, 0, 1],
): Promise<RunId> {
  return (await test.importText(`${name}.jsonl`, nemoLines(values))).run.id;
}

const names = async (store = test.store) =>
  (await store.list({ page: 1, pageSize: 50 })).runs.map((run) => run.name);

describe("the local store", () => {
  it("lists nothing where nothing is, and makes no folder for it", async () => {
    expect(await test.store.list({ page: 1, pageSize: 10 })).toEqual({ runs: [], total: 0, damaged: [] });
    expect(existsSync(test.path())).toBe(false);
  });

  it("keeps source lines to the byte and lists only whole runs", async () => {
    const text = `${nemoLines([1])}not json\n\r\n${nemoLines([0.5])}`.trimEnd();
    const id = (await test.importText("a.jsonl", text)).run.id;
    expect(readFileSync(test.path("runs", id, "rows-00000.jsonl"), "utf8")).toBe(text);
    expect(readdirSync(test.path("runs", id)).sort()).toEqual([
      "columns.npz",
      "manifest.json",
      "rows-00000.jsonl",
    ]);
    expect(readdirSync(test.path("tmp"))).toEqual([]);
    expect(await names()).toEqual(["a"]);
  });

  it("gives pages newest first that never overlap", async () => {
    for (const day of ["01", "03", "02"])
      await test.importText(`r${day}.jsonl`, nemoLines([Number(day)]), {
        createdAt: `2026-01-${day}T00:00:00.000Z`,
      });
    const page = (n: number) => test.store.list({ page: n, pageSize: 2 });
    expect((await page(1)).runs.map((run) => run.name)).toEqual(["r03", "r02"]);
    expect((await page(2)).runs.map((run) => run.name)).toEqual(["r01"]);
    expect((await page(2)).total).toBe(3);
    expect((await page(3)).runs).toEqual([]);
  });

  it("restores a deleted run to the very same files", async () => {
    const id = await imported("a");
    const files = () =>
      readdirSync(test.path("runs", id)).map((name) =>
        readFileSync(test.path("runs", id, name)).toString("hex"),
      );
    const before = files();
    await test.store.remove([id]);
    expect(await names()).toEqual([]);
    expect((await test.store.trash()).map(({ id: one, name }) => [one, name])).toEqual([[id, "a"]]);
    await expect(test.store.open(id)).rejects.toMatchObject({ code: "notFound" });
    await test.store.restore([id]);
    expect(await names()).toEqual(["a"]);
    expect(files()).toEqual(before);
    expect(await test.store.trash()).toEqual([]);
  });

  it("says so when a run to delete or restore is not there", async () => {
    await expect(test.store.remove(["20260101t000000000-0000000000000000" as RunId])).rejects.toMatchObject({
      code: "notFound",
    });
    await expect(test.store.restore(["20260101t000000000-0000000000000000" as RunId])).rejects.toMatchObject({
      code: "notFound",
    });
  });

  it("shows another process's imports and deletes at the next list", async () => {
    const other = test.second();
    await other.list({ page: 1, pageSize: 10 });
    const id = await imported("a");
    expect(await names(other)).toEqual(["a"]);
    await other.remove([id]);
    expect(await names()).toEqual([]);
  });

  it("rebuilds a catalogue that is missing, cut short or no database", async () => {
    await imported("a");
    await names();
    for (const damage of [
      () => rmSync(test.path("catalogue.sqlite")),
      () => truncateSync(test.path("catalogue.sqlite"), 1000),
      () => writeFileSync(test.path("catalogue.sqlite"), "nothing of the kind"),
    ]) {
      damage();
      const found = await test.second().list({ page: 1, pageSize: 10 });
      expect(found.runs.map((run) => [run.name, run.scores[0]?.mean])).toEqual([["a", 2 / 3]]);
    }
  });

  it("sets a damaged run aside with its reason, keeps its files and shows the others", async () => {
    const broken = await imported("broken");
    await imported("whole", [1, 1]);
    truncateSync(test.path("runs", broken, "rows-00000.jsonl"), 10);
    rmSync(test.path("catalogue.sqlite"), { force: true });
    const found = await test.second().list({ page: 1, pageSize: 10 });
    expect(found.runs.map((run) => run.name)).toEqual(["whole"]);
    expect(found.damaged).toEqual([
      { id: broken, reason: expect.stringMatching(/rows-00000\.jsonl has 10 bytes where \d+ were written/) },
    ]);
    expect(existsSync(test.path("runs", broken, "manifest.json"))).toBe(true);
  });

  it("refuses a run of a newer version in a sentence", async () => {
    const id = await imported("a");
    const path = test.path("runs", id, "manifest.json");
    writeFileSync(path, readFileSync(path, "utf8").replace('"version": 1', '"version": 99'));
    rmSync(test.path("catalogue.sqlite"));
    const { damaged } = await test.second().list({ page: 1, pageSize: 10 });
    expect(damaged[0]?.reason).toMatch(/newer version/);
  });

  it("sets a run aside whose manifest lacks what a list needs, and lists the others", async () => {
    const id = await imported("a");
    await imported("b", [1, 1]);
    const path = test.path("runs", id, "manifest.json");
    const manifest = JSON.parse(readFileSync(path, "utf8")) as { record: { run: { scores: object[] } } };
    for (const broken of [{ ...manifest, record: { run: { id } } }, { ...manifest, files: 1 }, [manifest]]) {
      writeFileSync(path, JSON.stringify(broken));
      rmSync(test.path("catalogue.sqlite"));
      const { runs, damaged } = await test.second().list({ page: 1, pageSize: 10 });
      expect([runs.map((run) => run.name), damaged.map((run) => run.id)]).toEqual([["b"], [id]]);
    }
    manifest.record.run.scores = [{ name: "x" }];
    writeFileSync(path, JSON.stringify(manifest));
    rmSync(test.path("catalogue.sqlite"));
    expect((await test.second().list({ page: 1, pageSize: 10 })).damaged).toHaveLength(1);
  });

  it("shows no half run: a folder without a manifest is set aside", async () => {
    await imported("a");
    mkdirSync(test.path("runs", "20260101t000000000-00000000000000ff"));
    const { runs, damaged } = await test.store.list({ page: 1, pageSize: 10 });
    expect([runs.length, damaged.length]).toEqual([1, 1]);
  });

  it("does not rewrite the catalogue when nothing changed", async () => {
    await imported("a");
    await names();
    const path = test.path("catalogue.sqlite");
    utimesSync(path, 1, 1);
    await names();
    expect(statSync(path).mtimeMs).toBe(1000);
  });
});

describe("a stored run", () => {
  it("gives columns, states and lines back across row groups", async () => {
    const rows = 70_000;
    const values = Array.from({ length: rows }, (_, i) => (i === 69_000 ? "NaN" : i % 7));
    const stored = await test.store.open(await imported("big", values));
    const column = await stored.column(0);
    expect(column.values.length).toBe(rows);
    expect([column.values[65_535], column.values[65_536], column.values[69_999]]).toEqual([
      65_535 % 7,
      65_536 % 7,
      69_999 % 7,
    ]);
    expect([column.states?.[68_999], column.states?.[69_000]]).toEqual([0, 2]);
    const lines = await stored.lines([69_999, 0, 65_536]);
    expect(lines.map((line) => (JSON.parse(line) as { row_index: number }).row_index)).toEqual([
      69_999, 0, 65_536,
    ]);
    expect((await stored.items()).count).toBe(rows);
    expect(stored.record.run.scores[0]).toMatchObject({ count: rows - 1, nanCount: 1 });
  });

  it("marks rows before a score's first appearance as missing, also in earlier groups", async () => {
    const text =
      nemoLines(Array.from({ length: 66_000 }, () => 1)) +
      nemoLines([0.5], "late").replaceAll("question", "late question");
    const stored = await test.store.open((await test.importText("late.jsonl", text)).run.id);
    const late = await stored.column(1);
    expect([late.states?.[0], late.states?.[65_999], late.states?.[66_000]]).toEqual([5, 5, 0]);
    expect(stored.record.run.scores[1]).toMatchObject({ name: "late", count: 1, missingCount: 66_000 });
  });

  it("writes a column file that other programs read as a ZIP of .npy members", async () => {
    const id = await imported("a", [0.25, "NaN", 1]);
    const { unzipSync } = await import("fflate");
    const members = unzipSync(readFileSync(test.path("runs", id, "columns.npz")));
    const score = members["score.0.000.npy"];
    expect(Object.keys(members).sort()).toContain("digest.000.npy");
    if (score === undefined) throw new Error("no score member");
    const header = new TextDecoder("latin1").decode(score.subarray(10, 128));
    expect(header).toContain("'descr': '<f8'");
    expect(header).toContain("'shape': (3,)");
    const view = new DataView(score.buffer, score.byteOffset + 128);
    expect([view.getFloat64(0, true), view.getFloat64(16, true)]).toEqual([0.25, 1]);
  });

  it("is read by its place even when the store's folder has moved", async () => {
    const id = await imported("a");
    expect(readdirSync(join(test.folder, ".eval-results", "runs"))).toEqual([id]);
    expect((await test.second().open(id)).record.run.name).toBe("a");
  });
});

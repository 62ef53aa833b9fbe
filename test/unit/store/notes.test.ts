// Notes beside the runs: kept in files of their own, seen by every process, gone only with their run.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { FileSystem } from "../../../src/core/ports.ts";
import { NO_NOTES, type NotesChange } from "../../../src/core/results/runNotes.ts";
import type { RunId } from "../../../src/core/run.ts";
import type { LocalStore } from "../../../src/store/localStore.ts";
import { aTestStore, nemoLines, type TestStore } from "../../support/storeSupportNode.ts";

let test: TestStore;
let id: RunId;
beforeEach(async () => {
  test = aTestStore();
  id = (await test.importText("a.jsonl", nemoLines([1, 0]), { model: "meta/llama", labels: { suite: "x" } }))
    .run.id;
});
afterEach(() => test.remove());

const file = (name = `${id}.json`): string => test.path("notes", name);
const annotate = (change: NotesChange, store: LocalStore = test.store) =>
  store.annotate({ ids: [id], change });
const first = async (store: LocalStore = test.store) => {
  const { runs, damaged } = await store.list({ page: 1, pageSize: 10 });
  return { ...runs[0], damaged };
};
const check = async () => (await test.engine.check(false, new AbortController().signal)).findings;

describe("notes", () => {
  it("are shown by list, run and a comparison's heads, and found by queries", async () => {
    await annotate({
      star: true,
      addTags: ["b", " a ", "b", ""],
      note: " seen\n",
      name: "renamed",
      model: "meta/llama-2",
    });
    const shown = {
      name: "renamed",
      model: "meta/llama-2",
      starred: true,
      tags: ["b", "a"],
      note: "seen",
      asImported: { name: "a", model: "meta/llama" },
    };
    expect(await first()).toMatchObject(shown);
    expect(await test.store.run(id)).toMatchObject({ ...shown, itemFields: ["q", "n"] });
    expect((await test.engine.compare({ base: id, candidate: id })).base).toMatchObject(shown);
    expect(await test.store.findByName("a")).toEqual([]);
    expect(await test.store.findByName("renamed")).toMatchObject([shown]);
    const count = async (filter: Record<string, string>) =>
      (await test.store.list({ filter, page: 1, pageSize: 1 })).total;
    expect([await count({ tags: "a" }), await count({ model: "meta/llama" })]).toEqual([1, 0]);
    expect(await check()).toEqual([]);
  });

  it("never touch the run's folder", async () => {
    const folder = test.path("runs", id);
    const before = readdirSync(folder).map((name) => [name, statSync(test.path("runs", id, name)).mtimeMs]);
    await annotate({ star: true, name: "renamed" });
    expect(readdirSync(folder).map((name) => [name, statSync(test.path("runs", id, name)).mtimeMs])).toEqual(
      before,
    );
  });

  it("give those before, which given back undo the change; without any left the file goes", async () => {
    const before = await first();
    const [former] = await annotate({ star: true, tags: ["x"], note: "n", dataset: "d" });
    expect(former).toEqual({ id, notes: NO_NOTES });
    const [starred] = await annotate({ removeTags: ["x"], addTags: ["y"], dataset: "" });
    expect(await first()).toMatchObject({ tags: ["y"], dataset: null, asImported: {} });
    await annotate(starred?.notes ?? {});
    expect(await first()).toMatchObject({ tags: ["x"], dataset: "d" });
    await annotate(former?.notes ?? {});
    expect(existsSync(file())).toBe(false);
    expect(await first()).toEqual(before);
  });

  it("say when they changed, and are not written for nothing", async () => {
    await annotate({ star: true });
    const { updatedAt, importedAt } = await first();
    expect(Date.parse(updatedAt ?? "")).toBeGreaterThanOrEqual(Date.parse(importedAt ?? ""));
    utimesSync(file(), 1, 1);
    await annotate({ star: true, removeTags: ["none"] });
    expect(statSync(file()).mtimeMs).toBe(1000);
  });

  it("change of several at once, or of none when one is not there", async () => {
    const other = (await test.importText("b.jsonl", nemoLines([0]))).run.id;
    await test.store.annotate({ ids: [id, other], change: { addTags: ["both"] } });
    expect((await test.store.list({ filter: { tags: "both" }, page: 1, pageSize: 9 })).total).toBe(2);
    for (const gone of ["20260101t000000000-0000000000000000", "../trash", ""])
      await expect(
        test.store.annotate({ ids: [id, gone as RunId], change: { star: true } }),
      ).rejects.toMatchObject({ code: "notFound" });
    expect(await first()).toMatchObject({ starred: false });
  });

  it("made at the same time in one process are all kept", async () => {
    await Promise.all(["a", "b", "c", "d"].map((tag) => annotate({ addTags: [tag] })));
    expect((await first()).tags).toEqual(["a", "b", "c", "d"]);
  });

  it("keep what other versions and programs put beside them", async () => {
    mkdirSync(test.path("notes"));
    writeFileSync(
      file(),
      JSON.stringify({ format: "eval-results-notes", version: 1, baseline: { of: "x" } }),
    );
    await annotate({ star: true });
    await annotate({ star: false });
    expect(JSON.parse(readFileSync(file(), "utf8"))).toMatchObject({
      version: 1,
      id,
      star: false,
      baseline: { of: "x" },
    });
  });
});

describe("another process", () => {
  it("sees a change by its stamp and its next list, also two within one tick of the file's clock", async () => {
    const other = test.second();
    await annotate({ note: "one" });
    utimesSync(file(), 1_700_000_000, 1_700_000_000);
    const stamp = await other.stamp();
    expect(await first(other)).toMatchObject({ note: "one" });
    await annotate({ note: "two" });
    utimesSync(file(), 1_700_000_000, 1_700_000_000);
    expect(await other.stamp()).not.toBe(stamp);
    expect(await first(other)).toMatchObject({ note: "two" });
    // The next one starts from what was saved.
    expect(await first(test.second())).toMatchObject({ note: "two" });
    rmSync(file());
    expect(await first(other)).toMatchObject({ note: "" });
  });

  it("does not miss the second of two equal-looking writes that a process ending in between saved", async () => {
    await annotate({ note: "one" });
    utimesSync(file(), 1_700_000_000, 1_700_000_000);
    const saver = test.second();
    await saver.list({ page: 1, pageSize: 1 });
    saver.close();
    writeFileSync(file(), readFileSync(file(), "utf8").replace('"one"', '"two"'));
    utimesSync(file(), 1_700_000_000, 1_700_000_000);
    expect(await first(test.second())).toMatchObject({ note: "two" });
  });

  it("reads a file again only until its time is a tick old", async () => {
    let reads = 0;
    let nowMs = 1_000_000;
    test.remove();
    test = aTestStore(
      (fs): FileSystem => ({
        ...fs,
        read: (path) => {
          if (path.includes("notes")) reads++;
          return fs.read(path);
        },
      }),
      () => nowMs,
    );
    id = (await test.importText("a.jsonl", nemoLines([1]))).run.id;
    await annotate({ note: "one" });
    const looks: number[] = [];
    for (const step of [0, 1_000, 4_000, 2_000, 2_000]) {
      nowMs += step;
      reads = 0;
      await test.store.stamp();
      looks.push(reads);
    }
    expect(looks).toEqual([1, 1, 1, 0, 0]);
  });
});

describe("deleted runs", () => {
  it("come back with the very same notes", async () => {
    await annotate({ star: true, tags: ["a"], name: "renamed" });
    const before = await first();
    await test.store.remove([id]);
    expect((await test.store.trash()).map((run) => run.name)).toEqual(["renamed"]);
    await expect(annotate({ star: false })).rejects.toMatchObject({ code: "notFound" });
    await test.store.restore([id]);
    expect(await first()).toEqual(before);
  });

  it("take their notes with them when the trash is emptied", async () => {
    const other = (await test.importText("b.jsonl", nemoLines([0]))).run.id;
    await test.store.annotate({ ids: [id, other], change: { star: true } });
    await test.store.remove([id]);
    await test.store.emptyTrash();
    expect(readdirSync(test.path("notes"))).toEqual([`${other}.json`]);
    expect(await check()).toEqual([]);
  });

  it("leave notes behind only when emptying was cut; a check finds and mends that", async () => {
    await annotate({ star: true });
    rmSync(test.path("runs", id), { recursive: true });
    await test.store.list({ page: 1, pageSize: 1 });
    expect(await check()).toEqual([
      {
        place: `notes/${id}.json`,
        message: "its result is gone for good",
        severity: "note",
        canRepair: true,
      },
    ]);
    await test.engine.check(true, new AbortController().signal);
    expect(readdirSync(test.path("notes"))).toEqual([]);
  });
});

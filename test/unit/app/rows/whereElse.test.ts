// Where else a row's item occurs: the same digest in other results, newest first.
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { ElsewhereProgress } from "../../../../src/core/rows/elsewhere.ts";
import type { Run } from "../../../../src/core/run.ts";
import { jsonl, Workbench } from "../../../support/engineSupport.ts";

const NEVER = new AbortController().signal;
let bench: Workbench;
let run: Run;

/** A result of questions, each answered and scored by place. */
function aResult(name: string, questions: readonly string[], day: number): Promise<Run> {
  const lines = questions.map((question, i) => ({
    item: { question },
    sample: { output_text: `${name} on ${question}` },
    metrics: { m: [{ name: "score", value: i / 10 }] },
  }));
  const createdAt = `2026-01-${String(day).padStart(2, "0")}T00:00:00Z`;
  return bench.run(`${name}.jsonl`, jsonl(lines), { format: "nemo-rows", createdAt, model: `org/${name}` });
}

const find = (row: number, signal = NEVER, tell?: (progress: ElsewhereProgress) => void) =>
  bench.engine.beside.elsewhere.find(run.id, row, signal, tell);

beforeEach(async () => {
  bench = new Workbench();
  run = await aResult("own", ["a", "b", "c", "a"], 3);
});

describe("where else", () => {
  it("finds nothing in a store of one result: repetitions inside it are not elsewhere", async () => {
    expect(await find(0)).toMatchObject({ results: [], total: 0, searched: 0 });
  });

  it("gives the other results that have the item, newest first, with rows, scores and marks", async () => {
    const old = await aResult("old", ["x", "a"], 1);
    const fresh = await aResult("fresh", ["b", "a", "c", "a"], 5);
    await aResult("without", ["z"], 4);
    await bench.store.annotate({ ids: [old.id], change: { name: "renamed" } });
    await bench.engine.beside.annotate({ id: old.id, changes: [{ row: 1, exclusion: "wrong" }] });
    const found = await find(0);
    expect(found).toMatchObject({ digest: (await bench.digests(run))[0], total: 2, searched: 3 });
    expect(found.results).toMatchObject([
      {
        id: fresh.id,
        name: "fresh",
        model: "org/fresh",
        trials: 2,
        rows: [{ index: 1 }, { index: 3, trial: 2 }],
      },
      {
        id: old.id,
        name: "renamed",
        createdAt: "2026-01-01T00:00:00Z",
        trials: 1,
        rows: [{ index: 1, output: "old on a", scores: [{ name: "score", value: 0.1 }], exclusion: "wrong" }],
      },
    ]);
    // From memory, as from the files.
    expect(await find(0)).toEqual(found);
    expect((await find(2)).results.map(({ name }) => name)).toEqual(["fresh"]);
  });

  it("follows what comes and goes, and says nothing of a result that can't be read", async () => {
    const other = await aResult("other", ["b"], 5);
    expect((await find(1)).total).toBe(1);
    await bench.store.remove([other.id]);
    expect(await find(1)).toMatchObject({ total: 0, searched: 0 });
    await bench.store.restore([other.id]);
    expect((await find(1)).total).toBe(1);
    const fresh = bench.another();
    writeFileSync(join(bench.storeFolder, "runs", other.id, "columns.npz"), "half");
    const found = await fresh.engine.beside.elsewhere.find(run.id, 1, NEVER);
    expect(found).toMatchObject({ total: 0, searched: 0 });
  });

  it("refuses a row that is not there, and ends when it is given up", async () => {
    await expect(find(4)).rejects.toMatchObject({ code: "notFound" });
    await aResult("other", ["b"], 5);
    await expect(find(0, AbortSignal.abort())).rejects.toMatchObject({ name: "AbortError" });
  });

  it("opens only results that have the item: the store's tables know the others, in any process", async () => {
    await aResult("with", ["a"], 4);
    await aResult("without", ["z"], 5);
    const fresh = bench.another();
    const opened = vi.spyOn(fresh.store, "openApart");
    const look = () => fresh.engine.beside.elsewhere.find(run.id, 0, NEVER);
    const found = await look();
    expect(found).toMatchObject({ total: 1, searched: 2 });
    expect(opened).toHaveBeenCalledTimes(1);
    // Without tables, as in a store of an older version, each result is read, once.
    rmSync(join(bench.storeFolder, "digests"), { recursive: true });
    opened.mockClear();
    expect(await look()).toEqual(found);
    expect(opened.mock.calls.length).toBeGreaterThanOrEqual(2);
    opened.mockClear();
    expect(await look()).toEqual(found);
    expect(opened).toHaveBeenCalledTimes(1);
  });

  it("knows all results again after a repair of the store", async () => {
    const other = await aResult("other", ["z"], 4);
    rmSync(join(bench.storeFolder, "digests"), { recursive: true });
    await bench.engine.check(true, NEVER);
    const known = await bench.another().store.digests.look(new Uint8Array(32));
    expect([...known.keys()].sort()).toEqual([run.id, other.id].sort());
  });

  it("keeps what it read when it is given up", async () => {
    for (let i = 0; i < 20; i++) await aResult(`r${i}`, ["z"], 4);
    rmSync(join(bench.storeFolder, "digests"), { recursive: true });
    const giving = new AbortController();
    const opened = vi.spyOn(bench.store, "openApart").mockImplementationOnce((id) => {
      giving.abort();
      return bench.another().store.openApart(id);
    });
    await expect(find(0, giving.signal)).rejects.toMatchObject({ name: "AbortError" });
    opened.mockRestore();
    expect((await bench.store.digests.look(new Uint8Array(32))).size).toBe(16);
  });

  it("finds the item of every row where it is, and nowhere else, among many results", async () => {
    const questions = ["a", "b", "c", "d", "e"];
    const has = new Map<string, string[]>(questions.map((question) => [question, []]));
    for (let i = 0; i < 20; i++) {
      const own = questions.filter((_, at) => ((i + 1) >> at) % 2 === 1);
      await aResult(`r${i}`, [...own, `only ${i}`], 4 + i);
      for (const question of own) has.get(question)?.unshift(`r${i}`);
    }
    for (const [row, question] of ["a", "b", "c"].entries())
      expect((await find(row)).results.map(({ name }) => name)).toEqual(has.get(question));
  });
});

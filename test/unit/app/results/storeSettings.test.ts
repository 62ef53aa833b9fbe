// What metrics.json and baselines.json beside a store make of everything the engine gives out.
import { existsSync, mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import type { Run } from "../../../../src/core/run.ts";
import type { ListedRun } from "../../../../src/core/runStore.ts";
import { jsonl, scoreOf, Workbench } from "../../../support/engineSupport.ts";

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});

const rowsOf = (f1: readonly (number | null)[], refused: readonly boolean[]) =>
  f1.map((value, i) => ({
    question: `q${i}`,
    output: value === null ? null : "o",
    ...(value === null ? {} : { f1: value }),
    refused: refused[i] ?? false,
    error: value === null ? "timed out" : null,
  }));
const ROLES = {
  scores: ["refused", "f1"],
  output: "output",
  input: ["question"],
  expected: null,
  error: "error",
};

function importRun(
  name: string,
  f1: readonly (number | null)[],
  refused: readonly boolean[],
  dataset = "qa",
) {
  return bench.run(`${name}.jsonl`, jsonl(rowsOf(f1, refused)), { roles: ROLES, dataset });
}

let clock = 1_800_000_000;
/** Writes a file of the store with a time of its own: two saves within a tick must not look like one. */
function save(file: string, content: unknown): void {
  mkdirSync(bench.storeFolder, { recursive: true });
  const path = join(bench.storeFolder, file);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  utimesSync(path, ++clock, clock);
}
const list = (): Promise<{ runs: readonly ListedRun[] }> => bench.engine.list({ page: 1, pageSize: 100 });
const listed = async (name: string): Promise<ListedRun> => {
  const run = (await list()).runs.find((one) => one.name === name);
  if (run === undefined) throw new Error(`${name} is not listed`);
  return run;
};

describe("the metric contract", () => {
  let a: Run;
  let b: Run;
  beforeEach(async () => {
    a = await importRun("a", [0.5, 0.5, 0.5], [true, true, false]);
    b = await importRun("b", [0.6, 0.4, 0.5], [false, false, false]);
  });

  it("turns a boolean that is better when false, in lists, results and comparisons, and leaves the manifest", async () => {
    const before = await bench.engine.compare({ base: a.id, candidate: b.id });
    expect(before.summary.scores[0]).toMatchObject({ name: "refused", improved: 0, regressed: 2 });
    const manifest = join(bench.storeFolder, "runs", a.id, "manifest.json");
    const stored = readFileSync(manifest);
    save("metrics.json", { scores: { refused: { direction: "lower", unit: "x" } } });
    const after = await bench.engine.compare({ base: a.id, candidate: b.id });
    expect(after.summary.scores[0]).toMatchObject({ name: "refused", improved: 2, regressed: 0, same: 1 });
    expect(after.summary.scores[0]?.delta).toBe(before.summary.scores[0]?.delta);
    const page = await bench.engine.compareRows(
      { base: a.id, candidate: b.id },
      { filter: "improved", score: 0, sort: { column: "index", descending: false }, offset: 0, limit: 10 },
    );
    expect(page.total).toBe(2);
    expect(scoreOf(await bench.engine.run(a.id), "refused")).toMatchObject({
      higherIsBetter: false,
      contract: { unit: "x" },
    });
    expect((await listed("a")).primaryScore).toBe(1);
    expect(readFileSync(manifest)).toEqual(stored);
  });

  it("tells what an import gives, and names the scores that a new file may speak of", async () => {
    save("metrics.json", { scores: { f1: { primary: true } } });
    const { run } = await bench.imported(bench.write("c.jsonl", jsonl(rowsOf([1], [true]))), {
      roles: ROLES,
    });
    expect(run.primaryScore).toBe(1);
    expect((await bench.engine.metrics()).scoreNames).toEqual(["refused", "f1"]);
  });

  it("falls back to the scores' names while the file is wrong, says where, and mends with it", async () => {
    save("metrics.json", '{\n  "scores": { "refused": { "direction": "down" } }\n}');
    const { notices } = await bench.engine.list({ page: 1, pageSize: 10 });
    expect(notices).toEqual([
      {
        kind: "metrics",
        title: "Metric settings are not used",
        reason:
          'Line 2: direction takes higher or lower, not "down". Until it is mended, scores are read by their names.',
      },
    ]);
    expect((await listed("a")).scores[0]?.higherIsBetter).toBe(true);
    const { findings } = await bench.engine.check(false, new AbortController().signal);
    expect(findings).toEqual([
      {
        place: "metrics.json",
        message:
          'line 2: direction takes higher or lower, not "down"; until it is mended, scores are read by their names',
        severity: "note",
        canRepair: false,
      },
    ]);
    save("metrics.json", { scores: { refused: { direction: "lower" } } });
    expect((await bench.engine.list({ page: 1, pageSize: 10 })).notices).toBeUndefined();
    expect((await listed("a")).scores[0]?.higherIsBetter).toBe(false);
    rmSync(join(bench.storeFolder, "metrics.json"));
    expect((await listed("a")).scores[0]?.higherIsBetter).toBe(true);
  });

  it("changes the stamp by which other windows look again, as baselines do", async () => {
    const stamps = [await bench.engine.stamp()];
    save("metrics.json", { scores: {} });
    stamps.push(await bench.engine.stamp());
    save("metrics.json", { scores: {} });
    stamps.push(await bench.engine.stamp());
    await bench.another().engine.setBaseline({ id: a.id, isPinned: true });
    stamps.push(await bench.engine.stamp());
    expect(new Set(stamps).size).toBe(4);
  });

  it.each([
    ["a folder", (path: string) => mkdirSync(path)],
    ["huge", (path: string) => writeFileSync(path, " ".repeat(1_000_001))],
  ])("never keeps results from being listed: %s", async (_, make) => {
    make(join(bench.storeFolder, "metrics.json"));
    expect((await list()).runs).toHaveLength(2);
  });

  it("gives the text with another primary score and writes nothing", async () => {
    const text = await bench.engine.withPrimaryScore({ id: a.id, score: 1, text: "" });
    expect(existsSync(join(bench.storeFolder, "metrics.json"))).toBe(false);
    save("metrics.json", text);
    expect((await bench.engine.run(a.id)).primaryScore).toBe(1);
  });
});

describe("baselines", () => {
  it("mark every result of the dataset, and say of others why not", async () => {
    save("metrics.json", { scores: { f1: { primary: true } } });
    const base = await importRun("base", [0.5, 0.7, 0.9], []);
    await importRun("better", [0.6, 0.8, 1], []);
    await importRun("elsewhere", [0.6, 0.8, 0.9], [], "other");
    expect((await listed("better")).baseline).toBeUndefined();
    await bench.engine.setBaseline({ id: base.id, isPinned: true });
    expect((await listed("base")).baseline).toEqual({ kind: "self" });
    const mark = (await listed("better")).baseline;
    expect(mark).toMatchObject({ kind: "delta", name: "base", score: "f1", scored: { isWithinNoise: true } });
    expect(mark?.kind === "delta" && mark.scored.delta).toBeCloseTo(0.1, 12);
    expect((await listed("elsewhere")).baseline).toEqual({ kind: "none", reason: "baseline base is of qa" });
    await bench.engine.setBaseline({ id: base.id, isPinned: false });
    expect((await listed("better")).baseline).toBeUndefined();
  });

  it("are found beyond the page, replaced by the next one pinned, and seen by other processes", async () => {
    const base = await importRun("base", [0.5, 0.7], []);
    const next = await importRun("next", [0.6, 0.8], []);
    await bench.engine.setBaseline({ id: base.id, isPinned: true });
    const { runs } = await bench.engine.list({ page: 1, pageSize: 1 });
    expect(runs.map((run) => [run.name, run.baseline?.kind])).toEqual([["next", "delta"]]);
    await bench.another().engine.setBaseline({ id: next.id, isPinned: true });
    expect((await listed("base")).baseline).toMatchObject({ kind: "delta", name: "next" });
  });

  it("that were deleted say so, and are back once restored", async () => {
    const base = await importRun("base", [0.5, 0.7], []);
    await importRun("next", [0.6, 0.8], []);
    await bench.engine.setBaseline({ id: base.id, isPinned: true });
    await bench.engine.remove([base.id]);
    expect((await listed("next")).baseline).toEqual({ kind: "none", reason: "baseline base is gone" });
    expect((await bench.engine.list({ page: 1, pageSize: 10 })).notices).toEqual([
      {
        kind: "baselineGone",
        title: "Baseline base is gone",
        reason: "It was deleted. Restore it, or pin another for qa.",
      },
    ]);
    await bench.engine.restore([base.id]);
    expect((await listed("next")).baseline).toMatchObject({ kind: "delta" });
  });

  it("are not written over where the file can't be read", async () => {
    const base = await importRun("base", [0.5, 0.7], []);
    save("baselines.json", '{"version": 9, "baselines": []}');
    await expect(bench.engine.setBaseline({ id: base.id, isPinned: true })).rejects.toThrow(
      "baselines.json was written by a newer version of Eval Results; nothing was changed.",
    );
    expect(readFileSync(join(bench.storeFolder, "baselines.json"), "utf8")).toBe(
      '{"version": 9, "baselines": []}',
    );
    expect((await bench.engine.list({ page: 1, pageSize: 10 })).notices?.[0]?.kind).toBe("baselines");
  });
});

describe("errored rows", () => {
  it("are in lists, results and comparisons, counted by item", async () => {
    const crashing = await importRun("crashing", [0.9, 0.9, null, null], []);
    const steady = await importRun("steady", [0.7, 0.7, 0.7, 0.7], []);
    const share = scoreOf(await bench.engine.run(crashing.id), "f1").errorShare;
    expect(share).toMatchObject({ rows: 2, items: 4, errorMean: 0.5 });
    expect((await listed("crashing")).scores.find((score) => score.name === "f1")?.errorShare).toEqual(share);
    expect((await listed("steady")).scores.every((score) => score.errorShare === undefined)).toBe(true);
    const { summary } = await bench.engine.compare({ base: steady.id, candidate: crashing.id });
    const f1 = summary.scores.find((score) => score.name === "f1");
    expect(f1).toMatchObject({
      n: 2,
      withErrors: { kind: "means", n: 4, baseErrors: 0, candidateErrors: 2 },
    });
    expect(f1?.delta).toBeCloseTo(0.2, 12);
    expect(f1?.withErrors?.kind === "means" && f1.withErrors.delta).toBeCloseTo(-0.25, 12);
    expect(summary.scores.find((score) => score.name === "refused")?.withErrors).toBeUndefined();
  });

  it("are counted from the columns where a manifest was written before it had them", async () => {
    const run = await importRun("old", [0.9, null, 0.4, null], []);
    const share = scoreOf(run, "f1").errorShare;
    const path = join(bench.storeFolder, "runs", run.id, "manifest.json");
    const manifest = JSON.parse(readFileSync(path, "utf8"));
    for (const score of manifest.record.run.scores) delete score.errorShare;
    writeFileSync(path, JSON.stringify(manifest));
    const fresh = bench.another();
    expect(scoreOf(await fresh.engine.run(run.id), "f1").errorShare).toEqual(share);
    const { runs } = await fresh.engine.list({ page: 1, pageSize: 10 });
    expect(runs[0]?.scores.find((score) => score.name === "f1")?.errorShare).toEqual(share);
  });

  it("take the contract's value, and turn the comparison's sign where that is so", async () => {
    const a = await importRun("a", [0.9, null], []);
    const b = await importRun("b", [0.5, 0.5], []);
    save("metrics.json", { scores: { f1: { errorValue: 0.8 } } });
    const { summary } = await bench.engine.compare({ base: a.id, candidate: b.id });
    expect(summary.scores.find((score) => score.name === "f1")?.withErrors).toMatchObject({
      n: 2,
      baseMean: expect.closeTo(0.85, 12),
    });
  });
});

// Several processes on one store at the same time: nobody's write is lost, nobody reads a half one, and others' changes
// are seen at once.
import { type ChildProcess, spawn } from "node:child_process";
import { copyFileSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Problem } from "../../../src/core/problem.ts";
import type { RunId } from "../../../src/core/run.ts";
import { nodeFileSystem } from "../../../src/node/nodeFileSystem.ts";
import { LocalStore } from "../../../src/store/localStore.ts";
import { partsOver } from "../../support/storeBench.ts";
import { WASM_FOLDER } from "../../support/storeSupportNode.ts";

const REPOSITORY = join(import.meta.dirname, "../../..");
const PROCESSES = 3;
const ROUNDS = 100;
/** What a person may wait for another window's change. */
const SEEN_WITHIN_MS = 2_000;

interface Acknowledged {
  readonly what: "imported" | "deleted" | "restored";
  readonly id: RunId;
  readonly text: string;
}

let folder: string;
let storeFolder: string;
const started: { readonly child: ChildProcess; readonly ended: Promise<unknown> }[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "eval results processes é-"));
  storeFolder = join(folder, "store");
  await build({
    absWorkingDir: REPOSITORY,
    entryPoints: { process: "test/support/storeProcess.ts" },
    outdir: folder,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    platform: "node",
    mainFields: ["module", "main"],
    target: "node20",
    format: "cjs",
  });
  copyFileSync(join(WASM_FOLDER, "sql-wasm.wasm"), join(folder, "sql-wasm.wasm"));
});
afterAll(async () => {
  for (const { child, ended } of started) {
    child.kill("SIGKILL");
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
});

/** Starts a process; `hear` gets each acknowledgement as it comes. */
function start(name: string, rounds: number, hear: (one: Acknowledged) => void, mode = "all") {
  const args = [join(folder, "process.cjs"), storeFolder, WASM_FOLDER, folder, name, String(rounds), mode];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  let rest = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) hear(JSON.parse(line) as Acknowledged);
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const ended = new Promise<{ readonly code: number | null; readonly stderr: string }>((resolve) => {
    child.on("close", (code) => resolve({ code, stderr }));
  });
  const one = { child, ended };
  started.push(one);
  return one;
}

/** Reads everything that is listed; what another process deletes meanwhile says so in a sentence. */
async function readAll(store: LocalStore, texts: ReadonlyMap<RunId, string>): Promise<ReadonlySet<RunId>> {
  const { runs, damaged } = await store.list({ page: 1, pageSize: 10_000 });
  expect(damaged).toEqual([]);
  for (const run of runs) {
    try {
      const [line] = await (await store.open(run.id)).lines([0]);
      const text = texts.get(run.id);
      if (text !== undefined) expect(`${line}\n`).toBe(text);
      expect(JSON.parse(line ?? "")).toMatchObject({ sample: { output_text: "a" } });
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== "notFound") throw error;
    }
  }
  return new Set(runs.map((run) => run.id));
}

describe("several processes on one store", () => {
  it(`keep all of ${PROCESSES} x ${ROUNDS} imports, deletes and restores`, { timeout: 120_000 }, async () => {
    const texts = new Map<RunId, string>();
    const expected = new Map<RunId, Acknowledged["what"]>();
    const hear = ({ what, id, text }: Acknowledged): void => {
      texts.set(id, text);
      expected.set(id, what);
    };
    const children = Array.from({ length: PROCESSES }, (_, i) => start(`p${i}`, ROUNDS, hear));
    const reader = new LocalStore(partsOver(nodeFileSystem), storeFolder);
    let isOver = false;
    const ended = Promise.all(children.map((child) => child.ended)).finally(() => {
      isOver = true;
    });
    let reads = 0;
    while (!isOver) {
      await readAll(reader, texts);
      reads++;
    }
    for (const { code, stderr } of await ended) expect([code, stderr]).toEqual([0, ""]);
    expect(reads).toBeGreaterThan(2);
    expect(expected.size).toBe(PROCESSES * ROUNDS);
    const fresh = new LocalStore(partsOver(nodeFileSystem), storeFolder);
    const listed = await readAll(fresh, texts);
    const trashed = new Set((await fresh.trash()).map((run) => run.id));
    for (const [id, what] of expected)
      expect([what, listed.has(id), trashed.has(id)]).toEqual([what, what !== "deleted", what === "deleted"]);
    expect(listed.size + trashed.size).toBe(expected.size);
    expect(readdirSync(join(storeFolder, "tmp"))).toEqual([]);
    reader.close();
    fresh.close();
  });

  it("are killed at any moment without harm to what they had acknowledged", { timeout: 60_000 }, async () => {
    const store = new LocalStore(partsOver(nodeFileSystem), storeFolder);
    for (let round = 0; round < 4; round++) {
      const expected = new Map<RunId, Acknowledged["what"]>();
      const texts = new Map<RunId, string>();
      const { child, ended } = start(`killed${round}`, ROUNDS, ({ what, id, text }) => {
        texts.set(id, text);
        expected.set(id, what);
        if (expected.size === 2 + round) child.kill("SIGKILL");
      });
      await ended;
      const listed = await readAll(store, texts);
      const trashed = new Set((await store.trash()).map((run) => run.id));
      const ids = [...expected.keys()];
      // What the last one was doing is not known; it is in one place, and whole.
      for (const id of ids) expect([listed.has(id), trashed.has(id)].filter(Boolean)).toHaveLength(1);
      for (const id of ids.slice(0, -1)) expect(trashed.has(id)).toBe(expected.get(id) === "deleted");
    }
    await store.tidy({ maxAgeDays: null, maxSizeMB: null });
    expect(readdirSync(join(storeFolder, "tmp"))).toEqual([]);
    store.close();
  });

  it("see each other's changes well within two seconds", { timeout: 60_000 }, async () => {
    const store = new LocalStore(partsOver(nodeFileSystem), storeFolder);
    const told = new Map<RunId, number>();
    const before = await store.stamp();
    const { ended } = start("seen", 5, ({ id }) => told.set(id, performance.now()), "import");
    const waits: number[] = [];
    const seen = new Set<RunId>();
    let isOver = false;
    const over = ended.finally(() => {
      isOver = true;
    });
    while (!isOver || seen.size < told.size) {
      const { runs } = await store.list({ page: 1, pageSize: 10_000 });
      const ids = new Set(runs.map((run) => run.id));
      for (const [id, ms] of told)
        if (!seen.has(id)) {
          expect(performance.now() - ms, "seen too late").toBeLessThan(SEEN_WITHIN_MS);
          if (!ids.has(id)) continue;
          seen.add(id);
          waits.push(performance.now() - ms);
        }
    }
    expect((await over).code).toBe(0);
    expect(waits).toHaveLength(5);
    expect(await store.stamp()).not.toBe(before);
    store.close();
  });
});

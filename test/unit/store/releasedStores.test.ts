// Stores and catalogues of every released version open in this one, to the same results.
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ResultQuery } from "../../../src/core/results/resultQuery.ts";
import type { RunId } from "../../../src/core/run.ts";
import { nodeFileSystem } from "../../../src/node/nodeFileSystem.ts";
import { Database, MIGRATIONS } from "../../../src/store/database.ts";
import { LocalStore } from "../../../src/store/localStore.ts";
import { anEngine, partsOver } from "../../support/storeBench.ts";

const FIXTURES = join(import.meta.dirname, "../../fixtures/store");
const RUN = "20260131t093001000-0707070707070701" as RunId;
const parts = partsOver(nodeFileSystem);

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "eval results released é-")), "store");
  cpSync(join(FIXTURES, "v1/store"), folder, { recursive: true });
});
afterEach(() => rmSync(join(folder, ".."), { recursive: true, force: true }));

/** What the version that wrote the fixture listed. */
const LISTED = [
  ["labels", 3, null],
  ["numbers", 4, 0.5],
];

async function listed(store: LocalStore) {
  const { runs, damaged } = await store.list({ page: 1, pageSize: 10 });
  expect(damaged).toEqual([]);
  return runs.map((run) => [run.name, run.rows, run.scores[0]?.mean ?? null]);
}

describe("a store of version 1", () => {
  it("lists, reads, restores and checks as when it was written", async () => {
    const { store, engine } = anEngine(parts, folder);
    expect(await listed(store)).toEqual(LISTED);
    const stored = await store.open(RUN);
    expect(JSON.parse((await stored.lines([3]))[0] ?? "")).toMatchObject({ item: { q: "question 3", n: 3 } });
    expect([...(await stored.column(0)).values.subarray(0, 3)]).toEqual([1, 0, 0.5]);
    const [gone] = await store.trash();
    expect(gone?.name).toBe("deleted");
    if (gone !== undefined) await store.restore([gone.id]);
    const { findings, runs } = await engine.check(false, new AbortController().signal);
    expect([runs, findings]).toEqual([3, []]);
    expect(existsSync(join(folder, "STORE.json"))).toBe(true);
    store.close();
  });
});

describe("a catalogue of schema 1", () => {
  const path = (): string => join(folder, "catalogue.sqlite");
  const schema1 = join(FIXTURES, "v1/catalogue-schema-1.sqlite");

  it("is used as it is, not made anew, and saved once at this version's schema", async () => {
    copyFileSync(schema1, path());
    // What it lists can come from nowhere else.
    for (const run of readdirSync(join(folder, "runs"))) rmSync(join(folder, "runs", run, "manifest.json"));
    const store = new LocalStore(parts, folder);
    expect(await listed(store)).toEqual(LISTED);
    store.close();
    utimesSync(path(), 1, 1);
    const next = new LocalStore(parts, folder);
    expect(await listed(next)).toEqual(LISTED);
    expect(statSync(path()).mtimeMs).toBe(1000);
    next.close();
  });

  it("answers queries about what it did not know when it was written", async () => {
    copyFileSync(schema1, path());
    const store = new LocalStore(parts, folder);
    const names = async (query: Partial<ResultQuery>) =>
      (await store.list({ page: 1, pageSize: 10, ...query })).runs.map((run) => run.name);
    expect(await names({ sort: "created_at" })).toEqual(["numbers", "labels"]);
    expect(await names({ filter: { created_at: { $lt: "2026-01-31T09:30:03Z" } } })).toEqual(["numbers"]);
    expect(await names({ filter: { "labels.suite": null, tags: null, starred: false } })).toHaveLength(2);
    store.close();
  });

  const open = async (migrations: readonly string[]) =>
    Database.open(await parts.loadSql(), readFileSync(schema1), parts.hashes.crc32, migrations);

  it("is brought to this version's schema", async () => {
    const before = await open(MIGRATIONS.slice(0, 1));
    const opened = await open(MIGRATIONS);
    if (opened.kind !== "ready" || before.kind !== "ready") throw new Error(opened.kind);
    expect(opened.database.all("SELECT v FROM meta WHERE k = 'schema'")).toEqual([
      { v: String(MIGRATIONS.length) },
    ]);
    expect(opened.database.all("SELECT count(*) AS n FROM run")).toEqual([{ n: 2 }]);
    // Other readers ask as before.
    const scores = "SELECT run.name AS run, score.name AS score, n FROM run JOIN score ON score.run = run.id";
    expect(opened.database.all(`${scores} ORDER BY run.name`)).toEqual(
      before.database.all(`${scores} ORDER BY run.name`),
    );
    before.database.close();
    opened.database.close();
  });

  it("goes through a later migration whole, or not at all", async () => {
    const later = [...MIGRATIONS, "ALTER TABLE run ADD COLUMN later TEXT"];
    const opened = await open(later);
    if (opened.kind !== "ready") throw new Error(opened.kind);
    expect(opened.isMigrated).toBe(true);
    expect(opened.database.all("SELECT later FROM run")).toEqual([{ later: null }, { later: null }]);
    const again = Database.open(
      await parts.loadSql(),
      opened.database.bytes(parts.hashes.crc32),
      parts.hashes.crc32,
      later,
    );
    expect(again).toMatchObject({ kind: "ready", isMigrated: false });
    opened.database.close();
    expect((await open([...later, "CREATE TABLE half (a); NO SQL"])).kind).toBe("damaged");
  });

  it("of a later version is left alone", async () => {
    expect((await open([])).kind).toBe("newer");
  });
});

describe("the newest schema", () => {
  it("is the one that its migrations make", async () => {
    const database = Database.empty(await parts.loadSql());
    const made = database.all(
      "SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name",
    );
    expect(made.map((row) => `${row.type} ${row.name}`)).toEqual([
      "table label",
      "table meta",
      "table notes",
      "index notes_name",
      "table remote",
      "index remote_name",
      "table run",
      "index run_identity",
      "index run_name",
      "index run_order",
      "table run_score",
      "view score",
      "table score_name",
      "index score_named",
      "table tag",
    ]);
    database.close();
  });
});

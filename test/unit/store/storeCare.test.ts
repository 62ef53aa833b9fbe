// Looking after a store: versions, locks, rests of the dead, the trash's limits, and what a check finds and mends.
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { nodeFileSystem } from "../../../src/node/nodeFileSystem.ts";
import { ownProcessName, processState } from "../../../src/node/processNames.ts";
import { LocalStore } from "../../../src/store/localStore.ts";
import { beyondLimits, type TrashEntry } from "../../../src/store/trash.ts";
import {
  aCase,
  anEngine,
  aTemplate,
  DEAD_PROCESS,
  importInto,
  partsOver,
  type Template,
  wholeNames,
} from "../../support/storeBench.ts";

let template: Template;
let folder: string;
let parts: ReturnType<typeof anEngine>;

beforeEach(async () => {
  template = await aTemplate();
  folder = aCase(template).folder;
  parts = anEngine(partsOver(nodeFileSystem), folder);
});
afterEach(() => template.remove());

const BEFORE = {
  listed: ["first", "second"],
  trashed: ["gone", "lost"],
  noted: ["first: old"],
  rowsNoted: ["first 1: old"],
};
const fresh = (): LocalStore => new LocalStore(partsOver(nodeFileSystem), folder);
const importFresh = (): Promise<unknown> => importInto(parts.engine, join(template.folder, "fresh.jsonl"));
const dayMs = 24 * 60 * 60 * 1000;

/** Makes a path look untouched for so long. */
function age(path: string, ms: number): void {
  const then = (Date.now() - ms) / 1000;
  utimesSync(path, then, then);
}

describe("STORE.json", () => {
  it("is written with the first run", () => {
    expect(JSON.parse(readFileSync(join(folder, "STORE.json"), "utf8"))).toEqual({
      format: "eval-results-store",
      version: 1,
      minReader: 1,
    });
  });

  it("of a newer version that we may read opens the store read-only, with a sentence", async () => {
    writeFileSync(join(folder, "STORE.json"), '{"format":"eval-results-store","version":2,"minReader":1}');
    const list = await parts.store.list({ page: 1, pageSize: 10 });
    expect(list.runs).toHaveLength(2);
    expect(list.notice).toMatch(/newer version .* can be read, but not changed/);
    const readOnly = { code: "readOnly", message: list.notice };
    await expect(importFresh()).rejects.toMatchObject(readOnly);
    await expect(parts.store.remove([template.ids.first])).rejects.toMatchObject(readOnly);
    await expect(parts.store.restore([template.ids.gone])).rejects.toMatchObject(readOnly);
    await expect(parts.store.emptyTrash()).rejects.toMatchObject(readOnly);
    await expect(parts.store.repair()).rejects.toMatchObject(readOnly);
    expect(await parts.store.tidy({ maxAgeDays: 0, maxSizeMB: 0 })).toEqual({ leftovers: 0, trashed: [] });
    expect(await wholeNames(parts.store)).toEqual(BEFORE);
  });

  it("of a newer version that we can't read is refused, and nothing is changed", async () => {
    writeFileSync(join(folder, "STORE.json"), '{"format":"eval-results-store","version":3,"minReader":3}');
    await expect(parts.store.list({ page: 1, pageSize: 1 })).rejects.toMatchObject({ code: "unsupported" });
    await expect(importFresh()).rejects.toMatchObject({ code: "unsupported" });
  });
});

describe("the catalogue's lock", () => {
  const saved = (): Buffer => readFileSync(join(folder, "catalogue.sqlite"));
  const lock = (): string => join(folder, "catalogue.lock");

  it("of a living process keeps others from saving, not from working", async () => {
    const before = saved();
    writeFileSync(lock(), JSON.stringify({ owner: ownProcessName, nonce: "theirs" }));
    await importFresh();
    expect(saved().equals(before)).toBe(true);
    expect((await wholeNames(fresh())).listed).toEqual(["first", "fresh", "second"]);
    expect(existsSync(lock())).toBe(true);
    rmSync(lock());
    await wholeNames(parts.store);
    expect(saved().equals(before)).toBe(false);
  });

  it.each([
    ["of a dead process", JSON.stringify({ owner: DEAD_PROCESS, nonce: "1" }), 0],
    [
      "of another machine, old by the file system's clock",
      JSON.stringify({ owner: "1~elsewhere", nonce: "1" }),
      31_000,
    ],
    ["that is cut short", '{"own', 3_000],
    ["from the future", JSON.stringify({ owner: "1~elsewhere", nonce: "1" }), -dayMs],
  ])("%s is broken", async (_, content, ageMs) => {
    const before = saved();
    writeFileSync(lock(), content);
    age(lock(), ageMs);
    await importFresh();
    expect(saved().equals(before)).toBe(false);
    expect(existsSync(lock())).toBe(false);
  });
});

describe("rests in tmp", () => {
  /** Makes a staging folder of a process. */
  const rest = (owner: string, ageMs = 0): string => {
    const path = join(folder, "tmp", `20260101t000000000-0000000000000001.0a~${owner}`);
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, "rows-00000.jsonl"), "half");
    age(join(path, "rows-00000.jsonl"), ageMs);
    age(path, ageMs);
    return path;
  };

  it.each([
    ["of a dead process go", DEAD_PROCESS, 0, false],
    ["of a living one stay, however old", ownProcessName, 100 * dayMs, true],
    ["of another machine stay for a day", "1~elsewhere", dayMs / 2, true],
    ["of another machine go after it", "1~elsewhere", 2 * dayMs, false],
    ["of another machine with times to come stay", "1~elsewhere", -2 * dayMs, true],
    ["with a name of nobody's stay for a day", "", 0, true],
  ])("%s", async (_, owner, ageMs, stays) => {
    const path = rest(owner, ageMs);
    await importFresh();
    expect(existsSync(path)).toBe(stays);
  });

  it("of another machine stay while one file in them is young", async () => {
    const path = rest("1~elsewhere", 2 * dayMs);
    writeFileSync(join(path, "columns.npz"), "still growing");
    age(path, 2 * dayMs);
    await importFresh();
    expect(existsSync(path)).toBe(true);
  });

  it("know a process by more than its number", () => {
    expect(processState(ownProcessName)).toBe("alive");
    const other = ownProcessName.replace(/-\d+~/, "-1~");
    if (other !== ownProcessName) expect(processState(other)).toBe("gone");
    expect(processState(ownProcessName.replace(/^\d+/, "4194999"))).toBe("gone");
    expect(processState(`${process.pid}~another-machine`)).toBe("elsewhere");
    expect(processState("nonsense")).toBe("elsewhere");
  });
});

describe("the trash", () => {
  const entry = (name: string, ageDays: number, megabytes: number): TrashEntry => ({
    id: template.ids.first,
    name,
    folder: name,
    deletedAtMs: 1_000 * dayMs - ageDays * dayMs,
    sizeBytes: megabytes * 1024 * 1024,
    isWhole: true,
  });
  const beyond = (maxAgeDays: number | null, maxSizeMB: number | null): readonly string[] => {
    const entries = [
      entry("new", 0, 50),
      entry("young", 2, 30),
      entry("old", 40, 10),
      entry("future", -5, 1),
    ];
    return beyondLimits(entries, { maxAgeDays, maxSizeMB }, 1_000 * dayMs).map((one) => one.name);
  };

  it("keeps what its limits allow: age, then the oldest beyond the size, never what was just deleted", () => {
    expect(beyond(null, null)).toEqual([]);
    expect(beyond(30, null)).toEqual(["old"]);
    expect(beyond(null, 85)).toEqual(["old"]);
    expect(beyond(30, 60)).toEqual(["old", "young"]);
    expect(beyond(null, 0)).toEqual(["old", "young"]);
    expect(beyond(0, 0)).toEqual(["old", "young"]);
  });

  it("is emptied by rule in a tidying, and says before what would go", async () => {
    const [old] = readdirSync(join(folder, "trash")).filter((name) => name.startsWith(template.ids.gone));
    if (old === undefined) throw new Error("nothing in the trash");
    const then = old.replace(/~\d+$/, `~${Date.now() - 31 * dayMs}`);
    renameSync(join(folder, "trash", old), join(folder, "trash", then));
    const limits = { maxAgeDays: 30, maxSizeMB: null };
    expect((await parts.store.expired(limits)).map((run) => run.name)).toEqual(["gone"]);
    expect((await parts.store.tidy(limits)).trashed.map((run) => run.name)).toEqual(["gone"]);
    expect(await wholeNames(fresh())).toEqual({ ...BEFORE, trashed: ["lost"] });
    expect(readdirSync(join(folder, "tmp"))).toEqual([]);
  });

  it("bears a run that is whole here and in the list too", async () => {
    const { first } = template.ids;
    cpSync(join(folder, "runs", first), join(folder, "trash", `${first}~1`), { recursive: true });
    expect((await wholeNames(parts.store)).listed).toEqual(["first", "second"]);
    await parts.store.restore([first]);
    await parts.store.remove([first]);
    expect((await wholeNames(fresh())).listed).toEqual(["second"]);
    await parts.store.restore([first]);
    expect((await wholeNames(fresh())).listed).toEqual(["first", "second"]);
  });

  it("brings a run back over the rest of it that a crash left in the list", async () => {
    const { gone } = template.ids;
    mkdirSync(join(folder, "runs", gone));
    writeFileSync(join(folder, "runs", gone, "rows-00000.jsonl"), "half");
    expect(await wholeNames(parts.store)).toEqual(BEFORE);
    await parts.store.restore([gone]);
    expect((await wholeNames(fresh())).listed).toEqual(["first", "gone", "second"]);
  });

  it("is not asked twice: a run that is back already is fine", async () => {
    await parts.store.restore([template.ids.gone]);
    await parts.store.restore([template.ids.gone]);
    expect((await wholeNames(fresh())).listed).toEqual(["first", "gone", "second"]);
  });
});

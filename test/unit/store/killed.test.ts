// A process that dies before any one of its file operations, in the middle of a write, or with the power: the store
// opens, every finished result is whole, nothing half is shown, and work goes on.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../../../src/app/engine.ts";
import type { LocalStore } from "../../../src/store/localStore.ts";
import {
  aCase,
  anEngine,
  aTemplate,
  DEAD_PROCESS,
  dyingParts,
  fingerprint,
  importInto,
  type Template,
  usableNames,
} from "../../support/storeBench.ts";
import { DEATHS, type Death, DyingFileSystem, type OperationKind } from "../../support/storeFaults.ts";

interface Shown {
  readonly listed: readonly string[];
  readonly trashed: readonly string[];
  /** What is noted of listed runs. */
  readonly noted: readonly string[];
  /** What is noted of their rows. */
  readonly rowsNoted: readonly string[];
}

/** One kind of write. */
interface Work {
  readonly prepare?: (folder: string) => void;
  readonly act: (parts: { engine: Engine; store: LocalStore; template: Template }) => Promise<unknown>;
  /** What the store must show once the work was acknowledged. */
  readonly done: Shown;
  /** Where each step of the work may have got to when it was not. */
  readonly between: readonly Shown[];
}

const BEFORE: Shown = {
  listed: ["first", "second"],
  trashed: ["gone", "lost"],
  noted: ["first: old"],
  rowsNoted: ["first 1: old"],
};
const BOTH_NOTED = {
  noted: ["first: old", "gone: old"],
  rowsNoted: ["first 1: old", "gone 1: old"],
};

const WORKS: Readonly<Record<string, Work>> = {
  import: {
    act: ({ engine, template }) => importInto(engine, join(template.folder, "fresh.jsonl")),
    done: { ...BEFORE, listed: ["first", "fresh", "second"] },
    between: [BEFORE],
  },
  "the first import": {
    prepare: (folder) => rmSync(folder, { recursive: true }),
    act: ({ engine, template }) => importInto(engine, join(template.folder, "fresh.jsonl")),
    done: { listed: ["fresh"], trashed: [], noted: [], rowsNoted: [] },
    between: [{ listed: [], trashed: [], noted: [], rowsNoted: [] }],
  },
  "delete of two": {
    act: ({ store, template: { ids } }) => store.remove([ids.first, ids.second]),
    done: { listed: [], trashed: ["first", "gone", "lost", "second"], noted: [], rowsNoted: [] },
    between: [BEFORE, { listed: ["second"], trashed: ["first", "gone", "lost"], noted: [], rowsNoted: [] }],
  },
  "restore of two": {
    act: ({ store, template: { ids } }) => store.restore([ids.gone, ids.lost]),
    done: { listed: ["first", "gone", "lost", "second"], trashed: [], ...BOTH_NOTED },
    between: [BEFORE, { listed: ["first", "gone", "second"], trashed: ["lost"], ...BOTH_NOTED }],
  },
  "a change of notes": {
    act: ({ store, template: { ids } }) =>
      store.annotate({ ids: [ids.first, ids.second], change: { tags: ["new"], note: "new" } }),
    done: { ...BEFORE, noted: ["first: new", "second: new"] },
    between: [BEFORE, { ...BEFORE, noted: ["first: new"] }],
  },
  "an undone change of notes": {
    act: ({ store, template: { ids } }) =>
      store.annotate({ ids: [ids.first], change: { tags: [], note: "" } }),
    done: { ...BEFORE, noted: [] },
    between: [BEFORE],
  },
  "the set-aside of damaged notes": {
    prepare: (folder) => {
      const [notes] = readdirSync(join(folder, "notes"))
        .filter((name) => !name.includes("rows"))
        .sort();
      writeFileSync(join(folder, "notes", notes ?? ""), "half");
    },
    act: async ({ store, template: { ids } }) =>
      store.annotate({ ids: [ids.first], change: { tags: ["new"], note: "new" } }),
    done: { ...BEFORE, noted: ["first: new"] },
    between: [
      { ...BEFORE, noted: [] },
      { ...BEFORE, noted: ["first: damaged"] },
    ],
  },
  "a change of row notes": {
    act: ({ store, template: { ids } }) =>
      store.annotateRows({
        id: ids.first,
        changes: [0, 1].map((row) => ({ row, exclusion: "new", note: "new" })),
      }),
    done: { ...BEFORE, rowsNoted: ["first 0: new", "first 1: new"] },
    between: [BEFORE],
  },
  "an undone change of row notes": {
    act: ({ store, template: { ids } }) =>
      store.annotateRows({ id: ids.first, changes: [{ row: 1, exclusion: null, note: "" }] }),
    done: { ...BEFORE, rowsNoted: [] },
    between: [BEFORE],
  },
  "the set-aside of damaged row notes": {
    prepare: (folder) => {
      const name = readdirSync(join(folder, "notes")).find((file) => file.endsWith(".rows.json"));
      writeFileSync(join(folder, "notes", name ?? ""), "half");
    },
    act: ({ store, template: { ids } }) =>
      store.annotateRows({ id: ids.first, changes: [{ row: 0, exclusion: "new", note: "new" }] }),
    done: { ...BEFORE, rowsNoted: ["first 0: new"] },
    between: [
      { ...BEFORE, rowsNoted: [] },
      { ...BEFORE, rowsNoted: ["first: damaged"] },
    ],
  },
  "emptying of the trash": {
    act: ({ store }) => store.emptyTrash(),
    done: { ...BEFORE, trashed: [] },
    between: [BEFORE, { ...BEFORE, trashed: ["gone"] }, { ...BEFORE, trashed: ["lost"] }],
  },
  "rebuild of the catalogue": {
    prepare: (folder) => rmSync(join(folder, "catalogue.sqlite")),
    act: ({ store }) => store.list({ page: 1, pageSize: 10 }),
    done: BEFORE,
    between: [BEFORE],
  },
  "repair and tidying": {
    prepare: (folder) => {
      writeFileSync(join(folder, "STORE.json"), "half");
      writeFileSync(join(folder, "catalogue.lock"), JSON.stringify({ owner: DEAD_PROCESS, nonce: "1" }));
      mkdirSync(join(folder, "tmp", `rest.1~${DEAD_PROCESS}`), { recursive: true });
      writeFileSync(join(folder, "tmp", `rest.1~${DEAD_PROCESS}`, "rows-00000.jsonl"), "half a ro");
    },
    act: async ({ store }) => {
      await store.repair();
      await store.tidy({ maxAgeDays: 30, maxSizeMB: 100 });
    },
    done: BEFORE,
    between: [BEFORE],
  },
};

/** One kind of death of one kind of work, at operation after operation. */
interface Trial {
  readonly template: Template;
  readonly work: Work;
  readonly death: Death;
  readonly hasAtomicRename: boolean;
  /** Disks looked at already: deaths between two changes leave the same one. */
  readonly seen: Set<string>;
}

/** Dying after a read is dying before it: it changed nothing. Halves are left only where something takes time. */
function isWorthDying(death: Death, trace: readonly OperationKind[], killAt: number): boolean {
  if (death === "torn") return trace[killAt - 1] === "work";
  return trace[killAt - 2] !== "read";
}

/** Dies at operation `killAt` and checks what is left; gives what was asked of the file system. */
async function dieAt(trial: Trial, killAt: number): Promise<readonly OperationKind[]> {
  const { template, work, death, hasAtomicRename, seen } = trial;
  const { folder, remove } = aCase(template);
  work.prepare?.(folder);
  const fs = new DyingFileSystem(killAt, death, hasAtomicRename);
  const dying = anEngine(dyingParts(fs), folder);
  try {
    await work.act({ ...dying, template });
  } catch (error) {
    // A read in flight may meet what the loss of power did to its file.
    if (!fs.hasDied) throw error;
  }
  dying.store.close();
  fs.endPower();
  const disk = `${fs.hasDied} ${fingerprint(folder)}`;
  // What a plain kill leaves is checked by the plain kill.
  if ((death === "kill" || fs.isSpecial) && !seen.has(disk)) {
    const allowed = fs.hasDied ? [work.done, ...work.between] : [work.done];
    const shown = await usableNames(template, folder, hasAtomicRename);
    expect(allowed, `${death} at operation ${killAt}`).toContainEqual(shown);
  }
  seen.add(disk);
  remove();
  return fs.trace;
}

function suite(hasAtomicRename: boolean, deaths: Readonly<Record<string, readonly Death[]>>): void {
  let template: Template;
  beforeAll(async () => {
    template = await aTemplate(hasAtomicRename);
  });
  afterAll(() => template.remove());
  const cases = Object.entries(deaths).flatMap(([name, all]) => all.map((death) => [name, death] as const));
  it.each(cases)(
    "keeps every result whole: %s, %s at every change",
    { timeout: 60_000 },
    async (name, death) => {
      const work = WORKS[name];
      if (work === undefined) throw new Error(name);
      const trial = { template, work, death, hasAtomicRename, seen: new Set<string>() };
      const trace = await dieAt(trial, Number.POSITIVE_INFINITY);
      const kills = trace.map((_, i) => i + 1).filter((killAt) => isWorthDying(death, trace, killAt));
      const dieInTurn = async (): Promise<void> => {
        for (let killAt = kills.shift(); killAt !== undefined; killAt = kills.shift())
          await dieAt(trial, killAt);
      };
      await Promise.all(Array.from({ length: 4 }, dieInTurn));
      expect(trace.length).toBeGreaterThan(5);
    },
  );
}

describe("a store on a disk", () =>
  suite(true, {
    import: DEATHS,
    "the first import": ["kill", "powerCut"],
    "delete of two": DEATHS,
    "restore of two": DEATHS,
    "a change of notes": DEATHS,
    "an undone change of notes": DEATHS,
    "the set-aside of damaged notes": ["kill", "powerCut"],
    "a change of row notes": DEATHS,
    "an undone change of row notes": DEATHS,
    "the set-aside of damaged row notes": ["kill", "powerCut"],
    "emptying of the trash": ["kill", "torn"],
    "rebuild of the catalogue": DEATHS,
    "repair and tidying": ["kill", "torn"],
  }));

describe("a store where folders are not renamed in one step", () =>
  suite(false, {
    import: ["kill"],
    "delete of two": ["kill"],
    "restore of two": ["kill"],
    "a change of notes": ["kill", "torn"],
    "a change of row notes": ["kill", "torn"],
    "emptying of the trash": ["kill", "torn"],
  }));

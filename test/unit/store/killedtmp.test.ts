// A process that dies before any one of its file operations, in the middle of a write, or with the power: the store
// opens, every finished result is whole, nothing half is shown, and work goes on.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../../../src/app/engine.ts";
import { LocalStore } from "../../../src/store/localStore.ts";
import {
  aCase,
  anEngine,
  aTemplate,
  DEAD_PROCESS,
  dyingParts,
  expectUsable,
  fingerprint,
  importInto,
  partsOver,
  type Template,
  wholeNames,
} from "../../support/storeBench.ts";
import { DEATHS, type Death, DyingFileSystem, type OperationKind } from "../../support/storeFaults.ts";

interface Shown {
  readonly listed: readonly string[];
  readonly trashed: readonly string[];
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

const BEFORE: Shown = { listed: ["first", "second"], trashed: ["gone", "lost"] };

const WORKS: Readonly<Record<string, Work>> = {
  import: {
    act: ({ engine, template }) => importInto(engine, join(template.folder, "fresh.jsonl")),
    done: { ...BEFORE, listed: ["first", "fresh", "second"] },
    between: [BEFORE],
  },
  "the first import": {
    prepare: (folder) => rmSync(folder, { recursive: true }),
    act: ({ engine, template }) => importInto(engine, join(template.folder, "fresh.jsonl")),
    done: { listed: ["fresh"], trashed: [] },
    between: [{ listed: [], trashed: [] }],
  },
  "delete of two": {
    act: ({ store, template: { ids } }) => store.remove([ids.first, ids.second]),
    done: { listed: [], trashed: ["first", "gone", "lost", "second"] },
    between: [BEFORE, { listed: ["second"], trashed: ["first", "gone", "lost"] }],
  },
  "restore of two": {
    act: ({ store, template: { ids } }) => store.restore([ids.gone, ids.lost]),
    done: { listed: ["first", "gone", "lost", "second"], trashed: [] },
    between: [BEFORE, { listed: ["first", "gone", "second"], trashed: ["lost"] }],
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
  const T0 = performance.now();
  const { folder, remove } = aCase(template);
  const T1 = performance.now();
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
  const T2 = performance.now();
  (globalThis as any).C ??= [0, 0, 0, 0, 0, 0];
  const C = (globalThis as any).C;
  C[0]++;
  C[1] += T1 - T0;
  C[2] += T2 - T1;
  const disk = `${fs.hasDied} ${fingerprint(folder)}`;
  // What a plain kill leaves is checked by the plain kill.
  const T3 = performance.now();
  C[3] += T3 - T2;
  if ((death === "kill" || fs.isSpecial) && !seen.has(disk)) {
    C[4]++;
    const alive = new DyingFileSystem(Number.POSITIVE_INFINITY, "kill", hasAtomicRename);
    const store = new LocalStore(partsOver(alive), folder);
    const allowed = fs.hasDied ? [work.done, ...work.between] : [work.done];
    expect(allowed, `${death} at operation ${killAt}`).toContainEqual(await wholeNames(store));
    store.close();
    await expectUsable(template, folder, hasAtomicRename);
  }
  seen.add(disk);
  C[5] += performance.now() - T3;
  remove();
  return fs.trace;
}

function suite(hasAtomicRename: boolean, names: readonly string[], deaths: readonly Death[]): void {
  let template: Template;
  beforeAll(async () => {
    template = await aTemplate(hasAtomicRename);
  });
  afterAll(() => template.remove());
  for (const name of names)
    for (const death of deaths)
      it(`keeps every result whole: ${name}, ${death} at every operation`, async () => {
        const work = WORKS[name];
        if (work === undefined) throw new Error(name);
        const trial = { template, work, death, hasAtomicRename, seen: new Set<string>() };
        const trace = await dieAt(trial, Number.POSITIVE_INFINITY);
        const kills = trace.map((_, i) => i + 1).filter((killAt) => isWorthDying(death, trace, killAt));
        const dieInTurn = async (): Promise<void> => {
          for (let killAt = kills.shift(); killAt !== undefined; killAt = kills.shift())
            await dieAt(trial, killAt);
        };
        await Promise.all(Array.from({ length: 1 }, dieInTurn));
        console.log(name, death, trace.length, (globalThis as any).C.map(Math.round).join(" "));
        (globalThis as any).C = [0, 0, 0, 0, 0, 0];
        expect(trace.length).toBeGreaterThan(5);
      });
}

describe("a store on a disk", () => suite(true, Object.keys(WORKS), DEATHS));

describe("a store where folders are not renamed in one step", () =>
  suite(
    false,
    ["import", "the first import", "delete of two", "restore of two", "emptying of the trash"],
    ["kill", "torn"],
  ));

// What a file system may refuse: one clear sentence each, nothing damaged, and work goes on when it is over.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { FileSystem } from "../../../src/core/ports.ts";
import { Problem } from "../../../src/core/problem.ts";
import { nodeFileSystem } from "../../../src/node/nodeFileSystem.ts";
import { LocalStore } from "../../../src/store/localStore.ts";
import {
  aCase,
  anEngine,
  aTemplate,
  importInto,
  partsOver,
  type Template,
  usableNames,
  wholeNames,
} from "../../support/storeBench.ts";

type Call = "create" | "write" | "close" | "makeFolder" | "rename" | "remove" | "list" | "read" | "stat";

/** A file system that refuses some calls with an error's code, as Node does. */
function refusing(code: string, calls: readonly Call[], hasRoomFor = 0): FileSystem {
  let room = hasRoomFor;
  const refuse = (call: Call): void => {
    if (calls.includes(call) && room-- <= 0)
      throw Object.assign(new Error(`${code}: refused, ${call} '/somewhere'`), { code });
  };
  const async = async <T>(call: Call, work: () => Promise<T>): Promise<T> => {
    refuse(call);
    return work();
  };
  return {
    ...nodeFileSystem,
    list: (path) => async("list", () => nodeFileSystem.list(path)),
    read: (path) => async("read", () => nodeFileSystem.read(path)),
    stat: (path) => async("stat", () => nodeFileSystem.stat(path)),
    makeFolder: (path) => async("makeFolder", () => nodeFileSystem.makeFolder(path)),
    rename: (from, to) => async("rename", () => nodeFileSystem.rename(from, to)),
    remove: (path) => async("remove", () => nodeFileSystem.remove(path)),
    create: (path) =>
      async("create", async () => {
        const sink = await nodeFileSystem.create(path);
        return {
          write: (bytes) => async("write", () => sink.write(bytes)),
          close: async () => {
            await sink.abandon();
            refuse("close");
          },
          abandon: () => sink.abandon(),
        };
      }),
  };
}

const WRITES: readonly Call[] = ["create", "write", "close", "makeFolder", "rename", "remove"];

let template: Template;
let folder: string;

beforeEach(async () => {
  template = await aTemplate();
  folder = aCase(template).folder;
});
afterEach(() => template.remove());

/** The sentence with which a work is refused; checks that nothing came of it. */
async function refusal(fs: FileSystem, act: (parts: ReturnType<typeof anEngine>) => Promise<unknown>) {
  const before = await wholeNames(new LocalStore(partsOver(nodeFileSystem), folder));
  const error = await act(anEngine(partsOver(fs), folder)).then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Problem)) throw new Error(`expected a Problem, got ${String(error)}`);
  expect(await wholeNames(new LocalStore(partsOver(nodeFileSystem), folder))).toEqual(before);
  await usableNames(template, folder, true);
  return { code: error.code, message: error.message.replaceAll(folder, "STORE") };
}

const importFresh = ({ engine }: ReturnType<typeof anEngine>): Promise<unknown> =>
  importInto(engine, join(template.folder, "fresh.jsonl"));

describe("a failing file system", () => {
  it.each([
    ["ENOSPC", ["write"], "diskFull", "the disk that holds STORE is full. Free some space and try again"],
    ["EDQUOT", ["close"], "diskFull", "the disk that holds STORE is full"],
    ["EROFS", WRITES, "readOnly", "STORE is on a read-only drive"],
    ["EACCES", WRITES, "readOnly", "you may not write in STORE. Give yourself write access"],
    ["EPERM", ["rename"], "readOnly", "you may not write in STORE"],
    ["EXDEV", ["rename"], "unsupported", "can't move folders in one step on its drive"],
    ["EEXIST", ["create"], "unsupported", "something else stands where STORE needs its own file or folder"],
    ["ENOENT", ["create"], "notFound", "STORE is gone: it was removed, moved, or its drive was disconnected"],
    ["EIO", ["close"], "unreadable", "the drive that holds STORE reports a failure"],
    ["EMFILE", ["create"], "busy", "too many files are open"],
    ["EBUSY", ["rename"], "busy", "another program holds a file in STORE"],
    ["ENAMETOOLONG", ["makeFolder"], "unsupported", "the path STORE is too long"],
  ] as const)("says %s in one sentence at an import", async (code, calls, problem, sentence) => {
    const told = await refusal(refusing(code, calls), importFresh);
    expect(told.code).toBe(problem);
    expect(told.message).toContain(
      `Can't store the result: ${sentence.startsWith("can't") ? "STORE " : ""}${sentence}`,
    );
    expect(told.message.match(/\.(\s|$)/g)?.length).toBeLessThanOrEqual(2);
  });

  it("takes nothing away when the disk is full in the middle of a part, at any write", async () => {
    for (let room = 0; room < 4; room++) {
      folder = aCase(template).folder;
      expect((await refusal(refusing("ENOSPC", ["write"], room), importFresh)).code).toBe("diskFull");
    }
  });

  it("says what can't be done at delete, restore and emptying", async () => {
    const { ids } = template;
    const fs = refusing("EACCES", ["rename"]);
    const told = async (act: (parts: ReturnType<typeof anEngine>) => Promise<unknown>) =>
      (await refusal(fs, act)).message;
    expect(await told(({ store }) => store.remove([ids.first]))).toMatch(
      /^Can't delete results: you may not/,
    );
    rmSync(join(folder), { recursive: true });
    folder = aCase(template).folder;
    expect(await told(({ store }) => store.restore([ids.gone]))).toMatch(
      /^Can't restore results: you may not/,
    );
    rmSync(join(folder), { recursive: true });
    folder = aCase(template).folder;
    expect(await told(({ store }) => store.emptyTrash())).toMatch(/^Can't empty the trash: you may not/);
  });

  it("lists and reads a store that may not be written, its catalogue in memory alone", async () => {
    rmSync(join(folder, "catalogue.sqlite"));
    const store = new LocalStore(partsOver(refusing("EROFS", WRITES)), folder);
    expect(await wholeNames(store)).toEqual({
      listed: ["first", "second"],
      trashed: ["gone", "lost"],
      noted: ["first: old"],
      rowsNoted: ["first 1: old"],
    });
    expect(existsSync(join(folder, "catalogue.sqlite"))).toBe(false);
    expect(await store.tidy({ maxAgeDays: 0, maxSizeMB: 0 })).toEqual({ leftovers: 0, trashed: [] });
  });

  it("says that a store or a file may not be read", async () => {
    const denied = new LocalStore(partsOver(refusing("EACCES", ["list"])), folder);
    await expect(denied.list({ page: 1, pageSize: 1 })).rejects.toMatchObject({
      code: "unreadable",
      message: `Can't list results: you may not read ${folder}. Give yourself read access and try again.`,
    });
  });

  it("saves the catalogue also where a rename does not replace a file", async () => {
    const fs: FileSystem = {
      ...nodeFileSystem,
      rename: async (from, to) => {
        if (existsSync(to)) throw Object.assign(new Error("EEXIST"), { code: "EEXIST" });
        await nodeFileSystem.rename(from, to);
      },
    };
    const before = readFileSync(join(folder, "catalogue.sqlite"));
    await importFresh(anEngine(partsOver(fs), folder));
    expect(readFileSync(join(folder, "catalogue.sqlite")).equals(before)).toBe(false);
    expect((await wholeNames(new LocalStore(partsOver(fs), folder))).listed).toEqual([
      "first",
      "fresh",
      "second",
    ]);
    await usableNames(template, folder, true);
  });
});

describe("a store folder", () => {
  it("that vanishes while it is open is empty, is not made by looking, and is made by the next import", async () => {
    const parts = anEngine(partsOver(nodeFileSystem), folder);
    await wholeNames(parts.store);
    rmSync(folder, { recursive: true });
    expect(await wholeNames(parts.store)).toEqual({ listed: [], trashed: [], noted: [], rowsNoted: [] });
    expect(existsSync(folder)).toBe(false);
    await importFresh(parts);
    expect((await wholeNames(parts.store)).listed).toEqual(["fresh"]);
  });

  it("may be a link, and lie behind spaces and letters of any script", async () => {
    const odd = join(template.folder, "päth with spaces 結果");
    mkdirSync(odd);
    renameSync(folder, join(odd, "real store"));
    symlinkSync(join(odd, "real store"), folder);
    expect((await wholeNames(new LocalStore(partsOver(nodeFileSystem), folder))).listed).toEqual([
      "first",
      "second",
    ]);
    await usableNames(template, folder, true);
  });

  it("that is a file, or a link to itself, says so", async () => {
    rmSync(folder, { recursive: true });
    writeFileSync(folder, "no folder");
    const sentence = async (): Promise<string> => {
      const parts = anEngine(partsOver(nodeFileSystem), folder);
      const error: unknown = await importFresh(parts).catch((reason: unknown) => reason);
      return error instanceof Problem ? error.message.replaceAll(folder, "STORE") : String(error);
    };
    expect(await sentence()).toMatch(/something else stands where STORE needs/);
    rmSync(folder);
    symlinkSync(folder, folder);
    expect(await sentence()).toMatch(/a link on the way to STORE leads back to itself/);
    rmSync(folder);
  });
});

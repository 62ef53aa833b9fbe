// A small store with known runs, copied for every case of a fault test, and the check that nothing of it was lost or
// halved.
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { Engine } from "../../src/app/engine.ts";
import { scanBatch } from "../../src/app/import/scanBatch.ts";
import type { FileSystem } from "../../src/core/ports.ts";
import type { RunId, RunSummary } from "../../src/core/run.ts";
import { formatRegistry } from "../../src/formats/formats.ts";
import { nodeHashes } from "../../src/node/nodeHashes.ts";
import { nodeParts } from "../../src/node/nodeParts.ts";
import { nodeUtf8 } from "../../src/node/nodeUtf8.ts";
import { processState } from "../../src/node/processNames.ts";
import { scanHereOnNode } from "../../src/node/scanThreads.ts";
import { LocalStore } from "../../src/store/localStore.ts";
import type { StoreParts } from "../../src/store/storeParts.ts";
import { noServices } from "./noServices.ts";
import { DyingFileSystem } from "./storeFaults.ts";
import { nemoLines, WASM_FOLDER } from "./storeSupportNode.ts";

const base = nodeParts(WASM_FOLDER);
const sql = base.loadSql();

/** The name of a process that is dead by the time anyone looks. */
export const DEAD_PROCESS = "7~of-this-machine";

/** Parts over a file system. */
export function partsOver(fs: FileSystem): StoreParts {
  return {
    ...base,
    fs,
    loadSql: () => sql,
    partBytes: 800,
    environment: {
      ...base.environment,
      processState: (name) => (name === DEAD_PROCESS ? "gone" : processState(name)),
    },
  };
}

/** Parts of a process that is to die: the same clock and chance every time, so that equal deaths leave equal disks. */
export function dyingParts(fs: FileSystem): StoreParts {
  const parts = partsOver(fs);
  let count = 0;
  return {
    ...parts,
    environment: {
      ...parts.environment,
      processName: DEAD_PROCESS,
      nowMs: () => 1_770_000_000_000 + ++count,
      randomBytes: (length) => new Uint8Array(length).fill(++count),
    },
  };
}

/** What is on disk below a folder, to the byte. */
export function fingerprint(folder: string): string {
  if (!existsSync(folder)) return "";
  const hash = createHash("sha1");
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  for (const name of names) {
    const path = join(folder, name);
    hash.update(`${name}\n`);
    if (statSync(path).isFile()) hash.update(readFileSync(path));
  }
  return hash.digest("hex");
}

/** A store and its engine, as one process has them. */
export function anEngine(
  parts: StoreParts,
  folder: string,
): { readonly store: LocalStore; readonly engine: Engine } {
  const store = new LocalStore(parts, folder);
  const engine = new Engine({
    ...parts,
    store,
    formats: formatRegistry,
    openScanner: scanHereOnNode(formatRegistry),
    openSource: noServices,
  });
  return { store, engine };
}

export function importInto(engine: Engine, path: string) {
  return engine.import(path, {}, { signal: new AbortController().signal, progress: () => undefined });
}

/** Texts of runs by name; those of the template, and those that a case imports. */
const TEXTS: Readonly<Record<string, string>> = {
  first: nemoLines([1, 0, 0.5, "NaN", 1]),
  second: nemoLines([0.25, 0.75, 1]),
  gone: nemoLines([true, false, true]),
  lost: nemoLines([1, 1]),
  fresh: nemoLines([0.1, 0.2, 0.3, 0.4, 0.5]),
  after: nemoLines([0, 1]),
};

/** `first` and `second` are listed, `gone` and `lost` in the trash. */
export interface Template {
  readonly folder: string;
  readonly ids: Readonly<Record<"first" | "second" | "gone" | "lost", RunId>>;
  readonly remove: () => void;
}

export async function aTemplate(hasAtomicRename = true): Promise<Template> {
  const folder = mkdtempSync(join(tmpdir(), "eval results template é-"));
  for (const [name, text] of Object.entries(TEXTS)) writeFileSync(join(folder, `${name}.jsonl`), text);
  const fs = new DyingFileSystem(Number.POSITIVE_INFINITY, "kill", hasAtomicRename);
  const { engine, store } = anEngine(partsOver(fs), join(folder, "store"));
  const imported = async (name: string): Promise<RunId> =>
    (await importInto(engine, join(folder, `${name}.jsonl`))).run.id;
  const ids = {
    first: await imported("first"),
    second: await imported("second"),
    gone: await imported("gone"),
    lost: await imported("lost"),
  };
  await store.annotate({ ids: [ids.first, ids.gone], change: { tags: ["old"], note: "old" } });
  for (const id of [ids.first, ids.gone])
    await store.annotateRows({ id, changes: [{ row: 1, exclusion: "old", note: "old" }] });
  await store.remove([ids.gone, ids.lost]);
  store.close();
  return { folder, ids, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

let cases = 0;

/** A copy of the template for one case. */
export function aCase(template: Template): { readonly folder: string; readonly remove: () => void } {
  const folder = join(template.folder, `case ${++cases}`);
  if (existsSync(join(template.folder, "store")))
    cpSync(join(template.folder, "store"), folder, { recursive: true });
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** What a store shows after a crash: names of its listed and its deleted runs, each checked to be whole. */
export async function wholeNames(store: LocalStore) {
  const list = await store.list({ page: 1, pageSize: 100 });
  const damaged = list.damaged.filter((one) => one.isNotes);
  expect(list.damaged).toHaveLength(damaged.length);
  const damagedNotes = damaged.filter(({ reason }) => !/^The row notes/.test(reason)).map((one) => one.id);
  for (const run of list.runs) await expectWhole(store, run.id, run.name);
  const trashed = await store.trash();
  const rowNotes = await Promise.all(list.runs.map((run) => rowNotesTexts(store, run)));
  return {
    listed: list.runs.map((run) => run.name).sort(),
    trashed: trashed.map((run) => run.name).sort(),
    noted: list.runs.flatMap((run) => notedText(run, damagedNotes.includes(run.id))).sort(),
    rowsNoted: rowNotes.flat().sort(),
  };
}

/** What is said of a run's rows, whole: reason and note were written together. */
async function rowNotesTexts(store: LocalStore, { id, name }: RunSummary): Promise<readonly string[]> {
  const { notes, problem } = await store.rowNotes(id);
  for (const { exclusion, note } of notes) expect(exclusion, name).toBe(note);
  return problem === null ? notes.map(({ row, note }) => `${name} ${row}: ${note}`) : [`${name}: damaged`];
}

/** A run's notes, whole: tag and note were written together. */
function notedText({ name, tags, note }: RunSummary, isDamaged: boolean): readonly string[] {
  expect(tags.join(), name).toBe(note);
  if (isDamaged) return [`${name}: damaged`];
  return note === "" ? [] : [`${name}: ${note}`];
}

/** Every row is there, to the byte, and its digest is the one of its item. */
async function expectWhole(store: LocalStore, id: RunId, name: string): Promise<void> {
  const expected = (TEXTS[name] ?? "").trimEnd().split("\n");
  const stored = await store.open(id);
  const lines = await stored.lines(expected.map((_, row) => row));
  expect(lines, name).toEqual(expected);
  expect(stored.record.run.rows, name).toBe(expected.length);
  expect(Buffer.from(await stored.digests()).toString("hex"), name).toBe(digestsOf(name));
  expect((await stored.column(0)).values.length, name).toBe(expected.length);
}

const known = new Map<string, string>();

function digestsOf(name: string): string {
  let digests = known.get(name);
  if (digests === undefined) {
    const reader = formatRegistry.byId("nemo-rows").reader(null);
    const bytes = new TextEncoder().encode(TEXTS[name] ?? "");
    digests = Buffer.from(scanBatch(bytes, reader, { hashes: nodeHashes, utf8: nodeUtf8 }).digests).toString(
      "hex",
    );
    known.set(name, digests);
  }
  return digests;
}

/** What a store shows, as one process finds it, and that it can be used: an import works and rests of the dead are gone. */
export async function usableNames(template: Template, folder: string, hasAtomicRename: boolean) {
  const fs = new DyingFileSystem(Number.POSITIVE_INFINITY, "kill", hasAtomicRename);
  const { engine, store } = anEngine(partsOver(fs), folder);
  const before = await wholeNames(store);
  await importInto(engine, join(template.folder, "after.jsonl"));
  expect(readdirSync(join(folder, "tmp"))).toEqual([]);
  store.close();
  const other = new LocalStore(partsOver(fs), folder);
  const after = await wholeNames(other);
  expect(after).toEqual({ ...before, listed: [...before.listed, "after"].sort() });
  other.close();
  return before;
}

// The engine over a store that only the editor can reach: the web's, and Node's in a virtual workspace.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Engine } from "../../../src/app/engine.ts";
import type { ImportOutcome } from "../../../src/core/importTypes.ts";
import type { FileSystem } from "../../../src/core/ports.ts";
import { NO_HTTP } from "../../../src/core/services/httpPort.ts";
import { createEngine } from "../../../src/node/createEngine.ts";
import { createWebEngine } from "../../../src/web/createWebEngine.ts";
import { REPOSITORY } from "../../support/engineSupport.ts";
import { anEditorFileSystem, MemoryEditorFiles } from "../../support/fileSystemEditor.ts";
import { nemoLines } from "../../support/storeSupportNode.ts";

const WASM_FOLDER = join(REPOSITORY, "node_modules/sql.js/dist");
const ROOT = "vscode-vfs://github/me/my evals é";
const STORE = `${ROOT}/.eval-results`;

type Open = (fs: FileSystem) => Engine;
const onNode: Open = (fs) => createEngine(STORE, WASM_FOLDER, { editorFiles: fs }).engine;
const onWeb: Open = (fs) =>
  createWebEngine(STORE, {
    fs,
    readWasm: () => readFile(join(WASM_FOLDER, "sql-wasm.wasm")),
    http: NO_HTTP,
  }).engine;

const list = { page: 1, pageSize: 100 };
const signal = new AbortController().signal;

function aWorkspace() {
  const editor = new MemoryEditorFiles();
  const open = (engine: Open) => engine(anEditorFileSystem(editor).fs);
  const { fs } = anEditorFileSystem(editor);
  const write = async (name: string, text: string): Promise<string> => {
    const path = fs.join(ROOT, name);
    const sink = await fs.replace(path);
    await sink.write(new TextEncoder().encode(text));
    await sink.close();
    return path;
  };
  return { editor, open, fs, write };
}

async function imported(engine: Engine, path: string) {
  const outcome: ImportOutcome = await engine.import(path, {}, { signal, progress: () => undefined });
  if (outcome.kind !== "imported") throw new Error(`${path} was imported before`);
  return outcome.run;
}

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

describe.each([
  ["on the web", onWeb, onNode],
  ["on Node", onNode, onWeb],
] as const)("a virtual workspace's store, %s", (_name, own, other) => {
  it("holds what was imported, for the next window too", async () => {
    const { open, write, fs } = aWorkspace();
    const path = await write("base 50%.row-scores.jsonl", nemoLines([1, 0, 0.5, null]));
    const run = await imported(open(own), path);
    expect([run.name, run.rows]).toEqual(["base 50%", 4]);
    for (const engine of [open(own), open(other)]) {
      expect((await engine.list(list)).runs.map(({ id }) => id)).toEqual([run.id]);
      expect((await engine.row(run.id, 2)).output).toBe("answer 2");
      const again = await engine.import(path, {}, { signal, progress: () => undefined });
      expect(again.kind).toBe("unchanged");
    }
    expect((await fs.list(`${STORE}/tmp`)).length).toBe(0);
  });

  it("compares with runs that the other kind of host stored", async () => {
    const { open, write } = aWorkspace();
    const base = await imported(open(own), await write("base.row-scores.jsonl", nemoLines([1, 0, 0.5])));
    const candidate = await imported(
      open(other),
      await write("candidate.row-scores.jsonl", nemoLines([1, 1, 0])),
    );
    const { summary } = await open(own).compare({ base: base.id, candidate: candidate.id });
    expect(summary.join.matched).toBe(3);
    expect(summary.scores[0]).toMatchObject({ improved: 1, regressed: 1, same: 1 });
  });

  it("exports over an older file, and leaves it as it is when the export fails", async () => {
    const { open, write, fs } = aWorkspace();
    const engine = open(own);
    const run = await imported(engine, await write("base.row-scores.jsonl", nemoLines([1, 0])));
    const target = await write("exports/out.jsonl", "old");
    const pieces = () => engine.exportRun(run.id, { format: "jsonl", guardFormulas: false }, signal);
    const failing = (async function* () {
      yield "half";
      throw new Error("stopped");
    })();
    await expect(engine.writeExport(target, failing)).rejects.toThrow("stopped");
    expect(new TextDecoder().decode(await fs.read(target))).toBe("old");
    await engine.writeExport(target, await pieces());
    expect(new TextDecoder().decode(await fs.read(target))).toBe(await textOf(await pieces()));
    expect((await fs.list(`${ROOT}/exports`)).map(({ name }) => name)).toEqual(["out.jsonl"]);
  });

  it("deletes and restores", async () => {
    const { open, write } = aWorkspace();
    const engine = open(own);
    const run = await imported(engine, await write("base.row-scores.jsonl", nemoLines([1, 0])));
    await engine.remove([run.id]);
    expect((await open(other).list(list)).total).toBe(0);
    expect((await engine.trash()).map(({ id }) => id)).toEqual([run.id]);
    await engine.restore([run.id]);
    expect((await open(other).list(list)).total).toBe(1);
    expect((await engine.row(run.id, 1)).output).toBe("answer 1");
  });

  it("is read where it can't be written, and says so when something is imported", async () => {
    const { editor, open, write } = aWorkspace();
    const run = await imported(open(own), await write("base.row-scores.jsonl", nemoLines([1, 0])));
    const path = await write("more.row-scores.jsonl", nemoLines([1]));
    editor.isReadOnly = true;
    const engine = open(own);
    expect((await engine.list(list)).runs.map(({ id }) => id)).toEqual([run.id]);
    expect((await engine.rows(run.id, { sort: null, offset: 0, limit: 5 })).rows).toHaveLength(2);
    await expect(engine.import(path, {}, { signal, progress: () => undefined })).rejects.toMatchObject({
      code: "readOnly",
    });
    expect((await engine.list(list)).total).toBe(1);
  });

  it("forgets an import that was cancelled", async () => {
    const { open, write, fs } = aWorkspace();
    const engine = open(own);
    const path = await write("base.row-scores.jsonl", nemoLines([1, 0]));
    const controller = new AbortController();
    const call = { signal: controller.signal, progress: () => controller.abort() };
    await expect(engine.import(path, {}, call)).rejects.toMatchObject({ name: "AbortError" });
    expect((await engine.list(list)).total).toBe(0);
    expect(await fs.list(`${STORE}/runs`)).toEqual([]);
  });
});

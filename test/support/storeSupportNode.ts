// A real store on disk in a temporary folder, and small result files to import into it.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Engine } from "../../src/app/engine.ts";
import type { EngineParts } from "../../src/app/services.ts";
import type { ImportOptions, ImportOutcome } from "../../src/core/importTypes.ts";
import type { FileSystem } from "../../src/core/ports.ts";
import { formatRegistry } from "../../src/formats/formats.ts";
import { nodeParts } from "../../src/node/nodeParts.ts";
import { scanHereOnNode } from "../../src/node/scanThreads.ts";
import { LocalStore } from "../../src/store/localStore.ts";
import { noServices } from "./noServices.ts";

export const WASM_FOLDER = resolve(import.meta.dirname, "../../node_modules/sql.js/dist");

export interface TestStore {
  readonly folder: string;
  readonly store: LocalStore;
  readonly engine: Engine;
  /** Another process's view of the same folder. */
  readonly second: () => LocalStore;
  /** The same folder through something between it and the disk. */
  readonly over: (wrap: (fs: FileSystem) => FileSystem) => LocalStore;
  readonly file: (name: string, text: string | Uint8Array) => string;
  readonly importText: (
    name: string,
    text: string | Uint8Array,
    options?: ImportOptions,
  ) => Promise<ImportOutcome>;
  readonly path: (...parts: string[]) => string;
  readonly remove: () => void;
}

/** A store in a fresh folder; `wrap` may stand between it and the disk. */
export function aTestStore(
  wrap: (fs: FileSystem) => FileSystem = (fs) => fs,
  nowMs: () => number = Date.now,
): TestStore {
  const folder = mkdtempSync(join(tmpdir(), "eval results store é-"));
  const plain = nodeParts(WASM_FOLDER);
  const parts = { ...plain, fs: wrap(plain.fs), environment: { ...plain.environment, nowMs } };
  const at = join(folder, ".eval-results");
  const store = new LocalStore(parts, at);
  const importParts: EngineParts = {
    ...parts,
    store,
    formats: formatRegistry,
    openScanner: scanHereOnNode(formatRegistry),
    openSource: noServices,
  };
  const engine = new Engine(importParts);
  const file = (name: string, text: string | Uint8Array): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  return {
    folder,
    store,
    engine,
    second: () => new LocalStore(nodeParts(WASM_FOLDER), at),
    over: (other) => new LocalStore({ ...plain, fs: other(plain.fs) }, at),
    file,
    importText: (name, text, options = {}) =>
      engine.import(file(name, text), options, {
        signal: new AbortController().signal,
        progress: () => undefined,
      }),
    path: (...names) => join(at, ...names),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** NeMo row scores, one line per value: an item `{q: i}` with one score. */
export function nemoLines(values: readonly (number | string | boolean | null)[], score = "exact"): string {
  const lines = values.map((value, i) =>
    JSON.stringify({
      row_index: i,
      item: { q: `question ${i}`, n: i },
      sample: { output_text: `answer ${i}` },
      metrics: { "default/m": [{ name: score, value }] },
      requests: [],
      metric_errors: null,
    }),
  );
  return `${lines.join("\n")}\n`;
}

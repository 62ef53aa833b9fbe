// The engine over a store that only the editor can reach, without Node: the composition root of the web's worker.
import { Engine } from "../app/engine.ts";
import type { OpenScanner } from "../app/importFile.ts";
import { scanBatch } from "../app/scanBatch.ts";
import type { Environment, FileSystem } from "../core/ports.ts";
import { formatRegistry } from "../formats/formats.ts";
import type { LoadSql } from "../store/database.ts";
import { LocalStore } from "../store/localStore.ts";
import { webHashes } from "./webHashes.ts";
import { webUtf8 } from "./webUtf8.ts";

const randomBytes = (count: number): Uint8Array => crypto.getRandomValues(new Uint8Array(count));

const hex = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** A browser tells neither process nor host: a name by chance makes every worker a host of its own. */
export const webEnvironment: Environment = {
  nowMs: () => Date.now(),
  randomBytes,
  processName: `1~web-${hex(randomBytes(6))}`,
};

/** Loads sql.js on first use; `readWasm` gives `sql-wasm.wasm` from the package. */
function sqlLoader(readWasm: () => Promise<Uint8Array>): LoadSql {
  return async () => {
    const { default: initSqlJs } = await import("sql.js");
    const wasm = new Uint8Array(await readWasm());
    return initSqlJs({ wasmBinary: wasm.buffer });
  };
}

/** Scans in this thread: the worker is a second one already, and a browser's third would copy every batch. */
const scanHere: OpenScanner = (formatId, roles) => {
  const reader = formatRegistry.byId(formatId).reader(roles);
  const tools = { hashes: webHashes, utf8: webUtf8 };
  return { scan: (bytes) => Promise.resolve(scanBatch(bytes, reader, tools)), close: () => undefined };
};

/** An engine and its store over the editor's files. */
export function createWebEngine(
  storeFolder: string,
  fs: FileSystem,
  readWasm: () => Promise<Uint8Array>,
): { readonly engine: Engine; readonly store: LocalStore } {
  const parts = { fs, hashes: webHashes, environment: webEnvironment, loadSql: sqlLoader(readWasm) };
  const store = new LocalStore(parts, storeFolder);
  return { engine: new Engine({ ...parts, store, formats: formatRegistry, openScanner: scanHere }), store };
}

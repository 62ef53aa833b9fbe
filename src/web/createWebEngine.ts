// The engine over a store that only the editor can reach, without Node: the composition root of the web's worker.
import { Engine } from "../app/engine.ts";
import { scanHere } from "../app/import/scanHere.ts";
import type { Environment, FileSystem } from "../core/ports.ts";
import type { HttpTransport } from "../core/services/httpPort.ts";
import { formatRegistry } from "../formats/formats.ts";
import { sourcesOver } from "../sources/openSource.ts";
import type { LoadSql } from "../store/database.ts";
import { LocalStore } from "../store/localStore.ts";
import { hexOf } from "../util/bytes.ts";
import { clockPacing } from "../util/clockPacing.ts";
import { webHashes } from "./webHashes.ts";
import { webUtf8 } from "./webUtf8.ts";

const randomBytes = (count: number): Uint8Array => crypto.getRandomValues(new Uint8Array(count));

/** A browser tells neither process nor host: a name by chance makes every worker a host of its own. */
export const webEnvironment: Environment = {
  nowMs: () => Date.now(),
  randomBytes,
  processName: `1~web-${hexOf(randomBytes(6))}`,
};

/** Loads sql.js on first use; `readWasm` gives `sql-wasm.wasm` from the package. */
function sqlLoader(readWasm: () => Promise<Uint8Array>): LoadSql {
  return async () => {
    const { default: initSqlJs } = await import("sql.js");
    const wasm = new Uint8Array(await readWasm());
    return initSqlJs({ wasmBinary: wasm.buffer });
  };
}

/** What a web engine gets of its host. */
export interface WebReach {
  readonly fs: FileSystem;
  readonly readWasm: () => Promise<Uint8Array>;
  readonly http: HttpTransport;
}

/** An engine and its store over the editor's files. */
export function createWebEngine(
  storeFolder: string,
  { fs, readWasm, http }: WebReach,
): { readonly engine: Engine; readonly store: LocalStore } {
  const parts = {
    fs,
    hashes: webHashes,
    environment: webEnvironment,
    loadSql: sqlLoader(readWasm),
    utf8: webUtf8,
  };
  const store = new LocalStore(parts, storeFolder);
  // In this thread: the worker is a second one already, and a browser's third would copy every batch.
  const openScanner = scanHere(formatRegistry, { hashes: webHashes, utf8: webUtf8 });
  const openSource = sourcesOver(http, clockPacing);
  return { engine: new Engine({ ...parts, store, formats: formatRegistry, openScanner, openSource }), store };
}

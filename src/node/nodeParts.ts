// What the store and the use cases need of Node: files, hashes, clock, chance, and sql.js from the package.
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Environment } from "../core/ports.ts";
import type { LoadSql } from "../store/database.ts";
import type { StoreParts } from "../store/storeParts.ts";
import { nodeFileSystem } from "./nodeFileSystem.ts";
import { nodeHashes } from "./nodeHashes.ts";
import { nodeUtf8 } from "./nodeUtf8.ts";
import { ownProcessName, processState } from "./processNames.ts";

const environment: Environment = {
  nowMs: () => Date.now(),
  randomBytes: (count) => randomBytes(count),
  processName: ownProcessName,
  processState,
};

/** Loads sql.js and its WASM from beside the bundle, on first use. */
function sqlLoader(folder: string): LoadSql {
  return async () => {
    const { default: initSqlJs } = await import("sql.js");
    const wasm = await readFile(join(folder, "sql-wasm.wasm"));
    const wasmBinary = wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) as ArrayBuffer;
    return initSqlJs({ wasmBinary });
  };
}

/** Node's parts; `bundleFolder` holds `sql-wasm.wasm`. */
export function nodeParts(bundleFolder: string): StoreParts {
  return {
    fs: nodeFileSystem,
    hashes: nodeHashes,
    environment,
    loadSql: sqlLoader(bundleFolder),
    utf8: nodeUtf8,
  };
}

// The engine over a store folder: the composition root that Node's worker and the CLI share.
import { Engine } from "../app/engine.ts";
import { isEditorPath } from "../core/editorPath.ts";
import type { FileSystem } from "../core/ports.ts";
import { type HttpTransport, NO_HTTP } from "../core/services/httpPort.ts";
import { formatRegistry } from "../formats/formats.ts";
import { sourcesOver } from "../sources/openSource.ts";
import { LocalStore } from "../store/localStore.ts";
import { clockPacing } from "../util/clockPacing.ts";
import { routedFileSystem } from "../worker/routedFileSystem.ts";
import { nodeParts } from "./nodeParts.ts";
import { scanThreads } from "./scanThreads.ts";

/** What an engine may reach beside the disk. */
export interface EngineReach {
  /** Serves the paths that only the editor can reach, where there is one. */
  readonly editorFiles?: FileSystem;
  /** The way to services; absent: none. */
  readonly http?: HttpTransport;
}

/** An engine and its store. `bundleFolder` holds `sql-wasm.wasm` and `scanWorker.js`. */
export function createEngine(
  storeFolder: string,
  bundleFolder: string,
  { editorFiles, http = NO_HTTP }: EngineReach = {},
): { readonly engine: Engine; readonly store: LocalStore } {
  const parts = nodeParts(bundleFolder);
  const isVirtual = editorFiles !== undefined && isEditorPath(storeFolder);
  const store = new LocalStore(isVirtual ? { ...parts, fs: editorFiles } : parts, storeFolder);
  const engine = new Engine({
    ...parts,
    fs: editorFiles === undefined ? parts.fs : routedFileSystem(parts.fs, editorFiles),
    store,
    formats: formatRegistry,
    openScanner: scanThreads(bundleFolder, formatRegistry),
    openSource: sourcesOver(http, clockPacing),
  });
  return { engine, store };
}

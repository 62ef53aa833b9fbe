// The engine over a store folder on this machine: the composition root that the worker and the CLI share.
import { Engine } from "../app/engine.ts";
import { formatRegistry } from "../formats/formats.ts";
import { LocalStore } from "../store/localStore.ts";
import { nodeParts } from "./nodeParts.ts";
import { scanThreads } from "./scanThreads.ts";

/** An engine and its store. `bundleFolder` holds `sql-wasm.wasm` and `scanWorker.js`. */
export function createEngine(
  storeFolder: string,
  bundleFolder: string,
): { readonly engine: Engine; readonly store: LocalStore } {
  const parts = nodeParts(bundleFolder);
  const store = new LocalStore(parts, storeFolder);
  const engine = new Engine({
    ...parts,
    store,
    formats: formatRegistry,
    openScanner: scanThreads(bundleFolder, formatRegistry),
  });
  return { engine, store };
}

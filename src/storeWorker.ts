// Entry of the store worker: the engine behind a channel, so that the extension host's thread never parses a file.
import { parentPort, workerData } from "node:worker_threads";
import type { ImportProgress } from "./core/importTypes.ts";
import { createEngine } from "./node/createEngine.ts";
import { threadTransport } from "./node/messagePort.ts";
import { serve } from "./protocol/channel.ts";
import type { EngineContract } from "./protocol/engine.ts";

const { storeFolder } = workerData as { readonly storeFolder: string };

if (parentPort !== null) {
  const { engine } = createEngine(storeFolder, __dirname);
  serve<EngineContract>(threadTransport(parentPort), {
    list: (query) => engine.list(query),
    run: ({ id }) => engine.run(id),
    rows: ({ id, query }) => engine.rows(id, query),
    row: ({ id, index }) => engine.row(id, index),
    inspect: ({ path }) => engine.inspect(path),
    import: ({ path, options }, { signal, progress }) =>
      engine.import(path, options, { signal, progress: (value: ImportProgress) => progress(value) }),
    compare: (pair) => engine.compare(pair),
    compareRows: ({ pair, query }) => engine.compareRows(pair, query),
    compareRow: ({ pair, position }) => engine.compareRow(pair, position),
    exportRun: async ({ id, path, options }, { signal }) => ({
      bytes: await engine.writeExport(path, await engine.exportRun(id, options, signal)),
    }),
    exportComparison: async ({ pair, path, options }, { signal }) => ({
      bytes: await engine.writeExport(path, await engine.exportComparison(pair, options, signal)),
    }),
    remove: async ({ ids }) => {
      await engine.remove(ids);
      return null;
    },
    restore: async ({ ids }) => {
      await engine.restore(ids);
      return null;
    },
    trash: () => engine.trash(),
  });
}

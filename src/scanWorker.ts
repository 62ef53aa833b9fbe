// Entry of the scan thread: the second core of a large import. Holds no state but the open file's reader.
import { parentPort } from "node:worker_threads";
import { buffersOf, scanBatch } from "./app/import/scanBatch.ts";
import type { RowReader } from "./core/resultFormat.ts";
import { formatRegistry } from "./formats/formats.ts";
import { threadTransport } from "./node/messagePort.ts";
import { nodeHashes } from "./node/nodeHashes.ts";
import { nodeUtf8 } from "./node/nodeUtf8.ts";
import { serve } from "./protocol/channel.ts";
import type { ScanContract } from "./protocol/scanWorker.ts";

const tools = { hashes: nodeHashes, utf8: nodeUtf8 };

/** Scanned columns are given away and the bytes back, not copied. */
function buffersIn(message: unknown): readonly ArrayBuffer[] {
  const value = (message as { readonly value?: ScanContract["requests"]["scan"]["result"] | null }).value;
  if (value === null || value === undefined || !("bytes" in value)) return [];
  return [...buffersOf(value.rows), value.bytes.buffer as ArrayBuffer];
}

if (parentPort !== null) {
  let reader: RowReader | null = null;
  serve<ScanContract>(threadTransport(parentPort, buffersIn), {
    open: ({ formatId, roles }) => {
      reader = formatRegistry.byId(formatId).reader(roles);
      return null;
    },
    scan: (bytes) => {
      if (reader === null) throw new Error("scan before open");
      return { rows: scanBatch(bytes, reader, tools), bytes };
    },
  });
}

// Scans on two cores: batches go to a second thread while it has room, and are scanned here when it has not.
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { OpenScanner } from "../app/import/importFile.ts";
import { scanHere } from "../app/import/scanHere.ts";
import type { FormatRegistry } from "../core/resultFormat.ts";
import { connect } from "../protocol/channel.ts";
import type { ScanContract } from "../protocol/scanWorker.ts";
import { threadTransport } from "./messagePort.ts";
import { nodeHashes } from "./nodeHashes.ts";
import { nodeUtf8 } from "./nodeUtf8.ts";

/** Below this size a thread costs more than it gives. */
const WORTH_A_THREAD_BYTES = 8 * 1024 * 1024;
/** Batches given to the thread at once: one in work, the others waiting. */
const BATCHES_GIVEN = 3;
/** Rows die young: a sixth of the usual size collects them as fast, and takes less memory. */
const YOUNG_GENERATION_MB = 8;

/** Scans every file in this thread. */
export const scanHereOnNode = (formats: FormatRegistry): OpenScanner =>
  scanHere(formats, { hashes: nodeHashes, utf8: nodeUtf8 });

/** The scanner of this process; `bundleFolder` holds `scanWorker.js`. */
export function scanThreads(bundleFolder: string, formats: FormatRegistry): OpenScanner {
  return (formatId, roles, sizeBytes) => {
    const here = scanHereOnNode(formats)(formatId, roles, sizeBytes);
    if (sizeBytes < WORTH_A_THREAD_BYTES) return here;

    const resourceLimits = { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB };
    const worker = new Worker(join(bundleFolder, "scanWorker.js"), { resourceLimits });
    const client = connect<ScanContract>(threadTransport(worker, givenBuffer));
    worker.on("error", (error) => client.close(`The scan thread stopped: ${error.message}`));
    worker.on("exit", () => client.close("The scan thread stopped."));
    const opened = client.call("open", { formatId, roles });
    // Its failure is also that of every scan below; here it must not count as unhandled.
    opened.catch(() => undefined);
    let given = 0;
    return {
      async scan(bytes) {
        if (given >= BATCHES_GIVEN) return here.scan(bytes);
        given++;
        try {
          await opened;
          return await client.call("scan", bytes);
        } finally {
          given--;
        }
      },
      close: () => {
        client.close("The import ended.");
        worker.terminate().catch(() => undefined);
      },
    };
  };
}

/** A batch's buffer is given away, not copied: nothing else lies in it. */
function givenBuffer(message: unknown): readonly ArrayBuffer[] {
  const bytes = (message as { readonly params?: unknown }).params;
  return bytes instanceof Uint8Array ? [bytes.buffer as ArrayBuffer] : [];
}

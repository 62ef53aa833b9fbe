// The engine's worker as a thread of Node.
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { StartEngineWorker } from "../protocol/engineWorker.ts";
import { givenBytes } from "../protocol/hostFiles.ts";
import { threadTransport } from "./messagePort.ts";

/** Starts threads; `bundleFolder` holds `storeWorker.js`. */
export function storeThread(bundleFolder: string): StartEngineWorker {
  return (start) => {
    const worker = new Worker(join(bundleFolder, "storeWorker.js"), { workerData: start });
    let isOver = false;
    return Promise.resolve({
      transport: threadTransport(worker, givenBytes),
      onCrash(receive) {
        const end = (error: Error): void => {
          if (!isOver) receive(error);
          isOver = true;
        };
        worker.on("error", end);
        worker.on("exit", (code) => end(new Error(`it ended with code ${code}`)));
      },
      stop() {
        isOver = true;
        worker.terminate().catch(() => undefined);
      },
    });
  };
}

// The engine's worker as a web worker. Its script comes through the editor, which alone can read the package, so it
// is started from a blob; the first message tells it where the store is.
import type { StartEngineWorker } from "../protocol/engineWorker.ts";
import { webTransport } from "./webTransport.ts";

/** Longer than any single step of the engine takes. */
const SILENCE_LIMIT_MS = 60_000;

/** Starts workers; `readScript` gives the bundled `storeWorker.js` of the web. */
export function storeWebWorker(readScript: () => PromiseLike<Uint8Array>): StartEngineWorker {
  return async (start) => {
    const script = new Blob([new Uint8Array(await readScript())], { type: "text/javascript" });
    const address = URL.createObjectURL(script);
    const worker = new Worker(address, { name: "eval-results store" });
    const stop = (): void => {
      worker.terminate();
      URL.revokeObjectURL(address);
    };
    worker.postMessage(start);
    return {
      transport: webTransport(worker),
      onCrash(receive) {
        let isOver = false;
        // A web worker outlives its uncaught errors, but nobody knows in what state.
        const end = (reason: string): void => {
          if (isOver) return;
          isOver = true;
          stop();
          receive(new Error(reason));
        };
        worker.addEventListener("error", (event) => {
          event.preventDefault();
          end(event.message.replace(/^Uncaught /, "") || "it could not be started");
        });
        worker.addEventListener("messageerror", () => end("it sent what can't be read"));
      },
      silenceLimitMs: SILENCE_LIMIT_MS,
      stop,
    };
  };
}

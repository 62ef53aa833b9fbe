// Entry of the store worker in a browser: the same engine behind the same channel, its files from the host.
import { connect } from "./protocol/channel.ts";
import type { WorkerStart } from "./protocol/engineWorker.ts";
import type { HostContract } from "./protocol/hostParts.ts";
import { createWebEngine } from "./web/createWebEngine.ts";
import { webTransport } from "./web/webTransport.ts";
import { editorFileSystem } from "./worker/editorFileSystem.ts";
import { hostHttp } from "./worker/hostHttp.ts";
import { serveEngine } from "./worker/serveEngine.ts";

// A browser would only log it; told as an error, it ends the worker as it does on Node.
addEventListener("unhandledrejection", ({ reason }) => reportError(reason));

addEventListener(
  "message",
  ({ data }: MessageEvent) => {
    const { storeFolder } = data as WorkerStart;
    const transport = webTransport({
      postMessage: (message, transfer) => postMessage(message, transfer),
      addEventListener: (type, hear) => addEventListener(type, hear),
      removeEventListener: (type, hear) => removeEventListener(type, hear),
    });
    const host = connect<HostContract>(transport);
    const files = editorFileSystem(host.call, Date.now);
    const { engine } = createWebEngine(storeFolder, {
      fs: files,
      readWasm: () => host.call("sqlWasm", null),
      http: hostHttp(host.call),
    });
    serveEngine(transport, engine);
  },
  { once: true },
);

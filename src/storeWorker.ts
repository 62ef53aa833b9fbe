// Entry of the store worker on Node: the engine behind a channel, so that the extension host's thread never parses a
// file. Files on disk are read here, those of virtual workspaces through the host.
import { parentPort, workerData } from "node:worker_threads";
import { createEngine } from "./node/createEngine.ts";
import { threadTransport } from "./node/messagePort.ts";
import { connect } from "./protocol/channel.ts";
import type { WorkerStart } from "./protocol/engineWorker.ts";
import { givenBytes } from "./protocol/hostFiles.ts";
import type { HostContract } from "./protocol/hostParts.ts";
import { editorFileSystem } from "./worker/editorFileSystem.ts";
import { hostHttp } from "./worker/hostHttp.ts";
import { serveEngine } from "./worker/serveEngine.ts";

if (parentPort !== null) {
  const { storeFolder } = workerData as WorkerStart;
  const transport = threadTransport(parentPort, givenBytes);
  const host = connect<HostContract>(transport);
  const { engine } = createEngine(storeFolder, __dirname, {
    editorFiles: editorFileSystem(host.call, Date.now),
    http: hostHttp(host.call),
  });
  serveEngine(transport, engine);
}

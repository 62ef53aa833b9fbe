// The host's side of the worker's channel: the editor's files, and HTTP. Only types of the editor are used here, so that
// tests can stand in for it.
import type { HttpTransport } from "../core/httpPort.ts";
import { serve, type Transport } from "../protocol/channel.ts";
import { httpHandlers } from "../protocol/hostHttp.ts";
import type { HostContract } from "../protocol/hostParts.ts";
import type { Disposable } from "../util/lifetime.ts";
import { type EditorFilesParts, editorFiles } from "./editorFiles.ts";

/** Answers all that the worker asks over `transport`. Disposing ends the exchanges under way. */
export function serveHost(
  transport: Transport,
  files: EditorFilesParts,
  transportHttp: HttpTransport,
): Disposable {
  const http = httpHandlers(transportHttp);
  const server = serve<HostContract>(transport, { ...editorFiles(files), ...http.handlers });
  return {
    dispose: () => {
      server.dispose();
      http.dispose();
    },
  };
}

// A Weave source, or a whole engine, over a test server on this machine: real sockets and the gate.
import { onTestFinished } from "vitest";
import type { Connection } from "../../src/core/services/connection.ts";
import type { EvalSource } from "../../src/core/services/evalSource.ts";
import type { HttpLimits } from "../../src/sources/http.ts";
import { HttpClient } from "../../src/sources/http.ts";
import { WeaveClient } from "../../src/sources/weave/client.ts";
import { weaveSource } from "../../src/sources/weave/source.ts";
import { EVALUATIONS, PROJECT } from "../servers/weave/sampleRuns.ts";
import type { StoredRun } from "../servers/weave/stored.ts";
import { startWeaveServer, type WeaveServer, type WeaveServerOptions } from "../servers/weave/weaveServer.ts";
import { fakePacing } from "./fakeHttp.ts";
import { aTransport } from "./nemoBench.ts";

export function aWeave(server: { readonly url: string }, changes: Partial<Connection> = {}): Connection {
  return {
    id: "weave-id",
    kind: "weave",
    name: "Traces",
    baseUrl: server.url,
    workspaces: [PROJECT],
    auth: "none",
    allowsHttp: false,
    ...changes,
  };
}

/** A server that the end of the running test stops. */
export async function aWeaveServer(
  runs: readonly StoredRun[],
  options: WeaveServerOptions = {},
): Promise<WeaveServer> {
  const server = await startWeaveServer(runs, { evaluations: EVALUATIONS, ...options });
  onTestFinished(() => server.close());
  return server;
}

export interface WeaveOptions {
  readonly connection?: Partial<Connection>;
  readonly key?: string;
  readonly limits?: Partial<HttpLimits>;
}

export function aWeaveSource(
  server: WeaveServer,
  { connection = {}, key, limits }: WeaveOptions = {},
): EvalSource {
  const own = aWeave(server, connection);
  return weaveSource(own, {
    transport: aTransport(own, key ?? null),
    pacing: fakePacing(),
    ...(limits === undefined ? {} : { limits }),
  });
}

export function aWeaveClient(server: WeaveServer): WeaveClient {
  const connection = aWeave(server);
  const http = new HttpClient({ transport: aTransport(connection), pacing: fakePacing(), connection });
  return new WeaveClient(http, connection);
}

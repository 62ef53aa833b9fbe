// A source over a test server on this machine: real sockets, the gate, and the channel's port left out.
import { parse } from "valibot";
import { onTestFinished } from "vitest";
import { parseQuery, selectResults } from "../../src/core/results/parseQuery.ts";
import type { ResultQuery } from "../../src/core/results/resultQuery.ts";
import type { Connection } from "../../src/core/services/connection.ts";
import type { EvalSource } from "../../src/core/services/evalSource.ts";
import { fetchHop } from "../../src/core/services/fetchHop.ts";
import { guardedHttp } from "../../src/core/services/guardedHttp.ts";
import type { HttpTransport } from "../../src/core/services/httpPort.ts";
import type { HttpLimits } from "../../src/sources/http.ts";
import { toRemoteResult } from "../../src/sources/nemo/map.ts";
import { nemoSource } from "../../src/sources/nemo/source.ts";
import { resultWire } from "../../src/sources/nemo/wire.ts";
import { type NemoServer, type NemoServerOptions, startNemoServer } from "../servers/nemo/nemoServer.ts";
import { type StoredResult, withoutNulls } from "../servers/nemo/wire.ts";
import { fakePacing } from "./fakeHttp.ts";

export function aConnection(server: { readonly url: string }, changes: Partial<Connection> = {}): Connection {
  return {
    id: "lab-id",
    kind: "nemo",
    name: "Lab",
    baseUrl: server.url,
    workspaces: ["default"],
    auth: "none",
    allowsHttp: false,
    ...changes,
  };
}

/** The way out of a connection, with its key for its own origin. */
export function aTransport(connection: Connection, key: string | null = null): HttpTransport {
  return guardedHttp({
    hop: fetchHop(fetch),
    connectionOf: (id) => (id === connection.id ? connection : null),
    keyOf: () => (key === null ? null : { origin: new URL(connection.baseUrl).origin, key }),
  });
}

/** A server that the end of the running test stops. */
export async function aServer(
  results: readonly StoredResult[],
  options: NemoServerOptions = {},
): Promise<NemoServer> {
  const server = await startNemoServer(results, options);
  onTestFinished(() => server.close());
  return server;
}

export interface SourceOptions {
  readonly connection?: Partial<Connection>;
  readonly key?: string;
  readonly limits?: Partial<HttpLimits>;
}

/** A source of that server; pauses between tries are none. */
export function aSource(
  server: NemoServer,
  { connection = {}, key, limits }: SourceOptions = {},
): EvalSource {
  const own = aConnection(server, connection);
  return nemoSource(own, {
    transport: aTransport(own, key ?? null),
    pacing: fakePacing(),
    ...(limits === undefined ? {} : { limits }),
  });
}

export const never = new AbortController().signal;
export const ask = (query: Partial<ResultQuery> = {}): ResultQuery => ({ page: 1, pageSize: 100, ...query });
export const names = (page: { readonly runs: readonly { readonly name: string }[] }): readonly string[] =>
  page.runs.map(({ name }) => name);

/** What the store would answer, had it these results. */
export function expected(results: readonly StoredResult[], query: ResultQuery) {
  const all = results.map(({ rows: _rows, ...wire }) =>
    toRemoteResult(parse(resultWire, withoutNulls(wire)), { id: "lab-id", name: "Lab" }, wire.workspace),
  );
  return selectResults(all, parseQuery(query));
}

// An engine over its own store and a Weave test server, and what it pulls from there.
import { join } from "node:path";
import { expect } from "vitest";
import type { Engine } from "../../src/app/engine.ts";
import type { RunId } from "../../src/core/run.ts";
import type { Connection } from "../../src/core/services/connection.ts";
import type { PullOutcome } from "../../src/core/services/evalSource.ts";
import { createEngine } from "../../src/node/createEngine.ts";
import { PROJECT } from "../servers/weave/sampleRuns.ts";
import type { StoredRun } from "../servers/weave/stored.ts";
import type { WeaveServer, WeaveServerOptions } from "../servers/weave/weaveServer.ts";
import { aFolder, REPOSITORY } from "./engineSupport.ts";
import { aTransport } from "./nemoBench.ts";
import { aWeave, aWeaveServer } from "./weaveBench.ts";

export const never = new AbortController().signal;
export const call = { signal: never, progress: () => undefined };

export interface WeaveLab {
  readonly engine: Engine;
  readonly folder: string;
  readonly server: WeaveServer;
  readonly pull: (id: string) => Promise<PullOutcome | undefined>;
  /** The stored copy; figures of the service and ours must meet. */
  readonly pulled: (id: string) => Promise<RunId>;
}

export async function aWeaveLab(
  runs: readonly StoredRun[],
  options: WeaveServerOptions = {},
  others: readonly Connection[] = [],
): Promise<WeaveLab> {
  const server = await aWeaveServer(runs, options);
  const weave = aWeave(server);
  const connections = [weave, ...others];
  const folder = aFolder();
  const http = {
    send: (...[exchange, signal]: Parameters<ReturnType<typeof aTransport>["send"]>) => {
      const own = connections.find(({ id }) => id === exchange.connection) ?? weave;
      return aTransport(own).send(exchange, signal);
    },
  };
  const wasm = join(REPOSITORY, "node_modules/sql.js/dist");
  const { engine } = createEngine(join(folder, ".eval-results"), wasm, { http });
  engine.services.use(connections);
  const pull = async (id: string) =>
    (await engine.services.pull([{ connection: weave.id, workspace: PROJECT, name: id }], call))[0];
  const pulled = async (id: string): Promise<RunId> => {
    const outcome = await pull(id);
    if (outcome?.kind !== "pulled") throw new Error(JSON.stringify(outcome));
    expect(outcome.differences).toEqual([]);
    return outcome.run.id;
  };
  return { engine, folder, server, pull, pulled };
}

/** All rows in full. */
export async function rowsOf(engine: Engine, id: RunId) {
  return (await engine.fullRows(id, { sort: null, offset: 0, limit: 100_000 })).rows;
}

// Names on the command line to results of a live service.

import { Problem } from "../core/problem.ts";
import type { Connection } from "../core/services/connection.ts";
import type { RemoteRef } from "../core/services/evalSource.ts";
import type { CommandLine } from "./arguments.ts";
import type { CommandParts } from "./commandParts.ts";

/** The connection that --source names, ready to be asked. */
export async function opened(parts: CommandParts, line: CommandLine): Promise<Connection> {
  const connection = await parts.connections.chosen(line.values);
  parts.engine.services.use([connection]);
  return connection;
}

/** The result of that name in the connection's workspaces, or `WORKSPACE/NAME`. Throws where it is none or several. */
export async function resolveRemote(
  parts: CommandParts,
  connection: Connection,
  text: string,
): Promise<RemoteRef> {
  const named = connection.workspaces.find((workspace) => text.startsWith(`${workspace}/`));
  const name = named === undefined ? text : text.slice(named.length + 1);
  const places = named === undefined ? connection.workspaces : [named];
  const refs = places.map((workspace): RemoteRef => ({ connection: connection.id, workspace, name }));
  const [only] = refs;
  const found: RemoteRef[] = [];
  let missing: unknown = null;
  for (const ref of refs)
    try {
      await parts.engine.services.retrieve(ref, parts.signal);
      found.push(ref);
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== "notFound") throw error;
      missing = error;
    }
  if (found.length === 1 && found[0] !== undefined) return found[0];
  if (found.length === 0)
    throw missing ?? new Problem("notFound", `There is no result ${only?.name ?? text}.`);
  throw new Problem(
    "ambiguousName",
    `Several workspaces have a result ${text}: name one as ${found.map(({ workspace }) => `${workspace}/${name}`).join(" or ")}.`,
  );
}

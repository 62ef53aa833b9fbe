// The services that are known: a connection's kind decides.
import type { Connection } from "../core/connection.ts";
import type { EvalSource } from "../core/evalSource.ts";
import type { HttpTransport, Pacing } from "../core/httpPort.ts";
import { Problem } from "../core/problem.ts";
import { nemoSource } from "./nemo/source.ts";

/** Makes the sources of connections, all over one way out. */
export function sourcesOver(
  transport: HttpTransport,
  pacing: Pacing,
): (connection: Connection) => EvalSource {
  return (connection) => {
    if (connection.kind === "nemo") return nemoSource(connection, { transport, pacing });
    throw new Problem("unsupported", `${connection.name} is of a kind that can't be asked yet.`);
  };
}

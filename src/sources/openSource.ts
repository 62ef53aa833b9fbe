// The services that are known: a connection's kind decides.
import type { Connection } from "../core/services/connection.ts";
import type { EvalSource } from "../core/services/evalSource.ts";
import type { HttpTransport, Pacing } from "../core/services/httpPort.ts";
import { nemoSource } from "./nemo/source.ts";
import { weaveSource } from "./weave/source.ts";

/** Makes the sources of connections, all over one way out. */
export function sourcesOver(
  transport: HttpTransport,
  pacing: Pacing,
): (connection: Connection) => EvalSource {
  return (connection) =>
    connection.kind === "nemo"
      ? nemoSource(connection, { transport, pacing })
      : weaveSource(connection, { transport, pacing });
}

// The services that are known: a connection's kind decides.
import type { Connection } from "../core/connection.ts";
import type { EvalSource } from "../core/evalSource.ts";
import type { HttpTransport, Pacing } from "../core/httpPort.ts";
import { Problem } from "../core/problem.ts";

/** Makes the sources of connections, all over one way out. */
export function sourcesOver(
  _transport: HttpTransport,
  _pacing: Pacing,
): (connection: Connection) => EvalSource {
  return ({ name }) => {
    throw new Problem("unsupported", `${name} is of a kind that can't be asked yet.`);
  };
}

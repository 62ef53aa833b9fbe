// How the engine's worker reaches services: by the editor's own fetch, so that its proxies and certificates hold, and
// through the gate.
import { fetchHop } from "../../core/services/fetchHop.ts";
import { guardedHttp } from "../../core/services/guardedHttp.ts";
import type { HttpTransport } from "../../core/services/httpPort.ts";
import type { ConnectionBook } from "./connectionBook.ts";
import type { ConnectionKeys } from "./connectionKeys.ts";

export function connectionHttp(book: ConnectionBook, keys: ConnectionKeys): HttpTransport {
  return guardedHttp({
    // Looked up for each request: the editor may put another in its place when its settings change.
    hop: fetchHop((url, init) => globalThis.fetch(url, init)),
    connectionOf: (id) => book.usable(id),
    keyOf: (connection) => keys.of(connection),
  });
}

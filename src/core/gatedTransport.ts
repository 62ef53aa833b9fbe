// The HTTP port behind the gate of credentialGate.ts: for whoever holds keys, the editor's host and the command line alike.
// Network and keys are handed in; a key is only ever among the headers of a hop to its own origin.
import type { Connection } from "./connection.ts";
import { type BoundKey, passage, redirected } from "./credentialGate.ts";
import type { HttpHop } from "./fetchHop.ts";
import { type HttpAnswer, type HttpExchange, HttpFailure, type HttpTransport } from "./httpPort.ts";

export interface GateParts {
  /** The connection of that id if it may be used now; throws an `HttpFailure` that says why not. */
  readonly connectionOf: (id: string) => Connection | Promise<Connection>;
  readonly keyOf: (connection: Connection) => BoundKey | null | Promise<BoundKey | null>;
  /** Sends one request and follows no redirect. */
  readonly sendHop: (hop: HttpHop, signal: AbortSignal) => Promise<HttpAnswer>;
}

const MAX_REDIRECTS = 3;
const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];
/** Redirects that keep the method; the others turn a change into a question. */
const SAME_METHOD: readonly number[] = [307, 308];

export function gatedTransport(parts: GateParts): HttpTransport {
  return {
    async send(exchange, signal) {
      const connection = await parts.connectionOf(exchange.connection);
      const key = connection.auth === "key" ? await parts.keyOf(connection) : null;
      let { url } = exchange;
      for (let hops = 0; ; hops++) {
        const pass = passage(connection, url, key);
        if (pass.kind === "refused")
          throw new HttpFailure(pass.signIn ? "signedOut" : "blocked", pass.sentence);
        const headers = { ...withoutCredentials(exchange.headers), ...pass.headers };
        const { method, body } = exchange;
        const answer = await parts.sendHop({ method, url, headers, body }, signal);
        if (!REDIRECTS.includes(answer.status)) return answer;
        await letGo(answer);
        if (hops >= MAX_REDIRECTS)
          throw new HttpFailure("redirected", `${connection.name} redirects without end.`);
        url = nextUrl(connection, exchange, url, answer);
      }
    },
  };
}

function nextUrl({ name }: Connection, { method }: HttpExchange, from: string, answer: HttpAnswer): string {
  if (method !== "GET" && !SAME_METHOD.includes(answer.status))
    throw new HttpFailure(
      "redirected",
      `${name} redirects a request that changes or asks something; nothing was done.`,
    );
  const next = redirected(from, answer.headers.location ?? null);
  if ("sentence" in next) throw new HttpFailure("redirected", next.sentence);
  return next.url;
}

/** Whatever came from elsewhere: only the gate attaches credentials. */
function withoutCredentials(headers: HttpExchange["headers"]): Record<string, string> {
  const names = /^(authorization|proxy-authorization|cookie)$/i;
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.test(name)));
}

/** Gives a body up, so that its socket is free. A body never begun would not notice: it is begun and left. */
async function letGo(answer: HttpAnswer): Promise<void> {
  for await (const _ of answer.chunks) return;
}

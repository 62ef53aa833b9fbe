// The way out for every exchange: looks up the connection, asks the gate, adds the credential, follows redirects at home,
// and blackens the key where a service repeats it. The same for the editor and the command line, which hand in fetch and keys.
import type { Connection } from "./connection.ts";
import { type BoundKey, passage, redirected } from "./credentialGate.ts";
import type { HttpHop } from "./fetchHop.ts";
import { type HttpAnswer, type HttpExchange, HttpFailure, type HttpTransport } from "./httpPort.ts";

export interface GuardedHttpParts {
  readonly hop: (hop: HttpHop, signal: AbortSignal) => Promise<HttpAnswer>;
  /** The connection, if it may be used now; `null` sends nothing. */
  readonly connectionOf: (id: string) => Connection | null | Promise<Connection | null>;
  /** What is kept for it; asked for each exchange, so that signing out counts at once. */
  readonly keyOf: (connection: Connection) => BoundKey | null | Promise<BoundKey | null>;
}

const MAX_REDIRECTS = 5;
/** Of an answer that tells of a failure: more of it is no sentence. */
const MAX_ERROR_BYTES = 64 * 1024;
const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];

/** Sends exchanges by `hop`, as far as the gate lets them. */
export function guardedHttp({ hop, connectionOf, keyOf }: GuardedHttpParts): HttpTransport {
  return {
    async send(exchange, signal) {
      const connection = await connectionOf(exchange.connection);
      if (connection === null) throw new HttpFailure("blocked", "This connection may not be used now.");
      const key = connection.auth === "none" ? null : await keyOf(connection);
      let { url } = exchange;
      for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
        const answer = await hop(atGate(connection, exchange, url, key), signal);
        if (!REDIRECTS.includes(answer.status)) return withoutKey(answer, key);
        await letGo(answer);
        const next = redirected(url, answer.headers.location ?? null);
        if ("sentence" in next) throw new HttpFailure("redirected", next.sentence);
        // Only these two keep method and body; another would turn a deletion into a page view.
        if (exchange.method !== "GET" && answer.status !== 307 && answer.status !== 308)
          throw new HttpFailure("redirected", `${new URL(url).host} answers a change with a redirect.`);
        url = next.url;
      }
      throw new HttpFailure("redirected", `${new URL(url).host} redirects in a circle.`);
    },
  };
}

function atGate(connection: Connection, exchange: HttpExchange, url: string, key: BoundKey | null): HttpHop {
  const gate = passage(connection, url, key);
  if (gate.kind === "refused") throw new HttpFailure(gate.signIn ? "signedOut" : "blocked", gate.sentence);
  const { method, headers, body } = exchange;
  const harmless = Object.entries(headers).filter(([name]) => !CREDENTIALS.has(name.toLowerCase()));
  return { method, url, body, headers: { ...Object.fromEntries(harmless), ...gate.headers } };
}

/** Headers that nobody but the gate sets. */
const CREDENTIALS = new Set(["authorization", "cookie", "proxy-authorization"]);

async function letGo({ chunks }: HttpAnswer): Promise<void> {
  try {
    for await (const _ of chunks) break;
  } catch {
    // Nobody wants the body of a redirect.
  }
}

/** Failures are shown and logged with the service's own words, and some services repeat what they were sent. */
function withoutKey(answer: HttpAnswer, key: BoundKey | null): HttpAnswer {
  if (key === null || answer.status < 400) return answer;
  return { ...answer, chunks: blackened(answer.chunks, [key.key, btoa(`api:${key.key}`)]) };
}

async function* blackened(
  chunks: HttpAnswer["chunks"],
  secrets: readonly string[],
): AsyncGenerator<Uint8Array, void, undefined> {
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for await (const chunk of chunks) {
    text += decoder.decode(chunk, { stream: true });
    size += chunk.length;
    if (size > MAX_ERROR_BYTES) break;
  }
  yield new TextEncoder().encode(secrets.reduce((kept, secret) => kept.replaceAll(secret, "***"), text));
}

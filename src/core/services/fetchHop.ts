// One request by the host's own fetch, which is handed in: its answer as a head and chunks, its failures in words. The same
// for the editor's host on Node, in a browser, and for the command line.
import { type HttpAnswer, type HttpExchange, HttpFailure } from "./httpPort.ts";

/** One request on the wire: the credential is among its headers. */
export type HttpHop = Omit<HttpExchange, "connection">;

/** The part of a body's reader that is needed. */
interface BodyReader {
  read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
  cancel(): Promise<unknown>;
}

interface FetchAnswer {
  readonly status: number;
  readonly type?: string;
  readonly headers: { forEach(hear: (value: string, name: string) => void): void };
  readonly body: { getReader(): BodyReader } | null;
}

/** `fetch`, as far as it is used. */
export type FetchLike = (
  url: string,
  init: {
    readonly method: string;
    readonly headers: Record<string, string>;
    readonly body: string | null;
    readonly signal: AbortSignal;
    readonly redirect: "manual";
    readonly credentials: "omit";
    readonly referrerPolicy: "no-referrer";
    readonly cache: "no-store";
  },
) => Promise<FetchAnswer>;

/** Sends hops by `ask`. Throws an `HttpFailure`, or the signal's reason. */
export function fetchHop(ask: FetchLike): (hop: HttpHop, signal: AbortSignal) => Promise<HttpAnswer> {
  return async ({ method, url, headers, body }, signal) => {
    signal.throwIfAborted();
    const answer = await ask(url, {
      method,
      headers: { ...headers },
      body,
      signal,
      redirect: "manual",
      credentials: "omit",
      referrerPolicy: "no-referrer",
      cache: "no-store",
    }).catch((error: unknown) => {
      throw signal.aborted ? signal.reason : toFailure(error, new URL(url).host);
    });
    // A browser hides where a redirect leads.
    if (answer.type === "opaqueredirect")
      throw new HttpFailure(
        "redirected",
        `${new URL(url).host} redirects, and a browser does not say where to.`,
      );
    const named: Record<string, string> = {};
    answer.headers.forEach((value, name) => {
      named[name.toLowerCase()] = value;
    });
    return {
      status: answer.status,
      headers: named,
      chunks: bodyChunks(answer.body, new URL(url).host, signal),
    };
  };
}

async function* bodyChunks(
  body: FetchAnswer["body"],
  host: string,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        throw signal.aborted ? signal.reason : cutFailure(error, host);
      });
      if (done) return;
      if (value !== undefined && value.length > 0) yield value;
    }
  } finally {
    // A body that broke can't be cancelled; one that ended needs no more.
    await reader.cancel().catch(() => undefined);
  }
}

function cutFailure(error: unknown, host: string): HttpFailure {
  return new HttpFailure("cut", `the connection to ${host} broke`, { cause: error });
}

/** Codes of Node's network, and of TLS: certificates are named by many. */
function toFailure(error: unknown, host: string): HttpFailure {
  const code = codeOf(error);
  const options = { cause: error };
  const isTls = /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|HOSTNAME_MISMATCH|ALTNAME/.test(code);
  if (isTls) return new HttpFailure("tls", `${tlsWords(code, host)} (${code})`, options);
  if (code === "ENOTFOUND" || code === "EAI_AGAIN")
    return new HttpFailure("unreachable", `no machine named ${host} is known here`, options);
  if (code === "ECONNREFUSED") return new HttpFailure("unreachable", `nothing answers at ${host}`, options);
  if (code === "ECONNRESET" || code === "EPIPE" || code === "UND_ERR_SOCKET") return cutFailure(error, host);
  return new HttpFailure(
    "unreachable",
    `${host} can't be reached${code === "" ? "" : ` (${code})`}`,
    options,
  );
}

function tlsWords(code: string, host: string): string {
  if (/EXPIRED/.test(code)) return `the certificate of ${host} has expired`;
  if (/ALTNAME|HOSTNAME/.test(code)) return `the certificate of ${host} is for another name`;
  if (/SELF_SIGNED|UNABLE_TO|ISSUER/.test(code))
    return `the certificate of ${host} is signed by nobody this machine trusts`;
  return `no secure connection to ${host} could be made`;
}

/** The code of an error or of what caused it: fetch says only that it failed. */
function codeOf(error: unknown): string {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth++) {
    const { code } = at as { readonly code?: unknown };
    if (typeof code === "string") return code;
    if (at instanceof AggregateError && at.errors.length > 0) at.cause ??= at.errors[0];
  }
  return "";
}

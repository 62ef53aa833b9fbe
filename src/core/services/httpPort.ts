// One HTTP exchange, as sources need it of the outside: whoever holds the keys and the sockets sends it. Knows no policy:
// retries, limits and words for people are in sources/http.ts.

/** One request to the service of a connection. */
export interface HttpExchange {
  /** The connection's id: its credential is attached by whoever holds it, and to the connection's own origin only. */
  readonly connection: string;
  readonly method: "GET" | "POST" | "DELETE";
  /** Absolute. */
  readonly url: string;
  /** Never a credential. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** What came back: the head at once, the body as it comes. */
export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /**
   * Decompressed. Each chunk belongs to the reader. To be read once, or given up by leaving the loop; aborting the
   * exchange ends it too. Fails with an `HttpFailure` where the connection breaks.
   */
  readonly chunks: AsyncIterable<Uint8Array>;
}

export interface HttpTransport {
  /** Redirects to another origin are not followed. Throws an `HttpFailure`, or the signal's reason once it is aborted. */
  send(exchange: HttpExchange, signal: AbortSignal): Promise<HttpAnswer>;
}

/**
 * Why no answer came, or not the whole of it. `unreachable`: nothing listens, no such host, no network; `cut`: the
 * connection broke; `tls`: its certificate or handshake; `redirected`: it points elsewhere; `blocked`: it must not be
 * sent; `signedOut`: the connection needs a key and none is there for its origin.
 */
export const HTTP_FAILURES = ["unreachable", "cut", "tls", "redirected", "blocked", "signedOut"] as const;
export type HttpFailureCode = (typeof HTTP_FAILURES)[number];

/** No answer. The message is for people and holds no credential; the code crosses the channel. */
export class HttpFailure extends Error {
  override readonly name = "HttpFailure";
  constructor(
    readonly code: HttpFailureCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Where no service can be asked. */
export const NO_HTTP: HttpTransport = {
  send: () => Promise.reject(new HttpFailure("blocked", "No service can be asked from here.")),
};

/** Time and chance of the one who sends, so that tests decide both. */
export interface Pacing {
  /** Epoch milliseconds, UTC. */
  nowMs(): number;
  /** 0 to below 1. */
  chance(): number;
  /** Rejects with the signal's reason when it is aborted meanwhile. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

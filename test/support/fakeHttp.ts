// An HTTP transport that answers as the test says, and a clock that jumps: nobody sleeps.
import {
  type HttpAnswer,
  type HttpExchange,
  HttpFailure,
  type HttpTransport,
  type Pacing,
} from "../../src/core/services/httpPort.ts";

/** What one request is answered with. */
export interface FakeAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Pieces of the body; an error ends it there, `"hang"` never ends. */
  readonly body?: readonly (string | Uint8Array | Error | "hang")[] | string;
}

export interface FakeHttp extends HttpTransport {
  readonly sent: HttpExchange[];
  /** Bodies that were neither read to their end nor let go. */
  open(): number;
}

/** Answers in order; `answer` may also fail the exchange. */
export function fakeHttp(
  answer: (exchange: HttpExchange, nth: number) => FakeAnswer | Error | "hang",
): FakeHttp {
  const sent: HttpExchange[] = [];
  let open = 0;
  return {
    sent,
    open: () => open,
    async send(exchange, signal): Promise<HttpAnswer> {
      sent.push(exchange);
      const given = answer(exchange, sent.length);
      if (given === "hang") return untilAborted(signal);
      if (given instanceof Error) throw given;
      open++;
      let isOpen = true;
      const close = (): void => {
        if (isOpen) open--;
        isOpen = false;
      };
      signal.addEventListener("abort", close, { once: true });
      const pieces = typeof given.body === "string" ? [given.body] : (given.body ?? []);
      async function* chunks(): AsyncGenerator<Uint8Array> {
        try {
          for (const piece of pieces) {
            signal.throwIfAborted();
            if (piece === "hang") await untilAborted(signal);
            if (piece instanceof Error) throw piece;
            yield typeof piece === "string" ? new TextEncoder().encode(piece) : piece;
          }
        } finally {
          close();
        }
      }
      return { status: given.status ?? 200, headers: given.headers ?? {}, chunks: chunks() };
    },
  };
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

export const broken = (code: HttpFailure["code"], message = "the connection to lab broke"): HttpFailure =>
  new HttpFailure(code, message);

/** A clock whose pauses up to `patienceMs` end at once and are noted; longer ones end when the test says so. */
export function fakePacing(patienceMs = 30_000): Pacing & { readonly pauses: number[]; expire(): void } {
  const pauses: number[] = [];
  const limits = new Set<() => void>();
  let nowMs = Date.UTC(2026, 0, 1);
  return {
    pauses,
    nowMs: () => nowMs,
    chance: () => 0.5,
    expire: () => {
      for (const end of [...limits]) end();
    },
    sleep(ms, signal) {
      if (signal.aborted) return Promise.reject(signal.reason);
      if (ms <= patienceMs) {
        pauses.push(ms);
        nowMs += ms;
        return Promise.resolve();
      }
      return new Promise((resolve, reject) => {
        limits.add(resolve);
        signal.addEventListener("abort", () => {
          limits.delete(resolve);
          reject(signal.reason);
        });
      });
    },
  };
}

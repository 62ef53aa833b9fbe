// The HTTP port over the host, which holds keys and sockets.
import {
  HTTP_FAILURES,
  type HttpAnswer,
  HttpFailure,
  type HttpTransport,
} from "../core/services/httpPort.ts";
import type { Client } from "../protocol/channel.ts";
import type { HostHttpContract } from "../protocol/hostHttp.ts";

type Call = Client<HostHttpContract>["call"];

/** Sends by the host; `call` asks it. */
export function hostHttp(call: Call): HttpTransport {
  return {
    async send(exchange, signal) {
      try {
        const { status, headers, body } = await call("httpSend", exchange, { signal });
        return { status, headers, chunks: bodyChunks(call, body, signal) };
      } catch (error) {
        throw toFailure(error, signal);
      }
    },
  };
}

async function* bodyChunks(
  call: Call,
  body: number,
  signal: AbortSignal,
): HttpAnswer["chunks"] & AsyncGenerator<Uint8Array> {
  let isOver = false;
  // The next piece is asked for while this one is worked on; the host reads no further ahead than its own limit.
  let next = ask();
  function ask(): Promise<Uint8Array | null> {
    const asked = call("httpRead", { body }, { signal });
    // Its failure is met when its turn comes; until then it must not count as unhandled.
    asked.catch(() => undefined);
    return asked;
  }
  try {
    for (;;) {
      const bytes = await next;
      if (bytes === null) {
        isOver = true;
        return;
      }
      next = ask();
      yield bytes;
    }
  } catch (error) {
    isOver = true;
    throw toFailure(error, signal);
  } finally {
    if (!isOver) await call("httpDrop", { body }).catch(() => undefined); // the host is gone, and its bodies with it
  }
}

/** A failure that crossed the channel, as the port throws it. */
function toFailure(error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  const known = HTTP_FAILURES.find((one) => one === code);
  return known === undefined ? error : new HttpFailure(known, String(message));
}

// One exchange from its request to the end of its body. It ends with the caller's signal, or when the service is silent for
// too long; whatever happens, its connection is let go.
import {
  type HttpAnswer,
  type HttpExchange,
  HttpFailure,
  type HttpTransport,
  type Pacing,
} from "../core/httpPort.ts";

export interface ExchangeParts {
  readonly transport: HttpTransport;
  readonly pacing: Pacing;
  /** Until the head of the answer is there. */
  readonly headMs: number;
  /** Without a byte of the body. */
  readonly idleMs: number;
}

export class OpenExchange {
  private readonly controller = new AbortController();
  private readonly aborted: Promise<never>;
  private readonly stop = (): void => this.controller.abort(this.signal.reason);

  constructor(
    private readonly parts: ExchangeParts,
    private readonly signal: AbortSignal,
  ) {
    signal.throwIfAborted();
    signal.addEventListener("abort", this.stop, { once: true });
    this.aborted = new Promise((_, reject) => {
      this.controller.signal.addEventListener("abort", () => reject(this.controller.signal.reason), {
        once: true,
      });
    });
    // Met by whoever waits for a step; without one it must not count as unhandled.
    this.aborted.catch(() => undefined);
  }

  /** The head of the answer. */
  send(exchange: HttpExchange): Promise<HttpAnswer> {
    return this.within(this.parts.headMs, this.parts.transport.send(exchange, this.controller.signal));
  }

  /** The body's chunks, none later than the limit after the one before. */
  async *chunks(answer: HttpAnswer): AsyncGenerator<Uint8Array, void, undefined> {
    const chunks = answer.chunks[Symbol.asyncIterator]();
    for (;;) {
      const next = await this.within(this.parts.idleMs, chunks.next());
      if (next.done === true) return;
      yield next.value;
    }
  }

  /** Lets the connection go, read or not. */
  end(): void {
    this.signal.removeEventListener("abort", this.stop);
    this.controller.abort(ENDED);
  }

  private async within<T>(limitMs: number, step: Promise<T>): Promise<T> {
    const timer = new AbortController();
    const limit = this.parts.pacing.sleep(limitMs, timer.signal).then(() => {
      const late = new HttpFailure("unreachable", `no answer came within ${Math.round(limitMs / 1000)} s`);
      this.controller.abort(late);
      throw late;
    });
    // Each of them may lose the race and fail later.
    for (const loser of [limit, step]) loser.catch(() => undefined);
    try {
      return await Promise.race([step, limit, this.aborted]);
    } finally {
      timer.abort();
    }
  }
}

const ENDED = new Error("the exchange ended");

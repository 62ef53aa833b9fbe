// One exchange from its request to the end of its body. It ends with the caller's signal, or when the service is silent for
// too long; whatever happens, its connection is let go.
import {
  type HttpAnswer,
  type HttpExchange,
  HttpFailure,
  type HttpTransport,
  type Pacing,
} from "../core/services/httpPort.ts";

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
  private readonly stop = (): void => this.controller.abort(this.signal.reason);

  constructor(
    private readonly parts: ExchangeParts,
    private readonly signal: AbortSignal,
  ) {
    signal.throwIfAborted();
    signal.addEventListener("abort", this.stop, { once: true });
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

  /** The step, unless the exchange ends first. No promise outlives it: a race with one would keep every chunk that went by. */
  private within<T>(limitMs: number, step: Promise<T>): Promise<T> {
    const { signal } = this.controller;
    const timer = new AbortController();
    return new Promise<T>((resolve, reject) => {
      const done = (): void => {
        signal.removeEventListener("abort", stop);
        timer.abort();
      };
      const stop = (): void => {
        done();
        reject(signal.reason);
      };
      signal.addEventListener("abort", stop, { once: true });
      if (signal.aborted) stop();
      step.then(resolve, reject).finally(done);
      this.parts.pacing.sleep(limitMs, timer.signal).then(
        () =>
          this.controller.abort(
            new HttpFailure("unreachable", `no answer came within ${Math.round(limitMs / 1000)} s`),
          ),
        () => undefined, // the step was in time
      );
    });
  }
}

const ENDED = new Error("the exchange ended");

// The engine as the host sees it: a worker started on first use. A crashed worker ends its open calls, is started anew
// by the next one, and its error is said once.
import { ChannelError, type Client, connect, type Transport } from "../protocol/channel.ts";
import type { EngineContract } from "../protocol/engine.ts";
import type { EngineWorker } from "../protocol/engineWorker.ts";
import type { Disposable } from "../util/lifetime.ts";

export type EngineCall = Client<EngineContract>["call"];

export interface EngineClientParts {
  readonly start: () => Promise<EngineWorker>;
  /** Answers what the worker asks of the host. */
  readonly serveFiles: (transport: Transport) => Disposable;
  readonly onCrash: (error: Error) => void;
}

interface Running {
  readonly call: EngineCall;
  readonly end: (reason: string) => void;
}

const CLOSED = "The store is closed.";

export class EngineClient implements Disposable {
  private running: Promise<Running> | null = null;
  private isDisposed = false;

  constructor(private readonly parts: EngineClientParts) {}

  readonly call: EngineCall = async (method, params, options) => {
    if (this.isDisposed) throw new ChannelError("closed", CLOSED);
    this.running ??= this.start();
    const { call } = await this.running;
    return call(method, params, options);
  };

  private start(): Promise<Running> {
    const forget = (): void => {
      if (this.running === starting) this.running = null;
    };
    const starting = Promise.resolve()
      .then(() => this.parts.start())
      .then((worker) => this.adopt(worker, forget));
    starting.catch(forget);
    return starting;
  }

  private adopt(worker: EngineWorker, forget: () => void): Running {
    const client = connect<EngineContract>(worker.transport);
    const files = this.parts.serveFiles(worker.transport);
    const end = (reason: string): void => {
      forget();
      client.close(reason);
      files.dispose();
      worker.stop();
    };
    let hasCrashed = false;
    const crashed = (error: Error): void => {
      if (hasCrashed) return;
      hasCrashed = true;
      const crash = new Error(`The store's worker stopped: ${error.message}`, { cause: error });
      end(crash.message);
      this.parts.onCrash(crash);
    };
    worker.onCrash(crashed);
    if (this.isDisposed) end(CLOSED);
    const { silenceLimitMs } = worker;
    if (silenceLimitMs === undefined) return { call: client.call, end };
    const silent = (): void => crashed(new Error(`it gave no answer for ${silenceLimitMs / 1000} s`));
    return { call: withPulse(client, silenceLimitMs, silent), end };
  }

  dispose(): void {
    this.isDisposed = true;
    this.running?.then(
      ({ end }) => end(CLOSED),
      () => undefined, // it never started: whoever called was told
    );
  }
}

/** Calls that, while any is open, look for a sign of life; `silent` hears when there is none. */
function withPulse(client: Client<EngineContract>, limitMs: number, silent: () => void): EngineCall {
  let open = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const beat = (): void => {
    client.call("ping", null, { timeoutMs: limitMs }).then(rest, (error: unknown) => {
      if (error instanceof ChannelError && error.code === "timeout") silent();
    });
  };
  const rest = (): void => {
    clearTimeout(timer);
    if (open > 0) timer = setTimeout(beat, limitMs / 4);
  };
  return async (method, params, options) => {
    if (open++ === 0) rest();
    try {
      return await client.call(method, params, options);
    } finally {
      if (--open === 0) clearTimeout(timer);
    }
  };
}

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
  readonly client: Client<EngineContract>;
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
    const { client } = await this.running;
    return client.call(method, params, options);
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
    worker.onCrash((error) => {
      const crash = new Error(`The store's worker stopped: ${error.message}`, { cause: error });
      end(crash.message);
      this.parts.onCrash(crash);
    });
    if (this.isDisposed) end(CLOSED);
    return { client, end };
  }

  dispose(): void {
    this.isDisposed = true;
    this.running?.then(
      ({ end }) => end(CLOSED),
      () => undefined, // it never started: whoever called was told
    );
  }
}

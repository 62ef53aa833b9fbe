// The engine as the host sees it: a worker started on first use. A crashed worker is started anew by the next call,
// its error shown once.
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { threadTransport } from "../node/messagePort.ts";
import { type Client, connect } from "../protocol/channel.ts";
import type { EngineContract } from "../protocol/engine.ts";
import type { Disposable } from "../util/lifetime.ts";

export type EngineCall = Client<EngineContract>["call"];

interface Running {
  readonly worker: Worker;
  readonly client: Client<EngineContract>;
}

export class EngineClient implements Disposable {
  private running: Running | null = null;
  private isDisposed = false;

  constructor(
    private readonly bundleFolder: string,
    readonly storeFolder: string,
    private readonly onCrash: (error: Error) => void,
  ) {}

  readonly call: EngineCall = (method, params, options) => {
    if (this.isDisposed) return Promise.reject(new Error("The store is closed."));
    this.running ??= this.start();
    return this.running.client.call(method, params, options);
  };

  private start(): Running {
    const worker = new Worker(join(this.bundleFolder, "storeWorker.js"), {
      workerData: { storeFolder: this.storeFolder },
    });
    const client = connect<EngineContract>(threadTransport(worker));
    const running = { worker, client };
    const end = (reason: string): void => {
      client.close(reason);
      if (this.running === running) this.running = null;
    };
    worker.on("error", (error) => {
      end(`The store's worker stopped: ${error.message}`);
      this.onCrash(error);
    });
    worker.on("exit", () => end("The store's worker stopped."));
    return running;
  }

  dispose(): void {
    this.isDisposed = true;
    const running = this.running;
    this.running = null;
    running?.client.close("The store is closed.");
    running?.worker.terminate().catch(() => undefined);
  }
}

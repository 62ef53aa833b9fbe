// A worker that holds the engine, as the host starts and ends it: worker_threads or a web worker behind one shape.
import type { Transport } from "./channel.ts";

/** What a worker is told at its start. */
export interface WorkerStart {
  /** The store folder, a path on disk or one of the editor's (core/editorPath.ts). */
  readonly storeFolder: string;
}

export interface EngineWorker {
  /** Carries the engine's contract one way and the host's files the other. */
  readonly transport: Transport;
  /** Hears once when the worker ends or breaks without being stopped. */
  onCrash(receive: (error: Error) => void): void;
  /** The worker may end without a sign (a browser that is out of memory): silence of so long counts as a crash. */
  readonly silenceLimitMs?: number;
  stop(): void;
}

export type StartEngineWorker = (start: WorkerStart) => Promise<EngineWorker>;

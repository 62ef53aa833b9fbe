// The contract with the host for HTTP: a worker has neither sockets nor keys, so each exchange goes over the channel and its
// body comes back in pieces, as many as the worker asks for. Errors have the codes of core/services/httpPort.ts.
import {
  type HttpAnswer,
  type HttpExchange,
  HttpFailure,
  type HttpTransport,
} from "../core/services/httpPort.ts";
import { concatenated } from "../util/bytes.ts";
import type { Handlers } from "./channel.ts";

export interface HostHttpContract {
  readonly requests: {
    readonly httpSend: {
      params: HttpExchange;
      /** `body` names what is still to be read. */
      result: Pick<HttpAnswer, "status" | "headers"> & { readonly body: number };
    };
    /** What has come since, at least one byte; `null` at the end. One read at a time. */
    readonly httpRead: { params: { readonly body: number }; result: Uint8Array | null };
    /** Gives a body up. One that ended is fine. */
    readonly httpDrop: { params: { readonly body: number }; result: null };
  };
  readonly events: Record<string, never>;
}

/** The host reads so far ahead of the worker; beyond it the service has to wait. */
const AHEAD_BYTES = 1024 * 1024;

/** A body on its way to the worker. */
class Body {
  private readonly controller: AbortController;
  private ready: Uint8Array[] = [];
  private readyBytes = 0;
  private end: { readonly error: unknown } | "ended" | null = null;
  private wakeReader: () => void = () => undefined;
  private wakePump: () => void = () => undefined;

  constructor(answer: HttpAnswer, controller: AbortController) {
    this.controller = controller;
    void this.pump(answer.chunks);
  }

  private async pump(chunks: HttpAnswer["chunks"]): Promise<void> {
    try {
      for await (const chunk of chunks) {
        this.ready.push(chunk);
        this.readyBytes += chunk.length;
        this.wakeReader();
        while (this.readyBytes >= AHEAD_BYTES && !this.controller.signal.aborted)
          await new Promise<void>((resolve) => {
            this.wakePump = resolve;
          });
        if (this.controller.signal.aborted) return;
      }
      this.end = "ended";
    } catch (error) {
      this.end = { error };
    } finally {
      this.wakeReader();
    }
  }

  async read(): Promise<Uint8Array | null> {
    while (this.readyBytes === 0 && this.end === null && !this.controller.signal.aborted)
      await new Promise<void>((resolve) => {
        this.wakeReader = resolve;
      });
    this.controller.signal.throwIfAborted();
    if (this.readyBytes > 0) {
      const pieces = this.ready.splice(0);
      this.readyBytes = 0;
      this.wakePump();
      const bytes = concatenated(pieces);
      // Bytes that own their buffer are given over the channel, not copied.
      return bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
    }
    if (this.end !== null && this.end !== "ended") throw this.end.error;
    return null;
  }

  drop(): void {
    this.controller.abort();
    this.ready = [];
    this.wakePump();
    this.wakeReader();
  }
}

/** Answers a worker's exchanges by `http`. `dispose` ends those under way. */
export function httpHandlers(http: HttpTransport): {
  readonly handlers: Handlers<HostHttpContract>;
  readonly dispose: () => void;
} {
  const bodies = new Map<number, Body>();
  let nextBody = 1;
  const drop = (id: number): void => {
    bodies.get(id)?.drop();
    bodies.delete(id);
  };
  return {
    handlers: {
      httpSend: async (exchange, { signal }) => {
        const controller = new AbortController();
        const stop = (): void => controller.abort(signal.reason);
        signal.addEventListener("abort", stop);
        try {
          const answer = await http.send(exchange, controller.signal);
          const body = nextBody++;
          bodies.set(body, new Body(answer, controller));
          return { status: answer.status, headers: answer.headers, body };
        } finally {
          signal.removeEventListener("abort", stop);
        }
      },
      httpRead: async ({ body }, { signal }) => {
        const found = bodies.get(body);
        if (found === undefined) throw new HttpFailure("cut", "the answer was given up");
        const stop = (): void => drop(body);
        signal.addEventListener("abort", stop);
        try {
          const bytes = await found.read();
          if (bytes === null) bodies.delete(body);
          return bytes;
        } catch (error) {
          bodies.delete(body);
          throw error;
        } finally {
          signal.removeEventListener("abort", stop);
        }
      },
      httpDrop: ({ body }) => {
        drop(body);
        return null;
      },
    },
    dispose: () => {
      for (const id of [...bodies.keys()]) drop(id);
    },
  };
}

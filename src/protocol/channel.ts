// Request, reply and event over any transport: panels, the store worker, the playground and tests differ by one
// object. Every request ends: value, error, timeout or closed.

/** What a channel needs of the outside: send one message, hear the others. */
export interface Transport {
  post(message: unknown, transfer?: readonly ArrayBuffer[]): void;
  /** Returns a function that stops listening. */
  listen(receive: (message: unknown) => void): () => void;
}

/** A contract is types: requests by name, each with parameters and a result, and events by name. */
export interface Contract {
  readonly requests: Record<string, { params: unknown; result: unknown }>;
  readonly events: Record<string, unknown>;
}

/** How an error crosses: never as a lost promise. `code` is stable, `message` is for people. */
export interface WireError {
  readonly code: string;
  readonly message: string;
}

/** An error that came over a channel, or the end of one. */
export class ChannelError extends Error {
  override readonly name = "ChannelError";
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

type Params<C extends Contract, M extends keyof C["requests"]> = C["requests"][M]["params"];
type Result<C extends Contract, M extends keyof C["requests"]> = C["requests"][M]["result"];

/** What a handler is given besides its parameters. */
export interface CallContext {
  readonly signal: AbortSignal;
  /** Sends progress to the caller of this request. */
  readonly progress: (value: unknown) => void;
}

/** One function per request; a missing one does not compile. */
export type Handlers<C extends Contract> = {
  readonly [M in keyof C["requests"]]: (
    params: Params<C, M>,
    context: CallContext,
  ) => Promise<Result<C, M>> | Result<C, M>;
};

type Message =
  | { readonly t: "request"; readonly id: number; readonly method: string; readonly params: unknown }
  | { readonly t: "cancel"; readonly id: number }
  | { readonly t: "result"; readonly id: number; readonly value: unknown }
  | { readonly t: "failure"; readonly id: number; readonly error: WireError }
  | { readonly t: "progress"; readonly id: number; readonly value: unknown }
  | { readonly t: "event"; readonly name: string; readonly value: unknown };

function asMessage(value: unknown): Message | null {
  if (typeof value !== "object" || value === null || !("t" in value)) return null;
  const tag = (value as { t: unknown }).t;
  if (tag === "event") return value as Message;
  const known = ["request", "cancel", "result", "failure", "progress"];
  return known.includes(String(tag)) && typeof (value as { id?: unknown }).id === "number"
    ? (value as Message)
    : null;
}

/** Turns anything thrown into what may cross: code and message, no stack. */
export function toWireError(error: unknown): WireError {
  if (error instanceof Error) {
    const code = (error as { code?: unknown }).code;
    const isAbort = error.name === "AbortError";
    return { code: isAbort ? "cancelled" : typeof code === "string" ? code : "bug", message: error.message };
  }
  return { code: "bug", message: String(error) };
}

/** The answering side of a channel. */
export interface Server<C extends Contract> {
  emit<E extends keyof C["events"] & string>(name: E, value: C["events"][E]): void;
  dispose(): void;
}

/** Answers requests with `handlers`. Cancelled requests get an aborted signal; disposing aborts all. */
export function serve<C extends Contract>(transport: Transport, handlers: Handlers<C>): Server<C> {
  const running = new Map<number, AbortController>();
  const answer = async (id: number, method: string, params: unknown): Promise<void> => {
    const controller = new AbortController();
    running.set(id, controller);
    try {
      if (!Object.hasOwn(handlers, method))
        throw new ChannelError("unknownMethod", `No request named ${method}.`);
      const handler = handlers[method as keyof C["requests"]];
      const value = await handler(params as never, {
        signal: controller.signal,
        progress: (update) => transport.post({ t: "progress", id, value: update }),
      });
      transport.post({ t: "result", id, value });
    } catch (error) {
      transport.post({ t: "failure", id, error: toWireError(error) });
    } finally {
      running.delete(id);
    }
  };
  const stop = transport.listen((raw) => {
    const message = asMessage(raw);
    if (message?.t === "request") void answer(message.id, message.method, message.params);
    else if (message?.t === "cancel") running.get(message.id)?.abort();
  });
  return {
    emit: (name, value) => transport.post({ t: "event", name, value }),
    dispose: () => {
      stop();
      for (const controller of running.values()) controller.abort();
    },
  };
}

/** How one request is made. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  /** Ends the request with code `timeout` after so many milliseconds. Absent: no limit. */
  readonly timeoutMs?: number;
  readonly onProgress?: (value: unknown) => void;
}

/** The asking side of a channel. */
export interface Client<C extends Contract> {
  call<M extends keyof C["requests"] & string>(
    method: M,
    params: Params<C, M>,
    options?: CallOptions,
  ): Promise<Result<C, M>>;
  on<E extends keyof C["events"] & string>(name: E, receive: (value: C["events"][E]) => void): () => void;
  /** Ends every open request with code `closed` and `reason`; later calls fail at once. */
  close(reason: string): void;
}

interface Pending {
  readonly settle: (finish: () => void) => void;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress: ((value: unknown) => void) | undefined;
}

/** Makes requests over `transport` and hears its events. */
export function connect<C extends Contract>(transport: Transport): Client<C> {
  let nextId = 1;
  let closedReason: string | null = null;
  const pending = new Map<number, Pending>();
  const listeners = new Map<string, Set<(value: never) => void>>();

  const stop = transport.listen((raw) => {
    const message = asMessage(raw);
    if (message === null) return;
    if (message.t === "event") {
      for (const receive of listeners.get(message.name) ?? []) receive(message.value as never);
      return;
    }
    const open = "id" in message ? pending.get(message.id) : undefined;
    if (open === undefined) return;
    if (message.t === "progress") open.onProgress?.(message.value);
    else if (message.t === "result") open.settle(() => open.resolve(message.value));
    else if (message.t === "failure")
      open.settle(() => open.reject(new ChannelError(message.error.code, message.error.message)));
  });

  return {
    call(method, params, options = {}) {
      if (closedReason !== null) return Promise.reject(new ChannelError("closed", closedReason));
      const id = nextId++;
      return new Promise((resolve, reject) => {
        let timer: ReturnType<typeof setTimeout> | undefined;
        const cancel = () => {
          transport.post({ t: "cancel", id });
          open.settle(() => reject(new ChannelError("cancelled", "Cancelled.")));
        };
        const open: Pending = {
          resolve: resolve as (value: unknown) => void,
          reject,
          onProgress: options.onProgress,
          settle: (finish) => {
            if (!pending.delete(id)) return;
            clearTimeout(timer);
            options.signal?.removeEventListener("abort", cancel);
            finish();
          },
        };
        pending.set(id, open);
        if (options.signal?.aborted) return cancel();
        options.signal?.addEventListener("abort", cancel);
        if (options.timeoutMs !== undefined)
          timer = setTimeout(() => {
            transport.post({ t: "cancel", id });
            open.settle(() => reject(new ChannelError("timeout", `No answer to ${method} in time.`)));
          }, options.timeoutMs);
        transport.post({ t: "request", id, method, params });
      });
    },
    on(name, receive) {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set);
      set.add(receive as (value: never) => void);
      return () => set.delete(receive as (value: never) => void);
    },
    close(reason) {
      closedReason = reason;
      stop();
      for (const open of [...pending.values()])
        open.settle(() => open.reject(new ChannelError("closed", reason)));
    },
  };
}

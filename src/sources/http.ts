// The one HTTP layer of all sources: time limits, bounded retries of what only reads, bounded concurrency, guards of size,
// and failures as Problems with the service's own words. Keys, sockets, redirects and gzip are the transport's.

import { parseTolerant } from "../core/json/jsonText.ts";
import {
  type HttpAnswer,
  type HttpExchange,
  HttpFailure,
  type HttpTransport,
  type Pacing,
} from "../core/services/httpPort.ts";
import { concatenated } from "../util/bytes.ts";
import { backoffMs, retryAfterMs } from "./backoff.ts";
import { OpenExchange } from "./openExchange.ts";
import { Slots } from "./slots.ts";
import {
  badResponse,
  failureProblem,
  type SourceProblem,
  type SourceTask,
  statusProblem,
  wordsOf,
} from "./sourceProblem.ts";

export interface HttpLimits {
  /** Until the head of an answer is there. */
  readonly headMs: number;
  /** Without a byte of the body. */
  readonly idleMs: number;
  /** Tries of one request, the first among them. */
  readonly tries: number;
  /** A service that wants a longer pause is told of instead. */
  readonly maxPauseMs: number;
  readonly concurrency: number;
  /** Of an answer that is read whole. */
  readonly maxBytes: number;
}

export const HTTP_LIMITS: HttpLimits = {
  headMs: 60_000,
  idleMs: 60_000,
  tries: 4,
  maxPauseMs: 30_000,
  concurrency: 4,
  maxBytes: 128 * 1024 * 1024,
};
/** Of an error's body: more is no sentence. */
const ERROR_BYTES = 64 * 1024;

export interface HttpClientParts {
  readonly transport: HttpTransport;
  readonly pacing: Pacing;
  readonly connection: { readonly id: string; readonly name: string };
  readonly limits?: Partial<HttpLimits>;
}

export interface HttpRequest {
  readonly method: HttpExchange["method"];
  readonly url: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly accept?: string;
  /** Whether sending it twice changes nothing; absent: for GET only. */
  readonly isSafe?: boolean;
  /** For the sentence about a failure: `list results`. */
  readonly doing: string;
}

/** Requests of one connection. Every failure is a SourceProblem; an abort passes through. */
export class HttpClient {
  private readonly limits: HttpLimits;
  private readonly slots: Slots;

  constructor(private readonly parts: HttpClientParts) {
    this.limits = { ...HTTP_LIMITS, ...parts.limits };
    this.slots = new Slots(this.limits.concurrency);
  }

  /** The answer's body, whole. */
  bytes(request: HttpRequest, signal: AbortSignal): Promise<Uint8Array> {
    return this.slots.run(signal, () =>
      this.tried(request, signal, (answered) => this.whole(request, answered)),
    );
  }

  /** The answer's JSON, with Python's bare NaN as strings; `null` for an empty body. */
  async json(request: HttpRequest, signal: AbortSignal): Promise<unknown> {
    const text = new TextDecoder().decode(await this.bytes(request, signal));
    if (text.trim() === "") return null;
    try {
      return parseTolerant(text);
    } catch {
      throw badResponse(
        this.task(request),
        `answered with something other than JSON: ${wordsOf(text.slice(0, ERROR_BYTES))}`,
      );
    }
  }

  /** The answer's bytes as they come. A connection that breaks on the way is a failure: what came is not repeated. */
  async *stream(request: HttpRequest, signal: AbortSignal): AsyncGenerator<Uint8Array, void, undefined> {
    const release = await this.slots.take(signal);
    try {
      const { open, answer } = await this.tried(request, signal, (found) => Promise.resolve(found));
      try {
        yield* open.chunks(answer);
      } catch (error) {
        signal.throwIfAborted();
        throw error instanceof HttpFailure ? failureProblem(this.task(request), error) : error;
      } finally {
        open.end();
      }
    } finally {
      release();
    }
  }

  private task({ doing }: HttpRequest): SourceTask {
    return { doing, service: this.parts.connection.name };
  }

  /** Sends until `take` has what it needs of a good answer, or trying on is no use. */
  private async tried<T>(
    request: HttpRequest,
    signal: AbortSignal,
    take: (answered: Answered) => Promise<T>,
  ): Promise<T> {
    const isSafe = request.isSafe ?? request.method === "GET";
    for (let attempt = 1; ; attempt++) {
      const outcome = await this.once(request, signal, take);
      if (outcome.kind === "done") return outcome.value;
      const { problem, waitMs, mayPass } = outcome;
      const pauseMs = Math.max(waitMs ?? 0, backoffMs(attempt, this.parts.pacing.chance()));
      if (!isSafe || !mayPass || attempt >= this.limits.tries || pauseMs > this.limits.maxPauseMs)
        throw problem;
      await this.parts.pacing.sleep(pauseMs, signal);
    }
  }

  private async once<T>(
    request: HttpRequest,
    signal: AbortSignal,
    take: (answered: Answered) => Promise<T>,
  ): Promise<Attempt<T>> {
    const open = new OpenExchange({ ...this.parts, ...this.limits }, signal);
    let isGood = false;
    try {
      const answer = await open.send(this.exchange(request));
      isGood = answer.status >= 200 && answer.status < 300;
      if (isGood) return { kind: "done", value: await take({ open, answer }) };
      const waitMs = retryAfterMs(answer.headers["retry-after"], this.parts.pacing.nowMs());
      const problem = statusProblem(this.task(request), answer.status, await errorBody(open, answer), waitMs);
      return { kind: "failed", problem, waitMs, mayPass: PASSING.includes(answer.status) };
    } catch (error) {
      isGood = false;
      signal.throwIfAborted();
      if (!(error instanceof HttpFailure)) throw error;
      const mayPass = error.code === "unreachable" || error.code === "cut";
      return { kind: "failed", problem: failureProblem(this.task(request), error), waitMs: null, mayPass };
    } finally {
      // A good answer's body is its taker's to end.
      if (!isGood) open.end();
    }
  }

  private exchange({ method, url, body, accept }: HttpRequest): HttpExchange {
    return {
      connection: this.parts.connection.id,
      method,
      url,
      headers: {
        accept: accept ?? "application/json",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      body: body === undefined ? null : JSON.stringify(body),
    };
  }

  private async whole(request: HttpRequest, { open, answer }: Answered): Promise<Uint8Array> {
    const pieces: Uint8Array[] = [];
    let size = 0;
    try {
      for await (const chunk of open.chunks(answer)) {
        size += chunk.length;
        if (size > this.limits.maxBytes)
          throw badResponse(
            this.task(request),
            `answered with more than ${Math.round(this.limits.maxBytes / 1024 / 1024)} MB, which no such answer has`,
          );
        pieces.push(chunk);
      }
      return concatenated(pieces);
    } finally {
      open.end();
    }
  }
}

/** The text of an answer that says what went wrong, as far as it came. */
async function errorBody(open: OpenExchange, answer: HttpAnswer): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  try {
    for await (const chunk of open.chunks(answer)) {
      text += decoder.decode(chunk, { stream: true });
      if (text.length > ERROR_BYTES) break;
    }
  } catch (error) {
    // The status says enough where its body breaks off.
    if (!(error instanceof HttpFailure)) throw error;
  }
  return text;
}

interface Answered {
  readonly open: OpenExchange;
  readonly answer: HttpAnswer;
}

/** What may be over in a moment. */
const PASSING: readonly number[] = [429, 502, 503, 504];

type Attempt<T> =
  | { readonly kind: "done"; readonly value: T }
  | {
      readonly kind: "failed";
      readonly problem: SourceProblem;
      /** What the service asks to wait. */
      readonly waitMs: number | null;
      readonly mayPass: boolean;
    };

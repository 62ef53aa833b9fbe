// The services of this engine: which connections may be used, and everything asked of them. Knows no service's own language
// and holds no key.

import { Problem } from "../core/problem.ts";
import type { ResultQuery } from "../core/results/resultQuery.ts";
import { type Connection, serviceAddress } from "../core/services/connection.ts";
import type {
  EvalSource,
  ListedRemote,
  PullOutcome,
  PullProgress,
  RemoteList,
  RemoteRef,
  RemoteRemoval,
  RemoteResult,
  RemoteState,
} from "../core/services/evalSource.ts";
import type { EvaluationSource } from "../core/services/evaluationSource.ts";
import { type LivePage, type LiveQuery, type NotTheSame, notTheSame } from "../core/services/liveRows.ts";
import type { ImportParts } from "./import/importFile.ts";
import { isCurrent, PulledCopies, pullResult } from "./pull.ts";
import { livePage } from "./rows/livePage.ts";

/** Makes the source of a connection; given by the composition root, which knows the services. */
export type OpenSource = (connection: Connection) => EvalSource;

export interface EngineParts extends ImportParts {
  readonly openSource: OpenSource;
}

export interface PullCallbacks {
  readonly signal: AbortSignal;
  readonly progress: (progress: PullProgress) => void;
}

interface Service {
  readonly connection: Connection;
  readonly source: EvalSource;
}

export class Services {
  private readonly services = new Map<string, Service>();

  constructor(
    private readonly parts: ImportParts,
    private readonly openSource: OpenSource,
    /** Wraps what changes the store. */
    private readonly changing: <T>(work: () => Promise<T>) => Promise<T>,
  ) {}

  /** The connections that may be used from now on; those that stay as they are keep what they learned of their service. */
  use(connections: readonly Connection[]): void {
    for (const id of [...this.services.keys()])
      if (!connections.some((one) => one.id === id)) this.services.delete(id);
    for (const connection of connections) {
      const known = this.services.get(connection.id)?.connection;
      if (JSON.stringify(known) !== JSON.stringify(connection))
        this.services.set(connection.id, { connection, source: this.openSource(connection) });
    }
  }

  async list(id: string, query: ResultQuery, signal: AbortSignal): Promise<RemoteList> {
    const { source, connection } = this.of(id);
    const page = await source.list(query, signal);
    const copies = await this.copies(connection);
    return { ...page, runs: page.runs.map((run) => withCopy(run, copies)) };
  }

  /** One result with every statistic the service has. */
  async retrieve(ref: RemoteRef, signal: AbortSignal): Promise<ListedRemote> {
    const { source, connection } = this.of(ref.connection);
    const [result, copies] = await Promise.all([source.retrieve(ref, signal), this.copies(connection)]);
    return withCopy(result, copies);
  }

  /** One after another; one that fails keeps the others from nothing, an abort ends it all. */
  async pull(
    refs: readonly RemoteRef[],
    { signal, progress }: PullCallbacks,
  ): Promise<readonly PullOutcome[]> {
    const outcomes: PullOutcome[] = [];
    for (const [index, ref] of refs.entries()) {
      const { name } = ref;
      const call = {
        signal,
        progress: (rows: number, expectedRows: number | null, bytes: number) =>
          progress({ index, name, rows, expectedRows, bytes }),
      };
      try {
        outcomes.push(await this.changing(() => pullResult(this.parts, this.of(ref.connection), ref, call)));
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof Problem)) throw error;
        outcomes.push({ kind: "failed", ref, code: error.code, message: error.message });
      }
    }
    return outcomes;
  }

  /** A page of rows without a pull, the same as the stored copy would give; or why the service can't give that. */
  async rowPage(ref: RemoteRef, query: LiveQuery, signal: AbortSignal): Promise<LivePage | NotTheSame> {
    const { source } = this.of(ref.connection);
    if (source.rowPage === undefined) return notTheSame("it gives the rows of a result only as a whole");
    const answer = await source.rowPage(ref, query, signal);
    return answer.kind === "page" ? livePage(this.parts, query, answer) : answer;
  }

  /** For good. One that is gone already counts as removed; stored copies stay. */
  async remove(refs: readonly RemoteRef[], signal: AbortSignal): Promise<RemoteRemoval> {
    const removed: RemoteRef[] = [];
    const failed: { readonly ref: RemoteRef; readonly message: string }[] = [];
    for (const ref of refs)
      try {
        await this.of(ref.connection).source.remove(ref, signal);
        removed.push(ref);
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof Problem)) throw error;
        if (error.code === "notFound") removed.push(ref);
        else failed.push({ ref, message: error.message });
      }
    return { removed, failed };
  }

  /** What the service knows of evaluations. Throws where it knows none. */
  evaluationsOf(id: string): EvaluationSource {
    const { source, connection } = this.of(id);
    if (source.evaluations === undefined)
      throw new Problem("badInput", `${connection.name} knows no evaluations: that is Weave's.`);
    return source.evaluations;
  }

  /** Asks for one result to see how the connection stands. */
  async state(id: string, signal: AbortSignal): Promise<RemoteState> {
    try {
      await this.of(id).source.list({ page: 1, pageSize: 1, aggregateFields: [] }, signal);
      return { kind: "connected", message: "" };
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof Problem)) throw error;
      return { kind: STATES[error.code] ?? "wrong", message: error.message };
    }
  }

  private of(id: string): Service {
    const service = this.services.get(id);
    if (service === undefined)
      throw new Problem(
        "notFound",
        "This connection is not there any more, or may not be used in this workspace.",
      );
    return service;
  }

  private async copies(connection: Connection): Promise<PulledCopies> {
    return new PulledCopies(await this.parts.store.pulledFrom(serviceAddress(connection)));
  }
}

const STATES: Partial<Readonly<Record<Problem["code"], RemoteState["kind"]>>> = {
  auth: "signedOut",
  forbidden: "forbidden",
  offline: "offline",
  rateLimited: "offline",
};

function withCopy(result: RemoteResult, copies: PulledCopies): ListedRemote {
  const copy = copies.of(result.remote);
  return { ...result, copy: copy === null ? null : { id: copy.id, isCurrent: isCurrent(copy, result) } };
}

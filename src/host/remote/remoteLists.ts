// What is known of each connection's results: asked once a person opens it, kept beside a later failure, a hundred at a
// time. Knows nothing of the editor.

import {
  type ConnectionContent,
  type ConnectionStanding,
  NOT_ASKED,
} from "../../core/results/connectionNodes.ts";
import type { ResultQuery } from "../../core/results/resultQuery.ts";
import { type ResultView, viewQuery } from "../../core/results/resultView.ts";
import type { RunId } from "../../core/run.ts";
import type { Connection } from "../../core/services/connection.ts";
import type { PulledCopy, RemoteList, RemoteRef } from "../../core/services/evalSource.ts";

const PAGE_SIZE = 100;

export interface RemoteListsParts {
  readonly ask: (connection: Connection, query: ResultQuery, signal: AbortSignal) => Promise<RemoteList>;
  readonly view: () => ResultView;
  readonly nowMs: () => number;
  /** Those of the ids that are in the store. */
  readonly stored: (ids: readonly RunId[]) => Promise<readonly RunId[]>;
  readonly changed: (id: string) => void;
}

interface Asked {
  readonly controller: AbortController;
  readonly done: Promise<void>;
}

export class RemoteLists {
  private readonly contents = new Map<string, ConnectionContent>();
  private readonly pages = new Map<string, number>();
  private readonly asked = new Map<string, Asked>();

  constructor(private readonly parts: RemoteListsParts) {}

  of(id: string): ConnectionContent {
    return this.contents.get(id) ?? NOT_ASKED;
  }

  /** What it has: asks it, the first time. Never fails: a failure is part of the content. */
  async open(connection: Connection): Promise<ConnectionContent> {
    if (this.of(connection.id).standing === "notAsked") this.ask(connection);
    await this.asked.get(connection.id)?.done;
    return this.of(connection.id);
  }

  /** Asks again, where it was asked before; what is known stays shown meanwhile. */
  async renew(connection: Connection): Promise<void> {
    this.ask(connection);
    await this.asked.get(connection.id)?.done;
  }

  async more(connection: Connection): Promise<void> {
    this.pages.set(connection.id, (this.pages.get(connection.id) ?? 1) + 1);
    await this.renew(connection);
  }

  /** Nothing is known of it any more: it changed, or is gone. */
  forget(id: string): void {
    this.asked.get(id)?.controller.abort();
    this.asked.delete(id);
    this.contents.delete(id);
    this.pages.delete(id);
  }

  /** The view's filter or order changed: each is asked anew when it is next looked at. */
  reset(): void {
    for (const id of [...this.contents.keys()]) this.forget(id);
  }

  /** A result has a copy now. */
  markPulled(ref: RemoteRef, copy: PulledCopy): void {
    this.changeRuns(ref.connection, (run) =>
      run.remote.workspace === ref.workspace && run.remote.name === ref.name ? { ...run, copy } : run,
    );
  }

  /** The store changed: marks of copies that are gone are taken away, without asking a service. */
  async reconcile(): Promise<void> {
    const runs = [...this.contents.values()].flatMap(({ answer }) => answer?.runs ?? []);
    const ids = runs.flatMap(({ copy }) => copy?.id ?? []);
    if (ids.length === 0) return;
    const left = new Set(await this.parts.stored([...new Set(ids)]));
    for (const id of this.contents.keys())
      this.changeRuns(id, (run) =>
        run.copy === null || left.has(run.copy.id) ? run : { ...run, copy: null },
      );
  }

  private changeRuns(
    id: string,
    change: (run: RemoteList["runs"][number]) => RemoteList["runs"][number],
  ): void {
    const content = this.of(id);
    if (content.answer === null) return;
    const runs = content.answer.runs.map(change);
    if (runs.every((run, i) => run === content.answer?.runs[i])) return;
    this.put(id, { ...content, answer: { ...content.answer, runs } });
  }

  /** The newest question counts; one before it is given up. */
  private ask(connection: Connection): void {
    const { id } = connection;
    this.asked.get(id)?.controller.abort();
    const controller = new AbortController();
    const before = this.of(id);
    this.contents.set(id, { ...before, standing: "asking", message: "" });
    const done = this.answer(connection, controller.signal).then((content) => {
      if (controller.signal.aborted) return;
      this.asked.delete(id);
      this.put(id, content);
    });
    this.asked.set(id, { controller, done });
  }

  private async answer(connection: Connection, signal: AbortSignal): Promise<ConnectionContent> {
    const pageSize = PAGE_SIZE * (this.pages.get(connection.id) ?? 1);
    const sinceMs = this.parts.nowMs();
    try {
      const answer = await this.parts.ask(connection, viewQuery(this.parts.view(), 1, pageSize), signal);
      return { standing: "connected", message: "", sinceMs, answer };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return { standing: standingOf(error), message, sinceMs, answer: this.of(connection.id).answer };
    }
  }

  private put(id: string, content: ConnectionContent): void {
    this.contents.set(id, content);
    this.parts.changed(id);
  }
}

const STANDINGS: Readonly<Record<string, ConnectionStanding>> = {
  auth: "signedOut",
  forbidden: "forbidden",
  offline: "offline",
  rateLimited: "offline",
};

/** How a connection stands after a failure, by its code. */
export function standingOf(error: unknown): ConnectionStanding {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return STANDINGS[String(code)] ?? "wrong";
}

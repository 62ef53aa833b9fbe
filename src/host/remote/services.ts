// The services of this window: their connections and keys, what is known of their results, and the engine that asks them.
import * as vscode from "vscode";
import { type ConnectionNode, NOT_ASKED, type ServiceNode } from "../../core/results/connectionNodes.ts";
import type { Connection } from "../../core/services/connection.ts";
import type { LocalKeys } from "../../core/services/localKeys.ts";
import { Lifetime } from "../../util/lifetime.ts";
import type { BookEntry, ConnectionBook } from "../connections/connectionBook.ts";
import type { ConnectionKeys } from "../connections/connectionKeys.ts";
import type { EngineCall } from "../engineClient.ts";
import type { Reporter } from "../report.ts";
import type { ViewState } from "../viewState.ts";
import type { WorkspaceStore } from "../workspaceStore.ts";
import { RemoteLists } from "./remoteLists.ts";

export interface ServicesParts {
  readonly store: WorkspaceStore;
  readonly report: Reporter;
  readonly state: ViewState;
  readonly book: ConnectionBook;
  readonly keys: ConnectionKeys;
  /** Keys of other tools on this machine; `null` on the web. */
  readonly localKeys: LocalKeys | null;
}

export class Services implements vscode.Disposable {
  private readonly life = new Lifetime();
  private readonly changed = this.life.own(new vscode.EventEmitter<string | null>());
  readonly lists: RemoteLists;
  /** As they were last seen, to tell which changed. */
  private seen = new Map<string, string>();
  /**
   * Part of each connection's id in the tree: the editor opens again what was open in the last session, and nothing is to be
   * asked before a person opens it in this one.
   */
  private readonly session = Date.now().toString(36);

  /** Something shown of one connection changed; `null`: which connections there are. */
  readonly onDidChange = this.changed.event;

  constructor(readonly parts: ServicesParts) {
    const { store, report, state, book, keys } = parts;
    this.lists = new RemoteLists({
      ask: async (connection, query, signal) =>
        (await this.engine())("remoteList", { connection: connection.id, query }, { signal }),
      view: () => state.value,
      nowMs: () => Date.now(),
      stored: async (ids) => {
        const filter = { id: { $in: [...ids] } };
        return (await store.call("list", { filter, page: 1, pageSize: ids.length })).runs.map(({ id }) => id);
      },
      changed: (id) => this.changed.fire(id),
    });
    this.seen = this.written();
    this.tellMenus();
    this.life.own(book.onDidChange(() => this.compareWritten()));
    this.life.own(state.onDidChange(() => this.lists.reset()));
    this.life.own(store.onDidChange(() => report.run(() => this.lists.reconcile())));
    // A key came or went: what it opens is asked when it is next looked at.
    this.life.own(
      keys.onDidChange((id) => {
        this.lists.forget(id);
        this.changed.fire(id);
      }),
    );
  }

  get entries(): readonly BookEntry[] {
    return this.parts.book.entries;
  }

  /** The engine, told which connections may be used. A new worker knows none, so it is told each time. */
  async engine(): Promise<EngineCall> {
    const { store } = this.parts;
    const connections = this.entries
      .filter(({ isApproved }) => isApproved)
      .map(({ connection }) => connection);
    await store.call("useConnections", { connections });
    return store.call;
  }

  /** The connections as nodes, in the order they are written. */
  nodes(): readonly ConnectionNode[] {
    return this.entries.map((entry) => this.nodeOf(entry));
  }

  nodeOf({ connection, place, isApproved }: BookEntry): ConnectionNode {
    const from = place.file === null ? null : place.label;
    const content = isApproved
      ? this.lists.of(connection.id)
      : {
          ...NOT_ASKED,
          standing: "unapproved" as const,
          message: `${place.label} of this workspace names ${connection.baseUrl}.`,
        };
    return {
      kind: "connection",
      id: `connection ${this.session} ${connection.id}`,
      connection,
      content,
      from,
    };
  }

  /** The node as things stand now: the editor asks with those it was given. */
  current<N extends ServiceNode>(node: N): N | ConnectionNode {
    if (node.kind !== "connection") return node;
    const entry = this.parts.book.entry(node.connection.id);
    return entry === null ? node : this.nodeOf(entry);
  }

  /** Asks what is shown again; those that nobody opened stay unasked. */
  async renewShown(): Promise<void> {
    const shown = this.connections().filter(({ id }) => this.lists.of(id).standing !== "notAsked");
    await Promise.all(shown.map((connection) => this.lists.renew(connection)));
  }

  private connections(): readonly Connection[] {
    return this.entries.filter(({ isApproved }) => isApproved).map(({ connection }) => connection);
  }

  private compareWritten(): void {
    const now = this.written();
    for (const [id, text] of this.seen) if (now.get(id) !== text) this.lists.forget(id);
    this.seen = now;
    this.tellMenus();
    this.changed.fire(null);
  }

  private tellMenus(): void {
    const has = this.entries.length > 0;
    void vscode.commands.executeCommand("setContext", "evalResults.hasConnections", has);
  }

  private written(): Map<string, string> {
    return new Map(this.entries.map((entry) => [entry.connection.id, JSON.stringify(entry)]));
  }

  dispose(): void {
    this.life.dispose();
  }
}

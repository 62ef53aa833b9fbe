// The part of the results view that shows services: which nodes there are below which, asked when a person opens one.
import type * as vscode from "vscode";
import {
  type ConnectionNode,
  type ServiceNode,
  toConnectionChildren,
  toRemoteScores,
} from "../../core/results/connectionNodes.ts";
import type { Services } from "../remote/services.ts";
import { toServiceItem } from "./serviceItems.ts";

export class ServiceTree {
  constructor(
    private readonly services: Services,
    private readonly isNarrowed: () => boolean,
  ) {}

  /** Without a connection the view is that of the workspace's own results alone. */
  get isEmpty(): boolean {
    return this.services.entries.length === 0;
  }

  tops(): readonly ConnectionNode[] {
    return this.services.nodes();
  }

  nodeOf(id: string): ConnectionNode | null {
    return this.tops().find(({ connection }) => connection.id === id) ?? null;
  }

  async children(node: ServiceNode): Promise<readonly ServiceNode[]> {
    if (node.kind === "remote") return toRemoteScores(node);
    if (node.kind !== "connection") return [];
    if (this.services.parts.book.usable(node.connection.id) !== null)
      await this.services.lists.open(node.connection);
    const now = this.services.current(node);
    return now.kind === "connection" ? toConnectionChildren(now, this.isNarrowed()) : [];
  }

  item(node: ServiceNode, locale: string): vscode.TreeItem {
    return toServiceItem(this.services.current(node), locale);
  }

  async more(node: ServiceNode): Promise<void> {
    if (node.kind === "remoteMore") await this.services.lists.more(node.connection);
  }
}

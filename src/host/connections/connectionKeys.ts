// Keys of connections in the editor's secret storage, each bound to the origin it was entered for. The only file that
// holds one longer than a request takes.
import * as vscode from "vscode";
import { isJsonObject } from "../../core/json/json.ts";
import { type Connection, originOf } from "../../core/services/connection.ts";
import type { BoundKey } from "../../core/services/credentialGate.ts";
import { Lifetime } from "../../util/lifetime.ts";

const PREFIX = "evalResults.key.";

export class ConnectionKeys implements vscode.Disposable {
  private readonly life = new Lifetime();
  private readonly changed = this.life.own(new vscode.EventEmitter<string>());
  /** A key came or went, here or in another window; tells the connection's id. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly secrets: vscode.SecretStorage) {
    this.life.own(
      secrets.onDidChange(({ key }) => {
        if (key.startsWith(PREFIX)) this.changed.fire(key.slice(PREFIX.length));
      }),
    );
  }

  async of({ id }: Pick<Connection, "id">): Promise<BoundKey | null> {
    const kept = await this.secrets.get(PREFIX + id);
    return kept === undefined ? null : readBoundKey(kept);
  }

  /** Keeps a key that was entered for the connection's origin as it is now. */
  async enter(connection: Pick<Connection, "id" | "baseUrl">, key: string): Promise<void> {
    await this.put(connection, { origin: originOf(connection.baseUrl) ?? "", key });
  }

  async put({ id }: Pick<Connection, "id">, bound: BoundKey): Promise<void> {
    await this.secrets.store(PREFIX + id, JSON.stringify(bound));
  }

  async forget({ id }: Pick<Connection, "id">): Promise<void> {
    await this.secrets.delete(PREFIX + id);
  }

  dispose(): void {
    this.life.dispose();
  }
}

/** `null` for anything that this file did not write. */
function readBoundKey(text: string): BoundKey | null {
  try {
    const value: unknown = JSON.parse(text);
    if (!isJsonObject(value) || typeof value.origin !== "string" || typeof value.key !== "string")
      return null;
    return { origin: value.origin, key: value.key };
  } catch {
    return null; // its error would quote what is kept
  }
}

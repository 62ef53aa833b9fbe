// The connections of this window: those of the user's settings, and those that the workspace brings in its settings. What
// the workspace brings counts only where it is trusted, and after its address was approved.
import * as vscode from "vscode";
import {
  type Connection,
  originOf,
  readConnections,
  sameName,
  toEntry,
} from "../../core/services/connection.ts";
import { Lifetime } from "../../util/lifetime.ts";
import { type Approval, OriginApprovals } from "./originApprovals.ts";

const SECTION = "evalResults";
const SETTING = "connections";

/** Where a connection is written. */
export interface ConnectionPlace {
  readonly target: vscode.ConfigurationTarget;
  /** For people: `.vscode/settings.json`. */
  readonly label: string;
  /** The file that names its address; `null` for the user's own settings, which need no approval. */
  readonly file: vscode.Uri | null;
  /** The folder whose settings these are; absent for the user's and the workspace's. */
  readonly folder?: vscode.Uri;
}

export interface BookEntry {
  readonly connection: Connection;
  readonly place: ConnectionPlace;
  /** False for an address of the workspace's that nobody has approved yet. */
  readonly isApproved: boolean;
}

interface Written {
  readonly entries: readonly BookEntry[];
  readonly problems: readonly string[];
}

export class ConnectionBook implements vscode.Disposable {
  private readonly life = new Lifetime();
  private readonly changed = this.life.own(new vscode.EventEmitter<void>());
  readonly approvals: OriginApprovals;
  readonly onDidChange = this.changed.event;
  private read: Written | null = null;

  constructor(memory: vscode.Memento) {
    this.approvals = this.life.own(new OriginApprovals(memory));
    const renew = (): void => {
      this.read = null;
      this.changed.fire();
    };
    this.life.own(
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(`${SECTION}.${SETTING}`)) renew();
      }),
    );
    this.life.own(vscode.workspace.onDidGrantWorkspaceTrust(renew));
    this.life.own(vscode.workspace.onDidChangeWorkspaceFolders(renew));
    this.life.own(this.approvals.onDidChange(renew));
  }

  get entries(): readonly BookEntry[] {
    return this.written.entries;
  }

  /** What is wrong in the settings, one sentence each. */
  get problems(): readonly string[] {
    return this.written.problems;
  }

  /** The connection, if it may be asked now. */
  usable(id: string): Connection | null {
    const entry = this.entries.find(({ connection }) => connection.id === id);
    return entry?.isApproved === true ? entry.connection : null;
  }

  entry(id: string): BookEntry | null {
    return this.entries.find(({ connection }) => connection.id === id) ?? null;
  }

  /** Adds a connection to the user's settings. */
  async add(connection: Connection): Promise<void> {
    await this.write(USER, [...this.listed(USER), toEntry(connection)]);
  }

  /** Puts another in its place, where it is written. */
  async replace(entry: BookEntry, connection: Connection): Promise<void> {
    await this.write(entry.place, this.listed(entry.place).flatMap(swapped(entry, [toEntry(connection)])));
  }

  /** Takes it out; gives what puts it back where it was. */
  async remove(entry: BookEntry): Promise<() => Promise<void>> {
    const before = this.listed(entry.place);
    await this.write(entry.place, before.flatMap(swapped(entry, [])));
    return () => this.write(entry.place, before);
  }

  /** As an approval is remembered; `null` where none is needed. */
  approvalOf({ connection, place }: Omit<BookEntry, "isApproved">): Approval | null {
    if (place.file === null) return null;
    return { origin: originOf(connection.baseUrl) ?? "", file: place.file.toString() };
  }

  private get written(): Written {
    this.read ??= this.readPlaces();
    return this.read;
  }

  private readPlaces(): Written {
    const entries: BookEntry[] = [];
    const problems: string[] = [];
    for (const place of this.places()) {
      const read = readConnections(this.listed(place));
      problems.push(...read.problems.map((problem) => `${place.label}: ${problem}`));
      for (const connection of read.connections) {
        const isTaken = entries.some(
          ({ connection: { id, name } }) => id === connection.id || sameName(name, connection.name),
        );
        if (isTaken) problems.push(`${place.label}: another connection is called ${connection.name}.`);
        else {
          const approval = this.approvalOf({ connection, place });
          entries.push({ connection, place, isApproved: approval === null || this.approvals.has(approval) });
        }
      }
    }
    return { entries, problems };
  }

  /** The user's come first: the workspace's can't take their names. */
  private places(): readonly ConnectionPlace[] {
    const { workspaceFile, workspaceFolders = [], isTrusted } = vscode.workspace;
    if (!isTrusted) return [USER];
    const [first] = workspaceFolders;
    const isSaved = workspaceFile !== undefined && workspaceFile.scheme !== "untitled";
    const file = isSaved
      ? workspaceFile
      : first && vscode.Uri.joinPath(first.uri, ".vscode", "settings.json");
    if (file === undefined) return [USER];
    const label = isSaved ? (file.path.split("/").pop() ?? "workspace") : ".vscode/settings.json";
    const workspace = { target: vscode.ConfigurationTarget.Workspace, label, file };
    // Without a workspace file the one folder's settings are the workspace's.
    if (!isSaved) return [USER, workspace];
    const folders = workspaceFolders.map(({ uri, name }) => ({
      target: vscode.ConfigurationTarget.WorkspaceFolder,
      label: `${name}/.vscode/settings.json`,
      file: vscode.Uri.joinPath(uri, ".vscode", "settings.json"),
      folder: uri,
    }));
    return [USER, workspace, ...folders];
  }

  /** The list as it is written there. */
  private listed({ target, folder }: ConnectionPlace): readonly unknown[] {
    const found = vscode.workspace.getConfiguration(SECTION, folder).inspect<unknown>(SETTING);
    const value =
      target === vscode.ConfigurationTarget.Global
        ? found?.globalValue
        : target === vscode.ConfigurationTarget.Workspace
          ? found?.workspaceValue
          : found?.workspaceFolderValue;
    return Array.isArray(value) ? value : [];
  }

  private async write({ target, folder }: ConnectionPlace, list: readonly unknown[]): Promise<void> {
    const value = list.length === 0 ? undefined : list;
    await vscode.workspace.getConfiguration(SECTION, folder).update(SETTING, value, target);
  }

  dispose(): void {
    this.life.dispose();
  }
}

const USER: ConnectionPlace = {
  target: vscode.ConfigurationTarget.Global,
  label: "User settings",
  file: null,
};

/** Swaps the entry, as it is written, for others; leaves all else as it is, mistakes too. */
function swapped(
  { connection }: BookEntry,
  others: readonly unknown[],
): (raw: unknown) => readonly unknown[] {
  return (raw) => {
    const [read] = readConnections([raw]).connections;
    return read?.id === connection.id ? others : [raw];
  };
}

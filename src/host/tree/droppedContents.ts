// Contents dropped without a place, as a read-only file system of the editor: the engine reads them like any other
// file, on every host, and nothing is written to disk.
import * as vscode from "vscode";
import { Lifetime } from "../../util/lifetime.ts";

const SCHEME = "eval-results-drop";

/** Files held for one drop, side by side in a folder of their own; gone when disposed. */
export interface HeldFiles extends vscode.Disposable {
  readonly uris: readonly vscode.Uri[];
}

export class DroppedContents implements vscode.FileSystemProvider, vscode.Disposable {
  private readonly life = new Lifetime();
  private readonly changed = this.life.own(new vscode.EventEmitter<vscode.FileChangeEvent[]>());
  private readonly folders = new Map<string, ReadonlyMap<string, Uint8Array>>();
  private drops = 0;

  readonly onDidChangeFile = this.changed.event;

  constructor() {
    this.life.own(vscode.workspace.registerFileSystemProvider(SCHEME, this, { isReadonly: true }));
  }

  async hold(files: readonly vscode.DataTransferFile[]): Promise<HeldFiles> {
    const held = await Promise.all(
      files.map(async (file) => [ownName(file.name), await file.data()] as const),
    );
    const folder = String(++this.drops);
    this.folders.set(folder, new Map(held));
    return {
      uris: held.map(([name]) => vscode.Uri.from({ scheme: SCHEME, path: `/${folder}/${name}` })),
      dispose: () => this.folders.delete(folder),
    };
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const [folder = "", name] = placeOf(uri);
    const files = this.folders.get(folder);
    if (files === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    if (name === undefined) return { type: vscode.FileType.Directory, size: 0, ctime: 0, mtime: 0 };
    return { type: vscode.FileType.File, size: this.readFile(uri).length, ctime: 0, mtime: 0 };
  }

  readDirectory(uri: vscode.Uri): [string, vscode.FileType][] {
    const files = this.folders.get(placeOf(uri)[0] ?? "");
    if (files === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return [...files.keys()].map((name) => [name, vscode.FileType.File]);
  }

  readFile(uri: vscode.Uri): Uint8Array {
    const [folder = "", name = ""] = placeOf(uri);
    const bytes = this.folders.get(folder)?.get(name);
    if (bytes === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return bytes;
  }

  watch(): vscode.Disposable {
    return { dispose: () => undefined };
  }

  createDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  writeFile(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  dispose(): void {
    this.life.dispose();
  }
}

/** Its own name, which becomes the result's; never a path, whatever the name says. */
function ownName(name: string): string {
  const last = name.split(/[\\/]/).pop() ?? "";
  return last === "" || last === "." || last === ".." ? "dropped" : last;
}

function placeOf(uri: vscode.Uri): readonly string[] {
  return uri.path.split("/").filter((part) => part !== "");
}

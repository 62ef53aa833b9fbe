// A virtual file system in memory, as an extension for virtual workspaces provides one.
import * as vscode from "vscode";

/** Serves the files it is given under one scheme; anything may be written. */
export class MemoryFiles implements vscode.FileSystemProvider, vscode.Disposable {
  private readonly files = new Map<string, { readonly bytes: Uint8Array; readonly mtime: number }>();
  private readonly changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  private readonly registration: vscode.Disposable;

  readonly onDidChangeFile = this.changed.event;

  constructor(private readonly scheme: string) {
    this.registration = vscode.workspace.registerFileSystemProvider(scheme, this, { isCaseSensitive: true });
  }

  uri(path: string): vscode.Uri {
    return vscode.Uri.from({ scheme: this.scheme, authority: "some host", path });
  }

  stat({ path }: vscode.Uri): vscode.FileStat {
    const file = this.files.get(path);
    if (file !== undefined)
      return { type: vscode.FileType.File, size: file.bytes.length, ctime: 0, mtime: file.mtime };
    if (path === "/" || this.below(path).length > 0)
      return { type: vscode.FileType.Directory, size: 0, ctime: 0, mtime: 0 };
    throw vscode.FileSystemError.FileNotFound(path);
  }

  readDirectory({ path }: vscode.Uri): [string, vscode.FileType][] {
    const names = this.below(path).map((known) => known.slice(path.replace(/\/$/, "").length + 1));
    return names.filter((name) => !name.includes("/")).map((name) => [name, vscode.FileType.File]);
  }

  readFile(uri: vscode.Uri): Uint8Array {
    const file = this.files.get(uri.path);
    if (file === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return file.bytes;
  }

  writeFile({ path }: vscode.Uri, bytes: Uint8Array): void {
    this.files.set(path, { bytes: bytes.slice(), mtime: Date.now() });
  }

  delete({ path }: vscode.Uri): void {
    for (const known of [path, ...this.below(path)]) this.files.delete(known);
  }

  rename(from: vscode.Uri, to: vscode.Uri): void {
    this.writeFile(to, this.readFile(from));
    this.delete(from);
  }

  createDirectory(): void {
    // Folders are where files are.
  }

  watch(): vscode.Disposable {
    return { dispose: () => undefined };
  }

  private below(path: string): readonly string[] {
    const start = path.endsWith("/") ? path : `${path}/`;
    return [...this.files.keys()].filter((known) => known.startsWith(start));
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }
}

// The editor's files in memory, with the manners of `vscode.workspace.fs`: its error codes, folders made on writing,
// folders replaced on renaming. Behind them the same channel and adapter that a worker uses.
import type { FileStat, Uri } from "vscode";
import { fromEditorPath } from "../../src/core/editorPath.ts";
import type { FileSystem } from "../../src/core/ports.ts";
import { NO_HTTP } from "../../src/core/services/httpPort.ts";
import { type EditorFilesParts, serveEditorFiles } from "../../src/host/editorFiles.ts";
import { connect, type Transport } from "../../src/protocol/channel.ts";
import { givenBytes } from "../../src/protocol/hostFiles.ts";
import type { HostContract } from "../../src/protocol/hostParts.ts";
import { editorFileSystem } from "../../src/worker/editorFileSystem.ts";

const FILE = 1;
const FOLDER = 2;

/** As the editor throws it: named and coded. */
class FakeFileSystemError extends Error {
  constructor(
    readonly code: "FileNotFound" | "FileExists" | "FileIsADirectory" | "FileNotADirectory" | "NoPermissions",
    path: string,
  ) {
    super(`${code}: ${path}`);
    this.name = `${code} (FileSystemError)`;
  }
}

type Entry = { readonly bytes: Uint8Array; readonly mtime: number } | "folder";

const parentOf = (path: string): string => path.slice(0, path.lastIndexOf("/"));
/** A provider's root is always there: `memfs://` and `memfs://host`. */
const isRoot = (path: string): boolean => /^[^/]+:\/\/[^/]*$/.test(path);

/** One place for all providers: entries by scheme, authority and path. */
export class MemoryEditorFiles implements Pick<EditorFilesParts, "fs"> {
  private readonly entries = new Map<string, Entry>();
  private clock = 1_700_000_000_000;
  /** What was asked, in order: `read memfs:///a`. */
  readonly log: string[] = [];
  /** Every change is refused, as on a read-only provider. */
  isReadOnly = false;
  /** Sizes are not told, as for a package served over the network. */
  hidesSizes = false;

  readonly fs: EditorFilesParts["fs"] = {
    stat: (uri) => this.answer("stat", uri, (path) => this.statOf(path)),
    readDirectory: (uri) => this.answer("list", uri, (path) => this.childrenOf(path)),
    readFile: (uri) => this.answer("read", uri, (path) => this.bytesOf(path)),
    writeFile: (uri, bytes) => this.answer("write", uri, (path) => this.write(path, bytes)),
    createDirectory: (uri) => this.answer("makeFolder", uri, (path) => this.makeFolder(path)),
    delete: (uri, options) =>
      this.answer("delete", uri, (path) => this.delete(path, options?.recursive === true)),
    rename: (from, to, options) =>
      this.answer("rename", from, (path) => this.rename(path, keyOf(to), options?.overwrite === true)),
  };

  private async answer<T>(what: string, uri: Uri, act: (path: string) => T): Promise<T> {
    await Promise.resolve();
    this.log.push(`${what} ${keyOf(uri)}`);
    if (this.isReadOnly && ["write", "makeFolder", "delete", "rename"].includes(what))
      throw new FakeFileSystemError("NoPermissions", keyOf(uri));
    return act(keyOf(uri));
  }

  private find(path: string): Entry {
    const entry = isRoot(path) ? "folder" : this.entries.get(path);
    if (entry === undefined) throw new FakeFileSystemError("FileNotFound", path);
    return entry;
  }

  private statOf(path: string): FileStat {
    const entry = this.find(path);
    if (entry === "folder") return { type: FOLDER, size: 0, ctime: 0, mtime: 0 };
    return { type: FILE, size: this.hidesSizes ? 0 : entry.bytes.length, ctime: 0, mtime: entry.mtime };
  }

  private childrenOf(path: string): [string, number][] {
    if (this.find(path) !== "folder") throw new FakeFileSystemError("FileNotADirectory", path);
    return [...this.entries].flatMap(([known, entry]) =>
      parentOf(known) === path
        ? [[known.slice(known.lastIndexOf("/") + 1), entry === "folder" ? FOLDER : FILE]]
        : [],
    );
  }

  /** A view of a larger buffer, as bytes from a message are. */
  private bytesOf(path: string): Uint8Array {
    const entry = this.find(path);
    if (entry === "folder") throw new FakeFileSystemError("FileIsADirectory", path);
    const message = new Uint8Array(entry.bytes.length + 16);
    message.set(entry.bytes, 8);
    return message.subarray(8, 8 + entry.bytes.length);
  }

  private write(path: string, bytes: Uint8Array): void {
    if (this.entries.get(path) === "folder") throw new FakeFileSystemError("FileIsADirectory", path);
    this.makeFolder(parentOf(path));
    this.entries.set(path, { bytes: bytes.slice(), mtime: ++this.clock });
  }

  private makeFolder(path: string): void {
    if (isRoot(path) || this.entries.get(path) === "folder") return;
    if (this.entries.has(path)) throw new FakeFileSystemError("FileExists", path);
    this.makeFolder(parentOf(path));
    this.entries.set(path, "folder");
  }

  private below(path: string): readonly string[] {
    return [...this.entries.keys()].filter((known) => known === path || known.startsWith(`${path}/`));
  }

  private delete(path: string, isRecursive: boolean): void {
    this.find(path);
    const gone = this.below(path);
    if (gone.length > 1 && !isRecursive) throw new Error(`${path} is not empty`);
    for (const known of gone) this.entries.delete(known);
  }

  private rename(from: string, to: string, overwrites: boolean): void {
    this.find(from);
    if (this.entries.has(to)) {
      if (!overwrites) throw new FakeFileSystemError("FileExists", to);
      this.delete(to, true);
    }
    this.makeFolder(parentOf(to));
    for (const known of this.below(from)) {
      this.entries.set(to + known.slice(from.length), this.entries.get(known) as Entry);
      this.entries.delete(known);
    }
  }
}

const keyOf = ({ scheme, authority, path }: Uri): string =>
  `${scheme}://${authority}${path.replace(/\/+$/, "")}`;

/** Two ends in one process. Messages are cloned and arrive in a later turn; what is given away is gone here. */
export function aTransportPair(): readonly [Transport, Transport] {
  const ears: Set<(message: unknown) => void>[] = [new Set(), new Set()];
  const end = (own: number, other: number): Transport => ({
    post: (message) => {
      const copy: unknown = structuredClone(message, { transfer: [...givenBytes(message)] });
      queueMicrotask(() => {
        for (const ear of ears[other] ?? []) ear(copy);
      });
    },
    listen: (receive) => {
      ears[own]?.add(receive);
      return () => ears[own]?.delete(receive);
    },
  });
  return [end(0, 1), end(1, 0)];
}

export interface EditorFixture {
  readonly fs: FileSystem;
  readonly editor: MemoryEditorFiles;
  /** Lets time pass for the worker, in milliseconds. */
  readonly pass: (ms: number) => void;
}

/** The worker's file system over `editor`, through the channel. */
export function anEditorFileSystem(editor = new MemoryEditorFiles()): EditorFixture {
  const [host, worker] = aTransportPair();
  serveEditorFiles(host, {
    fs: editor.fs,
    toUri: (path) => fromEditorPath(path) as Uri,
    readWasm: () => Promise.reject(new Error("no WASM in this test")),
    http: NO_HTTP,
  });
  let nowMs = 0;
  const client = connect<HostContract>(worker);
  return {
    fs: editorFileSystem(client.call, () => nowMs),
    editor,
    pass: (ms) => {
      nowMs += ms;
    },
  };
}

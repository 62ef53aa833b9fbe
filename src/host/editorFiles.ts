// Gives the worker what it can't reach by itself: the editor's files, the package's WASM, and services. Only types of the editor
// are used here, so that tests can stand a file system in.
import type { FileSystem as EditorFileSystem, FileStat, Uri } from "vscode";
import type { HttpTransport } from "../core/services/httpPort.ts";
import { type Server, serve, type Transport } from "../protocol/channel.ts";
import { httpHandlers } from "../protocol/hostHttp.ts";
import type { HostContract } from "../protocol/hostParts.ts";

/** `vscode.FileType.Directory`; a link to a folder has another bit as well. */
const FOLDER_BIT = 2;

export interface EditorFilesParts {
  readonly fs: Omit<EditorFileSystem, "copy" | "isWritableFileSystem">;
  readonly toUri: (path: string) => Uri;
  readonly readWasm: () => PromiseLike<Uint8Array>;
  readonly http: HttpTransport;
}

const isFolder = (type: number): boolean => (type & FOLDER_BIT) !== 0;

/** Answers the worker over `transport`. */
export function serveEditorFiles(
  transport: Transport,
  { fs, toUri, readWasm, http }: EditorFilesParts,
): Server<HostContract> {
  /** Packages on the web are served without sizes: a file of 0 bytes may hold more. */
  const sizeOf = async (uri: Uri, { type, size }: FileStat): Promise<number> =>
    size > 0 || isFolder(type) ? size : (await fs.readFile(uri)).byteLength;
  const exchanges = httpHandlers(http);
  const server = serve<HostContract>(transport, {
    ...exchanges.handlers,
    stat: async ({ path }) => {
      const uri = toUri(path);
      const found = await fs.stat(uri);
      return {
        sizeBytes: await sizeOf(uri, found),
        isFolder: isFolder(found.type),
        ...(found.mtime > 0 ? { modifiedMs: found.mtime } : {}),
      };
    },
    list: async ({ path }) =>
      (await fs.readDirectory(toUri(path))).map(([name, type]) => ({ name, isFolder: isFolder(type) })),
    // A copy that owns its buffer: what the editor gives may be a view of a message, or the provider's own.
    read: async ({ path }) => new Uint8Array(await fs.readFile(toUri(path))),
    write: async ({ path, bytes }) => {
      await fs.writeFile(toUri(path), bytes);
      return null;
    },
    makeFolder: async ({ path }) => {
      await fs.createDirectory(toUri(path));
      return null;
    },
    rename: async ({ from, to }) => {
      await fs.rename(toUri(from), toUri(to), { overwrite: true });
      return null;
    },
    remove: async ({ path }) => {
      await fs.delete(toUri(path), { recursive: true, useTrash: false });
      return null;
    },
    sqlWasm: async () => new Uint8Array(await readWasm()),
  });
  return {
    ...server,
    dispose: () => {
      server.dispose();
      exchanges.dispose();
    },
  };
}

// The file system port over the editor's own files, asked for through the host: the web, and virtual workspaces on any
// host. Files are read and written whole; nothing is renamed in one step.
import { cutOff, type FileSink, type FileSystem } from "../core/ports.ts";
import type { Client } from "../protocol/channel.ts";
import type { HostFilesContract } from "../protocol/hostFiles.ts";
import { concatenated } from "../util/bytes.ts";
import { WholeFiles } from "./wholeFiles.ts";

const CHUNK_BYTES = 2 * 1024 * 1024;
const CACHE_BYTES = 64 * 1024 * 1024;

/** Slashes at the end of a path, not those that part scheme and authority. */
const PATH_END = /^([a-z][a-z0-9+.-]+:\/\/[^/]*(?:\/+[^/]+)*)\/*$/i;

type Call = Client<HostFilesContract>["call"];

function codeOf(error: unknown): unknown {
  return (error as { readonly code?: unknown } | null)?.code;
}

/** Collects a file and writes it when it is closed. */
class BufferedSink implements FileSink {
  private pieces: Uint8Array[] = [];

  constructor(
    private readonly finish: (bytes: Uint8Array) => Promise<void>,
    private readonly giveUp: () => void,
  ) {}

  write(bytes: Uint8Array): Promise<void> {
    // A copy: the caller may hand its bytes to another thread once they are written.
    this.pieces.push(bytes.slice());
    return Promise.resolve();
  }

  close(): Promise<void> {
    return this.finish(concatenated(this.pieces.splice(0)));
  }

  abandon(): Promise<void> {
    this.pieces = [];
    this.giveUp();
    return Promise.resolve();
  }
}

/** The editor's files by the paths of core/editorPath.ts; `call` asks the host. */
export function editorFileSystem(call: Call, nowMs: () => number): FileSystem {
  const files = new WholeFiles({
    budgetBytes: CACHE_BYTES,
    nowMs,
    versionOf: async (path) => {
      const { sizeBytes, modifiedMs } = await call("stat", { path });
      return `${sizeBytes} ${modifiedMs ?? "undated"}`;
    },
    read: (path) => call("read", { path }),
  });
  /** Files created and not closed yet: nothing stands at their paths so far. */
  const open = new Set<string>();

  /** Writes under way: whoever asks for such a file waits for it, since what was written to it is to be seen. */
  const closing = new Map<string, Promise<void>>();
  const settled = async (path: string): Promise<void> => {
    await closing.get(path)?.catch(() => undefined);
  };

  const whole = async (path: string): Promise<Uint8Array> => {
    await settled(path);
    return files.get(path);
  };

  const stat: FileSystem["stat"] = async (path) => {
    await settled(path);
    try {
      return await call("stat", { path });
    } catch (error) {
      if (codeOf(error) === "FileNotFound" || codeOf(error) === "FileNotADirectory") return null;
      throw error;
    }
  };

  const changing = async (path: string, change: () => Promise<unknown>): Promise<void> => {
    try {
      await change();
    } finally {
      files.forget(path);
    }
  };

  const sink = (path: string): FileSink => {
    open.add(path);
    return new BufferedSink(
      (bytes) => {
        const writing = changing(path, () => call("write", { path, bytes })).finally(() => {
          open.delete(path);
          closing.delete(path);
        });
        closing.set(path, writing);
        return writing;
      },
      () => open.delete(path),
    );
  };

  const exists = (path: string): Error =>
    Object.assign(new Error(`There is already something at ${path}.`), { code: "FileExists" });

  return {
    hasAtomicRename: false,

    async list(folder) {
      try {
        return await call("list", { path: folder });
      } catch (error) {
        // Not every provider has the right code for a folder that is missing.
        if (codeOf(error) === "FileNotFound" || (await stat(folder)) === null) return [];
        throw error;
      }
    },

    stat,

    // Small files that others rewrite: always the latest, never kept.
    async read(path) {
      await settled(path);
      return call("read", { path });
    },

    readRange: async (path, offset, length) => (await whole(path)).slice(offset, offset + length),

    async readInto(path, pieces) {
      const bytes = await whole(path);
      for (const { offset, target } of pieces) {
        if (offset + target.length > bytes.length) throw cutOff(path);
        target.set(bytes.subarray(offset, offset + target.length));
      }
    },

    async *chunks(path, signal) {
      signal.throwIfAborted();
      const bytes = await whole(path);
      for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
        signal.throwIfAborted();
        yield bytes.slice(at, at + CHUNK_BYTES);
      }
    },

    async create(path) {
      if (open.has(path) || (await stat(path)) !== null) throw exists(path);
      return sink(path);
    },

    replace: (path) => Promise.resolve(sink(path)),

    makeFolder: (path) => changing(path, () => call("makeFolder", { path })),

    async rename(from, to) {
      // The editor would replace a folder with all in it.
      if ((await stat(to))?.isFolder === true) throw exists(to);
      await changing(to, () => call("rename", { from, to }));
      files.forget(from);
    },

    remove: (path) =>
      changing(path, async () => {
        if ((await stat(path)) !== null) await call("remove", { path });
      }),

    syncFolder: () => Promise.resolve(),

    join: (first = "", ...rest) =>
      [first.replace(PATH_END, "$1"), ...rest.map((part) => part.replace(/^\/+|\/+$/g, ""))]
        .filter((part) => part !== "")
        .join("/"),
  };
}

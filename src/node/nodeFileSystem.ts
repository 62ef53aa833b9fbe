// The file system port on Node: the desktop extension host's worker, the CLI and tests.
import { randomBytes } from "node:crypto";
import { closeSync, constants, openSync, readSync } from "node:fs";
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { cutOff, type FileSink, type FileSystem, type FolderEntry } from "../core/ports.ts";

const CHUNK_BYTES = 1024 * 1024;

function isCode(error: unknown, ...codes: readonly string[]): boolean {
  return codes.includes(String((error as NodeJS.ErrnoException | undefined)?.code));
}

class NodeSink implements FileSink {
  constructor(private readonly handle: FileHandle) {}

  async write(bytes: Uint8Array): Promise<void> {
    let at = 0;
    while (at < bytes.length) at += (await this.handle.write(bytes, at, bytes.length - at)).bytesWritten;
  }

  async close(): Promise<void> {
    try {
      await this.handle.sync();
    } finally {
      await this.handle.close();
    }
  }

  async abandon(): Promise<void> {
    await this.handle.close().catch(() => undefined);
  }
}

/** A scanner or indexer on Windows may hold a file of a folder for a moment: the rename is tried for two seconds. */
async function renamePatiently(from: string, to: string): Promise<void> {
  const giveUp = Date.now() + 2_000;
  for (;;)
    try {
      return await rename(from, to);
    } catch (error) {
      const isHeld = process.platform === "win32" && isCode(error, "EPERM", "EACCES", "EBUSY");
      if (!isHeld || Date.now() > giveUp) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
}

export const nodeFileSystem: FileSystem = {
  hasAtomicRename: true,

  async list(folder): Promise<readonly FolderEntry[]> {
    try {
      const entries = await readdir(folder, { withFileTypes: true });
      return entries.map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() }));
    } catch (error) {
      if (isCode(error, "ENOENT")) return [];
      throw error;
    }
  },

  async stat(path) {
    try {
      const found = await stat(path);
      return { sizeBytes: found.size, isFolder: found.isDirectory(), modifiedMs: found.mtimeMs };
    } catch (error) {
      if (isCode(error, "ENOENT", "ENOTDIR")) return null;
      throw error;
    }
  },

  read: (path) => readFile(path),

  async readRange(path, offset, length) {
    const handle = await open(path, "r");
    try {
      const bytes = new Uint8Array(length);
      let filled = 0;
      while (filled < length) {
        const { bytesRead } = await handle.read(bytes, filled, length - filled, offset + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return filled === length ? bytes : bytes.subarray(0, filled);
    } finally {
      await handle.close();
    }
  },

  // Without a promise for each: a page of rows is hundreds of small pieces, and whoever reads rows runs in a worker.
  async readInto(path, pieces) {
    const file = openSync(path, "r");
    try {
      for (const { offset, target } of pieces)
        for (let filled = 0; filled < target.length; ) {
          const read = readSync(file, target, filled, target.length - filled, offset + filled);
          if (read === 0) throw cutOff(path);
          filled += read;
        }
    } finally {
      closeSync(file);
    }
  },

  async *chunks(path, signal) {
    const handle = await open(path, "r");
    try {
      const bytes = Buffer.allocUnsafeSlow(CHUNK_BYTES);
      for (;;) {
        signal.throwIfAborted();
        const { bytesRead } = await handle.read(bytes, 0, CHUNK_BYTES, null);
        if (bytesRead === 0) return;
        yield bytes.subarray(0, bytesRead);
      }
    } finally {
      await handle.close();
    }
  },

  async create(path) {
    return new NodeSink(await open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o666));
  },

  async replace(path) {
    const draft = `${path}.${randomBytes(4).toString("hex")}.tmp`;
    const sink = await nodeFileSystem.create(draft);
    const giveUp = async (): Promise<void> => {
      await sink.abandon();
      await rm(draft, { force: true }).catch(() => undefined);
    };
    return {
      write: (bytes) => sink.write(bytes),
      async close() {
        try {
          await sink.close();
          await rename(draft, path);
        } catch (error) {
          await giveUp();
          throw error;
        }
      },
      abandon: giveUp,
    };
  },

  async makeFolder(path) {
    await mkdir(path, { recursive: true });
  },

  rename: renamePatiently,

  remove: (path) => rm(path, { recursive: true, force: true }),

  async syncFolder(path) {
    try {
      const handle = await open(path, "r");
      try {
        await handle.sync();
      } finally {
        await handle.close();
      }
    } catch (error) {
      // Windows refuses to flush folders; renames are durable there without it.
      if (!isCode(error, "EPERM", "EISDIR", "EACCES", "EINVAL", "ENOENT")) throw error;
    }
  },

  join: (...parts) => join(...parts),
};

// Both kinds of paths behind one port: those of this machine's disk, and those that only the editor can reach. For the
// use cases, which import from and export to either; a store is given the file system of its own folder.
import { isEditorPath } from "../core/editorPath.ts";
import type { FileSystem } from "../core/ports.ts";

/** Sends each path to its own file system. `rename` stays within the one of its first path. */
export function routedFileSystem(disk: FileSystem, editor: FileSystem): FileSystem {
  const of = (path: string): FileSystem => (isEditorPath(path) ? editor : disk);
  return {
    hasAtomicRename: false,
    list: (folder) => of(folder).list(folder),
    stat: (path) => of(path).stat(path),
    read: (path) => of(path).read(path),
    readRange: (path, offset, length) => of(path).readRange(path, offset, length),
    readInto: (path, pieces) => of(path).readInto(path, pieces),
    chunks: (path, signal) => of(path).chunks(path, signal),
    create: (path) => of(path).create(path),
    replace: (path) => of(path).replace(path),
    makeFolder: (path) => of(path).makeFolder(path),
    rename: (from, to) => of(from).rename(from, to),
    remove: (path) => of(path).remove(path),
    syncFolder: (path) => of(path).syncFolder(path),
    join: (first = "", ...parts) => of(first).join(first, ...parts),
  };
}

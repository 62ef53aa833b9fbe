// Every file system that the store can stand on, each with an empty folder to work in.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FileSystem } from "../../src/core/ports.ts";
import { nodeFileSystem } from "../../src/node/nodeFileSystem.ts";
import { routedFileSystem } from "../../src/worker/routedFileSystem.ts";
import { anEditorFileSystem } from "./fileSystemEditor.ts";

export interface FileSystemFixture {
  readonly fs: FileSystem;
  /** An existing empty folder. */
  readonly folder: string;
  readonly remove?: () => void;
}

function onDisk(wrap: (fs: FileSystem) => FileSystem = (fs) => fs): FileSystemFixture {
  const folder = mkdtempSync(join(tmpdir(), "eval results files é-"));
  return { fs: wrap(nodeFileSystem), folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

async function inEditor(
  folder: string,
  wrap: (fs: FileSystem) => FileSystem = (fs) => fs,
): Promise<FileSystemFixture> {
  const { fs } = anEditorFileSystem();
  await fs.makeFolder(folder);
  return { fs: wrap(fs), folder };
}

const VIRTUAL = "memfs://some%3A8080/work space é/100%";

/** Every adapter, by name. */
export const FILE_SYSTEMS: readonly (readonly [
  string,
  () => FileSystemFixture | Promise<FileSystemFixture>,
])[] = [
  ["Node's files", () => onDisk()],
  ["the editor's files", () => inEditor(VIRTUAL)],
  ["disk behind both", () => onDisk((fs) => routedFileSystem(fs, anEditorFileSystem().fs))],
  ["the editor behind both", () => inEditor(VIRTUAL, (fs) => routedFileSystem(nodeFileSystem, fs))],
];

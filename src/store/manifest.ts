// A run's manifest: the last file written, and the proof that the folder is whole. Layout of a store folder:
//   runs/<id>/{rows-00000.jsonl …, columns.npz, manifest.json}   trash/<id>~<ms>/   tmp/   catalogue.sqlite

import { isJsonObject } from "../core/json.ts";
import type { FileSystem } from "../core/ports.ts";
import { Problem } from "../core/problem.ts";
import type { RunRecord } from "../core/runStore.ts";
import type { ColumnMember } from "./columnGroups.ts";

export const STORE_FORMAT = "eval-results-store";
export const STORE_VERSION = 1;
export const COLUMN_FILE = "columns.npz";
export const MANIFEST_FILE = "manifest.json";

/** Name of a payload part: verbatim source lines. */
export function partName(part: number): string {
  return `rows-${String(part).padStart(5, "0")}.jsonl`;
}

export interface StoredFile {
  readonly sizeBytes: number;
  readonly crc32: number;
}

/** The manifest as written. `record` is what readers want; the rest says where its rows are. */
export interface Manifest {
  readonly format: typeof STORE_FORMAT;
  readonly version: number;
  readonly digestRule: number;
  readonly record: RunRecord;
  readonly files: Readonly<Record<string, StoredFile>>;
  readonly columns: readonly ColumnMember[];
  /** Label texts by score, where a score has labels: codes of the score's column count into it. */
  readonly dictionaries: readonly (readonly string[])[];
}

/**
 * The acceptance rule for every reader: a run exists if and only if its manifest parses, names that id, and every
 * listed file is there with the listed size. Throws a `damaged` Problem that says what is wrong.
 */
export async function readManifest(fs: FileSystem, folder: string, id: string): Promise<Manifest> {
  const damaged = (reason: string): Problem =>
    new Problem("damaged", `Result ${id} can't be read: ${reason}.`);
  const path = fs.join(folder, MANIFEST_FILE);
  if ((await fs.stat(path)) === null) throw damaged("its manifest is missing");
  let manifest: Manifest;
  try {
    manifest = JSON.parse(new TextDecoder().decode(await fs.read(path))) as Manifest;
  } catch {
    throw damaged("its manifest is not JSON"); // the parser's own words would not help anyone
  }
  if (!isJsonObject(manifest) || manifest.format !== STORE_FORMAT)
    throw damaged("its manifest is of another kind");
  if (manifest.version > STORE_VERSION)
    throw damaged("it was written by a newer version of Eval Results; update the extension to read it");
  if (manifest.record?.run?.id !== id) throw damaged("its manifest names another result");
  for (const [name, file] of Object.entries(manifest.files)) {
    const found = await fs.stat(fs.join(folder, name));
    if (found === null) throw damaged(`${name} is missing`);
    if (found.sizeBytes !== file.sizeBytes)
      throw damaged(`${name} has ${found.sizeBytes} bytes where ${file.sizeBytes} were written`);
  }
  return manifest;
}

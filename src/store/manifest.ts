// A run's manifest: the last file written, and the proof that the folder is whole. Layout of a store folder:
//   STORE.json   runs/<id>/{rows-00000.jsonl …, columns.npz, manifest.json}   trash/<id>~<ms>/   tmp/<what>.<nonce>~<process>
//   notes/<id>.json   catalogue.sqlite   catalogue.lock

import { isJsonObject } from "../core/json/json.ts";
import type { FileSystem } from "../core/ports.ts";
import { Problem } from "../core/problem.ts";
import type { RunRecord } from "../core/runStore.ts";
import type { ColumnMember } from "./columnGroups.ts";

export const STORE_FORMAT = "eval-results-store";
export const STORE_VERSION = 1;
/** Manifests up to this version can be read; 2 is written where `groupRows` is, so that older readers keep away. */
export const MANIFEST_VERSION = 2;
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
  /** Rows of each group of columns but the last; absent: 65,536. */
  readonly groupRows?: number;
  /** SHA-256 of the digest column, as hex; absent in runs of older versions. */
  readonly itemOrder?: string;
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
  const bytes = await fs.read(path);
  let manifest: Manifest;
  try {
    manifest = JSON.parse(new TextDecoder().decode(bytes)) as Manifest;
  } catch {
    throw damaged("its manifest is not JSON"); // the parser's own words would not help anyone
  }
  if (!isJsonObject(manifest) || manifest.format !== STORE_FORMAT)
    throw damaged("its manifest is of another kind");
  if (manifest.version > MANIFEST_VERSION)
    throw damaged("it was written by a newer version of Eval Results; update the extension to read it");
  if (manifest.record?.run?.id !== id) throw damaged("its manifest names another result");
  if (!isComplete(manifest)) throw damaged("its manifest lacks what a list needs");
  // Side by side: a run of a million rows has fifty parts.
  const listed = Object.entries(manifest.files);
  const facts = await Promise.all(listed.map(([name]) => fs.stat(fs.join(folder, name))));
  for (const [i, [name, file]] of listed.entries()) {
    const found = facts[i] ?? null;
    if (found === null) throw damaged(`${name} is missing`);
    if (found.sizeBytes !== file.sizeBytes)
      throw damaged(`${name} has ${found.sizeBytes} bytes where ${file.sizeBytes} were written`);
  }
  return manifest;
}

/** What the catalogue and the readers take for granted of a manifest. */
function isComplete({ record, files, columns, dictionaries }: Manifest): boolean {
  const { run, origin } = record;
  const texts = [run.name, run.format, run.createdAt, run.importedAt, origin?.identity];
  const counts = [run.rows, run.items, run.duplicates, run.erroredRows, run.skippedLines, origin?.sizeBytes];
  const optional = [run.metric, run.dataset, run.model];
  return (
    texts.every((text) => typeof text === "string") &&
    counts.every((count) => Number.isSafeInteger(count) && (count as number) >= 0) &&
    optional.every((text) => text === null || typeof text === "string") &&
    isJsonObject(run.labels) &&
    isJsonObject(files) &&
    Array.isArray(columns) &&
    Array.isArray(dictionaries) &&
    Array.isArray(run.scores) &&
    run.scores.every(isCompleteScore)
  );
}

function isCompleteScore(score: RunRecord["run"]["scores"][number] | null): boolean {
  if (score === null || typeof score.name !== "string" || typeof score.kind !== "string") return false;
  const counts = [score.count, score.nanCount, score.scoredItems];
  const optional = [score.mean, score.stdDev, score.min, score.max, score.itemMean, score.standardError];
  return (
    counts.every((count) => typeof count === "number") &&
    optional.every((value) => value === null || typeof value === "number") &&
    (score.metric === null || typeof score.metric === "string")
  );
}

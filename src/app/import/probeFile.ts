// Looks at the start of a file and says what it is: format, roles of columns, the file beside it.

import { isJsonObject, type JsonObject } from "../../core/json/json.ts";
import { parseTolerant } from "../../core/json/jsonText.ts";
import type { FileSystem } from "../../core/ports.ts";
import { Problem } from "../../core/problem.ts";
import { type Companion, type FileProbe, PROBE_RECORDS, type ResultFormat } from "../../core/resultFormat.ts";
import { type CsvRecord, readCsv } from "./csvLines.ts";

const PROBE_BYTES = 1024 * 1024;
/** A file without a record up to here has no rows. */
const MAX_PROBE_BYTES = 64 * PROBE_BYTES;
const TEXT_CHECK_BYTES = 512;
/** A companion larger than this is not read: it is no results file. */
const COMPANION_BYTES = 64 * 1024 * 1024;

/** Name and folder of a path, by either separator. */
export function splitPath(path: string): { readonly folder: string; readonly name: string } {
  const cut = Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\"));
  return {
    folder: cut <= 0 ? path.slice(0, Math.max(0, cut)) || "/" : path.slice(0, cut),
    name: path.slice(cut + 1),
  };
}

/** The probe of a file, as the named format would read it if one is named; a `badInput` or `unreadable` Problem says why it can't be rows. */
export async function probeFile(
  fs: FileSystem,
  path: string,
  formatId?: string,
): Promise<FileProbe & { readonly sizeBytes: number }> {
  const { name } = splitPath(path);
  const { isFolder, sizeBytes } = await statOrProblem(fs, path, name);
  if (isFolder) throw new Problem("badInput", `${name} is a folder; choose the results file inside it.`);
  if (sizeBytes === 0) throw new Problem("noUsableRow", `${name} is empty: there is no row to import.`);
  for (let length = PROBE_BYTES; ; length *= 4) {
    const bytes = await fs.readRange(path, 0, length);
    const probe = probeStart(name, bytes, sizeBytes <= length, formatId);
    // A first line longer than what was read: look further.
    if (probe.records.length > 0 || sizeBytes <= length || length >= MAX_PROBE_BYTES)
      return { ...probe, sizeBytes };
  }
}

function probeStart(
  name: string,
  bytes: Uint8Array,
  isWhole: boolean,
  formatId: string | undefined,
): FileProbe {
  if (isNoText(bytes))
    throw new Problem(
      "badInput",
      `${name} is not UTF-8 text. Results are read from JSONL or CSV files saved as UTF-8.`,
    );
  const start = new TextDecoder().decode(bytes);
  const first = start.trimStart()[0];
  const isCsv = /\.(csv|tsv)$/i.test(name) || (first !== "{" && first !== "[" && looksLikeCsv(start));
  // Every format but CSV is JSON lines, whatever the file is called.
  if (formatId === undefined ? isCsv : formatId === "csv")
    return { name, shape: "csv", records: csvRecords(start, isWhole) };
  return { name, shape: "jsonl", records: jsonRecords(start, isWhole, name) };
}

/** UTF-16 by its mark, and anything that holds a zero byte where a header or the first row stands. */
function isNoText(bytes: Uint8Array): boolean {
  const mark = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
  return mark === 0xfffe || mark === 0xfeff || bytes.subarray(0, TEXT_CHECK_BYTES).includes(0);
}

async function statOrProblem(fs: FileSystem, path: string, name: string) {
  const found = await fs.stat(path);
  if (found === null) throw new Problem("notFound", `There is no file ${name} at ${path}.`);
  return found;
}

function looksLikeCsv(start: string): boolean {
  const header = start.split(/\r?\n/, 1)[0] ?? "";
  return /[,;\t]/.test(header);
}

function jsonRecords(start: string, isWhole: boolean, name: string): readonly JsonObject[] {
  const lines = start.split("\n");
  if (!isWhole && lines.length > 1) lines.pop();
  const records: JsonObject[] = [];
  for (const line of lines) {
    if (records.length === PROBE_RECORDS) break;
    const value = parsedOrNull(line);
    if (isJsonObject(value)) records.push(value);
  }
  if (records.length === 0 || isPrettyPrinted(start) || (isWhole && records.length === 1))
    refuseDocument(start, isWhole, name);
  return records;
}

function isPrettyPrinted(start: string): boolean {
  return /^\s*[{[]\s*\r?\n/.test(start);
}

/** A whole JSON document is no row file: says what was found and what to import instead. */
function refuseDocument(start: string, isWhole: boolean, name: string): void {
  const document = isWhole ? parsedOrNull(start) : null;
  if (Array.isArray(document) || (!isWhole && start.trimStart().startsWith("[")))
    throw new Problem(
      "badInput",
      `${name} holds one JSON array. Write one object per line (JSONL) and import that.`,
    );
  if (!isJsonObject(document)) return;
  const isPretty = isPrettyPrinted(start);
  if (isJsonObject(document.results) && (isPretty || "configs" in document || "n-shot" in document))
    throw new Problem(
      "badInput",
      `${name} is a results file without rows. Import the samples_*.jsonl beside it.`,
    );
  if (Array.isArray(document.scores) && document.item === undefined)
    throw new Problem(
      "badInput",
      `${name} holds aggregate scores without rows. Import the row-scores .jsonl beside it.`,
    );
  if (isPretty)
    throw new Problem(
      "badInput",
      `${name} holds one JSON object. Write one object per line (JSONL) and import that.`,
    );
}

function parsedOrNull(text: string): unknown {
  if (text.trim() === "") return null;
  try {
    return parseTolerant(text);
  } catch {
    return null; // a bad line is counted by the import, not by the probe
  }
}

function csvRecords(start: string, isWhole: boolean): readonly JsonObject[] {
  const records: JsonObject[] = [];
  const text = isWhole ? start : start.slice(0, start.lastIndexOf("\n") + 1);
  const take = ({ record }: CsvRecord): boolean => {
    if (record !== null) records.push(record);
    return records.length < PROBE_RECORDS;
  };
  if (text !== "") readCsv(text, take, isWhole);
  return records;
}

/** What stands beside a rows file and belongs to it. */
export interface FoundCompanion extends Companion {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

/** The first file beside `path` that the format can read as its companion; `null` when there is none. */
export async function findCompanion(
  fs: FileSystem,
  path: string,
  format: ResultFormat,
): Promise<FoundCompanion | null> {
  if (format.companions === undefined || format.readCompanion === undefined) return null;
  const { folder, name } = splitPath(path);
  const siblings = (await fs.list(folder)).filter((entry) => !entry.isFolder).map((entry) => entry.name);
  for (const fileName of format.companions(name, siblings)) {
    const beside = fs.join(folder, fileName);
    const found = await fs.stat(beside);
    if (found === null || found.sizeBytes > COMPANION_BYTES) continue;
    const bytes = await fs.read(beside);
    const companion = companionOrNull(format, bytes, name);
    if (companion !== null) return { ...companion, fileName, bytes };
  }
  return null;
}

function companionOrNull(format: ResultFormat, bytes: Uint8Array, name: string): Companion | null {
  try {
    return format.readCompanion?.(new TextDecoder().decode(bytes), name) ?? null;
  } catch {
    return null; // not JSON: some other file of a fitting name; the rows stand without it
  }
}

// Imports one results file: recognises it, streams its rows into a draft, computes the aggregates, commits. Nothing is
// stored unless at least one row is usable; a file imported before changes nothing.
import type { FileReport, ImportOptions, ImportOutcome, ImportProgress } from "../core/importTypes.ts";
import type { Environment, FileSystem, Hashes } from "../core/ports.ts";
import { Problem } from "../core/problem.ts";
import type { ColumnRoles, FileProbe, FormatRegistry, ResultFormat } from "../core/resultFormat.ts";
import type { RunSummary } from "../core/run.ts";
import { NO_NOTES, withNotes } from "../core/runNotes.ts";
import type { RunStore } from "../core/runStore.ts";
import { importRows, type RowTally, type ScanBatch } from "./importRows.ts";
import { type FoundCompanion, findCompanion, probeFile } from "./probeFile.ts";
import { aggregateAll, factsOf, toRun } from "./runRecord.ts";

/** Starts the scanning of one file; large files are worth a second thread. */
export type OpenScanner = (
  formatId: string,
  roles: ColumnRoles | null,
  sizeBytes: number,
) => { readonly scan: ScanBatch; readonly close: () => void };

export interface ImportParts {
  readonly fs: FileSystem;
  readonly hashes: Hashes;
  readonly openScanner: OpenScanner;
  readonly environment: Environment;
  readonly formats: FormatRegistry;
  readonly store: RunStore;
}

export interface ImportCall {
  readonly signal: AbortSignal;
  readonly progress: (progress: ImportProgress) => void;
}

/** A file with everything known before its rows are read. */
interface Source {
  readonly path: string;
  readonly probe: FileProbe & { readonly sizeBytes: number };
  readonly format: ResultFormat;
  readonly roles: ColumnRoles | null;
  readonly companion: FoundCompanion | null;
}

export async function importFile(
  parts: ImportParts,
  path: string,
  options: ImportOptions,
  call: ImportCall,
): Promise<ImportOutcome> {
  const source = await openSource(parts, path, options);
  // Its thread starts while the catalogue is looked through.
  const scanner = parts.openScanner(source.format.id, source.roles, source.probe.sizeBytes);
  try {
    const known = await findKnown(parts, source, call);
    if (known !== null) return { kind: "unchanged", run: known };
    return await store(parts, source, scanner.scan, options, call);
  } finally {
    scanner.close();
  }
}

async function openSource(parts: ImportParts, path: string, options: ImportOptions): Promise<Source> {
  const probe = await probeFile(parts.fs, path, options.format);
  const format = formatOf(parts.formats, probe, options.format);
  const roles = parts.formats.hasColumns(format) ? (options.roles ?? guessedRoles(parts, probe)) : null;
  return { path, probe, format, roles, companion: await findCompanion(parts.fs, path, format) };
}

function guessedRoles(parts: ImportParts, probe: FileProbe): ColumnRoles {
  const { roles, columns } = parts.formats.guessRoles(probe);
  const names = columns.map((column) => column.name).join(", ");
  if (roles.scores.length === 0)
    throw new Problem(
      "needsRoles",
      `Can't tell which columns of ${probe.name} are scores. Its columns: ${names}. Name the scores (on the command line: --score COLUMN).`,
    );
  if (roles.input.length === 0)
    throw new Problem(
      "needsRoles",
      `Can't tell which columns of ${probe.name} are the input. Its columns: ${names}. Name them (on the command line: --input COLUMN).`,
    );
  return roles;
}

/** The stored run of the very same file, found before reading its rows where one of that size exists. */
async function findKnown(parts: ImportParts, source: Source, call: ImportCall): Promise<RunSummary | null> {
  if (!(await parts.store.hasSourceOfSize(source.probe.sizeBytes))) return null;
  const hash = parts.hashes.sha256Stream();
  for await (const chunk of parts.fs.chunks(source.path, call.signal)) hash.update(chunk);
  return parts.store.findByIdentity(identityOf(parts, source, hash.hex()));
}

function identityOf(parts: ImportParts, source: Source, fileHash: string): string {
  const hash = parts.hashes.sha256Stream();
  const companion = source.companion?.bytes ?? new Uint8Array(0);
  hash.update(
    new TextEncoder().encode(JSON.stringify([1, source.format.id, source.roles, fileHash, companion.length])),
  );
  hash.update(companion);
  return hash.hex();
}

async function store(
  parts: ImportParts,
  source: Source,
  scan: ScanBatch,
  options: ImportOptions,
  call: ImportCall,
): Promise<ImportOutcome> {
  const draft = await parts.store.begin();
  const fileHash = parts.hashes.sha256Stream();
  try {
    const tally = await importRows({
      fs: parts.fs,
      path: source.path,
      shape: source.probe.shape,
      scan,
      draft,
      signal: call.signal,
      hear: (bytes) => fileHash.update(bytes),
      progress: (rows, bytes) => call.progress({ rows, bytes, totalBytes: source.probe.sizeBytes }),
    });
    if (draft.rows === 0) throw noUsableRow(source, tally);
    const sealed = await draft.seal();
    const scores = await aggregateAll(sealed, source.companion);
    const run = await toRun(parts.store, {
      id: draft.id,
      rows: draft.rows,
      sealed,
      tally,
      scores,
      fileName: source.probe.name,
      formatId: source.format.id,
      facts: [source.format.facts(source.probe), source.companion?.facts ?? {}, factsOf(options)],
      companion: source.companion,
      nowMs: parts.environment.nowMs(),
    });
    const identity = identityOf(parts, source, fileHash.hex());
    const origin = {
      fileName: source.probe.name,
      sizeBytes: source.probe.sizeBytes,
      identity,
      roles: source.roles,
    };
    call.signal.throwIfAborted();
    await sealed.commit({ run, origin, skipped: tally.skipped });
    return {
      kind: "imported",
      run: withNotes(run, NO_NOTES),
      skipped: tally.skipped,
      companion: source.companion?.fileName ?? null,
      roles: source.roles,
    };
  } catch (error) {
    await draft.discard();
    throw error;
  }
}

function noUsableRow(source: Source, tally: RowTally): Problem {
  const first = tally.skipped[0];
  const why = first === undefined ? "it holds no line with a row" : `line ${first.line}: ${first.message}`;
  const count = tally.skippedCount > 1 ? ` (${tally.skippedCount} lines tried)` : "";
  return new Problem(
    "noUsableRow",
    `${source.probe.name} has no usable row as ${source.format.label}: ${why}${count}. Nothing was stored.`,
  );
}

/** What a file is, for the person to confirm. */
export async function inspectFile(
  parts: Pick<ImportParts, "fs" | "formats">,
  path: string,
): Promise<FileReport> {
  const probe = await probeFile(parts.fs, path);
  const format = formatOf(parts.formats, probe, undefined);
  return {
    fileName: probe.name,
    formatId: format.id,
    formatLabel: format.label,
    sizeBytes: probe.sizeBytes,
    guess: parts.formats.hasColumns(format) ? parts.formats.guessRoles(probe) : null,
  };
}

function formatOf(formats: FormatRegistry, probe: FileProbe, wanted: string | undefined): ResultFormat {
  const format = wanted === undefined ? formats.detect(probe) : formats.byId(wanted);
  if (format === null)
    throw new Problem(
      "noUsableRow",
      `${probe.name} has no row that can be read: ${probe.shape === "csv" ? "below its header no record fits it" : "no line holds a JSON object"}. Nothing was stored.`,
    );
  return format;
}

// Imports one results file: recognises it, streams its rows into a draft, computes the aggregates, commits. Nothing is
// stored unless at least one row is usable; a file imported before changes nothing.
import type { FileReport, ImportOptions, ImportOutcome, ImportProgress } from "../../core/importTypes.ts";
import type { Environment, FileSystem, Hashes } from "../../core/ports.ts";
import { Problem } from "../../core/problem.ts";
import type { ColumnRoles, FileProbe, FormatRegistry, ResultFormat } from "../../core/resultFormat.ts";
import { NO_NOTES, withNotes } from "../../core/results/runNotes.ts";
import type { RunSummary } from "../../core/run.ts";
import type { RunStore } from "../../core/runStore.ts";
import type { ScanBatch } from "./importRows.ts";
import { type FoundCompanion, findCompanion, probeFile } from "./probeFile.ts";
import { factsOf } from "./runRecord.ts";
import { identityOf, storeRows } from "./storeRows.ts";

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
  return parts.store.findByIdentity(
    identityOf(parts.hashes, { ...source, formatId: source.format.id, fileHash: hash.hex() }),
  );
}

async function store(
  parts: ImportParts,
  source: Source,
  scan: ScanBatch,
  options: ImportOptions,
  call: ImportCall,
): Promise<ImportOutcome> {
  const { format, probe, roles, companion } = source;
  const { run, tally } = await storeRows(
    parts,
    {
      chunks: parts.fs.chunks(source.path, call.signal),
      shape: probe.shape,
      format,
      roles,
      fileName: probe.name,
      companion,
      factsOf: () => [format.facts(probe), companion?.facts ?? {}, factsOf(options)],
    },
    {
      scan,
      signal: call.signal,
      progress: (rows, bytes) => call.progress({ rows, bytes, totalBytes: probe.sizeBytes }),
    },
  );
  return {
    kind: "imported",
    run: withNotes(run, NO_NOTES),
    skipped: tally.skipped,
    companion: companion?.fileName ?? null,
    roles,
  };
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

// Stores a stream of rows as one run: draft, statistics, record, commit. The same for files and for what is pulled from a
// service. Whatever fails, nothing of it stays.

import type { Environment, Hashes } from "../../core/ports.ts";
import { Problem } from "../../core/problem.ts";
import type { ColumnRoles, ResultFormat, RunFacts } from "../../core/resultFormat.ts";
import type { ImportedRun } from "../../core/run.ts";
import type { RunStore } from "../../core/runStore.ts";
import type { RemoteOrigin } from "../../core/services/evalSource.ts";
import { importRows, type RowTally, type ScanBatch } from "./importRows.ts";
import type { FoundCompanion } from "./probeFile.ts";
import { aggregateAll, summariseMeasures, toRun } from "./runRecord.ts";

export interface StoreRowsParts {
  readonly hashes: Hashes;
  readonly environment: Environment;
  readonly store: RunStore;
}

/** What is to be stored. */
export interface RowsToStore {
  readonly chunks: AsyncIterable<Uint8Array>;
  readonly shape: "jsonl" | "csv";
  readonly format: ResultFormat;
  readonly roles: ColumnRoles | null;
  readonly fileName: string;
  readonly companion: FoundCompanion | null;
  /** Asked when all rows were read; later ones win. */
  readonly factsOf: () => readonly RunFacts[];
  /** Where it was pulled from; absent for files. */
  readonly remote?: RemoteOrigin;
}

export interface StoreRowsCall {
  readonly scan: ScanBatch;
  readonly signal: AbortSignal;
  readonly progress: (rows: number, bytes: number) => void;
}

export async function storeRows(
  parts: StoreRowsParts,
  rows: RowsToStore,
  call: StoreRowsCall,
): Promise<{ readonly run: ImportedRun; readonly tally: RowTally }> {
  const { fileName, roles, format, remote } = rows;
  const draft = await parts.store.begin();
  const fileHash = parts.hashes.sha256Stream();
  let sizeBytes = 0;
  try {
    const tally = await importRows({
      chunks: rows.chunks,
      shape: rows.shape,
      scan: call.scan,
      draft,
      signal: call.signal,
      hear: (bytes) => {
        sizeBytes += bytes.length;
        fileHash.update(bytes);
      },
      progress: call.progress,
    });
    if (draft.rows === 0) throw noUsableRow(rows, tally);
    const sealed = await draft.seal();
    const run = await toRun(parts.store, {
      id: draft.id,
      rows: draft.rows,
      sealed,
      tally,
      scores: await aggregateAll(sealed, rows.companion),
      measures: await summariseMeasures(sealed),
      fileName,
      formatId: format.id,
      facts: rows.factsOf(),
      companion: rows.companion,
      nowMs: parts.environment.nowMs(),
    });
    const identity = identityOf(parts.hashes, { ...rows, formatId: format.id, fileHash: fileHash.hex() });
    const origin = { fileName, sizeBytes, identity, roles, ...(remote === undefined ? {} : { remote }) };
    call.signal.throwIfAborted();
    await sealed.commit({ run, origin, skipped: tally.skipped });
    return { run, tally };
  } catch (error) {
    await draft.discard();
    throw error;
  }
}

function noUsableRow({ fileName, format }: RowsToStore, tally: RowTally): Problem {
  const first = tally.skipped[0];
  const why = first === undefined ? "it holds no line with a row" : `line ${first.line}: ${first.message}`;
  const count = tally.skippedCount > 1 ? ` (${tally.skippedCount} lines tried)` : "";
  return new Problem(
    "noUsableRow",
    `${fileName} has no usable row as ${format.label}: ${why}${count}. Nothing was stored.`,
  );
}

/** What tells a file imported before: SHA-256 over format, roles, the rows file's own hash and the companion. */
export function identityOf(
  hashes: Hashes,
  file: {
    readonly formatId: string;
    readonly roles: ColumnRoles | null;
    readonly fileHash: string;
    readonly companion: { readonly bytes: Uint8Array } | null;
  },
): string {
  const hash = hashes.sha256Stream();
  const companion = file.companion?.bytes ?? new Uint8Array(0);
  const head = JSON.stringify([1, file.formatId, file.roles, file.fileHash, companion.length]);
  hash.update(new TextEncoder().encode(head));
  hash.update(companion);
  return hash.hex();
}

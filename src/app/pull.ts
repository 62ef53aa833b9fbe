// Pulls a service's result into the store: its rows through the ordinary import, its aggregates as given beside our own, and
// where it came from. One that is there and unchanged is not downloaded again; whatever fails, nothing of it stays.

import { isJsonObject, type JsonObject } from "../core/json/json.ts";
import { parseTolerant } from "../core/json/jsonText.ts";
import { PROBE_RECORDS, type ResultFormat } from "../core/resultFormat.ts";
import { NO_NOTES, withNotes } from "../core/results/runNotes.ts";
import { givenDifferences } from "../core/scores/givenDifferences.ts";
import { type Connection, serviceAddress } from "../core/services/connection.ts";
import type {
  EvalSource,
  PulledRun,
  PullOutcome,
  RemoteContent,
  RemoteOrigin,
  RemoteRef,
  RemoteResult,
} from "../core/services/evalSource.ts";
import type { ImportParts } from "./import/importFile.ts";
import type { FoundCompanion } from "./import/probeFile.ts";
import { storeRows } from "./import/storeRows.ts";
import { resumedRows } from "./resumedRows.ts";

/** Of the first rows, to see what they alone tell, such as the model that answered. */
const PROBE_BYTES = 256 * 1024;
/** Until it is known how many there are, a download counts as large: a second thread costs little. */
const UNKNOWN_BYTES = Number.MAX_SAFE_INTEGER;
/** A row has about so many bytes; only whether a second thread is worth it depends on it. */
const USUAL_ROW_BYTES = 400;

export interface PullCall {
  readonly signal: AbortSignal;
  readonly progress: (rows: number, expectedRows: number | null, bytes: number) => void;
}

/** Whether a stored copy is the service's latest: the same result, not another of that name, and not changed since. */
export function isCurrent(copy: PulledRun, result: RemoteResult): boolean {
  return copy.remote.id === ownId(result) && copy.remote.updatedAt === result.updatedAt;
}

/** The stored copies of one service's results, for looking them up. */
export class PulledCopies {
  private readonly byRef = new Map<string, PulledRun>();

  constructor(runs: readonly PulledRun[]) {
    // The last pulled comes first and counts.
    for (const run of runs) if (!this.byRef.has(keyOf(run.remote))) this.byRef.set(keyOf(run.remote), run);
  }

  of(ref: Pick<RemoteRef, "workspace" | "name">): PulledRun | null {
    return this.byRef.get(keyOf(ref)) ?? null;
  }
}

function keyOf({ workspace, name }: Pick<RemoteRef, "workspace" | "name">): string {
  return JSON.stringify([workspace, name]);
}

/** Pulls one result. Throws a Problem where it can't; an abort passes through. */
export async function pullResult(
  parts: ImportParts,
  { source, connection }: { readonly source: EvalSource; readonly connection: Connection },
  ref: RemoteRef,
  call: PullCall,
): Promise<PullOutcome> {
  const service = serviceAddress(connection);
  const latest = await source.retrieve(ref, call.signal);
  const copy = new PulledCopies(await parts.store.pulledFrom(service)).of(ref);
  if (copy !== null && isCurrent(copy, latest)) {
    const [run] = await parts.store.summaries([copy.id]);
    if (run !== undefined) return { kind: "unchanged", ref, run };
  }
  const content = await source.open(ref, call.signal);
  const run = await storeContent(parts, content, remoteOrigin(connection.name, service, content), call);
  const differences = givenDifferences(run);
  return { kind: "pulled", ref, run: withNotes(run, NO_NOTES), differences, older: copy?.id ?? null };
}

function remoteOrigin(connection: string, service: string, { result }: RemoteContent): RemoteOrigin {
  const { workspace, name } = result.remote;
  return { connection, service, workspace, name, id: ownId(result), updatedAt: result.updatedAt };
}

/** The service's own id: ours has `remote:` in front. */
function ownId(result: RemoteResult): string {
  return result.id.replace(/^remote:/, "");
}

async function storeContent(
  parts: ImportParts,
  content: RemoteContent,
  remote: RemoteOrigin,
  call: PullCall,
) {
  const { expectedRows, roles, fileName } = content;
  const format = parts.formats.byId(content.formatId);
  // A whole-dataset metric counts 1, whatever the rows.
  const isKnown = expectedRows !== null && expectedRows > 1;
  const sizeBytes = isKnown ? expectedRows * USUAL_ROW_BYTES : UNKNOWN_BYTES;
  const scanner = parts.openScanner(format.id, roles, sizeBytes);
  const head = new Head();
  const companion = companionOf(content, format);
  try {
    const { run } = await storeRows(
      parts,
      {
        chunks: head.heard(resumedRows(parts.hashes, () => content.rows(call.signal))),
        shape: "jsonl",
        format,
        roles,
        fileName,
        companion,
        factsOf: () => [
          format.facts({ name: fileName, shape: "jsonl", records: head.records() }),
          companion?.facts ?? {},
          content.facts,
        ],
        remote,
      },
      {
        scan: scanner.scan,
        signal: call.signal,
        progress: (rows, bytes) => call.progress(rows, expectedRows, bytes),
      },
    );
    return run;
  } finally {
    scanner.close();
  }
}

function companionOf({ companion, fileName }: RemoteContent, format: ResultFormat): FoundCompanion | null {
  if (companion === null) return null;
  const text = new TextDecoder().decode(companion.bytes);
  const read = format.readCompanion?.(text, fileName) ?? null;
  return read === null ? null : { ...read, ...companion };
}

/** The beginning of a stream, kept while it goes by. */
class Head {
  private readonly bytes = new Uint8Array(PROBE_BYTES);
  private filled = 0;

  async *heard(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const chunk of chunks) {
      const piece = chunk.subarray(0, PROBE_BYTES - this.filled);
      this.bytes.set(piece, this.filled);
      this.filled += piece.length;
      yield chunk;
    }
  }

  /** The first records that can be read. */
  records(): readonly JsonObject[] {
    const lines = new TextDecoder().decode(this.bytes.subarray(0, this.filled)).split("\n", PROBE_RECORDS);
    return lines.flatMap((line) => {
      try {
        const record = parseTolerant(line);
        return isJsonObject(record) ? [record] : [];
      } catch {
        return []; // cut off, or a bad line, which the import counts
      }
    });
  }
}

// Reads all rows of a run, some pages at a time and in order. Pages are by place, so a run that grows meanwhile would give
// rows twice or not at all: that is noticed and said.
import type { JsonObject } from "../../core/json/json.ts";
import { badResponse, type SourceTask } from "../sourceProblem.ts";
import type { ResultsAnswer } from "./client.ts";
import { rowLines } from "./rowLines.ts";

/** Of the first page: it tells how large rows are. */
const FIRST_ROWS = 100;
const MAX_ROWS = 1_000;
/** Pages of about this size are few enough to be quick, and small enough to hold some of them. */
const PAGE_BYTES = 2 * 1024 * 1024;
/** Requests under way at once. */
export const PAGES_AHEAD = 8;

export interface RowPagesParts {
  readonly runId: string;
  readonly query: (body: JsonObject) => Promise<ResultsAnswer>;
  /** Hears each warning of the service. */
  readonly warn: (warning: string) => void;
  readonly task: SourceTask;
}

/** What is asked for: every trial with its resolved input and what it cost. */
export function rowQuery(runId: string, offset: number, limit: number): JsonObject {
  return {
    evaluation_call_ids: [runId],
    include_raw_data_rows: true,
    resolve_row_refs: true,
    include_costs: true,
    filter_logic_operator: "and",
    limit,
    offset,
  };
}

/** The lines that are stored, a page of rows a chunk. */
export async function* rowPages(parts: RowPagesParts): AsyncGenerator<Uint8Array, void, undefined> {
  const encoder = new TextEncoder();
  const seen = new Set<string>();
  const ask = (offset: number, limit: number): Promise<ResultsAnswer> =>
    parts.query(rowQuery(parts.runId, offset, limit));
  const first = await ask(0, FIRST_ROWS);
  const total = first.wire.total_rows ?? 0;
  const taken = (answer: ResultsAnswer, rows: number): Uint8Array => {
    check(parts, answer, seen, { rows, total });
    return encoder.encode(rowLines(answer, parts.runId).join(""));
  };
  yield taken(first, Math.min(FIRST_ROWS, total));
  const limit = pageRows(first);
  const ahead: { readonly rows: number; readonly answer: Promise<ResultsAnswer> }[] = [];
  for (let offset = FIRST_ROWS; offset < total || ahead.length > 0; ) {
    while (offset < total && ahead.length < PAGES_AHEAD) {
      const answer = ask(offset, limit);
      // Met when its turn comes; until then a failure must not count as unhandled.
      answer.catch(() => undefined);
      ahead.push({ rows: Math.min(limit, total - offset), answer });
      offset += limit;
    }
    const next = ahead.shift();
    if (next !== undefined) yield taken(await next.answer, next.rows);
  }
}

/** Rows that make about `PAGE_BYTES`, by those of the first page. */
function pageRows({ text, wire }: ResultsAnswer): number {
  const rowBytes = text.length / Math.max(1, wire.rows?.length ?? 0);
  return Math.max(1, Math.min(MAX_ROWS, Math.floor(PAGE_BYTES / rowBytes)));
}

function check(
  { task, warn }: RowPagesParts,
  { wire }: ResultsAnswer,
  seen: Set<string>,
  expected: { readonly rows: number; readonly total: number },
): void {
  const rows = wire.rows ?? [];
  const before = seen.size;
  for (const { row_digest } of rows) seen.add(row_digest);
  const isWhole = rows.length === expected.rows && seen.size === before + rows.length;
  if (!isWhole || (wire.total_rows ?? 0) !== expected.total)
    throw badResponse(
      task,
      "changed the run while it was read: it may still be running. Nothing was stored; try again when it is finished",
    );
  for (const warning of wire.warnings ?? []) warn(warning);
}

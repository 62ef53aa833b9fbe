// Checks a whole store: its own files, every run's files, and what only the format's reader can tell: that each row's
// digest is still the one of its item, and that the stored statistics are those of the stored columns.

import { groupRows, isSameDigest } from "../core/join/digestIndex.ts";
import { Problem } from "../core/problem.ts";
import type { Run, RunId } from "../core/run.ts";
import type { RunStore, StoredRun, StoreFinding, StoreReport } from "../core/runStore.ts";
import { aggregateScore } from "../core/scores/aggregateScore.ts";
import type { OpenScanner } from "./import/importFile.ts";
import { completeDigests } from "./rows/digestReading.ts";

/** Rows parsed again in one go. */
const ROWS_TOGETHER = 2_000;
const PAGE = 1_000;

export interface CheckParts {
  readonly store: RunStore;
  readonly openScanner: OpenScanner;
}

/** Everything found, after mending what can be when `repair` is set. Reads every byte of the store. */
export async function checkStore(
  parts: CheckParts,
  repair: boolean,
  signal: AbortSignal,
): Promise<StoreReport> {
  const before = await parts.store.inspect();
  const mendable = before.filter((finding) => finding.canRepair);
  if (repair && mendable.length > 0) await parts.store.repair();
  if (repair) await completeDigests(parts.store, signal);
  const findings = [...(repair && mendable.length > 0 ? await parts.store.inspect() : before)];
  const setAside = new Set(findings.map((finding) => finding.place));
  const ids = await allIds(parts.store);
  for (const id of ids) {
    signal.throwIfAborted();
    if (!setAside.has(`runs/${id}`)) findings.push(...(await checkRun(parts, id, signal)));
  }
  return { runs: ids.length, findings, repaired: repair ? mendable : [] };
}

async function allIds(store: RunStore): Promise<readonly RunId[]> {
  const ids: RunId[] = [];
  for (let page = 1; ; page++) {
    const { runs, total } = await store.list({ page, pageSize: PAGE });
    ids.push(...runs.map((run) => run.id));
    if (runs.length === 0 || page * PAGE >= total) return ids;
  }
}

async function checkRun(parts: CheckParts, id: RunId, signal: AbortSignal): Promise<readonly StoreFinding[]> {
  const files = await parts.store.inspectRun(id);
  if (files.some((finding) => finding.severity === "problem")) return files;
  try {
    const stored = await parts.store.open(id);
    const messages = [...(await checkRows(parts, stored, signal)), ...(await checkCounts(stored))];
    const { problem } = await parts.store.rowNotes(id);
    return [
      ...files,
      ...messages.map((message) => toFinding(id, message)),
      ...(problem === null ? [] : [rowNotesFinding(id, problem)]),
    ];
  } catch (error) {
    // Deleted meanwhile, or no longer readable: both are said by the sentence.
    if (error instanceof Problem) return [...files, toFinding(id, error.message.replace(/\.$/, ""))];
    throw error;
  }
}

function toFinding(id: RunId, message: string): StoreFinding {
  return { place: `runs/${id}`, message, severity: "problem", canRepair: false };
}

function rowNotesFinding(id: RunId, problem: string): StoreFinding {
  const message = `${problem.replace(/\.$/, "")}; every row it speaks of counts`;
  return { place: `notes/${id}.rows.json`, message, severity: "problem", canRepair: false };
}

/** Parses every row again and compares digests and error marks. */
async function checkRows(
  parts: CheckParts,
  stored: StoredRun,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { run, origin } = stored.record;
  const digests = await stored.digests();
  const scanner = parts.openScanner(run.format, origin.roles, 0);
  const encoder = new TextEncoder();
  let changed = 0;
  let unreadable = 0;
  let errored = 0;
  try {
    for (let from = 0; from < run.rows; from += ROWS_TOGETHER) {
      signal.throwIfAborted();
      const rows = Array.from({ length: Math.min(ROWS_TOGETHER, run.rows - from) }, (_, i) => from + i);
      const lines = await stored.lines(rows);
      const { rows: batch } = await scanner.scan(encoder.encode(`${lines.join("\n")}\n`));
      unreadable += batch.skippedCount;
      if (batch.rows !== rows.length) continue;
      errored += batch.errors.reduce((sum, error) => sum + error, 0);
      for (let row = 0; row < batch.rows; row++)
        if (!isSameDigest(batch.digests, row, digests, from + row)) changed++;
    }
  } finally {
    scanner.close();
  }
  return [
    ...(unreadable > 0 ? [`${unreadable} of ${run.rows} rows can't be read any more`] : []),
    ...(changed > 0 ? [`${changed} of ${run.rows} rows do not fit their digest`] : []),
    ...(unreadable === 0 && errored !== run.erroredRows
      ? [`${errored} rows carry an error where ${run.erroredRows} are counted`]
      : []),
  ];
}

/** Counts and means again from the columns. */
async function checkCounts(stored: StoredRun): Promise<readonly string[]> {
  const { run } = stored.record;
  // Grouped here: the reader takes the count of items for granted.
  const items = groupRows(await stored.digests());
  const rowErrors = run.erroredRows > 0 ? await stored.errors() : null;
  const messages: string[] = [];
  if (items.count !== run.items)
    messages.push(`it holds ${items.count} items where ${run.items} are counted`);
  for (const [index, score] of run.scores.entries()) {
    const column = await stored.column(index);
    const { kind, higherIsBetter, rubric } = score;
    const again = aggregateScore(column, items, { kind, higherIsBetter, rubric, rowErrors });
    const wrong = STATISTICS.find((name) => again[name] !== score[name]);
    if (wrong !== undefined)
      messages.push(
        `score ${score.name}: ${wrong} of the stored rows is ${again[wrong]}, but ${score[wrong]} is shown`,
      );
  }
  return messages;
}

/** What a list and a panel show of a score; each is computed the same way from the same column every time. */
const STATISTICS = [
  "count",
  "nanCount",
  "infiniteCount",
  "errorCount",
  "missingCount",
  "scoredItems",
  "mean",
  "itemMean",
  "min",
  "max",
] as const satisfies readonly (keyof Run["scores"][number])[];

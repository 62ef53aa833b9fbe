// The list of runs, in sql.js: a cache of the manifests that any process can rebuild. The only SQL about runs.
import type { ResultQuery } from "../core/resultQuery.ts";
import type { ImportedRun, RunId, RunSummary, ScoreKind, ScoreSummary } from "../core/run.ts";
import { NO_NOTES, withNotes } from "../core/runNotes.ts";
import type { RunRecord } from "../core/runStore.ts";
import type { Database, SqlRow } from "./database.ts";

/** Runs whose scores one query fetches: SQLite limits the values of a statement. */
const ASKED_TOGETHER = 500;

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const textOrNull = (value: unknown): string | null => (typeof value === "string" ? value : null);
const numberOrNull = (value: unknown): number | null => (typeof value === "number" ? value : null);

/** Ids that the catalogue lists. */
export function catalogueIds(database: Database): Set<string> {
  return new Set(database.all("SELECT id FROM run").map((row) => text(row.id)));
}

export function addRun(database: Database, record: RunRecord): void {
  const { run, origin } = record;
  database.run("INSERT OR REPLACE INTO run VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", [
    run.id,
    run.name,
    run.format,
    run.metric,
    run.dataset,
    run.model,
    JSON.stringify(run.labels),
    run.createdAt,
    run.importedAt,
    run.rows,
    run.items,
    run.duplicates,
    run.erroredRows,
    run.skippedLines,
    run.primaryScore,
    origin.identity,
    origin.sizeBytes,
  ]);
  database.run("DELETE FROM score WHERE run = ?", [run.id]);
  for (const [pos, score] of run.scores.entries()) addScore(database, run, pos, score);
}

function addScore(database: Database, run: ImportedRun, pos: number, score: ScoreSummary): void {
  database.run("INSERT INTO score VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", [
    run.id,
    pos,
    score.metric,
    score.name,
    score.kind,
    score.higherIsBetter ? 1 : 0,
    score.count,
    score.nanCount,
    score.mean,
    score.stdDev,
    score.min,
    score.max,
    score.scoredItems,
    score.itemMean,
    score.standardError,
  ]);
}

export function dropRun(database: Database, id: string): void {
  database.run("DELETE FROM score WHERE run = ?", [id]);
  database.run("DELETE FROM run WHERE id = ?", [id]);
}

/** A page, newest first; ties by id, so that pages never overlap. */
export function listRuns(database: Database, query: ResultQuery): readonly RunSummary[] {
  const offset = (query.page - 1) * query.pageSize;
  return summaries(
    database,
    database.all("SELECT * FROM run ORDER BY created DESC, id DESC LIMIT ? OFFSET ?", [
      query.pageSize,
      offset,
    ]),
  );
}

export function countRuns(database: Database): number {
  return Number(database.all("SELECT count(*) AS n FROM run")[0]?.n ?? 0);
}

export function runsByName(database: Database, name: string): readonly RunSummary[] {
  return summaries(
    database,
    database.all("SELECT * FROM run WHERE name = ? ORDER BY created DESC, id DESC", [name]),
  );
}

export function runByIdentity(database: Database, identity: string): RunSummary | null {
  return (
    summaries(database, database.all("SELECT * FROM run WHERE identity = ? LIMIT 1", [identity]))[0] ?? null
  );
}

export function hasSourceBytes(database: Database, sizeBytes: number): boolean {
  return database.all("SELECT 1 FROM run WHERE source_bytes = ? LIMIT 1", [sizeBytes]).length > 0;
}

function summaries(database: Database, rows: readonly SqlRow[]): readonly RunSummary[] {
  const scores = scoresOf(
    database,
    rows.map((row) => text(row.id)),
  );
  return rows.map((row) =>
    withNotes(
      {
        id: text(row.id) as RunId,
        name: text(row.name),
        format: text(row.format),
        metric: textOrNull(row.metric),
        dataset: textOrNull(row.dataset),
        model: textOrNull(row.model),
        labels: JSON.parse(text(row.labels)) as Record<string, string>,
        createdAt: text(row.created),
        importedAt: text(row.imported),
        rows: Number(row.rows),
        items: Number(row.items),
        duplicates: Number(row.duplicates),
        erroredRows: Number(row.errored),
        skippedLines: Number(row.skipped),
        primaryScore: numberOrNull(row.primary_score),
        scores: scores.get(text(row.id)) ?? [],
      },
      NO_NOTES,
    ),
  );
}

/** Scores by run, in their order. */
function scoresOf(database: Database, ids: readonly string[]): ReadonlyMap<string, ScoreSummary[]> {
  const byRun = new Map<string, ScoreSummary[]>(ids.map((id) => [id, []]));
  for (let at = 0; at < ids.length; at += ASKED_TOGETHER) {
    const some = ids.slice(at, at + ASKED_TOGETHER);
    const marks = some.map(() => "?").join(",");
    for (const row of database.all(`SELECT * FROM score WHERE run IN (${marks}) ORDER BY run, pos`, some))
      byRun.get(text(row.run))?.push(toScoreSummary(row));
  }
  return byRun;
}

function toScoreSummary(row: SqlRow): ScoreSummary {
  return {
    metric: textOrNull(row.metric),
    name: text(row.name),
    kind: text(row.kind) as ScoreKind,
    higherIsBetter: row.higher === 1,
    count: Number(row.n),
    nanCount: Number(row.nan),
    mean: numberOrNull(row.mean),
    stdDev: numberOrNull(row.sd),
    min: numberOrNull(row.min),
    max: numberOrNull(row.max),
    scoredItems: Number(row.items),
    itemMean: numberOrNull(row.item_mean),
    standardError: numberOrNull(row.se),
  };
}

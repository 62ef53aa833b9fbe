// The list of runs, in sql.js: a cache of the manifests and notes that any process can rebuild. Questions to it are in
// catalogueQueries.ts.

import { type RunNotes, withNotes } from "../core/results/runNotes.ts";
import type { ImportedSummary, RunId, RunSummary, ScoreKind, ScoreSummary } from "../core/run.ts";
import type { PulledRun } from "../core/services/evalSource.ts";
import { RESULTS } from "./conditionSql.ts";
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

/** Columns of a run with its notes, as `summaries` reads them; over `RESULTS`. */
const summaryColumns = `run.*, notes.star AS star, notes.note AS note, notes.name AS own_name,
  notes.model AS own_model, notes.dataset AS own_dataset, notes.metric AS own_metric, notes.changed AS changed`;

/** Every run that `where` selects, newest first. */
function runsWhere(database: Database, where: string, values: readonly string[]): readonly RunSummary[] {
  return summaries(
    database,
    database.all(
      `SELECT ${summaryColumns} FROM ${RESULTS} WHERE ${where} ORDER BY run.created_us DESC, run.id DESC`,
      values,
    ),
  );
}

/** Runs of that name, corrected names counting. */
export function runsByName(database: Database, name: string): readonly RunSummary[] {
  return runsWhere(
    database,
    "(run.name = ? AND notes.name IS NULL) OR run.id IN (SELECT run FROM notes WHERE name = ?)",
    [name, name],
  );
}

/** Those of `ids` that are there, in that order. */
export function runsById(database: Database, ids: readonly string[]): readonly RunSummary[] {
  const found = new Map<string, RunSummary>();
  for (let at = 0; at < ids.length; at += ASKED_TOGETHER) {
    const some = ids.slice(at, at + ASKED_TOGETHER);
    for (const run of runsWhere(database, `run.id IN (${some.map(() => "?").join(",")})`, some))
      found.set(run.id, run);
  }
  return ids.flatMap((id) => found.get(id) ?? []);
}

export function runByIdentity(database: Database, identity: string): RunSummary | null {
  return runsWhere(database, "run.identity = ?", [identity])[0] ?? null;
}

/** Runs pulled from a service, the last pulled first. */
export function pulledRuns(database: Database, service: string): readonly PulledRun[] {
  const rows = database.all("SELECT * FROM remote WHERE service = ? ORDER BY run DESC", [service]);
  return rows.map((row) => ({
    id: text(row.run) as RunId,
    remote: {
      connection: text(row.connection),
      service: text(row.service),
      workspace: text(row.workspace),
      name: text(row.name),
      id: text(row.remote_id),
      updatedAt: text(row.updated),
    },
  }));
}

export function hasSourceBytes(database: Database, sizeBytes: number): boolean {
  return database.all("SELECT 1 FROM run WHERE source_bytes = ? LIMIT 1", [sizeBytes]).length > 0;
}

/** Rows of `summaryColumns` as people see them. */
function summaries(database: Database, rows: readonly SqlRow[]): readonly RunSummary[] {
  const scores = scoresOf(
    database,
    rows.map((row) => Number(row.key)),
  );
  const noted = rows.filter((row) => row.star !== null);
  const tags = tagsOf(
    database,
    noted.map((row) => text(row.id)),
  );
  return rows.map((row) =>
    withNotes(toImported(row, scores.get(Number(row.key)) ?? []), toNotes(row, tags.get(text(row.id)) ?? [])),
  );
}

function toImported(row: SqlRow, scores: readonly ScoreSummary[]): ImportedSummary {
  return {
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
    scores,
  };
}

function toNotes(row: SqlRow, tags: readonly string[]): RunNotes {
  return {
    star: row.star === 1,
    tags,
    note: text(row.note),
    name: textOrNull(row.own_name),
    model: textOrNull(row.own_model),
    dataset: textOrNull(row.own_dataset),
    metric: textOrNull(row.own_metric),
    changedAt: textOrNull(row.changed),
  };
}

/** Calls for rows of so many runs at a time. */
function* rowsOf(database: Database, ids: readonly (string | number)[], query: (marks: string) => string) {
  for (let at = 0; at < ids.length; at += ASKED_TOGETHER) {
    const some = ids.slice(at, at + ASKED_TOGETHER);
    yield* database.all(query(some.map(() => "?").join(",")), some);
  }
}

function tagsOf(database: Database, ids: readonly string[]): ReadonlyMap<string, string[]> {
  const byRun = new Map<string, string[]>(ids.map((id) => [id, []]));
  for (const row of rowsOf(
    database,
    ids,
    (marks) => `SELECT * FROM tag WHERE run IN (${marks}) ORDER BY run, pos`,
  ))
    byRun.get(text(row.run))?.push(text(row.value));
  return byRun;
}

/** Scores by the run's key, in their order. */
function scoresOf(database: Database, keys: readonly number[]): ReadonlyMap<number, ScoreSummary[]> {
  const names = new Map(
    database.all("SELECT * FROM score_name").map((row) => [Number(row.key), toScoreName(row)]),
  );
  const byRun = new Map<number, ScoreSummary[]>(keys.map((key) => [key, []]));
  for (const row of rowsOf(
    database,
    keys,
    (marks) => `SELECT * FROM run_score WHERE run IN (${marks}) ORDER BY run, pos`,
  )) {
    const name = names.get(Number(row.named));
    if (name !== undefined) byRun.get(Number(row.run))?.push(toScoreSummary(row, name));
  }
  return byRun;
}

type ScoreName = Pick<ScoreSummary, "metric" | "name" | "kind" | "higherIsBetter">;

function toScoreName(row: SqlRow): ScoreName {
  return {
    metric: textOrNull(row.metric),
    name: text(row.name),
    kind: text(row.kind) as ScoreKind,
    higherIsBetter: row.higher === 1,
  };
}

function toScoreSummary(row: SqlRow, name: ScoreName): ScoreSummary {
  return {
    metric: name.metric,
    name: name.name,
    kind: name.kind,
    higherIsBetter: name.higherIsBetter,
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

// Runs into the catalogue and out of it.
import { instantOf } from "../core/results/instant.ts";
import type { ScoreSummary } from "../core/run.ts";
import type { RunRecord } from "../core/runStore.ts";
import type { Database } from "./database.ts";

/** Puts runs in, to be called in a transaction. */
export function addRuns(database: Database, records: readonly RunRecord[]): void {
  for (const { run } of records) dropRun(database, run.id);
  const scores = new ScoreNames(database);
  let key = Number(database.all("SELECT max(key) AS last FROM run")[0]?.last ?? 0);
  for (const record of records) {
    key++;
    addRun(database, record, key);
    database.runMany(
      "INSERT INTO run_score VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
      record.run.scores.map((score, pos) => scoreValues(score, key, pos, scores.key(score))),
    );
  }
}

function addRun(database: Database, { run, origin }: RunRecord, key: number): void {
  database.run("INSERT INTO run VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", [
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
    instantOf(run.createdAt),
    instantOf(run.importedAt),
    key,
  ]);
  for (const [label, value] of Object.entries(run.labels))
    if (typeof value === "string") database.run("INSERT INTO label VALUES (?,?,?)", [run.id, label, value]);
  const { remote } = origin;
  if (remote !== undefined)
    database.run("INSERT INTO remote VALUES (?,?,?,?,?,?,?)", [
      run.id,
      remote.connection,
      remote.service,
      remote.workspace,
      remote.name,
      remote.id,
      remote.updatedAt,
    ]);
}

function scoreValues(score: ScoreSummary, run: number, pos: number, named: number) {
  return [
    run,
    pos,
    named,
    score.count,
    score.nanCount,
    score.mean,
    score.stdDev,
    score.min,
    score.max,
    score.scoredItems,
    score.itemMean,
    score.standardError,
  ];
}

/** What scores are called, each once: thousands of runs share a few. */
class ScoreNames {
  private readonly keys = new Map<string, number>();

  constructor(private readonly database: Database) {
    for (const row of database.all("SELECT * FROM score_name"))
      this.keys.set(JSON.stringify([row.metric, row.name, row.kind, row.higher]), Number(row.key));
  }

  key({ metric, name, kind, higherIsBetter }: ScoreSummary): number {
    const values = [metric, name, kind, higherIsBetter ? 1 : 0];
    const known = this.keys.get(JSON.stringify(values));
    if (known !== undefined) return known;
    const key = this.keys.size === 0 ? 1 : Math.max(...this.keys.values()) + 1;
    this.database.run("INSERT INTO score_name VALUES (?,?,?,?,?)", [key, ...values]);
    this.keys.set(JSON.stringify(values), key);
    return key;
  }
}

export function dropRun(database: Database, id: string): void {
  database.run("DELETE FROM run_score WHERE run IN (SELECT key FROM run WHERE id = ?)", [id]);
  database.run("DELETE FROM label WHERE run = ?", [id]);
  database.run("DELETE FROM remote WHERE run = ?", [id]);
  database.run("DELETE FROM run WHERE id = ?", [id]);
}

// Questions to the catalogue: pages of results, how many share a value, and what a finder needs. All SQL is here and in
// conditionSql.ts; values are bound.
import type { Condition } from "../core/results/condition.ts";
import { type GroupCount, toGroups } from "../core/results/groupResults.ts";
import type { ParsedQuery } from "../core/results/parseQuery.ts";
import {
  isScoreNamed,
  noSuchScore,
  type ResultSort,
  type SortStatistic,
  severalScores,
} from "../core/results/resultOrder.ts";
import type { Grouping, GroupQuery, ResultGroup, RunOutline } from "../core/results/resultQuery.ts";
import { LOCAL_SOURCE, STORED_STATUS } from "../core/results/runNotes.ts";
import type { RunId, RunSummary } from "../core/run.ts";
import { runsById } from "./catalogue.ts";
import { conditionSql, RESULTS, TEXT_SQL, TIME_SQL } from "./conditionSql.ts";
import type { Database } from "./database.ts";

/** What `SORT_STATISTICS` (core) computes, of a row of `score`. */
const STATISTIC_SQL: Readonly<Record<SortStatistic, string>> = {
  mean: "ranked.mean",
  count: "ranked.n",
  nan_count: "ranked.nan",
  sum: "(ranked.mean * ranked.n)",
  min: "ranked.min",
  max: "ranked.max",
  std_dev: "ranked.sd",
  variance: "(ranked.sd * ranked.sd)",
  item_mean: "ranked.item_mean",
  standard_error: "ranked.se",
  scored_items: "ranked.items",
};

/** The last key of every order: newest first, then by id, so that pages never overlap. */
const TIES = "run.created_us IS NULL, run.created_us DESC, run.id DESC";

/** Everything of a query but its page. */
export type WholeQuery = Pick<ParsedQuery, "condition" | "sort">;

/**
 * Ids of the results that fit, in order: all, or the first `limit`. Throws a `badInput` Problem for a score that no result
 * has, or that means several.
 */
export function orderedIds(
  database: Database,
  { condition, sort }: WholeQuery,
  limit = -1,
): readonly string[] {
  const where = conditionSql(condition);
  const { from, key } = orderSql(database, sort);
  const direction = sort.descending ? "DESC" : "ASC";
  const rows = database.all(
    `SELECT run.id AS id FROM ${from} WHERE ${where.text}
     ORDER BY ${key} IS NULL, ${key} ${direction}, ${TIES} LIMIT ?`,
    [...where.values, limit],
  );
  return rows.map(({ id }) => String(id));
}

export interface FoundRuns {
  readonly runs: readonly RunSummary[];
  readonly total: number;
}

/** Pages of answers. From the second on, the whole order is kept while the catalogue stays the same. */
export class ResultPages {
  private last: { readonly key: string; readonly ids: readonly string[] } | null = null;

  /** One page; `revision` names the state of the catalogue. Throws as `orderedIds`. */
  page(database: Database, revision: number, query: ParsedQuery): FoundRuns {
    const { page, pageSize, condition, sort } = query;
    const key = JSON.stringify([revision, condition, sort]);
    if (page === 1 && this.last?.key !== key) {
      const ids = orderedIds(database, query, pageSize);
      return { runs: runsById(database, ids), total: countRuns(database, condition) };
    }
    if (this.last?.key !== key) this.last = { key, ids: orderedIds(database, query) };
    const { ids } = this.last;
    const from = (page - 1) * pageSize;
    return { runs: runsById(database, ids.slice(from, from + pageSize)), total: ids.length };
  }
}

export function countRuns(database: Database, condition: Condition | null = null): number {
  const where = conditionSql(condition);
  const from = condition === null ? "run" : RESULTS;
  return Number(
    database.all(`SELECT count(*) AS n FROM ${from} WHERE ${where.text}`, where.values)[0]?.n ?? 0,
  );
}

/** Where an order's key comes from. */
function orderSql(database: Database, sort: ResultSort): { readonly from: string; readonly key: string } {
  if (sort.kind === "field")
    return { from: RESULTS, key: sort.field === "name" ? TEXT_SQL.name : TIME_SQL[sort.field] };
  const named = namedScores(database, sort.score);
  return {
    from: `${RESULTS} LEFT JOIN run_score AS ranked ON ranked.run = run.key AND ranked.named IN (${named.join(",")})`,
    key: STATISTIC_SQL[sort.statistic],
  };
}

/** Keys of the scores that a sort's name means; no result has two of them. */
function namedScores(database: Database, wanted: string): readonly number[] {
  const named = database
    .all("SELECT key, metric, name FROM score_name")
    .map((row) => ({ key: Number(row.key), metric: textOrNull(row.metric), name: String(row.name) }))
    .filter((score) => isScoreNamed(wanted, score));
  const among = `FROM run_score WHERE named IN (${named.map(({ key }) => key).join(",")})`;
  const used = new Set(database.all(`SELECT DISTINCT named ${among}`).map((row) => row.named));
  if (used.size === 0 && countRuns(database) > 0) throw noSuchScore(wanted);
  if (database.all(`SELECT 1 ${among} GROUP BY run HAVING count(*) > 1 LIMIT 1`).length > 0)
    throw severalScores(
      wanted,
      named.filter(({ key }) => used.has(key)),
    );
  return named.map(({ key }) => key);
}

/** Groups of the results that fit `condition`. */
export function groupRuns(
  database: Database,
  { by, timeZone }: Pick<GroupQuery, "by" | "timeZone">,
  condition: Condition | null,
): readonly ResultGroup[] {
  const where = conditionSql(condition);
  const from = by === "tag" ? `${RESULTS} LEFT JOIN tag ON tag.run = run.id` : RESULTS;
  const rows = database.all(
    `SELECT ${GROUP_SQL[by]} AS value, count(*) AS n FROM ${from} WHERE ${where.text} GROUP BY value`,
    where.values,
  );
  const counts = rows.map(
    ({ value, n }): GroupCount => ({
      value: typeof value === "string" || typeof value === "number" ? value : null,
      count: Number(n),
    }),
  );
  return toGroups(by, counts, timeZone);
}

const GROUP_SQL: Readonly<Record<Grouping, string>> = {
  source: TEXT_SQL.source,
  dataset: TEXT_SQL.dataset,
  model: TEXT_SQL.model,
  metric: TEXT_SQL.metric,
  tag: "tag.value",
  day: TIME_SQL.created_at,
};

const textOrNull = (value: unknown): string | null => (typeof value === "string" ? value : null);

/** Every result, newest first. */
export function runOutlines(database: Database): readonly RunOutline[] {
  const names = scoreNames(database);
  const tags = tagsByRun(database);
  const { name, metric, dataset, model } = TEXT_SQL;
  return database
    .all(
      `SELECT run.id AS id, ${name} AS name, ${metric} AS metric, ${dataset} AS dataset, ${model} AS model,
       run.labels AS labels, (SELECT group_concat(named) FROM run_score WHERE run_score.run = run.key) AS scores
       FROM ${RESULTS} ORDER BY ${TIES}`,
    )
    .map((row) => ({
      id: String(row.id) as RunId,
      name: String(row.name),
      metric: textOrNull(row.metric),
      dataset: textOrNull(row.dataset),
      model: textOrNull(row.model),
      source: LOCAL_SOURCE,
      status: STORED_STATUS,
      tags: tags.get(String(row.id)) ?? [],
      labels: JSON.parse(String(row.labels)) as Readonly<Record<string, string>>,
      scores: names(textOrNull(row.scores) ?? ""),
    }));
}

/** Names by the keys of a run's scores, such as `1,2,3`; runs of one kind share the list. */
function scoreNames(database: Database): (keys: string) => readonly string[] {
  const names = new Map(
    database.all("SELECT key, name FROM score_name").map((row) => [row.key, String(row.name)]),
  );
  const known = new Map<string, readonly string[]>();
  return (keys) => {
    const before = known.get(keys);
    if (before !== undefined) return before;
    const list = keys === "" ? [] : keys.split(",").flatMap((key) => names.get(Number(key)) ?? []);
    const distinct = [...new Set(list)];
    known.set(keys, distinct);
    return distinct;
  };
}

function tagsByRun(database: Database): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const row of database.all("SELECT run, value FROM tag ORDER BY run, pos")) {
    const tags = found.get(String(row.run)) ?? [];
    found.set(String(row.run), [...tags, String(row.value)]);
  }
  return found;
}

// Questions to the catalogue: pages of results, how many share a value, and what a finder needs. All SQL is here and in
// conditionSql.ts; values are bound.
import type { Condition } from "../core/condition.ts";
import { type GroupCount, toGroups } from "../core/groupResults.ts";
import type { ParsedQuery } from "../core/parseQuery.ts";
import { noSuchScore, type ResultSort, type SortStatistic, severalScores } from "../core/resultOrder.ts";
import type { Grouping, GroupQuery, ResultGroup, RunOutline } from "../core/resultQuery.ts";
import type { RunId, RunSummary } from "../core/run.ts";
import { LOCAL_SOURCE, STORED_STATUS } from "../core/runNotes.ts";
import { summaries, summaryColumns } from "./catalogue.ts";
import { conditionSql, RESULTS, type Sql, TEXT_SQL, TIME_SQL } from "./conditionSql.ts";
import type { Database } from "./database.ts";

/** What `SORT_STATISTICS` (core) computes, of a row of `score`. */
const STATISTIC_SQL: Readonly<Record<SortStatistic, string>> = {
  mean: "mean",
  count: "n",
  nan_count: "nan",
  sum: "mean * n",
  min: "min",
  max: "max",
  std_dev: "sd",
  variance: "sd * sd",
  item_mean: "item_mean",
  standard_error: "se",
  scored_items: "items",
};

/** The last key of every order: newest first, then by id, so that pages never overlap. */
const TIES = "run.created_us IS NULL, run.created_us DESC, run.id DESC";

export interface FoundRuns {
  readonly runs: readonly RunSummary[];
  readonly total: number;
}

/** One page of the answer. Throws a `badInput` Problem for a score that no result has, or that means several. */
export function queryRuns(
  database: Database,
  { condition, sort, page, pageSize }: Pick<ParsedQuery, "condition" | "sort" | "page" | "pageSize">,
): FoundRuns {
  const where = conditionSql(condition);
  const { from, key } = orderSql(database, sort);
  const direction = sort.descending ? "DESC" : "ASC";
  const rows = database.all(
    `SELECT ${summaryColumns} FROM ${from.text} WHERE ${where.text}
     ORDER BY ${key} IS NULL, ${key} ${direction}, ${TIES} LIMIT ? OFFSET ?`,
    [...from.values, ...where.values, pageSize, (page - 1) * pageSize],
  );
  return { runs: summaries(database, rows), total: countRuns(database, condition) };
}

export function countRuns(database: Database, condition: Condition | null = null): number {
  const where = conditionSql(condition);
  const from = condition === null ? "run" : RESULTS;
  return Number(
    database.all(`SELECT count(*) AS n FROM ${from} WHERE ${where.text}`, where.values)[0]?.n ?? 0,
  );
}

/** Where an order's key comes from. */
function orderSql(database: Database, sort: ResultSort): { readonly from: Sql; readonly key: string } {
  if (sort.kind === "field") {
    const key = sort.field === "name" ? TEXT_SQL.name : TIME_SQL[sort.field];
    return { from: { text: RESULTS, values: [] }, key };
  }
  const named = namedScores(sort.score);
  checkScore(database, sort.score, named);
  const value = STATISTIC_SQL[sort.statistic];
  const ranked = `SELECT run, ${value} AS value FROM score WHERE ${named.text}`;
  return {
    from: { text: `${RESULTS} LEFT JOIN (${ranked}) AS ranked ON ranked.run = run.id`, values: named.values },
    key: "ranked.value",
  };
}

/** Scores that a sort's name means: by name, or by metric, colon and name, wherever the colon may be. */
function namedScores(wanted: string): Sql {
  const values = [wanted];
  const parts = ["name = ?"];
  for (let colon = wanted.indexOf(":"); colon !== -1; colon = wanted.indexOf(":", colon + 1)) {
    parts.push("(name = ? AND metric = ?)");
    values.push(wanted.slice(colon + 1), wanted.slice(0, colon));
  }
  return { text: `(${parts.join(" OR ")})`, values };
}

function checkScore(database: Database, wanted: string, named: Sql): void {
  const [most] = database.all(
    `SELECT count(*) AS n FROM score WHERE ${named.text} GROUP BY run ORDER BY n DESC LIMIT 1`,
    named.values,
  );
  if (most === undefined) {
    if (countRuns(database) > 0) throw noSuchScore(wanted);
  } else if (Number(most.n) > 1) {
    const scores = database.all(`SELECT DISTINCT metric, name FROM score WHERE ${named.text}`, named.values);
    throw severalScores(
      wanted,
      scores.map(({ metric, name }) => ({ metric: textOrNull(metric), name: String(name) })),
    );
  }
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
  const scores = texts(database, "SELECT DISTINCT run AS id, name AS value FROM score");
  const tags = texts(database, "SELECT run AS id, value FROM tag ORDER BY run, pos");
  const { name, metric, dataset, model } = TEXT_SQL;
  return database
    .all(
      `SELECT run.id AS id, ${name} AS name, ${metric} AS metric, ${dataset} AS dataset, ${model} AS model,
       run.labels AS labels FROM ${RESULTS} ORDER BY ${TIES}`,
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
      scores: scores.get(String(row.id)) ?? [],
    }));
}

/** Values by run. */
function texts(database: Database, query: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const row of database.all(query)) {
    const id = String(row.id);
    const known = found.get(id);
    if (known === undefined) found.set(id, [String(row.value)]);
    else known.push(String(row.value));
  }
  return found;
}

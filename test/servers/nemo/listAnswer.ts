// Answers of the list and of one result: parameters checked in the service's order, filtered, sorted, paged, projected.
// Source: NeMo metric results API, sections 2 to 6 and 8.
import { Refusal, readCondition, toTest } from "./filterLanguage.ts";
import { type StoredResult, withoutNulls } from "./wire.ts";

interface Era {
  readonly era?: "A" | "B";
  readonly refusesAggregateFields?: boolean;
}

const FIELDS = [
  "nan_count",
  "sum",
  "mean",
  "min",
  "max",
  "std_dev",
  "variance",
  "score_type",
  "percentiles",
  "histogram",
  "rubric_distribution",
  "mode_category",
];
const SORTS = ["created_at", "updated_at", "name"];
const EXACT_FIELDS = ["metric", "dataset", "model"];

export function listAnswer(results: readonly StoredResult[], query: URLSearchParams, options: Era): object {
  const { era = "B", refusesAggregateFields = false } = options;
  const filter = readCondition(query, "filter");
  const fits = filter === null ? () => true : filterTest(filter, era);
  const search = era === "A" ? readCondition(query, "search") : null;
  const isFound = search === null ? () => true : toTest(search, "$like");
  const fields = aggregateFields(query);
  const page = wholeNumber(query, "page", 1, Number.MAX_SAFE_INTEGER);
  const pageSize = wholeNumber(query, "page_size", 100, 1000);
  const sort = query.get("sort") ?? "-created_at";
  if (!SORTS.includes(sort.replace(/^-/, "")))
    throw new Refusal(422, [
      { type: "enum", loc: ["query", "sort"], msg: "Input should be 'created_at'…", input: sort },
    ]);
  if (era === "B") refuseUnknown(query, refusesAggregateFields);
  const isAll = filter === null && search === null;
  const found = isAll
    ? results
    : results.filter((result) => fits(result) === true && isFound(result) === true);
  const sorted = isAll ? keptOrder(results, sort) : sortedBy(found, sort);
  const data = sorted.slice((page - 1) * pageSize, page * pageSize);
  return {
    data: data.map((result) => listed(result, fields)),
    pagination: {
      page,
      page_size: pageSize,
      current_page_size: data.length,
      total_pages: Math.ceil(found.length / pageSize),
      total_results: found.length,
    },
    sort,
    ...(filter === null ? {} : { filter }),
  };
}

export function resultAnswer(result: StoredResult, query: URLSearchParams): object {
  return listed(result, aggregateFields(query));
}

/** Era A documents exact values of references only. */
function filterTest(filter: unknown, era: "A" | "B") {
  const keys = Object.entries(filter as object);
  const isExact = keys.every(([key, value]) => EXACT_FIELDS.includes(key) && typeof value === "string");
  const parts = (filter as { $and?: unknown }).$and;
  const areExact =
    Array.isArray(parts) &&
    parts.every((part) =>
      Object.entries(part as object).every(
        ([key, value]) => EXACT_FIELDS.includes(key) && typeof value === "string",
      ),
    );
  if (era === "A" && !isExact && !areExact) throw new Refusal(422, "filter takes metric, dataset and model.");
  return toTest(filter, "$eq");
}

function refuseUnknown(query: URLSearchParams, refusesAggregateFields: boolean): void {
  const unknown = [...new Set(query.keys())].filter(
    (key) =>
      !/^(page|page_size|sort|filter|filter\[.*)$/.test(key) &&
      (refusesAggregateFields || key !== "aggregate_fields"),
  );
  if (unknown.length > 0) throw new Refusal(400, `Unsupported query parameter(s): ${unknown.join(", ")}`);
}

function wholeNumber(query: URLSearchParams, name: string, fallback: number, most: number): number {
  const text = query.get(name);
  if (text === null) return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > most)
    throw new Refusal(422, [
      { type: "int", loc: ["query", name], msg: `Input should be from 1 to ${most}`, input: text },
    ]);
  return value;
}

function aggregateFields(query: URLSearchParams): readonly string[] | null {
  const given = query.getAll("aggregate_fields");
  if (given.length === 0) return null;
  const fields = given.flatMap((list) => list.split(",")).map((field) => field.trim());
  const unknown = fields.find((field) => field !== "" && !FIELDS.includes(field));
  if (unknown !== undefined) throw new Refusal(422, `Invalid aggregate field: ${unknown}`);
  return fields;
}

/** Orders of whole workspaces, as an index has them: a database does not sort for every page. */
const orders = new WeakMap<readonly StoredResult[], Map<string, readonly StoredResult[]>>();

function keptOrder(results: readonly StoredResult[], sort: string): readonly StoredResult[] {
  const kept = orders.get(results) ?? new Map<string, readonly StoredResult[]>();
  orders.set(results, kept);
  const sorted = kept.get(sort) ?? sortedBy(results, sort);
  kept.set(sort, sorted);
  return sorted;
}

/** Ties newest first, as they were made. */
function sortedBy(results: readonly StoredResult[], sort: string): readonly StoredResult[] {
  const field = sort.replace(/^-/, "") as "created_at" | "updated_at" | "name";
  const turn = sort.startsWith("-") ? -1 : 1;
  const byTime = [...results].sort((a, b) => order(b.created_at, a.created_at) || order(b.id, a.id));
  return byTime.sort((a, b) => turn * order(a[field], b[field]));
}

function order(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function listed({ rows: _rows, scores, ...result }: StoredResult, fields: readonly string[] | null): object {
  const shown = scores.map((score) =>
    fields === null
      ? score
      : Object.fromEntries(
          Object.entries(score).filter(([key]) => key === "name" || key === "count" || fields.includes(key)),
        ),
  );
  return withoutNulls({
    ...result,
    entity_id: result.id,
    labels: result.labels ?? {},
    scores: shown,
  }) as object;
}

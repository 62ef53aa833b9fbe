// A query parsed once for every source, and its answer over results in memory.

import { Problem } from "../problem.ts";
import { allOf, type Condition, toTest } from "./condition.ts";
import { parseCondition } from "./parseCondition.ts";
import type { QuerySubject } from "./queryFields.ts";
import { parseSort, type ResultSort, sortResults } from "./resultOrder.ts";
import {
  AGGREGATE_FIELDS,
  type AggregateField,
  type ResultQuery,
  type ResultSelection,
} from "./resultQuery.ts";

export interface ParsedQuery {
  readonly filter: Condition | null;
  readonly search: Condition | null;
  /** Filter and search together: both must hold. */
  readonly condition: Condition | null;
  readonly sort: ResultSort;
  /** `null`: all. */
  readonly aggregateFields: readonly AggregateField[] | null;
  readonly page: number;
  readonly pageSize: number;
}

/** Throws a `badInput` Problem: one sentence that names what is not known. */
export function parseQuery(query: ResultQuery): ParsedQuery {
  const filter = parseCondition("filter", query.filter);
  const search = parseCondition("search", query.search);
  return {
    filter,
    search,
    condition: allOf([filter, search]),
    sort: parseSort(query.sort),
    aggregateFields: parseAggregateFields(query.aggregateFields),
    page: counted("page", query.page),
    pageSize: counted("page_size", query.pageSize),
  };
}

/** What must hold of a result to be selected; `null`: nothing. Throws as `parseQuery`. */
export function parseSelection({ filter, search }: ResultSelection): Condition | null {
  return allOf([parseCondition("filter", filter), parseCondition("search", search)]);
}

function parseAggregateFields(fields: ResultQuery["aggregateFields"]): readonly AggregateField[] | null {
  if (fields === null || fields === undefined) return null;
  const names = fields.map((name) => name.trim());
  const unknown = names.find((name) => !AGGREGATE_FIELDS.some((known) => known === name));
  if (unknown !== undefined)
    throw new Problem(
      "badInput",
      `There is no aggregate field ${JSON.stringify(unknown)}; fields are ${AGGREGATE_FIELDS.join(", ")}.`,
    );
  return AGGREGATE_FIELDS.filter((known) => names.includes(known));
}

function counted(name: string, value: number): number {
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw new Problem("badInput", `${name} is a whole number from 1 on, not ${value}.`);
}

/** A page of an answer. */
export interface ResultPage<T> {
  readonly items: readonly T[];
  /** On all pages. */
  readonly total: number;
}

/** The answer to a query over `all` results of a source. Throws as `sortResults`. */
export function selectResults<T extends QuerySubject>(
  all: readonly T[],
  query: Pick<ParsedQuery, "condition" | "sort" | "page" | "pageSize">,
): ResultPage<T> {
  const found = query.condition === null ? all : all.filter(toTest(query.condition));
  const sorted = sortResults(found, query.sort, all);
  const from = (query.page - 1) * query.pageSize;
  return { items: sorted.slice(from, from + query.pageSize), total: found.length };
}

/**
 * All pages of an answer, one after another. Results that come and go meanwhile shift pages, so each is given once, by its
 * id; an empty page is the last.
 */
export async function* eachPage<T extends { readonly id: string }>(
  query: ResultQuery,
  ask: (query: ResultQuery) => Promise<ResultPage<T>>,
): AsyncGenerator<readonly T[], void, undefined> {
  const given = new Set<string>();
  for (let { page } = query; ; page++) {
    const { items, total } = await ask({ ...query, page });
    const fresh = items.filter(({ id }) => !given.has(id));
    for (const { id } of fresh) given.add(id);
    if (fresh.length > 0) yield fresh;
    if (items.length === 0 || page * query.pageSize >= total) return;
  }
}

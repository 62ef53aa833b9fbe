// `list`: results by filter, search, order and page, in the service's own language.

import { flipsSentence, rankingFlips } from "../core/compare/rankingFlips.ts";
import type { JsonObject } from "../core/json/json.ts";
import { Problem } from "../core/problem.ts";
import { eachPage } from "../core/results/parseQuery.ts";
import { MAX_PAGE_SIZE, type ResultQuery } from "../core/results/resultQuery.ts";
import type { ListedRun, RunList } from "../core/runStore.ts";
import { needsAggregates, toServicePage, toServiceResult } from "../core/services/serviceJson.ts";
import { type CommandLine, countFlag, type Values } from "./arguments.ts";
import { type CommandParts, exactly, printJson } from "./commandParts.ts";
import { jsonObject } from "./jsonFlag.ts";
import { inert, renderList } from "./render.ts";

export async function listCommand(parts: CommandParts, line: CommandLine): Promise<void> {
  exactly(line, 0, "no names");
  const query = toQuery(line.values);
  const {
    runs,
    total,
    damaged,
    notices = [],
  } = line.values.all ? await listAll(parts, query) : await parts.engine.list(query);
  for (const { reason } of damaged) parts.warn(`${reason}\n`);
  for (const { title, reason } of notices) parts.warn(`${inert(`${title}. ${reason}`, 500)}\n`);
  const flips = rankingFlips(runs);
  if (flips.length > 0) parts.warn(`Errors change the order. ${inert(flipsSentence(flips), 500)}\n`);
  if (!line.values.json)
    return parts.print(
      renderList(runs, {
        isNarrowed: query.filter !== null || query.search !== null,
        withErrors: line.values["errors-as-zero"] === true,
      }),
    );
  const { aggregateFields = null } = query;
  // A list knows a few statistics of each score; others are read from the results asked for.
  const full = needsAggregates(aggregateFields)
    ? await Promise.all(runs.map(({ id }) => parts.engine.run(id)))
    : runs;
  const [page, size] = line.values.all ? [1, Math.max(runs.length, 1)] : [query.page, query.pageSize];
  const data = full.map((run) => toServiceResult(run, aggregateFields));
  printJson(parts, {
    ...toServicePage(data, page, size, total, query.sort ?? "-created_at"),
    ...(query.filter ? { filter: query.filter } : {}),
    ...(query.search ? { search: query.search } : {}),
  });
}

export function toQuery(values: Values): ResultQuery {
  if (values.all && values.page !== undefined)
    throw new Problem("badInput", "--all gives every page; leave --page out.");
  const fields = values["aggregate-fields"]?.flatMap((list) => list.split(","));
  return {
    filter: jsonFlag(values, "filter"),
    search: jsonFlag(values, "search"),
    sort: values.sort ?? null,
    aggregateFields: fields ?? null,
    page: countFlag(values, "page", 1, 1_000_000),
    pageSize: countFlag(values, "page-size", values.all ? MAX_PAGE_SIZE : 100, MAX_PAGE_SIZE),
  };
}

/** A JSON object from a flag; `null` without it. Numbers are texts to a query. */
function jsonFlag(values: Values, name: "filter" | "search"): JsonObject | null {
  const text = values[name];
  return text === undefined ? null : jsonObject(text, { name, example: '{"model":"w/m"}', toNumber: String });
}

async function listAll(parts: CommandParts, query: ResultQuery): Promise<RunList> {
  const runs: ListedRun[] = [];
  let last: RunList | null = null;
  const ask = async (one: ResultQuery) => {
    last = await parts.engine.list(one);
    return { items: last.runs, total: last.total };
  };
  for await (const page of eachPage(query, ask)) runs.push(...page);
  const { damaged, notices } = last ?? (await parts.engine.list(query));
  return { runs, total: runs.length, damaged, ...(notices === undefined ? {} : { notices }) };
}

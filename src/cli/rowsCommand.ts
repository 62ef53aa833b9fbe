// `rows`: the rows of one result by filter, search, order and page.
import { parseRowFilter, rowColumnOf } from "../core/rows/rowFields.ts";
import type { RowFilter } from "../core/rows/rowFilter.ts";
import type { RowQuery, RowSort } from "../core/rows/rowQuery.ts";
import { type ScoreKey, scoreLabel, scoreServiceName } from "../core/run.ts";
import { toServicePage, toServiceRow } from "../core/services/serviceJson.ts";
import { NO_VALUE } from "../core/text/formatNumber.ts";
import { type CommandLine, countFlag, type Values } from "./arguments.ts";
import { type CommandParts, exactly, printJson } from "./commandParts.ts";
import { type JsonFlag, jsonObject } from "./jsonFlag.ts";
import { inert, table } from "./render.ts";
import { resolveRun } from "./resolveRun.ts";

export const ROW_FILTER: JsonFlag = { name: "filter", example: '{"f1":{"$lt":0.5}}', toNumber: Number };

export async function rowsCommand(parts: CommandParts, line: CommandLine): Promise<void> {
  exactly(line, 1, "the name of one result");
  const own = await parts.engine.run((await resolveRun(parts.store, line.names[0] ?? "")).id);
  const run = { ...own, moreFields: await (await parts.engine.pages(own.id)).fields.more() };
  const asked = askedRows(run, line.values);
  const { total, rows } = await parts.engine.fullRows(run.id, asked.query, parts.signal);
  printRows(parts, line.values, asked, {
    total,
    data: rows.map((row) => toServiceRow(row, run.scores)),
    run,
  });
}

/** What --filter, --search, --sort and the page flags ask for. */
export interface AskedRows {
  readonly page: number;
  readonly pageSize: number;
  readonly query: Required<Pick<RowQuery, "filter" | "sort" | "offset" | "limit">>;
}

export function askedRows(run: Fields, values: Values): AskedRows {
  const page = countFlag(values, "page", 1, 1_000_000_000);
  const pageSize = countFlag(values, "page-size", 100, 1000);
  const sort = values.sort === undefined ? null : [toSort(run, values.sort)];
  const query = { filter: toFilter(run, values), sort, offset: (page - 1) * pageSize, limit: pageSize };
  return { page, pageSize, query };
}

/** What was found: rows as they are printed, of the scores of `run`. */
interface FoundRows {
  readonly total: number;
  readonly data: readonly ReturnType<typeof toServiceRow>[];
  readonly run: { readonly scores: readonly ScoreKey[] };
}

export function printRows(
  parts: CommandParts,
  values: Values,
  { page, pageSize, query }: AskedRows,
  { total, data, run }: FoundRows,
): void {
  if (values.json) {
    printJson(parts, toServicePage(data, page, pageSize, total, values.sort ?? null));
    return;
  }
  if (data.length === 0 && query.filter.length > 0) {
    parts.print("No row fits.\n");
    return;
  }
  const names = run.scores.map((score) => scoreServiceName(score, run.scores));
  const labels = run.scores.map((score) => inert(scoreLabel(score, run.scores), 30));
  parts.print(
    table(
      ["ROW", "DIGEST", "ITEM", "OUTPUT", ...labels],
      data.map((row) => [
        row.row_index === null ? NO_VALUE : String(row.row_index),
        row.digest.slice(0, 8),
        inert(JSON.stringify(row.item), 40),
        `${row.excluded ? "(excluded) " : ""}${inert(row.output ?? row.error ?? NO_VALUE, 40)}`,
        ...names.map((name) => inert(String(row.scores[name] ?? NO_VALUE), 20)),
      ]),
      [0, ...names.map((_, i) => i + 4)],
    ),
  );
}

type Fields = Parameters<typeof parseRowFilter>[0];

/** A field with `-` in front for descending. */
function toSort(run: Fields, text: string): RowSort {
  const descending = text.startsWith("-");
  return { column: rowColumnOf(run, descending ? text.slice(1) : text), descending };
}

function toFilter(run: Fields, values: Values): RowFilter {
  const { filter, search } = values;
  return [
    ...(filter === undefined ? [] : parseRowFilter(run, jsonObject(filter, ROW_FILTER))),
    ...(search === undefined ? [] : [{ kind: "contains", place: { kind: "any" }, text: search } as const]),
  ];
}

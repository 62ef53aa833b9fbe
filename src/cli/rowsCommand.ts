// `rows`: the rows of one result by filter, search, order and page.
import { parseRowFilter, rowColumnOf } from "../core/rows/rowFields.ts";
import type { RowFilter } from "../core/rows/rowFilter.ts";
import type { RowSort } from "../core/rows/rowQuery.ts";
import { type Run, scoreLabel, scoreServiceName } from "../core/run.ts";
import { toServicePage, toServiceRow } from "../core/services/serviceJson.ts";
import { type CommandLine, countFlag, type Values } from "./arguments.ts";
import { type CommandParts, exactly, printJson } from "./commandParts.ts";
import { type JsonFlag, jsonObject } from "./jsonFlag.ts";
import { inert, table } from "./render.ts";
import { resolveRun } from "./resolveRun.ts";

const FILTER: JsonFlag = { name: "filter", example: '{"f1":{"$lt":0.5}}', toNumber: Number };

export async function rowsCommand(parts: CommandParts, line: CommandLine): Promise<void> {
  exactly(line, 1, "the name of one result");
  const { values } = line;
  const own = await parts.engine.run((await resolveRun(parts.store, line.names[0] ?? "")).id);
  const run = { ...own, moreFields: await (await parts.engine.pages(own.id)).fields.more() };
  const page = countFlag(values, "page", 1, 1_000_000_000);
  const pageSize = countFlag(values, "page-size", 100, 1000);
  const sort = values.sort === undefined ? null : [toSort(run, values.sort)];
  const query = { filter: toFilter(run, values), sort, offset: (page - 1) * pageSize, limit: pageSize };
  const found = await parts.engine.fullRows(run.id, query, parts.signal);
  const data = found.rows.map((row) => toServiceRow(row, run.scores));
  if (values.json)
    return printJson(parts, toServicePage(data, page, pageSize, found.total, values.sort ?? null));
  if (data.length === 0 && query.filter.length > 0) return parts.print("No row fits.\n");
  const names = run.scores.map((score) => scoreServiceName(score, run.scores));
  const labels = run.scores.map((score) => inert(scoreLabel(score, run.scores), 30));
  parts.print(
    table(
      ["ROW", "DIGEST", "ITEM", "OUTPUT", ...labels],
      data.map((row) => [
        String(row.row_index),
        row.digest.slice(0, 8),
        inert(JSON.stringify(row.item), 40),
        `${row.excluded ? "(excluded) " : ""}${inert(row.output ?? row.error ?? "—", 40)}`,
        ...names.map((name) => inert(String(row.scores[name] ?? "—"), 20)),
      ]),
      [0, ...names.map((_, i) => i + 4)],
    ),
  );
}

type Named = Run & { readonly moreFields: readonly string[] };

/** A field with `-` in front for descending. */
function toSort(run: Named, text: string): RowSort {
  const descending = text.startsWith("-");
  return { column: rowColumnOf(run, descending ? text.slice(1) : text), descending };
}

function toFilter(run: Named, values: Values): RowFilter {
  const { filter, search } = values;
  return [
    ...(filter === undefined ? [] : parseRowFilter(run, jsonObject(filter, FILTER))),
    ...(search === undefined ? [] : [{ kind: "contains", place: { kind: "any" }, text: search } as const]),
  ];
}

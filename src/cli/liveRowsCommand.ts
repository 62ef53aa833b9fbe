// `rows --live`: one page of a service's result that is not pulled, sorted and filtered there.

import { Problem } from "../core/problem.ts";
import { toServiceRow } from "../core/services/serviceJson.ts";
import type { Values } from "./arguments.ts";
import { type Command, exactly } from "./commandParts.ts";
import { jsonObject } from "./jsonFlag.ts";
import { opened, resolveRemote } from "./remoteNames.ts";
import { inert } from "./render.ts";
import { askedRows, printRows, ROW_FILTER } from "./rowsCommand.ts";

/** With --live of the service alone; a result whose stored copy is the latest is answered by `command` from the store. */
export function withLive(command: Command): Command {
  return async (parts, line) => {
    const { values } = line;
    if (values.live !== true) return command(parts, line);
    exactly(line, 1, "the name of one result");
    if (values.source === undefined)
      throw new Problem("badInput", "--live asks a service: name it with --source.");
    const connection = await opened(parts, line);
    const { services } = parts.engine;
    const ref = await resolveRemote(parts, connection, line.names[0] ?? "");
    const { scores, copy, name } = await services.retrieve(ref, parts.signal);
    if (copy?.isCurrent === true) return command(parts, line);
    const asked = askedRows({ scores, itemFields: [], moreFields: unknownFields(values) }, values);
    const page = await services.rowPage(ref, { ...asked.query, scores }, parts.signal);
    if (page.kind === "notTheSame")
      throw new Problem(
        "unsupported",
        `${inert(connection.name)} can't answer this as the store would: ${inert(page.reason, 200)}. Leave out --live to pull ${inert(name)} and ask its copy.`,
      );
    for (const warning of page.warnings) parts.warn(`${inert(warning, 500)}\n`);
    const measured = page.rows.flatMap((row) => row.scores);
    const columns = [...scores, ...measured].filter(
      (one, i, all) => all.findIndex((other) => other.name === one.name) === i,
    );
    const data = page.rows.map((row) => toServiceRow({ ...row, trial: null }, columns));
    printRows(parts, values, asked, { total: page.total, data, run: { scores: columns } });
  };
}

/** Names that are no score may be an item's: which ones it has is not known before its rows are. */
function unknownFields({ filter, sort }: Values): readonly string[] {
  const fields = filter === undefined ? [] : Object.keys(jsonObject(filter, ROW_FILTER));
  return [...fields, ...(sort === undefined ? [] : [sort.replace(/^-/, "")])].map((name) =>
    name.replace(/^item\./, ""),
  );
}

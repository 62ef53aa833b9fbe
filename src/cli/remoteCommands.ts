// Commands that ask a live service and leave the store as it is: `list`, `show` and `delete` with --source, and `sources`.

import { Problem } from "../core/problem.ts";
import { eachPage } from "../core/results/parseQuery.ts";
import type { ResultQuery } from "../core/results/resultQuery.ts";
import type { Connection } from "../core/services/connection.ts";
import type { ListedRemote, RemoteRef } from "../core/services/evalSource.ts";
import { toRemoteJson } from "../core/services/remoteJson.ts";
import { toServicePage } from "../core/services/serviceJson.ts";
import { formatCount, formatMeanTight, formatScoreValue, NO_VALUE } from "../core/text/formatNumber.ts";
import type { CommandLine } from "./arguments.ts";
import { KEY_VARIABLES } from "./cliConnections.ts";
import { atLeast, type Command, type CommandParts, exactly, printJson } from "./commandParts.ts";
import { toQuery } from "./listCommand.ts";
import { opened, resolveRemote } from "./remoteNames.ts";
import { inert, LOCALE, table } from "./render.ts";

/** With --source the one, else the other. */
export function atSource(remote: Command, local: Command): Command {
  return (parts, line) => (line.values.source === undefined ? local : remote)(parts, line);
}

/** `list --source` */
export async function remoteListCommand(parts: CommandParts, line: CommandLine): Promise<void> {
  exactly(line, 0, "no names");
  const connection = await opened(parts, line);
  const query = toQuery(line.values);
  const { runs, total, notices } = await listed(parts, connection, query, line.values.all === true);
  for (const notice of notices) parts.warn(`${inert(notice, 500)}\n`);
  if (!line.values.json) return parts.print(renderRemote(runs, total));
  const data = runs.map((run) => toRemoteJson(run, query.aggregateFields ?? null));
  const [page, size] = line.values.all ? [1, Math.max(runs.length, 1)] : [query.page, query.pageSize];
  printJson(parts, toServicePage(data, page, size, total, query.sort ?? "-created_at"));
}

async function listed(parts: CommandParts, { id }: Connection, query: ResultQuery, isAll: boolean) {
  if (!isAll) return parts.engine.services.list(id, query, parts.signal);
  const runs: ListedRemote[] = [];
  const notices = new Set<string>();
  const pages = eachPage(query, async (one) => {
    const page = await parts.engine.services.list(id, one, parts.signal);
    for (const notice of page.notices) notices.add(notice);
    return { items: page.runs, total: page.total };
  });
  for await (const page of pages) runs.push(...page);
  return { runs, total: runs.length, notices: [...notices] };
}

function renderRemote(runs: readonly ListedRemote[], total: number): string {
  if (runs.length === 0) return "No results there.\n";
  const lines = runs.map((run) => {
    const score = run.primaryScore === null ? undefined : run.scores[run.primaryScore];
    return [
      inert(run.name, 60),
      inert(run.workspace, 30),
      inert(run.model ?? NO_VALUE, 40),
      inert(run.dataset ?? NO_VALUE, 40),
      score === undefined ? NO_VALUE : inert(score.name, 30),
      score === undefined ? NO_VALUE : formatMeanTight(score.mean, score.standardError, score, LOCALE),
      score === undefined ? NO_VALUE : formatCount(score.count, LOCALE),
      run.createdAt,
      run.copy === null ? "no" : run.copy.isCurrent ? "yes" : "older",
    ];
  });
  const head = ["NAME", "WORKSPACE", "MODEL", "DATASET", "SCORE", "MEAN", "COUNT", "CREATED", "STORED"];
  const more =
    total > runs.length ? `${runs.length} of ${formatCount(total, LOCALE)}; --page or --all for more.\n` : "";
  return table(head, lines, [5, 6]) + more;
}

/** `show NAME --source`: what the service says of it; no row is downloaded. */
export async function remoteShowCommand(parts: CommandParts, line: CommandLine): Promise<void> {
  exactly(line, 1, "the name of one result");
  const connection = await opened(parts, line);
  const ref = await resolveRemote(parts, connection, line.names[0] ?? "");
  const result = await parts.engine.services.retrieve(ref, parts.signal);
  if (line.values.json) return printJson(parts, toRemoteJson(result, null));
  const { copy } = result;
  const facts = [
    ["name", result.name],
    ["at", `${connection.name}, ${result.workspace}`],
    ["model", result.model ?? NO_VALUE],
    ["dataset", result.dataset ?? NO_VALUE],
    ["metric", result.metric ?? NO_VALUE],
    ["created", result.createdAt],
    ["updated", result.updatedAt],
    ["stored", copy === null ? "no" : `${copy.isCurrent ? "yes" : "an older one"}, ${copy.id}`],
  ] as const;
  const rows = result.scores.map((score) => [
    inert(score.name, 40),
    formatCount(score.count, LOCALE),
    formatCount(score.nanCount, LOCALE),
    ...[score.mean, score.stdDev, score.min, score.max].map((value) =>
      value === null ? NO_VALUE : formatScoreValue(value, 4, score, LOCALE),
    ),
  ]);
  const head = ["SCORE", "COUNT", "NAN", "MEAN", "STD DEV", "MIN", "MAX"];
  parts.print(`${facts.map(([name, value]) => `${name.padEnd(8)} ${inert(value, 120)}`).join("\n")}\n\n`);
  parts.print(table(head, rows, [1, 2, 3, 4, 5, 6]));
}

/** `delete NAME… --source`: without --yes it only says what would go. */
export async function remoteDeleteCommand(parts: CommandParts, line: CommandLine): Promise<void> {
  atLeast(line, 1, "the name of at least one result");
  const connection = await opened(parts, line);
  const refs: RemoteRef[] = [];
  for (const name of line.names) refs.push(await resolveRemote(parts, connection, name));
  const names = refs.map(({ workspace, name }) => `${workspace}/${name}`);
  const shown = names.map((name) => inert(name)).join(", ");
  if (line.values.yes !== true) {
    if (line.values.json) return printJson(parts, { would_delete: names });
    return parts.print(
      `Would delete for good at ${inert(connection.name)}: ${shown}. Copies pulled into this store stay, and so do the jobs. Pull first what you want to keep; add --yes to delete.\n`,
    );
  }
  const { removed, failed } = await parts.engine.services.remove(refs, parts.signal);
  for (const { message } of failed) parts.warn(`eval-results: ${message}\n`);
  const gone = removed.map(({ workspace, name }) => `${workspace}/${name}`);
  if (line.values.json) printJson(parts, { deleted: gone, failed });
  else if (gone.length > 0)
    parts.print(`Deleted at ${inert(connection.name)}: ${gone.map((name) => inert(name)).join(", ")}.\n`);
  if (failed.length > 0)
    throw new Problem("badInput", `${failed.length} of ${refs.length} were not deleted.`);
}

/** `sources` */
export async function sourcesCommand(parts: CommandParts, line: CommandLine): Promise<void> {
  exactly(line, 0, "no names");
  const { connections, problems } = await parts.connections.listed();
  for (const problem of problems) parts.warn(`${inert(problem, 500)}\n`);
  if (line.values.json)
    return printJson(parts, {
      data: connections.map(({ name, kind, baseUrl, workspaces, auth }) => ({
        name,
        kind,
        base_url: baseUrl,
        workspaces,
        auth,
      })),
    });
  if (connections.length === 0)
    return parts.print("No connections. Name one by its address: --source http://localhost:8080.\n");
  const rows = connections.map(({ name, kind, baseUrl, workspaces, auth }) => [
    inert(name),
    kind,
    inert(baseUrl, 80),
    inert(workspaces.join(", "), 60),
    auth === "none" ? "none" : KEY_VARIABLES[kind].key,
  ]);
  parts.print(table(["NAME", "KIND", "ADDRESS", "WORKSPACES", "KEY"], rows, []));
}

// `pull`, and the commands that need rows of a live service: they pull first, so that every number is the store's.

import { Problem } from "../core/problem.ts";
import type { Connection } from "../core/services/connection.ts";
import type { PullOutcome, RemoteRef } from "../core/services/evalSource.ts";
import { formatCount } from "../core/text/formatNumber.ts";
import type { CommandLine } from "./arguments.ts";
import { atLeast, type Command, type CommandParts, printJson } from "./commandParts.ts";
import { opened, resolveRemote } from "./remoteNames.ts";
import { inert, LOCALE } from "./render.ts";

/** The command over the service's results where --source is given: its names are pulled first. */
export function withSource(command: Command): Command {
  return async (parts, line) => {
    if (line.values.source === undefined) return command(parts, line);
    const connection = await opened(parts, line);
    const ids: string[] = [];
    for (const name of line.names) ids.push(await pulledId(parts, connection, name));
    return command(parts, { ...line, names: ids });
  };
}

/** The stored copy of a service's result, or of a result here where the service has none of that name. */
async function pulledId(parts: CommandParts, connection: Connection, name: string): Promise<string> {
  const ref = await resolveRemote(parts, connection, name).catch(async (error: unknown) => {
    const here =
      error instanceof Problem && error.code === "notFound" ? await parts.store.findByName(name) : [];
    if (here.length > 0) return null;
    throw error;
  });
  if (ref === null) return name;
  const outcome = await pullOne(parts, ref);
  warnOfDifferences(parts, outcome);
  return outcome.run.id;
}

type Pulled = Exclude<PullOutcome, { kind: "failed" }>;

/** Pulls while it says how far it is. */
async function pulling(
  { engine, signal, progress }: CommandParts,
  refs: readonly RemoteRef[],
): Promise<readonly PullOutcome[]> {
  try {
    return await engine.services.pull(refs, {
      signal,
      progress: ({ index, name, rows, expectedRows, bytes }) => {
        const which = refs.length === 1 ? "" : ` (${index + 1} of ${refs.length})`;
        const known = expectedRows === null ? "" : ` of ${formatCount(expectedRows, LOCALE)}`;
        const size = `${(bytes / 1024 / 1024).toFixed(1)} MB`;
        progress.show(`Pulling ${inert(name)}${which}: ${formatCount(rows, LOCALE)}${known} rows, ${size}`);
      },
    });
  } finally {
    progress.clear();
  }
}

async function pullOne(parts: CommandParts, ref: RemoteRef): Promise<Pulled> {
  const [outcome] = await pulling(parts, [ref]);
  if (outcome === undefined || outcome.kind === "failed")
    throw new Problem("badInput", outcome?.message ?? "Nothing was pulled.");
  return outcome;
}

/** `pull NAME… --source` */
export async function pullCommand(parts: CommandParts, line: CommandLine): Promise<void> {
  atLeast(line, 1, "the name of at least one result");
  const connection = await opened(parts, line);
  const refs: RemoteRef[] = [];
  for (const name of line.names) refs.push(await resolveRemote(parts, connection, name));
  const outcomes = await pulling(parts, refs);
  for (const outcome of outcomes) {
    if (outcome.kind === "failed") parts.warn(`eval-results: ${outcome.message}\n`);
    else warnOfDifferences(parts, outcome);
    if (!line.values.json && outcome.kind !== "failed") parts.print(receipt(outcome, connection));
  }
  if (line.values.json) printJson(parts, { pulled: outcomes.map(toOutcomeJson) });
  const failed = outcomes.filter(({ kind }) => kind === "failed").length;
  if (failed > 0) throw new Problem("badInput", `${failed} of ${outcomes.length} results were not pulled.`);
}

function receipt({ kind, run, ...rest }: Pulled, { name }: Connection): string {
  if (kind === "unchanged") return `Unchanged: ${inert(run.name)} is here as ${inert(name)} has it.\n`;
  const older = "older" in rest && rest.older !== null ? ` The older copy stays as ${rest.older}.` : "";
  return `Pulled ${inert(run.name)} from ${inert(name)}: ${formatCount(run.rows, LOCALE)} rows stored, ${formatCount(run.skippedLines, LOCALE)} lines skipped.${older}\n`;
}

function warnOfDifferences(parts: CommandParts, outcome: Pulled): void {
  if (outcome.kind !== "pulled") return;
  for (const { score, statistic, given, ours } of outcome.differences)
    parts.warn(
      `${inert(outcome.run.name)}: the service gives ${inert(score)} a ${statistic} of ${given}, its rows give ${ours}.\n`,
    );
}

function toOutcomeJson(outcome: PullOutcome) {
  const { workspace, name } = outcome.ref;
  if (outcome.kind === "failed")
    return { workspace, name, outcome: "failed", code: outcome.code, message: outcome.message };
  const { id, rows } = outcome.run;
  const more = outcome.kind === "pulled" ? { differences: outcome.differences, older: outcome.older } : {};
  return { workspace, name, outcome: outcome.kind, id, rows, ...more };
}

// The commands of the CLI, each over the same engine as the panels: JSON in the service's field names, or a table.
import { resolve } from "node:path";
import { Problem } from "../core/problem.ts";
import type { ExportOptions } from "../core/rows/exportTypes.ts";
import type { Run } from "../core/run.ts";
import { toServiceResult } from "../core/services/serviceJson.ts";
import type { CommandLine } from "./arguments.ts";
import { doctorCommand, restoreNamed, trashCommand } from "./careCommands.ts";
import { atLeast, type Command, type CommandParts, exactly, printJson } from "./commandParts.ts";
import { compareCommand } from "./compareCommand.ts";
import { passAtFlag } from "./compareEvidence.ts";
import { explainCommand } from "./explainCommand.ts";
import { importCommand } from "./importCommand.ts";
import { listCommand } from "./listCommand.ts";
import { withLive } from "./liveRowsCommand.ts";
import { namedPair, namedSet } from "./namedComparison.ts";
import { correctCommand, noteCommand, renameCommand, starCommand, tagCommand } from "./noteCommands.ts";
import { renderRunPass, toServiceRunPass } from "./passAtK.ts";
import { pullCommand, withSource } from "./pullCommand.ts";
import {
  atSource,
  remoteDeleteCommand,
  remoteListCommand,
  remoteShowCommand,
  sourcesCommand,
} from "./remoteCommands.ts";
import { inert, renderRun } from "./render.ts";
import { resolveRun } from "./resolveRun.ts";
import { excludeCommand, noteRowCommand } from "./rowNoteCommands.ts";
import { rowsCommand } from "./rowsCommand.ts";
import { baselineCommand, warnOfMetrics } from "./settingsCommands.ts";
import { renderRunSlices, runSlices, toServiceRunSlices } from "./slices.ts";
import { whereCommand } from "./whereCommand.ts";

/** By name, as typed. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  import: importCommand,
  list: atSource(remoteListCommand, listCommand),
  show: atSource(remoteShowCommand, showCommand),
  rows: withLive(withSource(rowsCommand)),
  compare: withSource(compareCommand),
  export: withSource(exportCommand),
  delete: atSource(remoteDeleteCommand, deleteCommand),
  pull: pullCommand,
  sources: sourcesCommand,
  restore: restoreCommand,
  trash: trashCommand,
  doctor: doctorCommand,
  baseline: baselineCommand,
  star: starCommand,
  tag: tagCommand,
  rename: renameCommand,
  note: noteCommand,
  exclude: excludeCommand,
  "note-row": noteRowCommand,
  where: whereCommand,
  correct: correctCommand,
  explain: explainCommand,
};

async function showCommand(parts: CommandParts, line: CommandLine): Promise<void> {
  exactly(line, 1, "the name of one result");
  const run = await namedRun(parts, line.names[0]);
  await warnOfMetrics(parts);
  const k = passAtFlag(line.values);
  const passes = k === null ? null : await parts.engine.passAtK(run.id, k);
  const slices = await runSlices(parts, run, line.values.slices ?? []);
  if (line.values.json)
    return printJson(parts, {
      ...toServiceResult(run),
      ...(slices.length === 0 ? {} : { slices: slices.map((one) => toServiceRunSlices(run, one)) }),
      ...(passes === null ? {} : { pass_at_k: passes.map(toServiceRunPass) }),
    });
  parts.print(renderRun(run, line.values["errors-as-zero"] === true));
  if (passes !== null) parts.print(renderRunPass(passes));
  for (const one of slices) parts.print(renderRunSlices(run, one));
}

async function namedRun(parts: CommandParts, name: string | undefined): Promise<Run> {
  return parts.engine.run((await resolveRun(parts.store, name ?? "")).id);
}

async function exportCommand(parts: CommandParts, line: CommandLine): Promise<void> {
  atLeast(line, 1, "one result, or two and more to export their comparison");
  const { format, out } = line.values;
  if (format !== "csv" && format !== "jsonl")
    throw new Problem("badInput", "export needs --format csv or --format jsonl.");
  const options = { format, guardFormulas: line.values["raw-cells"] !== true } as const;
  const pieces = await exported(parts, line, options);
  if (out === undefined) {
    for await (const piece of pieces) parts.print(piece);
    return;
  }
  const bytes = await parts.engine.writeExport(resolve(parts.cwd, out), pieces);
  if (line.values.json) printJson(parts, { exported: line.names, format, file: out, bytes });
  else parts.print(`Exported ${line.names.map((name) => inert(name)).join(" and ")} to ${inert(out)}.\n`);
}

/** One result, the comparison of two, or of a base and its candidates. */
async function exported(
  parts: CommandParts,
  line: CommandLine,
  options: ExportOptions,
): Promise<AsyncIterable<string>> {
  const { engine, signal } = parts;
  const [first = "", ...others] = line.names;
  if (others.length === 0)
    return engine.exportRun((await resolveRun(parts.store, first)).id, options, signal);
  if (others.length === 1) return engine.exportComparison(await namedPair(parts, line), options, signal);
  return engine.many.export(await namedSet(parts, line), options, signal);
}

async function deleteCommand(parts: CommandParts, line: CommandLine): Promise<void> {
  atLeast(line, 1, "the name of at least one result");
  const runs = await Promise.all(line.names.map((name) => resolveRun(parts.store, name)));
  await parts.engine.remove([...new Set(runs.map((run) => run.id))]);
  if (line.values.json) printJson(parts, { deleted: runs.map(({ id, name }) => ({ id, name })) });
  else
    parts.print(
      `Deleted ${runs.map((run) => inert(run.name)).join(", ")}. eval-results restore brings them back.\n`,
    );
}

async function restoreCommand(parts: CommandParts, line: CommandLine): Promise<void> {
  atLeast(line, 1, "the name of at least one deleted result");
  await restoreNamed(parts, line.names, line.values.json === true);
}

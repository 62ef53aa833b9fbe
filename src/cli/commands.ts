// The commands of the CLI, each over the same engine as the panels: JSON in the service's field names, or a table.
import { resolve } from "node:path";
import { toServiceComparison } from "../core/comparisonJson.ts";
import { Problem } from "../core/problem.ts";
import type { RowColumn, RowSort } from "../core/rowQuery.ts";
import { type Run, scoreLabel, scoreServiceName } from "../core/run.ts";
import { toServicePage, toServiceResult, toServiceRow } from "../core/serviceJson.ts";
import { type CommandLine, countFlag } from "./arguments.ts";
import { doctorCommand, restoreNamed, trashCommand } from "./careCommands.ts";
import { atLeast, type Command, type CommandParts, exactly, printJson } from "./commandParts.ts";
import { comparisonOptions } from "./comparisonFlags.ts";
import { importCommand } from "./importCommand.ts";
import { listCommand } from "./listCommand.ts";
import { correctCommand, noteCommand, renameCommand, starCommand, tagCommand } from "./noteCommands.ts";
import { inert, renderRun, table } from "./render.ts";
import { renderComparison } from "./renderComparison.ts";
import { resolveRun } from "./resolveRun.ts";
import { baselineCommand, warnOfMetrics } from "./settingsCommands.ts";

/** By name, as typed. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  import: importCommand,
  list: listCommand,
  show: showCommand,
  rows: rowsCommand,
  compare: compareCommand,
  export: exportCommand,
  delete: deleteCommand,
  restore: restoreCommand,
  trash: trashCommand,
  doctor: doctorCommand,
  baseline: baselineCommand,
  star: starCommand,
  tag: tagCommand,
  rename: renameCommand,
  note: noteCommand,
  correct: correctCommand,
};

async function showCommand(parts: CommandParts, line: CommandLine): Promise<void> {
  exactly(line, 1, "the name of one result");
  const run = await namedRun(parts, line.names[0]);
  await warnOfMetrics(parts);
  if (line.values.json) printJson(parts, toServiceResult(run));
  else parts.print(renderRun(run, line.values["errors-as-zero"] === true));
}

async function namedRun(parts: CommandParts, name: string | undefined): Promise<Run> {
  return parts.engine.run((await resolveRun(parts.store, name ?? "")).id);
}

async function rowsCommand(parts: CommandParts, line: CommandLine): Promise<void> {
  exactly(line, 1, "the name of one result");
  const run = await namedRun(parts, line.names[0]);
  const page = countFlag(line.values, "page", 1, 1_000_000_000);
  const pageSize = countFlag(line.values, "page-size", 100, 1000);
  const sort = line.values.sort === undefined ? null : [toSort(run, line.values.sort)];
  const found = await parts.engine.fullRows(run.id, { sort, offset: (page - 1) * pageSize, limit: pageSize });
  const data = found.rows.map((row) => toServiceRow(row, run.scores));
  if (line.values.json)
    return printJson(parts, toServicePage(data, page, pageSize, found.total, line.values.sort ?? null));
  const names = run.scores.map((score) => scoreServiceName(score, run.scores));
  parts.print(
    table(
      [
        "ROW",
        "DIGEST",
        "ITEM",
        "OUTPUT",
        ...run.scores.map((score) => inert(scoreLabel(score, run.scores), 30)),
      ],
      data.map((row) => [
        String(row.row_index),
        row.digest.slice(0, 8),
        inert(JSON.stringify(row.item), 40),
        inert(row.output ?? row.error ?? "—", 40),
        ...names.map((name) => inert(String(row.scores[name] ?? "—"), 20)),
      ]),
      [0, ...names.map((_, i) => i + 4)],
    ),
  );
}

/** `row_index`, `output`, `error`, `trial`, `digest`, `item.X` or a score's label, `-` in front for descending. */
function toSort(run: Run, text: string): RowSort {
  const descending = text.startsWith("-");
  const field = descending ? text.slice(1) : text;
  return { column: toColumn(run, field), descending };
}

function toColumn(run: Run, field: string): RowColumn {
  if (field === "row_index") return { kind: "index" };
  if (field === "output" || field === "error" || field === "trial" || field === "digest")
    return { kind: field };
  const score = run.scores.findIndex((one) =>
    [scoreLabel(one, run.scores), scoreServiceName(one, run.scores), `${one.metric}:${one.name}`].includes(
      field,
    ),
  );
  if (score !== -1) return { kind: "score", score };
  const item = field.startsWith("item.") ? field.slice(5) : field;
  if (run.itemFields.includes(item)) return { kind: "item", field: item };
  const labels = run.scores.map((one) => scoreLabel(one, run.scores));
  const known = [
    "row_index",
    "output",
    "error",
    "trial",
    "digest",
    ...run.itemFields.map((name) => `item.${name}`),
    ...labels,
  ];
  throw new Problem("badInput", `Can't sort by ${field}. Fields: ${known.join(", ")}.`);
}

async function compareCommand(parts: CommandParts, line: CommandLine): Promise<void> {
  exactly(line, 2, "two results: BASE and CANDIDATE");
  const head = await parts.engine.compare(await namedPair(parts, line), comparisonOptions(line.values));
  await warnOfMetrics(parts);
  if (line.values.json) printJson(parts, toServiceComparison(head));
  else parts.print(renderComparison(head, line.values["errors-as-zero"] === true));
}

async function namedPair(parts: CommandParts, line: CommandLine) {
  const [base, candidate] = line.names;
  return {
    base: (await resolveRun(parts.store, base ?? "")).id,
    candidate: (await resolveRun(parts.store, candidate ?? "")).id,
  };
}

async function exportCommand(parts: CommandParts, line: CommandLine): Promise<void> {
  if (line.names.length !== 1 && line.names.length !== 2)
    throw new Problem("badInput", "export takes one result, or two to export their comparison.");
  const { format, out } = line.values;
  if (format !== "csv" && format !== "jsonl")
    throw new Problem("badInput", "export needs --format csv or --format jsonl.");
  const options = { format, guardFormulas: line.values["raw-cells"] !== true } as const;
  const pieces =
    line.names.length === 1
      ? await parts.engine.exportRun(
          (await resolveRun(parts.store, line.names[0] ?? "")).id,
          options,
          parts.signal,
        )
      : await parts.engine.exportComparison(await namedPair(parts, line), options, parts.signal);
  if (out === undefined) {
    for await (const piece of pieces) parts.print(piece);
    return;
  }
  const bytes = await parts.engine.writeExport(resolve(parts.cwd, out), pieces);
  if (line.values.json) printJson(parts, { exported: line.names, format, file: out, bytes });
  else parts.print(`Exported ${line.names.map((name) => inert(name)).join(" and ")} to ${inert(out)}.\n`);
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

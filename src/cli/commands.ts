// The commands of the CLI, each over the same engine as the panels: JSON in the service's field names, or a table.
import { basename, resolve } from "node:path";
import type { Engine } from "../app/engine.ts";
import { formatCount } from "../core/formatNumber.ts";
import type { ImportOptions, ImportOutcome } from "../core/importTypes.ts";
import { Problem } from "../core/problem.ts";
import type { ColumnRoles } from "../core/resultFormat.ts";
import type { RowColumn, RowSort } from "../core/rowQuery.ts";
import { type Run, scoreLabel, scoreServiceName } from "../core/run.ts";
import { toServiceComparison, toServicePage, toServiceResult, toServiceRow } from "../core/serviceJson.ts";
import { type CommandLine, countFlag, type Values } from "./arguments.ts";
import { doctorCommand, restoreNamed, trashCommand } from "./careCommands.ts";
import type { Command, CommandParts } from "./commandParts.ts";
import { inert, renderComparison, renderList, renderRun, table } from "./render.ts";
import { resolveRun } from "./resolveRun.ts";

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
};

function printJson(parts: CommandParts, value: unknown): void {
  parts.print(`${JSON.stringify(value, null, 2)}\n`);
}

function atLeast(line: CommandLine, count: number, what: string): void {
  if (line.names.length < count) throw new Problem("badInput", `${line.command} needs ${what}.`);
}

function exactly(line: CommandLine, count: number, what: string): void {
  if (line.names.length !== count) throw new Problem("badInput", `${line.command} takes ${what}.`);
}

async function importCommand(parts: CommandParts, line: CommandLine): Promise<void> {
  atLeast(line, 1, "at least one file");
  if (line.values.name !== undefined && line.names.length > 1)
    throw new Problem("badInput", "--name names one result, but several files are given.");
  const imported: unknown[] = [];
  const unchanged: unknown[] = [];
  const failed: { readonly path: string; readonly message: string }[] = [];
  for (const path of line.names) {
    const full = resolve(parts.cwd, path);
    try {
      const options = await importOptions(parts.engine, full, line.values);
      const outcome = await parts.engine.import(full, options, {
        signal: parts.signal,
        progress: () => undefined,
      });
      if (outcome.kind === "unchanged") unchanged.push({ name: outcome.run.name, path });
      else imported.push(toReceipt(outcome));
      if (!line.values.json) parts.print(receiptText(path, outcome));
    } catch (error) {
      // One bad file does not keep the others out; alone it is simply the command's failure.
      if (!(error instanceof Problem) || line.names.length === 1) throw error;
      failed.push({ path, message: error.message });
      parts.warn(`eval-results: ${error.message}\n`);
    }
  }
  if (line.values.json) printJson(parts, { imported, unchanged, ...(failed.length === 0 ? {} : { failed }) });
  if (failed.length > 0)
    throw new Problem("badInput", `${failed.length} of ${line.names.length} files were not imported.`);
}

function toReceipt({ run, skipped, companion, roles }: Extract<ImportOutcome, { kind: "imported" }>) {
  return {
    name: run.name,
    format: run.format,
    rows: run.rows,
    skipped_lines: run.skippedLines,
    errors: skipped,
    id: run.id,
    items: run.items,
    duplicates: run.duplicates,
    ...(companion === null ? {} : { companion }),
    ...(roles === null ? {} : { roles }),
  };
}

function receiptText(path: string, outcome: ImportOutcome): string {
  const file = inert(basename(path));
  if (outcome.kind === "unchanged")
    return `Already imported: ${file} is identical to ${inert(outcome.run.name)}, nothing changed.\n`;
  const { run, skipped, companion, roles } = outcome;
  const count = (n: number): string => formatCount(n, "en-US");
  const lines = [
    `Imported ${file} as ${inert(run.name)}: ${count(run.rows)} rows stored, ${count(run.skippedLines)} lines skipped (${run.format}${companion === null ? "" : `, with ${inert(companion)}`}).`,
    ...(roles === null
      ? []
      : [
          `  scores: ${roles.scores.join(", ")}; output: ${roles.output ?? "none"}; input: ${roles.input.join(", ")}`,
        ]),
    ...skipped.slice(0, 10).map(({ line, message }) => `  line ${line}: ${inert(message, 160)}`),
    ...(run.skippedLines > 10 ? [`  and ${count(run.skippedLines - 10)} more`] : []),
  ];
  return `${lines.join("\n")}\n`;
}

async function importOptions(engine: Engine, path: string, values: Values): Promise<ImportOptions> {
  const { format, name, model, dataset, metric } = values;
  const createdAt = values["created-at"];
  if (createdAt !== undefined && Number.isNaN(Date.parse(createdAt)))
    throw new Problem(
      "badInput",
      `--created-at takes a time such as 2026-01-31T09:30:00Z, not ${createdAt}.`,
    );
  const labels = Object.fromEntries((values.label ?? []).map(toLabel));
  return {
    ...(format === undefined ? {} : { format }),
    ...(name === undefined ? {} : { name }),
    ...(model === undefined ? {} : { model }),
    ...(dataset === undefined ? {} : { dataset }),
    ...(metric === undefined ? {} : { metric }),
    ...(createdAt === undefined ? {} : { createdAt: new Date(createdAt).toISOString() }),
    ...(values.label === undefined ? {} : { labels }),
    ...(await rolesFrom(engine, path, values)),
  };
}

function toLabel(text: string): readonly [string, string] {
  const cut = text.indexOf("=");
  if (cut < 1) throw new Problem("badInput", `--label takes KEY=VALUE, not ${text}.`);
  return [text.slice(0, cut), text.slice(cut + 1)];
}

/** Roles named by flags; the rest as guessed, less what the flags took. */
async function rolesFrom(
  engine: Engine,
  path: string,
  values: Values,
): Promise<{ readonly roles?: ColumnRoles }> {
  const { score, input, output, expected, error } = values;
  if (
    score === undefined &&
    input === undefined &&
    output === undefined &&
    expected === undefined &&
    error === undefined
  )
    return {};
  const { guess, fileName } = await engine.inspect(path);
  if (guess === null)
    throw new Problem("badInput", `${fileName} is no plain file: its format says which columns are scores.`);
  const known = guess.columns.map((column) => column.name);
  const taken = [...(score ?? []), ...(input ?? []), output, expected, error].filter(
    (name) => name !== undefined,
  );
  const unknown = taken.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new Problem("badInput", `${fileName} has no column ${unknown}. Its columns: ${known.join(", ")}.`);
  const twice = taken.find((name, i) => taken.indexOf(name) !== i && !isExpectedInput(name, values));
  if (twice !== undefined) throw new Problem("badInput", `Column ${twice} is given two roles; name it once.`);
  const scores = score ?? guess.roles.scores.filter((name) => !taken.includes(name));
  const free = (name: string | null): string | null => (name !== null && taken.includes(name) ? null : name);
  const others = { output: output ?? free(guess.roles.output), error: error ?? free(guess.roles.error) };
  const isFree = (name: string): boolean =>
    !scores.includes(name) && name !== others.output && name !== others.error;
  const guessedExpected = guess.roles.expected !== null && isFree(guess.roles.expected);
  return {
    roles: {
      input: input ?? guess.roles.input.filter(isFree),
      expected: expected ?? (guessedExpected ? guess.roles.expected : null),
      scores,
      ...others,
    },
  };
}

/** The expected answer may be part of the input; no other column may play two roles. */
function isExpectedInput(name: string, { score, output, expected, error, input }: Values): boolean {
  const isElsewhere = score?.includes(name) === true || name === output || name === error;
  return name === expected && input?.includes(name) === true && !isElsewhere;
}

async function listCommand(parts: CommandParts, line: CommandLine): Promise<void> {
  exactly(line, 0, "no names");
  const page = countFlag(line.values, "page", 1, 1_000_000);
  const pageSize = countFlag(line.values, "page-size", 100, 1000);
  const { runs, total, damaged } = await parts.engine.list({ page, pageSize });
  for (const { reason } of damaged) parts.warn(`${reason}\n`);
  if (line.values.json)
    printJson(parts, toServicePage(runs.map(toServiceResult), page, pageSize, total, "-created_at"));
  else parts.print(renderList(runs));
}

async function showCommand(parts: CommandParts, line: CommandLine): Promise<void> {
  exactly(line, 1, "the name of one result");
  const run = await namedRun(parts, line.names[0]);
  if (line.values.json) printJson(parts, toServiceResult(run));
  else parts.print(renderRun(run));
}

async function namedRun(parts: CommandParts, name: string | undefined): Promise<Run> {
  return parts.engine.run((await resolveRun(parts.store, name ?? "")).id);
}

async function rowsCommand(parts: CommandParts, line: CommandLine): Promise<void> {
  exactly(line, 1, "the name of one result");
  const run = await namedRun(parts, line.names[0]);
  const page = countFlag(line.values, "page", 1, 1_000_000_000);
  const pageSize = countFlag(line.values, "page-size", 100, 1000);
  const sort = line.values.sort === undefined ? null : toSort(run, line.values.sort);
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
  const head = await parts.engine.compare(await namedPair(parts, line));
  if (line.values.json) printJson(parts, toServiceComparison(head));
  else parts.print(renderComparison(head));
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

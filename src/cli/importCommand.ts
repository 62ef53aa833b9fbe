// `import`: every file given is tried; the receipt names what was stored, what was skipped and why.
import { basename, resolve } from "node:path";
import type { Engine } from "../app/engine.ts";
import type { ImportOptions, ImportOutcome } from "../core/importTypes.ts";
import { Problem } from "../core/problem.ts";
import type { ColumnRoles, MeasureColumn } from "../core/resultFormat.ts";
import { formatCount } from "../core/text/formatNumber.ts";
import type { CommandLine, Values } from "./arguments.ts";
import { atLeast, type CommandParts, printJson } from "./commandParts.ts";
import { readMeasureFlags } from "./measureFlags.ts";
import { inert } from "./render.ts";

/** `import PATH…` */
export async function importCommand(parts: CommandParts, line: CommandLine): Promise<void> {
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
  const { score, input, output, expected, error, measure } = values;
  if (
    score === undefined &&
    input === undefined &&
    output === undefined &&
    expected === undefined &&
    error === undefined &&
    measure === undefined
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
      ...toldBy(measure === undefined ? (guess.roles.measures ?? []) : readMeasureFlags(measure, known)),
    },
  };
}

function toldBy(measures: readonly MeasureColumn[]): Pick<ColumnRoles, "measures"> {
  return measures.length === 0 ? {} : { measures };
}

/** The expected answer may be part of the input; no other column may play two roles. */
function isExpectedInput(name: string, { score, output, expected, error, input }: Values): boolean {
  const isElsewhere = score?.includes(name) === true || name === output || name === error;
  return name === expected && input?.includes(name) === true && !isElsewhere;
}

// `where`: the item of one row in other results of the store, and how it fared there.
import type { Elsewhere } from "../core/rows/elsewhere.ts";
import { type RowScore, scoreLabel } from "../core/run.ts";
import { toServiceScores } from "../core/services/serviceJson.ts";
import { formatCount } from "../core/text/formatNumber.ts";
import type { CommandLine } from "./arguments.ts";
import { type CommandParts, exactly, printJson } from "./commandParts.ts";
import { inert, LOCALE, table } from "./render.ts";
import { resolveRun } from "./resolveRun.ts";
import { rowNumber } from "./rowNoteCommands.ts";

export async function whereCommand(parts: CommandParts, line: CommandLine): Promise<void> {
  exactly(line, 2, "the name of one result and a row");
  const [name = "", text = ""] = line.names;
  const row = rowNumber(text);
  const { id } = await resolveRun(parts.store, name);
  const found = await parts.engine.beside.elsewhere.find(id, row, parts.signal);
  const { digest, total, searched, results } = found;
  if (line.values.json) return printJson(parts, { digest, total, searched, results: results.map(toJson) });
  const looked = `${formatCount(searched, LOCALE)} other ${searched === 1 ? "result" : "results"}`;
  if (total === 0) return parts.print(`Nowhere else: none of ${looked} has the item of row ${row}.\n`);
  parts.print(
    table(
      ["NAME", "MODEL", "CREATED", "ROW", "SCORES", "OUTPUT"],
      results.flatMap((one) => toLines(one)),
      [3],
    ),
  );
  parts.print(`\nIn ${formatCount(total, LOCALE)} of ${looked}, newest first.\n`);
}

function toLines({
  name,
  model,
  createdAt,
  rows,
  scores,
  trials,
}: Elsewhere): readonly (readonly string[])[] {
  const lines = rows.map((row) => [
    inert(name),
    inert(model ?? "—", 30),
    createdAt.slice(0, 10),
    String(row.index),
    row.scores.map((score) => `${inert(scoreLabel(score, scores), 20)} ${scoreWord(score)}`).join(", "),
    inert(row.output ?? row.error ?? "—", 40),
  ]);
  const more = trials - rows.length;
  return more > 0
    ? [...lines, [inert(name), "", "", "", `${formatCount(more, LOCALE)} more rows`, ""]]
    : lines;
}

function scoreWord({ state, value }: RowScore): string {
  return value === null ? (state === "missing" || state === "null" ? "—" : state) : inert(String(value), 20);
}

function toJson({ id, name, model, createdAt, trials, rows, scores }: Elsewhere) {
  return {
    id,
    name,
    model,
    created_at: createdAt,
    trials,
    rows: rows.map((row) => ({
      row_index: row.index,
      trial: row.trial,
      output: row.output,
      error: row.error,
      scores: toServiceScores(row.scores, scores),
      excluded: row.exclusion !== undefined,
    })),
  };
}
